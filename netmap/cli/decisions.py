"""Commands for decisions: removal, forecast, scenario, where-next, compare and criteria; each imports its own work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from netmap.aankondigingen import INDELINGEN
from netmap.aannames import find_aannames
from netmap.cli.common import (
    STDOUT,
    DataOption,
    GebiedOption,
    IndelingOption,
    JsonOption,
    PeildatumOption,
    StoreOption,
    TeltOption,
    is_file,
    keep,
    progress_bar,
    read_day,
    read_gebied,
    read_indeling,
    read_since,
    read_tables,
    refusals,
    tell,
)
from netmap.compare.stands import compare_stands
from netmap.errors import NetmapError
from netmap.forecast.outlook import MONTHS, SINCE, compute_forecast
from netmap.geo import build_contiguity, find_middles, find_neighbours
from netmap.indelingen import carry_out
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_borders
from netmap.regio import name_parts
from netmap.resilience.removable import find_key
from netmap.resilience.removal import remove
from netmap.save import file_name
from netmap.scenario.apply import apply_scenario
from netmap.scenario.effect import compare_scenario
from netmap.scenario.share import encode_scenario, load_scenario
from netmap.schema import dutch_date, fold
from netmap.settings import load_settings
from netmap.summary import tell_choice
from netmap.write.csv import table_csv
from netmap.write.json import section_json
from netmap.write.text import section_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.regio import Regio
    from netmap.table import Figure, Section
    from netmap.where_next.advise import Soort

TableOption = Annotated[
    Path | None,
    typer.Option("--out", help="Bestand of map om de tabel als CSV in te bewaren, of - voor het gewone uitvoerkanaal."),
]
ChartOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="Bestand: .csv (tabel), .png, .svg of .pdf (grafiek); een map; of - voor het gewone uitvoerkanaal.",
    ),
]
_MAX_MONTHS: Final = 240
_MAX_SECONDS: Final = 600.0


def removal(
    naam: Annotated[
        list[str] | None,
        typer.Argument(help="Wat samen wegvalt: organisatie, tafel of inzet. Zonder naam elke organisatie apart."),
    ] = None,
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Command ``removal``: what is left when organisations, tables or inzetten stop."""
    from netmap.sections.removal import dependence_section, removal_section

    with refusals():
        _check_out(out)
        stand, where = _read(data, read_day(peildatum), gebied, telt)
        keys = [find_key(stand, one) for one in naam or ()]
        neighbours = find_neighbours(load_borders(data, stand.tables.gemeenten))
        if keys:
            section = removal_section(remove(stand, keys, neighbours, where), where)
        else:
            section = dependence_section(stand, where, neighbours)
        _give("wegvallen", section, stand, where, out, as_json)


def forecast(
    maanden: Annotated[int, typer.Option(help="Zoveel maanden vooruit.")] = MONTHS,
    sinds: Annotated[str, typer.Option(help="De eerste dag, als jaar-maand-dag.")] = SINCE.isoformat(),
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    data: DataOption = DATA_DIR,
    out: ChartOption = None,
    as_json: JsonOption = False,
) -> None:
    """Command ``forecast``: the course of the cover."""
    from netmap.sections.forecast import forecast_section

    with refusals():
        _check_out(out, ("csv", "png", "svg", "pdf"))
        if not 0 <= maanden <= _MAX_MONTHS:
            msg = f"{maanden} maanden vooruit kan niet. Kies voor --maanden 0 tot en met {_MAX_MONTHS}."
            raise NetmapError(msg)
        day = read_day(peildatum)
        since = read_since(sinds, day) if sinds != SINCE.isoformat() else SINCE
        stand, where = _read(data, day, gebied, telt)
        section = forecast_section(compute_forecast(stand, maanden, since, where))
        if is_file(out) and out.suffix.casefold() not in {".csv", ""}:
            keep(out, _draw(section.figures[0], out))
            out = None
        _give("verloop", section, stand, where, out, as_json)


