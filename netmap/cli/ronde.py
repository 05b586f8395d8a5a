"""Command ``ronde``: forms for who can confirm what is known, what comes back, and what ends or grows old soon."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast, get_args

import typer
from dateutil.relativedelta import relativedelta

from netmap.cli.common import (
    EXIT_PROBLEMS,
    STDOUT,
    DataOption,
    GebiedOption,
    PeildatumOption,
    StoreOption,
    describe_file,
    is_file,
    keep,
    read_day,
    read_gebied,
    read_tables,
    refusals,
    tell,
)
from netmap.cli.intake import Held
from netmap.cli.store import WieOption
from netmap.errors import NetmapError, explain_os_error
from netmap.files import read_whole
from netmap.intake.answers import tell_changes
from netmap.intake.reading import MAX_BYTES
from netmap.intake.ronde import read_returned, refused_answers, tell_returned
from netmap.layers import build_stand
from netmap.load import DATA_DIR
from netmap.ronde import Per, ask_each
from netmap.rondeboek import read_book
from netmap.save import save_files
from netmap.schema import dutch_date, dutch_today, fold
from netmap.sections.ronde import board_section, endings_section
from netmap.settings import load_settings
from netmap.store.shape import load_contents
from netmap.toegang import make_beheerder
from netmap.write.text import section_text
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.rondeboek import Rondeboek

_MONTHS: Final = re.compile(r"(\d{1,3})\s*(?:m|mnd|maand|maanden)?", re.IGNORECASE)
_MOST: Final = 120
_FORMS: Final = (".xlsx", ".ods", ".csv")
_ASKED: Final = "Bevestigingsronde: formulieren gemaakt"
_WORD: Final = "bevestigingsronde"


def ronde(
    per: Annotated[str, typer.Option(help="Wie krijgt een formulier: politieregio of organisatie.")] = "politieregio",
    verloopt: Annotated[
        str, typer.Option(help="Maak geen formulieren, maar noem wat binnen zoveel maanden eindigt of veroudert: 3m.")
    ] = "",
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    vastleggen: Annotated[bool, typer.Option("--vastleggen", help="Onthoud aan wie u de formulieren stuurt.")] = False,
    terug: Annotated[
        list[Path] | None, typer.Option(help="Ingevulde formulieren, of een map ermee: wat veranderen zij? Mag vaker.")
    ] = None,
    geweigerd: Annotated[Path | None, typer.Option(help="Bij --terug: werkmap voor wat niet is overgenomen.")] = None,
    stand_nu: Annotated[bool, typer.Option("--stand", help="Wie is gevraagd, wie antwoordde, wie is te laat?")] = False,
    opslag: StoreOption = "",
    waarom: Annotated[str, typer.Option(help="Bij --terug: waarom, in een zin. Dan wordt het een versie.")] = "",
    wie: WieOption = "beheerder",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Map voor de formulieren; bij --terug een nieuwe map voor de gegevens; bij --verloopt een bestand "
            ".ics (agenda), of - voor het uitvoerkanaal.",
        ),
    ] = None,
) -> None:
    """Command ``ronde``: the forms of a confirmation round, what comes back of it, or what ends soon."""
    if terug:
        with refusals():
            refused = _take_back(Held(data, opslag, wie), terug, waarom, out, geweigerd)
        if refused:
            raise typer.Exit(EXIT_PROBLEMS)
        return
    with refusals():
        months = _read_months(verloopt)
        held = Held(data, opslag, wie)
        tables = load_contents(held.contents) if opslag or stand_nu else read_tables(data)
        stand = build_stand(tables, read_day(peildatum), load_settings())
        if stand_nu:
            section = board_section(stand, read_book(held.contents))
            typer.echo(section_text(section, f"Peildatum {dutch_date(stand.peildatum)}."))
        elif months is None:
            if gebied:
                msg = "--gebied hoort bij --verloopt. Een ronde gaat langs alle politieregio's of organisaties."
                raise NetmapError(msg)
            _make_forms(stand, per, out)
            if vastleggen:
                boek = read_book(held.contents).with_questions(ask_each(stand, cast("Per", fold(per))), dutch_today())
                _keep_asked(held, boek)
        else:
            _tell_endings(stand, months, gebied, out)


def _keep_asked(held: Held, boek: Rondeboek) -> None:
    """Keep to whom forms are sent: in the folder, or as a version of the store."""
    if held.store:
        versie = held.store.publish((), gebruiker=make_beheerder(held.wie), waarom=_ASKED, files=boek.files)
        typer.echo(f"Versie {versie.nummer}: vastgelegd aan wie is gevraagd.")
    else:
        save_files({held.data / name: content for name, content in boek.files.items()})
        typer.echo(f"{held.data}: vastgelegd aan wie is gevraagd.")


def _take_back(held: Held, paths: list[Path], waarom: str, out: Path | None, geweigerd: Path | None) -> bool:
    """Tell what returned forms say, and keep it where that is asked; return whether something is refused."""
    held.check_targets(out, waarom)
    contents = held.contents
    found = read_returned(_read_forms(paths), contents)
    tell((*found.onleesbaar, *map(str, found.uitslag.problems)))
    typer.echo("\n".join((*tell_returned(found), *tell_changes(found.uitslag))))
    boek = read_book(contents).with_answers(found.gezegd)
    held.tell_effect(found.uitslag, boek)
    held.keep(found.uitslag, boek, out, waarom, _WORD)
    if geweigerd and found.geweigerd:
        keep(geweigerd, write_xlsx(refused_answers(found, dutch_today())))
    return bool(found.geweigerd or found.onleesbaar)


def _read_forms(paths: list[Path]) -> dict[str, bytes]:
    """Read the files that somebody names, and those in a folder."""
    files = [
        one
        for path in paths
        for one in (sorted(path.iterdir()) if path.is_dir() else [path])
        if one == path or (one.suffix.casefold() in _FORMS and one.name[0] not in ".~")
    ]
    if not files:
        msg = f"In {paths[0]} staat geen formulier (XLSX, ODS of CSV). Noem de map waar u ze bewaarde."
        raise NetmapError(msg)
    try:
        return {str(path): read_whole(path, MAX_BYTES + 1) for path in files}
    except OSError as error:
        msg = f"Een formulier kan niet worden gelezen ({explain_os_error(error)})."
        raise NetmapError(msg) from None


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
