"""What sources say about the criteria of official documents, for a region, the regions and the country."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from netmap.criteria import count_answers, describe_counts
from netmap.dutch import capital, part_of, small
from netmap.klassen import RNI_KLASSEN
from netmap.norms import CRITERIA, NVT
from netmap.schema import WAARDEN
from netmap.scorecard import build_row, build_scorecard
from netmap.sections.handvatten import gaps_of_area, handvatten_table
from netmap.sections.norms import national_table
from netmap.sections.phrases import headline
from netmap.sections.statements import group_by_source, list_statements, statements_table, surveys_table, tell_response
from netmap.table import Column, Paragraph, Section, Swatch, Table, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netmap.inzet import Indicator
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.scorecard import Score
    from netmap.table import Cell

_UNKNOWN: Final = "onbekend"
_CRITERIA: Final = ("criterium", "criteria")
_LOOK: Final = {klasse.key: klasse for klasse in RNI_KLASSEN}


def criteria_section(stand: Stand, gebied: Regio | None = None, *, compact: bool = False) -> Section:
    """Tell what is known about what official documents ask of gemeenten and regions.

    The area beside the country, the regions beside each other, and on whose word; of the country also what is counted
    per centrumgemeente. Facts have ``criteria``, ``gebieden`` and ``uitspraken``, with dates as precise as they were
    written. Compact: what holds now stands by source, and the regions and surveys are left out. KeyError when the
    region is not in the register.
    """
    codes = stand.codes(gebied)
    told = len(CRITERIA) - sum(_is_silent(stand, key, codes) for key in CRITERIA)
    headline_ = f"over {part_of(told, len(CRITERIA), *_CRITERIA)} zegt een bron iets"
    if compact:
        tables = [_answered(profile_table(stand, gebied), stand, codes), group_by_source(stand, gebied)]
    else:
        tables = [scorecard_table(stand, gebied), profile_table(stand, gebied), statements_table(stand, gebied)]
        tables.append(surveys_table(stand))
    tables += () if gebied else (national_table(stand),)
    blocks = tuple(table for table in tables if table.rows)
    said, facts = conclude_criteria(stand, gebied), _facts(stand, gebied)
    return Section("criteria", "Criteria", headline(gebied, headline_), said, blocks, facts)


def _answered(table: Table, stand: Stand, codes: Sequence[str]) -> Table:
    """Keep the rows of the criteria about which a source says something; the conclusion names the others once."""
    rows = [row for row, key in zip(table.rows, CRITERIA, strict=True) if not _is_silent(stand, key, codes)]
    return replace(table, rows=tuple(rows))


def answered_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell only what a source says about the criteria in an area, and once about which nothing is said.

    One row per criterium with an answer: in the area, in the country, and in which other politieregio's; then one
    sentence that names the rest, and what helps with those without a yes. KeyError when the region is not in the
    register.
    """
    codes = stand.codes(gebied)
    silent = [key for key in CRITERIA if _is_silent(stand, key, codes)]
    area = str(gebied or "Nederland")
    columns = (
        Column("criterium", "Criterium"),
        Column("antwoord", capital(area), "swatch"),
        *((Column("nederland", "Nederland", "swatch"),) if gebied else ()),
        Column("regios", f"{'Andere regio' if gebied else 'Regio'}'s met een antwoord"),
    )
    shown = (build_row(stand, gebied), build_row(stand)) if gebied else (build_row(stand),)
    rows: list[tuple[Cell, ...]] = []
    for key in (key for key in CRITERIA if key not in silent):
        cells = (row.cellen[key] for row in shown)
        looks = (Swatch(_LOOK[cel.waarde], cel.tekst, (cel.bewijs,)) for cel in cells)
        rows.append((CRITERIA[key].naam, *looks, _name_regions(stand, key, gebied)))
    table = Table("beantwoord", "Criteria waarover een bron iets zegt", columns, tuple(rows))
    title = headline(gebied, f"over {part_of(len(rows), len(CRITERIA), *_CRITERIA)} zegt een bron iets")
    names = ", ".join(small(CRITERIA[key].onderwerp) for key in silent if shown[0].cellen[key].waarde != NVT)
    said = Paragraph(f"Over deze onderwerpen zegt geen bron iets: {names}. Onbekend is geen nee.")
    helps = handvatten_table(stand, gaps_of_area(stand, gebied))
    blocks = (*((table,) if rows else ()), *((said,) if names else ()), *((helps,) if helps.rows else ()))
    return Section("criteria", "Criteria", title, (f"{title}.",), blocks)


def _name_regions(stand: Stand, key: str, gebied: Regio | None) -> str:
    """Name the politieregio's, but for the own one, of which something is known about a criterium."""
    own = gebied.naam if gebied and gebied.soort == "politieregio" else ""
    regions = (region for region in stand.tables.gebieden.regios("politieregio") if region.naam != own)
    return ", ".join(region.naam for region in regions if not _is_silent(stand, key, stand.codes(region))) or "geen"


def scorecard_table(stand: Stand, gebied: Regio | None = None) -> Table:
    """Set the criteria of all politieregio's and the country beside each other.

    One row per criterium and one column per politieregio, with the answer and the counts; ``Nederland`` last. The
    area stands out if it is a politieregio.
    """
    rows = build_scorecard(stand)
    own = gebied.naam if gebied and gebied.soort == "politieregio" else ""
    areas = [
        Column(row.naam, row.naam + " (deze regio)" * (row.naam == own), "swatch", marked=row.naam == own)
        for row in rows
    ]
    cells: list[tuple[Cell, ...]] = []
    for key, one in CRITERIA.items():
        answers = (row.cellen[key] for row in rows)
        cells.append((one.naam, *(Swatch(_LOOK[cel.waarde], cel.tekst, (cel.bewijs,)) for cel in answers)))
    return Table(
        "scorekaart",
        "Criteria en politieregio's; aantallen zijn gemeenten, van R1 tot en met R9 in Nederland politieregio's",
        (Column("criterium", "Criterium"), *areas),
        tuple(cells),
        sheet="Criteria per politieregio",
    )


