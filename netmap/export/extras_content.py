"""What the optional sections say: each is computed once, with a conclusion, a compact table and the table in full."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from netmap.adequacy import compute_adequacy, describe_adequacy
from netmap.compare.stands import ECHT
from netmap.compare.words import comparison_table, count_changes, describe_comparison, difference_view
from netmap.criteria import count_answers
from netmap.explain import ROL_LABEL
from netmap.export.extras_model import Onderdeel, Tabel, headline
from netmap.export.report_model import TableBlock
from netmap.export.report_sections import link_to
from netmap.export.sheet import Column, build_sheet
from netmap.forecast.outlook import compute_forecast, conclude_forecast, describe_forecast, forecast_table
from netmap.forecast.tellingen import load_tellingen
from netmap.maps.chart import default_title, draw_forecast
from netmap.norms import CRITERIA
from netmap.resilience.removal import conclude_dependence, remove_each, sole_cover
from netmap.schema import GEDEKT, SEGMENTEN, WAARDEN, dutch_date, dutch_number
from netmap.scorecard import COUNTRY, describe_criteria, region_profile, statement_table
from netmap.summary import count, describe_view, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from netmap.compare.stands import Comparison
    from netmap.export.report_model import Cell
    from netmap.gebieden import Gebied
    from netmap.layers import Stand

_LARGEST: Final = 3
"""Organisations of which the text says what happens without them."""
_GEMEENTEN: Final = ("gemeente", "gemeenten")


def build_kwetsbaarheid(stand: Stand, gebied: Gebied | None) -> Onderdeel:
    """
    Say who depends on one organisation alone, and what is left without it.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    onderdeel
        One row per organisation that somebody depends on alone, most inwoners first.
    """
    found = sole_cover(stand, gebied)
    removals = {removal.keys: removal for removal in remove_each(stand, gebied=gebied)}
    whole = len(stand.codes(gebied))
    short: list[tuple[Cell, ...]] = []
    full = []
    for one in found:
        removal = removals[one.keys]
        left = sum(removal.na[status][0] for status in GEDEKT)
        sizes = [len(one.segmenten.get(segment, ())) for segment in SEGMENTEN]
        names = "; ".join(sorted((stand.dekking[code].naam for code in one.gemeenten), key=str.casefold))
        numbers = (dutch_number(len(one.gemeenten)), dutch_number(one.inwoners))
        short.append((one.naam, *numbers, f"{dutch_number(left)} van {dutch_number(whole)} ({percent(left, whole)})"))
        full.append((one.naam, len(one.gemeenten), one.inwoners, *sizes, left, " ".join(removal.uitleg), names))
    columns = ("Organisatie", "Gemeenten", "Inwoners", "Gedekt zonder haar")
    caption = f"Organisaties waarvan gemeenten{_where(gebied)} als enige afhangen"
    kolommen = (
        Column("Organisatie"),
        Column("Gemeenten", "whole", "Hangen van haar alleen af, voor minstens een deel van de doelgroep."),
        Column("Inwoners", "whole", "Alle inwoners van die gemeenten."),
        *(Column(f"{segment.capitalize()} jaar", "whole", "Gemeenten per doelgroep.") for segment in SEGMENTEN),
        Column("Gedekt zonder haar", "whole", "Gemeenten van het gebied die gedekt blijven als zij wegvalt."),
        Column("Wat er dan gebeurt"),
        Column("Welke gemeenten"),
    )
    conclusie = conclude_dependence(stand, gebied)
    number = len({code for one in found for code in one.gemeenten})
    verb = "hangt" if number == 1 else "hangen"
    who = f"{count(number, *_GEMEENTEN)} {verb}" if number else "geen gemeente hangt"
    return Onderdeel(
        "kwetsbaarheid",
        "Kwetsbaarheid",
        headline(gebied, f"{who} voor zorgcoördinatie van één organisatie af"),
        conclusie,
        (*(" ".join(removals[one.keys].uitleg) for one in found[:_LARGEST]), *_tell_roles(stand, gebied)),
        (
            Tabel(
                TableBlock(caption, columns, tuple(short), (56, 16, 18, 30), frozenset({1, 2, 3})),
                build_sheet("Kwetsbaarheid", kolommen, full, conclusie),
            ),
        ),
    )


def _tell_roles(stand: Stand, gebied: Gebied | None) -> Iterable[str]:
    """Say for how many gemeenten one holder of another role is the only one."""
    for rol in ("bestuurlijk_trekker", "ketenregisseur"):
        codes = {code for one in sole_cover(stand, gebied, rol) for code in one.gemeenten}
        if codes:
            yield f"{ROL_LABEL[rol].capitalize()}: voor {count(len(codes), *_GEMEENTEN)} is er maar één bekend."


def build_vooruitblik(stand: Stand, gebied: Gebied | None) -> Onderdeel:
    """
    Say how the cover was and will be, as far as the sources tell.

    Parameters
    ----------
    stand, gebied
        As for `build_kwetsbaarheid`.

    Returns
    -------
    onderdeel
        With the drawing of the course; one row per day on which something changes.
    """
    tellingen = load_tellingen(stand.tables.folder) if gebied is None else ()
    forecast = compute_forecast(stand, gebied=gebied, tellingen=tellingen)
    days = sorted({forecast.begin, forecast.peildatum, forecast.eind, *(event.dag for event in forecast.events)})
    short: list[tuple[Cell, ...]] = []
    full = []
    frame = forecast_table(forecast)
    statuses = [str(name) for name in frame.columns[1 : list(frame.columns).index("Gedekt (gemeenten)")]]
    for day, row in zip(days, frame.to_dict("records"), strict=True):
        gedekt, inwoners = forecast.op(day).gedekt
        told = row["Wat er gebeurt"]
        share = f"{dutch_number(gedekt)} ({row['Gedekt (gemeenten)']})"
        short.append((row["Datum"], share, row["Gedekt (inwoners)"], dutch_number(row["Te bevestigen"]), told))
        parts = (gedekt / forecast.gemeenten, inwoners / forecast.inwoners if forecast.inwoners else None)
        full.append((day, *(row[status] for status in statuses), *parts, row["Te bevestigen"], told))
    columns = ("Datum", "Gemeenten gedekt", "Deel van inwoners", "Te bevestigen", "Wat er gebeurt")
    kolommen = (
        Column("Datum", "date", "Een maand of jaar zonder dag is gerekend vanaf de eerste dag."),
        *(Column(status, "whole", "Aantal gemeenten.") for status in statuses),
        Column("Gedekt (gemeenten)", "share"),
        Column("Gedekt (inwoners)", "share"),
        Column("Te bevestigen", "whole", "Aantal gemeenten."),
        Column("Wat er gebeurt"),
    )
    conclusie = conclude_forecast(forecast)
    coming = [event.zin for event in forecast.events if event.dag > forecast.peildatum]
    known = count(len(coming), "verandering", "veranderingen") if coming else "geen verandering"
    covered = forecast.op(forecast.peildatum).gedekt[0]
    kop = f"{_of(covered, forecast.gemeenten)} gedekt; {known} bekend tot {dutch_date(forecast.eind)}"
    return Onderdeel(
        "vooruitblik",
        "Vooruitblik",
        headline(gebied, kop),
        conclusie,
        (*coming, *forecast.kanttekeningen, *(one.zin for one in forecast.tellingen)),
        (
            Tabel(
                TableBlock(
                    f"Elke dag waarop iets verandert{_where(gebied)}",
                    columns,
                    tuple(short),
                    (32, 22, 19, 20, 81),
                    frozenset({1, 2, 3}),
                ),
                build_sheet("Vooruitblik", kolommen, full, conclusie),
                frozenset({0, 1, 4}),
            ),
        ),
        teken=lambda design: draw_forecast(forecast, design),
        bijschrift=f"{default_title(forecast)}.",
        alt=describe_forecast(forecast),
    )


def build_toereikendheid(stand: Stand, gebied: Gebied | None) -> Onderdeel:
    """
    Say of how much cover the fte is known, and how much it is per inwoner.

    Parameters
    ----------
    stand, gebied
        As for `build_kwetsbaarheid`.

    Returns
    -------
    onderdeel
        One row per organisation, area and doelgroep, the thinnest first.
    """
    adequacy = compute_adequacy(stand, gebied)
    short: list[tuple[Cell, ...]] = []
    full = []
    for line in adequacy.regels:
        numbers = ("onbekend" if one is None else dutch_number(one, 2) for one in (line.fte, line.fte_per_100k))
        who = f"{line.organisatie}\n{line.doelgroep} jaar" if line.doelgroep else line.organisatie
        short.append((who, line.gebied, dutch_number(line.gemeenten), dutch_number(line.inwoners), *numbers))
        values = ("onbekend" if one is None else one for one in (line.fte, line.fte_per_100k, line.inwoners_per_fte))
        group = f"{line.doelgroep} jaar" if line.doelgroep else "iedereen"
        sizes = (line.gemeenten, line.gemeenten_hier, line.inwoners)
        stale = "ja" if line.te_bevestigen else "nee"
        full.append((line.organisatie, line.gebied, group, *sizes, *values, line.verdeling, stale, _join(line.bronnen)))
    columns = ("Organisatie", "Gebied", "Gemeenten", "Inwoners", "Fte", "Fte per 100.000")
    kolommen = (
        *map(Column, ("Organisatie", "Gebied", "Doelgroep")),
        Column("Gemeenten", "whole", "In het hele gebied van de inzet."),
        Column("Gemeenten hier", "whole", "Daarvan in het gekozen gebied."),
        Column("Inwoners", "whole", "Van het hele gebied van de inzet: daardoor is de fte gedeeld."),
        Column("Fte", "number"),
        Column("Fte per 100.000 inwoners", "number"),
        Column("Inwoners per fte", "whole"),
        *map(Column, ("Verdeling", "Te bevestigen", "Bron")),
    )
    conclusie = describe_adequacy(stand, gebied)
    known, unknown = adequacy.bekend[0], adequacy.onbekend[0]
    if known + unknown:
        which = "van geen" if not known else f"van {dutch_number(known)}"
        kop = f"{which} van de {count(known + unknown, 'gedekte gemeente', 'gedekte gemeenten')} is de fte bekend"
    else:
        kop = "geen gemeente is gedekt; over fte valt niets te zeggen"
    table = TableBlock(
        "Wat elke organisatie aan fte heeft, per gebied waarvoor zij werkt; inwoners van dat hele gebied",
        columns,
        tuple(short),
        (44, 58, 18, 18, 16, 20),
        frozenset({2, 3, 4, 5}),
    )
    tabel = Tabel(table, build_sheet("Toereikendheid", kolommen, full, conclusie, vast=2), frozenset({0, 1, 3, 5}))
    return Onderdeel("toereikendheid", "Toereikendheid", headline(gebied, kop), conclusie, (), (tabel,))


def build_criteria(stand: Stand, gebied: Gebied | None) -> Onderdeel:
    """
    Say what is known about what official documents ask of gemeenten and regions.

    Parameters
    ----------
    stand, gebied
        As for `build_kwetsbaarheid`.

    Returns
    -------
    onderdeel
        One row per criterium beside the country, and the sources of the answers.
    """
    frame = region_profile(stand, gebied)
    area = [str(gebied), "Bekend"] if gebied else []
    shown = ["Criterium", *area, COUNTRY, "Bekend in Nederland"]
    headings = ("Criterium", *((gebied.naam, "Bekend") if gebied else ()), COUNTRY, "Bekend")
    widths = (48, 44, 14, 46, 14) if gebied else (60, 70, 20)
    rows: list[tuple[Cell, ...]] = list(frame[shown].itertuples(index=False, name=None))
    caption = "Antwoorden per criterium; bekend is het deel van de gemeenten waarover een bron iets zegt"
    table = TableBlock(caption, headings, tuple(rows), widths, frozenset({len(shown) - 1, *((2,) if gebied else ())}))
    conclusie = describe_criteria(stand, gebied)
    explained = "Elke regel is een criterium: wat bekend is van het gebied en van Nederland."
    profile = build_sheet(
        "Criteria samengevat",
        [Column(str(name)) for name in frame.columns],
        frame.itertuples(index=False, name=None),
        f"{conclusie} {explained}",
    )
    codes = stand.codes(gebied)
    told = sum(any(answers[w] for w in WAARDEN if w != "onbekend") for answers in _count_all(stand, codes))
    kop = f"over {dutch_number(told)} van de {len(CRITERIA)} criteria zegt een bron iets"
    tables = (Tabel(table, profile), _build_statements(statement_table(stand, gebied)))
    return Onderdeel("criteria", "Criteria", headline(gebied, kop), conclusie, (), tables)


def _count_all(stand: Stand, codes: Sequence[str]) -> Iterable[dict[str, int]]:
    """Count the answers to every criterium."""
    return (dict(count_answers(stand.criteria[key], codes)) for key in CRITERIA)


def _build_statements(frame: pd.DataFrame) -> Tabel:
    """Set out the sources of the criteria: by source what it says that holds now, and in full."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in frame[frame["Geldt"] == "ja"].to_dict("records"):
        said[row["Bron"], row["Datum van de bron"]].append(f"{row['Criterium']}: {row['Antwoord']}, {row['Gebied']}")
    rows = tuple(
        (link_to(_host(bron), bron), dag, "\n".join(dict.fromkeys(lines))) for (bron, dag), lines in said.items()
    )
    short = TableBlock("Bronnen van de criteria die nu gelden", ("Bron", "Datum", "Wat zij zegt"), rows, (48, 28, 98))
    kolommen = [Column(str(name)) for name in frame.columns]
    full = frame.itertuples(index=False, name=None)
    explained = "De uitspraken van bronnen over de criteria, ook wat niet meer of nog niet geldt."
    return Tabel(short, build_sheet("Bronnen van criteria", kolommen, full, explained), frozenset())