def scenario(
    bestand: Annotated[Path, typer.Argument(help="Het scenario, een TOML-bestand.")],
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
    link: Annotated[bool, typer.Option("--link", help="Geef alleen het woord om het scenario te delen.")] = False,
) -> None:
    """Command ``scenario``: both sides of a change, or its word to share."""
    from netmap.sections.scenario import scenario_section

    with refusals():
        _check_out(out)
        plan = load_scenario(bestand)
        if link:
            typer.echo(encode_scenario(plan))
            return
        stand, where = _read(data, read_day(peildatum), gebied, telt)
        tables = apply_scenario(stand.alles.tables, plan)
        tell(tables.notices[len(stand.tables.notices) :])
        effect = compare_scenario(stand, build_stand(tables, stand.peildatum, load_settings(), stand.telt), where)
        _give("scenario", scenario_section(effect, plan), stand, where, out, as_json)


def where_next(
    aantal: Annotated[int, typer.Option(help="Zoveel nieuwe zorgcoördinatoren.")] = 1,
    max_inwoners: Annotated[int | None, typer.Option(help="Hooguit zoveel inwoners per fte.")] = None,
    max_gemeenten: Annotated[int | None, typer.Option(help="Hooguit zoveel gemeenten per fte.")] = None,
    binnen: Annotated[
        str, typer.Option(help="Binnen één politieregio, veiligheidsregio, provincie of centrumgemeente.")
    ] = "",
    los: Annotated[bool, typer.Option("--los", help="Een gebied hoeft niet samen te hangen.")] = False,
    dubbel: Annotated[
        bool, typer.Option("--dubbel", help="Een gemeente telt pas met twee onafhankelijke organisaties.")
    ] = False,
    seconden: Annotated[float, typer.Option(help="Zo lang mag het zoeken duren.")] = 10.0,
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Command ``where-next``: the best places for new zorgcoördinatoren."""
    from netmap.sections.where_next import where_next_section
    from netmap.where_next.advise import MAX_POSTEN, Rules, advise
    from netmap.where_next.weigh import weigh_choices

    with refusals():
        _check_out(out)
        if not 0 < seconden <= _MAX_SECONDS:
            msg = f"Zo lang zoeken kan niet. Kies voor --seconden meer dan 0 en hooguit {_MAX_SECONDS:.0f}."
            raise NetmapError(msg)
        posten = (1.0,) * min(aantal, MAX_POSTEN + 1)
        stand, where = _read(data, read_day(peildatum), gebied, telt)
        rules = Rules(max_inwoners, max_gemeenten, not los, _read_kind(stand, binnen), 2 if dubbel else 1)
        borders = load_borders(data, stand.tables.gemeenten)
        contact = build_contiguity(borders)
        with progress_bar("Zoeken") as advance:
            advies = advise(
                stand, contact, posten, rules, where,
                seconden=seconden, progress=lambda share, text: advance(round(100 * share), 100, text),
            )  # fmt: skip
        choices = weigh_choices(stand, contact, find_middles(borders), advies, where, seconden=seconden)
        _give("waar-erbij", where_next_section(advies, choices), stand, where, out, as_json)


def compare(
    van: Annotated[str, typer.Option(help="De eerste dag; zonder deze optie de peildatum.")] = "",
    met: Annotated[Path | None, typer.Option(help="Map met de eerdere gegevens.")] = None,
    versie: Annotated[int | None, typer.Option(help="Versie van de opslag met de eerdere gegevens.")] = None,
    naar_versie: Annotated[
        int | None, typer.Option("--naar-versie", help="Versie met de latere; zonder deze optie de nieuwste.")
    ] = None,
    opslag: StoreOption = "",
    alles: Annotated[bool, typer.Option("--alles", help="Noem ook gemeenten waar niets veranderde.")] = False,
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Command ``compare``: two days, two data folders, or both."""
    from netmap.sections.development import development_section

    with refusals():
        _check_out(out)
        if not van and met is None and versie is None:
            msg = (
                "Er is niets om mee te vergelijken. Noem met --van een andere dag, met --met een andere map, met "
                "--versie een eerdere versie, of meer daarvan."
            )
            raise NetmapError(msg)
        tot = read_day(peildatum)
        since = read_day(van, "--van") if van else tot
        if versie is None:
            after, where = _read(data, tot, gebied, telt)
            tables = read_tables(met) if met else after.alles.tables
        else:
            tables, later = _read_versions(opslag, versie, naar_versie)
            after, where = _set(later, tot, gebied, telt)
        found = compare_stands(build_stand(tables, since, load_settings(), after.telt), after)
        section = development_section(found, after, where, everything=alles)
        _give("vergelijking", section, after, where, out, as_json)


def criteria(
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Command ``criteria``: what sources say about them."""
    from netmap.sections.criteria import criteria_section

    with refusals():
        _check_out(out)
        stand, where = _read(data, read_day(peildatum), gebied, telt, indeling)
        section = criteria_section(stand, where)
        # one area beside the country, or all regions and what is counted of the country
        shown = {"profiel"} if where else {"scorekaart", "centrumgemeenten_geteld"}
        section = replace(section, blocks=tuple(table for table in section.tables if table.key in shown))
        _give("criteria", section, stand, where, out, as_json)


def confirm(
    eerste: Annotated[int, typer.Option(help="Noem hooguit zoveel regels; 0 voor alle.")] = 0,
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Command ``confirm``: what to have confirmed first."""
    from netmap.sections.confirm import confirm_section

    with refusals():
        _check_out(out)
        if eerste < 0:
            msg = f"{eerste} regels noemen kan niet. Kies voor --eerste 0 of meer; 0 is alle regels."
            raise NetmapError(msg)
        stand, where = _read(data, read_day(peildatum), gebied, telt, indeling)
        _give("bevestigen", confirm_section(stand, where, first=eerste or None), stand, where, out, as_json)


def _read(
    data: Path, day: date, gebied: str, telt: Sequence[str] | None, indeling: str = INDELINGEN[0]
) -> tuple[Stand, Regio | None]:
    """Read a data folder, and find the area, what counts and which gemeenten there are."""
    return _set(read_tables(data), day, gebied, telt, indeling)


def _read_versions(opslag: str, *versies: int | None) -> list[Tables]:
    """Read versions of a store; None is the newest."""
    from netmap.store.shape import load_contents
    from netmap.store.store import Store

    if not opslag:
        msg = "--versie hoort bij een opslag. Noem haar met --opslag of NETMAP_DATABASE."
        raise NetmapError(msg)
    store = Store.at(opslag)
    return [load_contents(store.read(one).folder) for one in versies]


def _set(
    tables: Tables, day: date, gebied: str, telt: Sequence[str] | None, indeling: str = INDELINGEN[0]
) -> tuple[Stand, Regio | None]:
    """Find the area, what counts and which gemeenten there are, and set the state of a day."""
    counted = find_aannames(telt or ())
    tables = carry_out(tables, read_indeling(tables, indeling, day))
    where = read_gebied(tables, gebied)
    return build_stand(tables, day, load_settings(), counted), where


def _read_kind(stand: Stand, text: str) -> Soort | None:
    """Read a kind of region that the data folder has."""
    known = stand.tables.gebieden.kinds
    if text and fold(text) not in known:
        msg = f"Een gebied binnen één {text[:30]!r} kan niet. Kies voor --binnen uit: {', '.join(known)}."
        raise NetmapError(msg)
    return cast("Soort", fold(text)) or None


def _check_out(out: Path | None, known: Sequence[str] = ("csv",)) -> None:
    """Refuse an ending before the work begins."""
    if is_file(out) and out != STDOUT and out.suffix.removeprefix(".").casefold() not in known:
        endings = " of ".join(f".{ending}" for ending in known)
        msg = f"{out} kan hier niet. Laat --out eindigen op {endings}, of noem een map."
        raise NetmapError(msg)


def _draw(figure: Figure, out: Path) -> bytes:
    """Draw a figure in the format of the file."""
    from netmap.drawing.picture import Design

    formaat = out.suffix.removeprefix(".").casefold()
    return figure.draw(Design(formaat=formaat, organisatie=load_settings().organisatie))


def _give(wat: str, section: Section, stand: Stand, gebied: Regio | None, out: Path | None, as_json: bool) -> None:
    """Write the answer: its first table into a file, then the whole to stdout; with ``-`` only the table."""
    day = stand.peildatum
    if out == STDOUT and as_json:
        msg = (
            "--out - en --json gaan niet samen: er kan maar één ding naar het uitvoerkanaal. Laat een van de twee weg."
        )
        raise NetmapError(msg)
    if out is not None:
        name = file_name(wat, *name_parts(gebied), peildatum=day, suffix="csv")
        keep(out if is_file(out) else out / name, table_csv(section.tables[0]))
    if out == STDOUT:
        return
    last = " ".join((f"Peildatum {dutch_date(day)}.", *tell_choice(stand)))
    told = section_json(section, day, gebied) if as_json else section_text(section, last)
    typer.echo(told.encode() if as_json else told)  # JSON is UTF-8 on every system
