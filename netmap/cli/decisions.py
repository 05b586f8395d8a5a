"""Commands for decisions: removal, forecast, scenario, where-next, compare and criteria."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

import typer

from netmap.cli import answers
from netmap.cli.common import (
    DataOption,
    GebiedOption,
    JsonOption,
    PeildatumOption,
    is_file,
    plain,
    progress_bar,
    read_day,
    read_tables,
    refusals,
    show_table,
    tell,
)
from netmap.cli.tables import ranking_table, removal_table
from netmap.compare.stands import compare_stands
from netmap.compare.words import comparison_table, describe_comparison
from netmap.errors import NetmapError
from netmap.export.csv_zip import to_csv
from netmap.forecast.outlook import MONTHS, SINCE, compute_forecast, conclude_forecast, forecast_table
from netmap.forecast.tellingen import load_tellingen
from netmap.gebieden import find_gebied
from netmap.geo import build_contiguity, find_neighbours
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_borders
from netmap.resilience.removable import find_key
from netmap.resilience.removal import conclude_dependence, remove, remove_each
from netmap.save import file_name, save_file
from netmap.scenario.apply import apply_scenario
from netmap.scenario.effect import compare_scenario, cost_table, describe_effect, effect_table
from netmap.scenario.share import encode_scenario, load_scenario
from netmap.schema import REGION_COLUMNS, dutch_date, dutch_number, fold
from netmap.scorecard import criteria_table, describe_criteria, region_profile
from netmap.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from netmap.forecast.outlook import Forecast
    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.resilience.removal import Removal

TableOption = Annotated[Path | None, typer.Option("--out", help="Bestand of map om de tabel als CSV in te bewaren.")]
ChartOption = Annotated[
    Path | None,
    typer.Option("--out", help="Bestand: .csv voor de tabel, .png, .svg of .pdf voor de grafiek; of een map."),
]
_MAX_MONTHS: Final = 240
_MAX_SECONDS: Final = 600.0
_NARROW: Final = 14
"""Width of the columns of a table with many of them."""


@dataclass(frozen=True)
class _Answer:
    """What a command answers, in every form."""

    wat: str
    """Name of the command, for the file."""
    stand: Stand
    gebied: Gebied | None
    conclusie: str
    shown: Sequence[str]
    """Tables as text."""
    table: pd.DataFrame
    """What ``--out`` keeps."""
    content: dict[str, Any]
    """What the object holds beside the day, the area and the conclusion."""
    details: Sequence[str] = ()
    """Lines below the conclusion, which the object has elsewhere."""


def removal(
    naam: Annotated[
        list[str] | None,
        typer.Argument(help="Wat samen wegvalt: organisatie, tafel of inzet. Zonder naam elke organisatie apart."),
    ] = None,
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Laat zien wat er wegvalt zonder een organisatie, tafel of inzet."""
    with refusals():
        _check_out(out)
        stand, where = _read(data, read_day(peildatum), gebied)
        keys = [find_key(stand, one) for one in naam or ()]
        neighbours = find_neighbours(load_borders(data, stand.tables.gemeenten))
        removals: Sequence[Removal]
        if keys:
            removals = (remove(stand, keys, neighbours, where),)
            conclusie, table = " ".join(removals[0].uitleg), removal_table(removals[0])
        else:
            removals = remove_each(stand, neighbours, where)
            conclusie, table = conclude_dependence(stand, where), ranking_table(removals)
        content = answers.tell_removals(removals)
        _give(_Answer("wegvallen", stand, where, conclusie, [show_table(table)], table, content), out, as_json)


