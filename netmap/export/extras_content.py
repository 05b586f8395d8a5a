"""What the optional sections say: each is computed once, with a conclusion, a compact table and the table in full."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from netmap.adequacy import compute_adequacy, describe_adequacy
from netmap.criteria import count_answers
from netmap.export.extras_model import Onderdeel, Tabel
from netmap.norms import CRITERIA
from netmap.schema import WAARDEN, dutch_number, fold
from netmap.scorecard import COUNTRY, describe_criteria, region_profile, statement_table
from netmap.sections.phrases import headline
from netmap.summary import count
from netmap.table import Column, Table, link_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.table import Cell, Kind

_GEMEENTEN: Final = ("gemeente", "gemeenten")


def build_toereikendheid(stand: Stand, gebied: Gebied | None) -> Onderdeel:
    """
    Say of how much cover the fte is known, and how much it is per inwoner.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

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
        *map(_column, ("Organisatie", "Gebied", "Doelgroep")),
        _column("Gemeenten", "whole", "In het hele gebied van de inzet."),
        _column("Gemeenten hier", "whole", "Daarvan in het gekozen gebied."),
        _column("Inwoners", "whole", "Van het hele gebied van de inzet: daardoor is de fte gedeeld."),
        _column("Fte", "number"),
        _column("Fte per 100.000 inwoners", "number"),
        _column("Inwoners per fte", "whole"),
        *map(_column, ("Verdeling", "Te bevestigen", "Bron")),
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
    tabel = Tabel(table, _sheet("Toereikendheid", kolommen, full, conclusie, vast=2))
    return Onderdeel("toereikendheid", "Toereikendheid", headline(gebied, kop), conclusie, (), (tabel,))


def build_criteria(stand: Stand, gebied: Gebied | None) -> Onderdeel:
    """
    Say what is known about what official documents ask of gemeenten and regions.

    Parameters
    ----------
    stand, gebied
        As for `build_toereikendheid`.

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
    profile = _sheet(
        "Criteria samengevat",
        [_column(str(name)) for name in frame.columns],
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
    kolommen = [_column(str(name)) for name in frame.columns]
    full = frame.itertuples(index=False, name=None)
    explained = "De uitspraken van bronnen over de criteria, ook wat niet meer of nog niet geldt."
    return Tabel(short, _sheet("Bronnen van criteria", kolommen, full, explained))


def _column(name: str, kind: Kind = "text", explanation: str = "") -> Column:
    """Make a column of a sheet, named after what stands above it."""
    return Column(fold(name), name, kind, "full", explanation)


def _sheet(
    name: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]], explanation: str = "", vast: int = 1
) -> Table:
    """Make a table in full, for a file of data."""
    return Table(fold(name), name, tuple(columns), tuple(rows), explanation=explanation, frozen=vast)


def _join(bronnen: Sequence[str]) -> str:
    return " ".join(bronnen) or "onbekend"


def _host(bron: str) -> str:
    """Name the site of a source, or the source itself when it is no web address."""
    site = re.match(r"https?://(?:www\.)?([^/?#]+)", bron)
    return site[1] if site else bron