def build_ontwikkeling(stand: Stand, comparison: Comparison, gebied: Gebied | None) -> Onderdeel:
    """
    Say what changed since another day, and why.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    comparison
        Output of ``compare_stands`` with this stand as the second.
    gebied
        The region, or None for the country.

    Returns
    -------
    onderdeel
        With the map of the difference; gemeenten that changed alike share a row.
    """
    codes = stand.codes(gebied)
    frame = comparison_table(comparison, codes)
    groups: dict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
    for row in frame.to_dict("records"):
        groups[tuple(row[name] for name in ("Verschil", "Eerst", "Daarna", "Waarom", "Bron"))].append(
            {str(name): cell for name, cell in row.items()}
        )
    short: list[tuple[Cell, ...]] = []
    for (verschil, eerst, daarna, waarom, bron), rows in groups.items():
        names = ", ".join(str(row["Gemeente"]) for row in rows)
        inwoners = sum(stand.dekking[str(row["Code"])].inwoners for row in rows)
        status = eerst if eerst == daarna else f"{eerst} → {daarna}"
        number = f"{count(len(rows), *_GEMEENTEN)}, {count(inwoners, 'inwoner', 'inwoners')}"
        short.append((f"{verschil}\n{status}\n{number}", names, waarom, _cite(bron)))
    columns = ("Verschil", "Welke gemeenten", "Waarom", "Bron")
    since = dutch_date(comparison.van)
    caption = f"Verschillen met {since}{_where(gebied)}"
    conclusie = describe_comparison(comparison, codes)
    kolommen = [Column(str(name), "whole" if name == "Inwoners" else "text") for name in frame.columns]
    changes = count_changes(comparison, codes)[ECHT]
    come, gone = (changes[key][0] for key in ("erbij", "weg"))
    told = "geen dekking erbij of weg"
    if come and gone:
        told = f"dekking erbij in {dutch_number(come)} en weg in {count(gone, *_GEMEENTEN)}"
    elif come or gone:
        told = f"dekking {'erbij' if come else 'weg'} in {count(come or gone, *_GEMEENTEN)}"
    view = difference_view(comparison, stand, gebied)
    return Onderdeel(
        "ontwikkeling",
        "Ontwikkeling",
        headline(gebied, f"vergeleken met {since} {told}"),
        conclusie,
        (),
        (
            Tabel(
                TableBlock(caption, columns, tuple(short), (48, 42, 46, 41)),
                build_sheet("Ontwikkeling", kolommen, frame.itertuples(index=False, name=None), conclusie, vast=2),
                frozenset({0, 2}),
            ),
        ),
        view=view,
        alt=describe_view(view),
    )


def _where(gebied: Gebied | None) -> str:
    """Say in which region; nothing for the country."""
    return f" in de {gebied}" if gebied else ""


def _of(part: int, whole: int) -> str:
    """``15 van de 31 gemeenten``."""
    return f"{dutch_number(part)} van de {count(whole, *_GEMEENTEN)}"


def _join(bronnen: Sequence[str]) -> str:
    return " ".join(bronnen) or "onbekend"


def _host(bron: str) -> str:
    """Name the site of a source, or the source itself when it is no web address."""
    site = re.match(r"https?://(?:www\.)?([^/?#]+)", bron)
    return site[1] if site else bron


def _cite(bronnen: str) -> Cell:
    """Cite the sources of one change: a link when there is one, else the names of their sites."""
    each = bronnen.split("; ") if bronnen else []
    if len(each) == 1:
        return link_to(_host(bronnen), bronnen)
    return "\n".join(dict.fromkeys(map(_host, each))) or "onbekend"