def forecast(
    maanden: Annotated[int, typer.Option(help="Zoveel maanden vooruit.")] = MONTHS,
    sinds: Annotated[str, typer.Option(help="De eerste dag, als jaar-maand-dag.")] = SINCE.isoformat(),
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    out: ChartOption = None,
    as_json: JsonOption = False,
) -> None:
    """Laat zien hoe de dekking verliep, en verloopt voor zover bekend."""
    with refusals():
        _check_out(out, ("csv", "png", "svg", "pdf"))
        if not 0 <= maanden <= _MAX_MONTHS:
            msg = f"{maanden} maanden vooruit kan niet. Kies voor --maanden 0 tot en met {_MAX_MONTHS}."
            raise NetmapError(msg)
        since = read_day(sinds, "--sinds")
        stand, where = _read(data, read_day(peildatum), gebied)
        found = compute_forecast(stand, maanden, since, where, tellingen=load_tellingen(data))
        table = forecast_table(found)
        conclusie, content = conclude_forecast(found), answers.tell_forecast(found)
        remarks = found.kanttekeningen
        answer = _Answer("verloop", stand, where, conclusie, [show_table(table)], table, content, remarks)
        if is_file(out) and out.suffix.casefold() != ".csv":
            _save(out, _draw(found, out))
            out = None
        _give(answer, out, as_json)


def scenario(
    bestand: Annotated[Path, typer.Argument(help="Het scenario, een TOML-bestand.")],
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
    link: Annotated[bool, typer.Option("--link", help="Geef alleen het woord om het scenario te delen.")] = False,
) -> None:
    """Reken door wat een scenario verandert."""
    with refusals():
        _check_out(out)
        plan = load_scenario(bestand)
        if link:
            typer.echo(encode_scenario(plan))
            return
        stand, where = _read(data, read_day(peildatum), gebied)
        tables = apply_scenario(stand.tables, plan)
        tell(tables.notices[len(stand.tables.notices) :])
        effect = compare_scenario(stand, build_stand(tables, stand.peildatum, load_settings()), where)
        table = effect_table(effect)
        shown = [show_table(table), show_table(cost_table(effect), _NARROW)]
        content = answers.tell_effect(effect, plan)
        conclusie = describe_effect(effect, plan.naam)
        _give(_Answer("scenario", stand, where, conclusie, shown, table, content), out, as_json)


