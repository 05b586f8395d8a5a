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
from netmap.export.sheet import Column as SheetColumn
from netmap.export.sheet import build_sheet
from netmap.forecast.outlook import compute_forecast, conclude_forecast, describe_forecast, forecast_table
from netmap.forecast.tellingen import load_tellingen
from netmap.maps.chart import default_title, draw_forecast
from netmap.norms import CRITERIA
from netmap.resilience.removal import conclude_dependence, remove_each, sole_cover
from netmap.schema import GEDEKT, SEGMENTEN, WAARDEN, dutch_date, dutch_number
from netmap.scorecard import COUNTRY, describe_criteria, region_profile, statement_table
from netmap.summary import count, describe_view, percent
from netmap.table import Column, Table, link_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from netmap.compare.stands import Comparison
    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.table import Cell

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
        short.append(
            (
                one.naam,
                len(one.gemeenten),
                one.inwoners,
                f"{dutch_number(left)} van {dutch_number(whole)} ({percent(left, whole)})",
            )
        )
        full.append((one.naam, len(one.gemeenten), one.inwoners, *sizes, left, " ".join(removal.uitleg), names))
    columns = (
        Column("organisatie", "Organisatie", width=56),
        Column("gemeenten", "Gemeenten", "whole", width=16),
        Column("inwoners", "Inwoners", "whole", width=18),
        Column("gedekt_zonder", "Gedekt zonder haar", "whole", width=30),
    )
    caption = f"Organisaties waarvan gemeenten{_where(gebied)} als enige afhangen"
    kolommen = (
        SheetColumn("Organisatie"),
        SheetColumn("Gemeenten", "whole", "Hangen van haar alleen af, voor minstens een deel van de doelgroep."),
        SheetColumn("Inwoners", "whole", "Alle inwoners van die gemeenten."),
        *(SheetColumn(f"{segment.capitalize()} jaar", "whole", "Gemeenten per doelgroep.") for segment in SEGMENTEN),
        SheetColumn("Gedekt zonder haar", "whole", "Gemeenten van het gebied die gedekt blijven als zij wegvalt."),
        SheetColumn("Wat er dan gebeurt"),
        SheetColumn("Welke gemeenten"),
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
                Table("kwetsbaarheid", caption, columns, tuple(short)),
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
        short.append((day, share, row["Gedekt (inwoners)"], row["Te bevestigen"], told))
        parts = (gedekt / forecast.gemeenten, inwoners / forecast.inwoners if forecast.inwoners else None)
        full.append((day, *(row[status] for status in statuses), *parts, row["Te bevestigen"], told))
    columns = (
        Column("datum", "Datum", "date", width=32),
        Column("gedekt", "Gemeenten gedekt", "whole", width=22),
        Column("deel_inwoners", "Deel van inwoners", "share", "page", width=19),
        Column("te_bevestigen", "Te bevestigen", "whole", "page", width=20),
        Column("wat", "Wat er gebeurt", width=81),
    )
    kolommen = (
        SheetColumn("Datum", "date", "Een maand of jaar zonder dag is gerekend vanaf de eerste dag."),
        *(SheetColumn(status, "whole", "Aantal gemeenten.") for status in statuses),
        SheetColumn("Gedekt (gemeenten)", "share"),
        SheetColumn("Gedekt (inwoners)", "share"),
        SheetColumn("Te bevestigen", "whole", "Aantal gemeenten."),
        SheetColumn("Wat er gebeurt"),
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
                Table("vooruitblik", f"Elke dag waarop iets verandert{_where(gebied)}", columns, tuple(short)),
                build_sheet("Vooruitblik", kolommen, full, conclusie),
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
        numbers = ("onbekend" if one is None else one for one in (line.fte, line.fte_per_100k))
        who = f"{line.organisatie}\n{line.doelgroep} jaar" if line.doelgroep else line.organisatie
        short.append((who, line.gebied, line.gemeenten, line.inwoners, *numbers))
        values = ("onbekend" if one is None else one for one in (line.fte, line.fte_per_100k, line.inwoners_per_fte))
        group = f"{line.doelgroep} jaar" if line.doelgroep else "iedereen"
        sizes = (line.gemeenten, line.gemeenten_hier, line.inwoners)
        stale = "ja" if line.te_bevestigen else "nee"
        full.append((line.organisatie, line.gebied, group, *sizes, *values, line.verdeling, stale, _join(line.bronnen)))
    columns = (
        Column("organisatie", "Organisatie", width=44),
        Column("gebied", "Gebied", width=58),
        Column("gemeenten", "Gemeenten", "whole", "page", width=18),
        Column("inwoners", "Inwoners", "whole", width=18),
        Column("fte", "Fte", "number", "page", width=16),
        Column("fte_per_100k", "Fte per 100.000", "number", width=20),
    )
    kolommen = (
        *map(SheetColumn, ("Organisatie", "Gebied", "Doelgroep")),
        SheetColumn("Gemeenten", "whole", "In het hele gebied van de inzet."),
        SheetColumn("Gemeenten hier", "whole", "Daarvan in het gekozen gebied."),
        SheetColumn("Inwoners", "whole", "Van het hele gebied van de inzet: daardoor is de fte gedeeld."),
        SheetColumn("Fte", "number"),
        SheetColumn("Fte per 100.000 inwoners", "number"),
        SheetColumn("Inwoners per fte", "whole"),
        *map(SheetColumn, ("Verdeling", "Te bevestigen", "Bron")),
    )
    conclusie = describe_adequacy(stand, gebied)
    known, unknown = adequacy.bekend[0], adequacy.onbekend[0]
    if known + unknown:
        which = "van geen" if not known else f"van {dutch_number(known)}"
        kop = f"{which} van de {count(known + unknown, 'gedekte gemeente', 'gedekte gemeenten')} is de fte bekend"
    else:
        kop = "geen gemeente is gedekt; over fte valt niets te zeggen"
    caption = "Wat elke organisatie aan fte heeft, per gebied waarvoor zij werkt; inwoners van dat hele gebied"
    table = Table("toereikendheid", caption, columns, tuple(short))
    tabel = Tabel(table, build_sheet("Toereikendheid", kolommen, full, conclusie, vast=2))
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
    here = (
        () if gebied is None else (Column("hier", gebied.naam, width=44), Column("bekend", "Bekend", "share", width=14))
    )
    land = (Column("nederland", COUNTRY, width=46), Column("bekend_nederland", "Bekend", "share", width=14))
    columns = (Column("criterium", "Criterium", width=48), *here, *land)
    rows: list[tuple[Cell, ...]] = list(frame[shown].itertuples(index=False, name=None))
    caption = "Antwoorden per criterium; bekend is het deel van de gemeenten waarover een bron iets zegt"
    table = Table("criteria", caption, columns, tuple(rows))
    conclusie = describe_criteria(stand, gebied)
    explained = "Elke regel is een criterium: wat bekend is van het gebied en van Nederland."
    profile = build_sheet(
        "Criteria samengevat",
        [SheetColumn(str(name)) for name in frame.columns],
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
    columns = (
        Column("bron", "Bron", form="page", width=48),
        Column("datum", "Datum", "date", "page", width=28),
        Column("wat", "Wat zij zegt", form="page", width=98),
    )
    short = Table("criteria_bronnen", "Bronnen van de criteria die nu gelden", columns, rows)
    kolommen = [SheetColumn(str(name)) for name in frame.columns]
    full = frame.itertuples(index=False, name=None)
    explained = "De uitspraken van bronnen over de criteria, ook wat niet meer of nog niet geldt."
    return Tabel(short, build_sheet("Bronnen van criteria", kolommen, full, explained))


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
    columns = (
        Column("verschil", "Verschil", width=48),
        Column("gemeenten", "Welke gemeenten", form="page", width=42),
        Column("waarom", "Waarom", width=46),
        Column("bron", "Bron", form="page", width=41),
    )
    since = dutch_date(comparison.van)
    caption = f"Verschillen met {since}{_where(gebied)}"
    conclusie = describe_comparison(comparison, codes)
    kolommen = [SheetColumn(str(name), "whole" if name == "Inwoners" else "text") for name in frame.columns]
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
                Table("ontwikkeling", caption, columns, tuple(short)),
                build_sheet("Ontwikkeling", kolommen, frame.itertuples(index=False, name=None), conclusie, vast=2),
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
