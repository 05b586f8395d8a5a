"""What the command about the criteria answers to scripts: its keys are a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netmap.norms import CRITERIA
from netmap.scorecard import build_row, build_scorecard, criteria_table, describe_criteria, region_profile
from netmap.table import Column, Section, Table

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from netmap.gebieden import Gebied
    from netmap.inzet import Indicator
    from netmap.layers import Stand
    from netmap.scorecard import Rij
    from netmap.table import Form

    Content = dict[str, Any]


def criteria_section(stand: Stand, gebied: Gebied | None) -> Section:
    """Make the section about the criteria; the first table is the one for a file."""
    frame = region_profile(stand, gebied) if gebied else criteria_table(stand)
    shown = [list(frame.columns)]
    if not gebied:
        shown = [[frame.columns[0], *(n for n in frame.columns if str(n).startswith(letter))] for letter in ("G", "R")]
    tables = (_table(frame, "full"), *(_table(frame[columns], "page") for columns in shown))
    return Section("criteria", "Criteria", "", (describe_criteria(stand, gebied),), tables, _facts(stand, gebied))


def _table(frame: pd.DataFrame, form: Form) -> Table:
    columns = tuple(
        Column(name, name, "whole" if name == "Gemeenten" else "text", form) for name in map(str, frame.columns)
    )
    return Table("criteria", "Antwoorden per criterium", columns, tuple(frame.itertuples(index=False, name=None)))


def _facts(stand: Stand, gebied: Gebied | None) -> Content:
    """Give the criteria, the answers per area and what sources say to scripts."""
    rows = (build_row(stand, gebied), build_row(stand)) if gebied else build_scorecard(stand)
    codes = set(stand.codes(gebied))
    here = [one for one in stand.tables.indicatoren if not codes.isdisjoint(one.codes)]
    return {
        "criteria": {key: {"onderwerp": one.onderwerp, "vraag": one.vraag} for key, one in CRITERIA.items()},
        "gebieden": [_row(one) for one in rows],
        "uitspraken": [_statement(one, stand.peildatum) for one in here],
    }


def _row(row: Rij) -> Content:
    cells = {
        key: {"antwoord": cel.waarde, "aantallen": dict(cel.aantallen), "te_bevestigen": cel.te_bevestigen}
        for key, cel in row.cellen.items()
    }
    return {"naam": row.naam, "gemeenten": row.gemeenten, "antwoorden": cells}


def _statement(one: Indicator, peildatum: date) -> Content:
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