def profile_table(stand: Stand, gebied: Regio | None = None) -> Table:
    """Set one area against the country, criterium by criterium; for the country its own columns alone.

    Of every area what is answered and of which part of its gemeenten something is known. KeyError when the region is
    not in the register.
    """
    area = str(gebied or "Nederland")
    columns = (
        Column("criterium", "Criterium", width=50),
        Column("vraag", "Vraag", form="full"),
        Column("antwoord", capital(area), width=46),
        Column("bekend", "Bekend", "share", width=15),
        Column("nederland", "Nederland", width=48),
        Column("bekend_nederland", "Bekend in Nederland", "share", short="Bekend", width=18),
        Column("te_bevestigen", "Te bevestigen", form="full"),
    )
    own, country = build_row(stand, gebied), build_row(stand)
    rows = (
        (
            one.naam,
            one.vraag,
            own.cellen[key].tekst,
            _share_known(stand, key, gebied),
            country.cellen[key].tekst,
            _share_known(stand, key),
            "ja" if own.cellen[key].te_bevestigen else "nee",
        )
        for key, one in CRITERIA.items()
    )
    table = Table(
        "profiel",
        "Antwoorden per criterium; bekend: over welk deel van de gemeenten (bij R1 t/m R9: regio's) een bron iets zegt",
        columns,
        tuple(rows),
        sheet="Criteria samengevat",
    )
    country_only = {"nederland", "bekend_nederland"}
    return table if gebied else table.select([c.key for c in columns if c.key not in country_only])


def conclude_criteria(stand: Stand, gebied: Regio | None = None) -> tuple[str, ...]:
    """Say in a few Dutch sentences what is known of the criteria, and of how much nothing is.

    Beleid, the criteria about which no source says anything, and the response of the last survey apart, for its
    percentages are about those who answered. KeyError when the region is not in the register.
    """
    beleid = build_row(stand, gebied).cellen["G1"].aantallen
    where = f"in de {gebied}" if gebied else "in Nederland"
    total = sum(beleid.values())
    said = [f"Beleid {where}: {describe_counts({**beleid, _UNKNOWN: 0})}."]
    if beleid[_UNKNOWN] == total:
        said = [f"Over beleid {where} zegt geen enkele bron iets."]
    elif beleid[_UNKNOWN]:
        said.append(f"Van {part_of(beleid[_UNKNOWN], total)} is dit onbekend.")
    if silent := [key for key in CRITERIA if _is_silent(stand, key, stand.codes(gebied))]:
        how_many = f"Over {part_of(len(silent), len(CRITERIA), *_CRITERIA)}"
        names = ", ".join(small(CRITERIA[key].onderwerp) for key in silent)
        said.append(f"{how_many} zegt geen enkele bron iets over deze dag: {names}.")
    return (*said, "Onbekend is geen nee.", *tell_response(stand))


def _is_silent(stand: Stand, key: str, codes: Sequence[str]) -> bool:
    """Whether no source says anything about a criterium."""
    counts = count_answers(stand.criteria[key], codes)
    return not any(counts[waarde] for waarde in WAARDEN if waarde != _UNKNOWN)


def _share_known(stand: Stand, key: str, gebied: Regio | None = None) -> float | None:
    """Share of the gemeenten, or of the regions for a criterium of regions, of which something is known."""
    cell = build_row(stand, gebied).cellen[key]
    if CRITERIA[key].is_regionaal and gebied:
        return float(cell.waarde != _UNKNOWN)
    whole = sum(cell.aantallen[waarde] for waarde in WAARDEN)
    return share_of(whole - cell.aantallen[_UNKNOWN], whole)


def _facts(stand: Stand, gebied: Regio | None) -> dict[str, Any]:
    """Name the answers for scripts."""
    rows = (build_row(stand, gebied), build_row(stand)) if gebied else build_scorecard(stand)
    return {
        "criteria": {key: {"onderwerp": one.onderwerp, "vraag": one.vraag} for key, one in CRITERIA.items()},
        "gebieden": [_row_facts(one) for one in rows],
        "uitspraken": [_statement_facts(one, stand.peildatum) for one in list_statements(stand, gebied)],
    }


def _row_facts(row: Score) -> dict[str, Any]:
    cells = {
        key: {"antwoord": cel.waarde, "aantallen": dict(cel.aantallen), "te_bevestigen": cel.te_bevestigen}
        for key, cel in row.cellen.items()
    }
    return {"naam": row.naam, "gemeenten": row.gemeenten, "antwoorden": cells}


def _statement_facts(one: Indicator, peildatum: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "criterium": one.criterium,
        "gebied": one.gebied_namen,
        "waarde": one.waarde,
        "geldt": one.geldt(peildatum),
        "codes": sorted(one.codes),
        "vanaf": one.geschreven.vanaf or None,
        "tot": one.geschreven.tot or None,
        "bron_datum": one.geschreven.bron_datum or None,
        "bron": one.bron or None,
        "zekerheid": one.zekerheid,
        "opmerking": one.opmerking,
    }