def where_next(
    aantal: Annotated[int, typer.Option(help="Zoveel nieuwe zorgcoördinatoren.")] = 1,
    max_inwoners: Annotated[int | None, typer.Option(help="Hooguit zoveel inwoners per fte.")] = None,
    max_gemeenten: Annotated[int | None, typer.Option(help="Hooguit zoveel gemeenten per fte.")] = None,
    binnen: Annotated[str, typer.Option(help="Binnen één politieregio, veiligheidsregio of provincie.")] = "",
    los: Annotated[bool, typer.Option("--los", help="Een gebied hoeft niet samen te hangen.")] = False,
    seconden: Annotated[float, typer.Option(help="Zo lang mag het zoeken duren.")] = 10.0,
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Zoek waar nieuwe zorgcoördinatoren de meeste inwoners helpen."""
    from netmap.where_next.advise import MAX_POSTEN, Rules, advise
    from netmap.where_next.words import advice_table, describe_advice

    with refusals():
        _check_out(out)
        if not 0 < seconden <= _MAX_SECONDS:
            msg = f"Zo lang zoeken kan niet. Kies voor --seconden meer dan 0 en hooguit {_MAX_SECONDS:.0f}."
            raise NetmapError(msg)
        posten = (1.0,) * min(aantal, MAX_POSTEN + 1)
        rules = Rules(max_inwoners, max_gemeenten, not los, _read_kind(binnen))
        stand, where = _read(data, read_day(peildatum), gebied)
        contact = build_contiguity(load_borders(data, stand.tables.gemeenten))
        with progress_bar("Zoeken") as advance:
            advies = advise(
                stand, contact, posten, rules, where,
                seconden=seconden, progress=lambda share, text: advance(round(100 * share), 100, text),
            )  # fmt: skip
        why = [f"{number}. {area.naam}: {area.waarom}" for number, area in enumerate(advies.areas, start=1)]
        table = advice_table(advies)
        shown = [show_table(table.drop(columns="Waarom hier"))]
        conclusie, content = describe_advice(advies), answers.tell_advice(advies)
        _give(_Answer("waar-erbij", stand, where, conclusie, shown, table, content, why), out, as_json)


def compare(
    van: Annotated[str, typer.Option(help="De eerste dag; zonder deze optie de peildatum.")] = "",
    met: Annotated[Path | None, typer.Option(help="Map met de eerdere gegevens.")] = None,
    alles: Annotated[bool, typer.Option("--alles", help="Noem ook gemeenten waar niets veranderde.")] = False,
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Vergelijk twee dagen of twee mappen met gegevens."""
    with refusals():
        _check_out(out)
        if not van and met is None:
            msg = (
                "Er is niets om mee te vergelijken. Noem met --van een andere dag, met --met een andere map, of beide."
            )
            raise NetmapError(msg)
        tot = read_day(peildatum)
        since = read_day(van, "--van") if van else tot
        after, where = _read(data, tot, gebied)
        tables = read_tables(met) if met else after.tables
        found = compare_stands(build_stand(tables, since, load_settings()), after)
        codes = after.codes(where)
        table = comparison_table(found, codes, everything=alles)
        shown = [show_table(table.drop(columns=["Code", "Provincie", "Politieregio", "Bron"]))]
        content = answers.tell_comparison(found, codes, alles)
        conclusie = describe_comparison(found, codes)
        _give(_Answer("vergelijking", after, where, conclusie, shown, table, content), out, as_json)


def criteria(
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    data: DataOption = DATA_DIR,
    out: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Laat zien wat er bekend is over de criteria van gemeenten en politieregio's."""
    with refusals():
        _check_out(out)
        stand, where = _read(data, read_day(peildatum), gebied)
        if where:
            table = region_profile(stand, where)
            shown = [show_table(table)]
        else:
            table = criteria_table(stand)
            kinds = (
                [table.columns[0], *(name for name in table.columns if str(name).startswith(letter))]
                for letter in ("G", "R")
            )
            shown = [show_table(table[columns], _NARROW) for columns in kinds]
        conclusie, content = describe_criteria(stand, where), answers.tell_criteria(stand, where)
        _give(_Answer("criteria", stand, where, conclusie, shown, table, content), out, as_json)


def _read(data: Path, day: date, gebied: str) -> tuple[Stand, Gebied | None]:
    """Read a data folder and find the area."""
    tables = read_tables(data)
    where = find_gebied(tables.gemeenten, gebied)
    return build_stand(tables, day, load_settings()), where


def _read_kind(text: str) -> Literal["politieregio", "veiligheidsregio", "provincie"] | None:
    """Read a kind of region."""
    if text and fold(text) not in REGION_COLUMNS:
        msg = f"Een gebied binnen één {text[:30]!r} kan niet. Kies voor --binnen uit: {', '.join(REGION_COLUMNS)}."
        raise NetmapError(msg)
    return cast("Literal['politieregio', 'veiligheidsregio', 'provincie']", fold(text)) or None


def _check_out(out: Path | None, known: Sequence[str] = ("csv",)) -> None:
    """Refuse an ending before the work begins."""
    if is_file(out) and out.suffix.removeprefix(".").casefold() not in known:
        endings = " of ".join(f".{ending}" for ending in known)
        msg = f"{out} kan hier niet. Laat --out eindigen op {endings}, of noem een map."
        raise NetmapError(msg)


def _draw(found: Forecast, out: Path) -> bytes:
    """Draw the chart in the format of the file."""
    from netmap.maps.chart import draw_forecast
    from netmap.maps.picture import Design

    formaat = out.suffix.removeprefix(".").casefold()
    return draw_forecast(found, Design(formaat=formaat, organisatie=load_settings().organisatie))


def _save(path: Path, content: bytes) -> None:
    save_file(path, content)
    tell([f"{path}: {dutch_number(max(len(content) / 1000, 1))} kB"])


def _give(answer: _Answer, out: Path | None, as_json: bool) -> None:
    """Write the answer: the table into its file, then the whole to stdout."""
    day = answer.stand.peildatum
    if out is not None:
        where = answer.gebied.naam if answer.gebied else "nederland"
        name = file_name(answer.wat, where, peildatum=day, suffix="csv")
        _save(out if is_file(out) else out / name, to_csv(answer.table))
    if as_json:
        head = {"peildatum": day.isoformat(), "gebied": answer.gebied.token if answer.gebied else None}
        content = {**head, "conclusie": answer.conclusie, **answer.content}
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1).encode())  # UTF-8 on every system
        return
    lines = "\n".join(map(plain, (answer.conclusie, *answer.details, f"Peildatum {dutch_date(day)}.")))
    typer.echo("\n\n".join(filter(None, (lines, *answer.shown))))
