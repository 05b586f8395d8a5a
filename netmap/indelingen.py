"""The country as it becomes when announced herindelingen are law: other tables and borders, all else follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import shapely

from netmap.names import AANGEKONDIGD
from netmap.organisaties import complete
from netmap.regio import Gebieden
from netmap.schema import HERINDELING_COLUMNS
from netmap.tegenspraak import oppose

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from netmap.aankondigingen import Aankondiging
    from netmap.centrumgemeenten import Indeling
    from netmap.inzet import Indicator, Inzet
    from netmap.load import Tables


def carry_out(tables: Tables, done: Sequence[Aankondiging]) -> Tables:
    """
    Make the tables in which announced herindelingen are carried out.

    Parameters
    ----------
    tables
        As ``load_tables`` read them; they are not changed.
    done
        Output of ``find_meant``: what to carry out, by day.

    Returns
    -------
    tables
        The same tables when there is nothing to do. Else without the gemeenten that went: their inwoners and land are
        those of the gemeente that they went up in, their name is that of a former gemeente, and every statement about
        them is about that gemeente. Who is there for the one that went alone is there for that part only.
    """
    if not done:
        return tables
    gemeenten = _merge_register(tables.gemeenten, done)
    known = tables.herindelingen.itertuples(index=False, name=None)
    herindelingen = pd.DataFrame([*known, *map(_as_row, done)], columns=list(HERINDELING_COLUMNS), dtype=object)
    names = tables.names.against(gemeenten, herindelingen)
    indeling = {code: one for code, one in tables.indeling.items() if code in gemeenten.index}
    for one in done:
        if indeling and one.nieuw in indeling:
            indeling[one.nieuw] = _share_centrum(one, indeling[one.nieuw], tables.indeling[one.oud])
    gemeenten["centrumgemeente_vo"] = [indeling[code].centrum if indeling else "" for code in gemeenten.index]
    return replace(
        tables,
        gemeenten=gemeenten,
        indeling=indeling,
        herindelingen=herindelingen,
        aangekondigd=tuple(one for one in tables.aangekondigd if one.oud not in {gone.oud for gone in done}),
        contacts=complete((_move_inzet(row, done) for row in tables.contacts), gemeenten, tables.organisaties),
        names=names,
        gebieden=Gebieden(gemeenten, names),
        indicatoren=oppose([_move_indicator(row, done) for row in tables.indicatoren]),
        doorgevoerd=tuple(done),
    )


def merge_borders(borders: gpd.GeoDataFrame, done: Sequence[Aankondiging]) -> gpd.GeoDataFrame:
    """
    Draw the gemeenten of announced herindelingen as one.

    Parameters
    ----------
    borders
        Output of ``load_borders``: polygons indexed by gemeente code; shared borders are exactly shared.
    done
        Output of ``find_meant``, by day.

    Returns
    -------
    borders
        The same borders when there is nothing to do. Else without the gemeenten that went, each joined to the one it
        went up in; every other border is as it was, so they still fit exactly.
    """
    if not done:
        return borders
    merged = borders.copy()
    for one in done:
        pair = merged.geometry[[one.oud, one.nieuw]].to_numpy()
        merged.loc[[one.nieuw], "geometry"] = [shapely.coverage_union_all(pair)]
        merged = merged.drop(index=one.oud)
    return merged


def _merge_register(gemeenten: pd.DataFrame, done: Sequence[Aankondiging]) -> pd.DataFrame:
    """Take the gemeenten that went out of the register; what can be counted of them is added to their successor."""
    merged = gemeenten.copy()
    counted = ["inwoners", "oppervlakte_land_ha"]
    for one in done:
        merged.loc[[one.nieuw], counted] = [merged.loc[[one.oud, one.nieuw], counted].sum().tolist()]
        merged = merged.drop(index=one.oud)
    return merged


def _as_row(one: Aankondiging) -> tuple[object, ...]:
    """Write it as a row of ``herindelingen.csv``."""
    return one.dag, one.oud, one.oude_naam, one.nieuw, one.nieuwe_naam, AANGEKONDIGD


def _move_inzet(inzet: Inzet, done: Sequence[Aankondiging]) -> Inzet:
    """Let an inzet go along; who is there for the gemeente that went, and not for the other, is there for a part."""
    codes, parts = inzet.codes, dict(inzet.delen)
    for one in done:
        if one.oud in codes:
            named = parts.pop(one.oud, (one.oude_naam,))
            if one.nieuw not in codes or one.nieuw in parts:
                parts[one.nieuw] = tuple(sorted({*parts.get(one.nieuw, ()), *named}))
            codes = codes - {one.oud} | {one.nieuw}
    return replace(inzet, codes=codes, delen=tuple(sorted(parts.items())))


def _move_indicator(indicator: Indicator, done: Sequence[Aankondiging]) -> Indicator:
    """Let an indicator go along: like that of any former gemeente it is about the whole."""
    codes = indicator.codes
    for one in done:
        codes = codes - {one.oud} | {one.nieuw} if one.oud in codes else codes
    return replace(indicator, codes=codes)


def _share_centrum(one: Aankondiging, new: Indeling, old: Indeling) -> Indeling:
    """Find to which centrumgemeente two gemeenten belong as one: unless both do to the same, no source says.

    A centrumgemeente always belongs to itself.
    """
    if new.centrum and new.centrum in {old.centrum, one.nieuwe_naam}:
        return new
    return new._replace(centrum="", kandidaten=tuple(sorted({*new.may_be, *old.may_be})))
