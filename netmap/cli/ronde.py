"""Command ``ronde``: forms for who can confirm what is known, and what ends or grows old soon."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast, get_args

import typer
from dateutil.relativedelta import relativedelta

from netmap.cli.common import (
    STDOUT,
    DataOption,
    GebiedOption,
    PeildatumOption,
    describe_file,
    is_file,
    keep,
    read_day,
    read_gebied,
    read_tables,
    refusals,
    tell,
)
from netmap.errors import NetmapError
from netmap.layers import build_stand
from netmap.load import DATA_DIR
from netmap.ronde import Per
from netmap.save import save_files
from netmap.schema import dutch_date, fold
from netmap.settings import load_settings

if TYPE_CHECKING:
    from netmap.layers import Stand

_MONTHS: Final = re.compile(r"(\d{1,3})\s*(?:m|mnd|maand|maanden)?", re.IGNORECASE)
_MOST: Final = 120


def ronde(
    per: Annotated[str, typer.Option(help="Wie krijgt een formulier: politieregio of organisatie.")] = "politieregio",
    verloopt: Annotated[
        str, typer.Option(help="Maak geen formulieren, maar noem wat binnen zoveel maanden eindigt of veroudert: 3m.")
    ] = "",
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Map voor de formulieren; bij --verloopt een bestand .ics (agenda), of - voor het uitvoerkanaal.",
        ),
    ] = None,
) -> None:
    """Command ``ronde``: the forms of a confirmation round, or what ends soon."""
    with refusals():
        months = _read_months(verloopt)
        tables = read_tables(data)
        stand = build_stand(tables, read_day(peildatum), load_settings())
        if months is None:
            if gebied:
                msg = "--gebied hoort bij --verloopt. Een ronde gaat langs alle politieregio's of organisaties."
                raise NetmapError(msg)
            _make_forms(stand, per, out)
        else:
            _tell_endings(stand, months, gebied, out)


def _make_forms(stand: Stand, per: str, out: Path | None) -> None:
    """Write a form for each who is asked, all or none."""
    from netmap.export.ronde import make_forms

    if fold(per) not in get_args(Per):
        msg = f"--per {per[:30]!r} kan niet. Kies uit: {', '.join(get_args(Per))}."
        raise NetmapError(msg)
    if is_file(out):
        msg = f"Een ronde heeft meer bestanden, en {out} lijkt er één. Noem met --out een map, zoals ronde/."
        raise NetmapError(msg)
    forms = make_forms(stand, cast("Per", fold(per)), load_settings().organisatie)
    made = {(out or Path()) / name: content for name, content in forms.items()}
    save_files(made)
    tell(describe_file(path, content) for path, content in made.items())


def _tell_endings(stand: Stand, months: int, gebied: str, out: Path | None) -> None:
    """Tell what ends or grows old, as text for a mail or as a calendar."""
    from netmap.export.ronde import make_calendar
    from netmap.sections.ronde import endings_section
    from netmap.write.text import section_text

    if out is not None and out != STDOUT and out.suffix.casefold() != ".ics":
        msg = f"{out} kan hier niet. Laat --out eindigen op .ics, voor een agenda."
        raise NetmapError(msg)
    where = read_gebied(stand.tables, gebied)
    until = stand.peildatum + relativedelta(months=months)
    if out is not None:
        keep(out, make_calendar(stand, until, where))
        if out == STDOUT:
            return
    typer.echo(section_text(endings_section(stand, until, where), f"Peildatum {dutch_date(stand.peildatum)}."))


def _read_months(text: str) -> int | None:
    """Read how many months to look ahead; None when nothing is asked."""
    if not text:
        return None
    found = _MONTHS.fullmatch(text.strip())
    if found is None or not 0 < int(found[1]) <= _MOST:
        msg = f"--verloopt {text[:20]!r} kan niet. Noem een aantal maanden van 1 tot en met {_MOST}, zoals 3m."
        raise NetmapError(msg)
    return int(found[1])
