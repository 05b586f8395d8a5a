"""The criteria side by side: regions as rows, a region against the country, and what surveys found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netmap.criteria import count_answers, describe_counts, weigh_area
from netmap.explain import describe_area, describe_period
from netmap.gebieden import list_gebieden
from netmap.layers import LAYERS
from netmap.norms import CRITERIA, NVT, Criterium
from netmap.schema import WAARDEN, dutch_date, dutch_number
from netmap.summary import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netmap.gebieden import Gebied
    from netmap.inzet import Meting
    from netmap.layers import Stand

COUNTRY: Final = "Nederland"


class Cel(NamedTuple):
    """One criterium in one area: enough to draw a pattern and to say it in words."""

    waarde: str
    """Answer for the area as a whole: one of ``schema.WAARDEN`` or ``norms.NVT``; a class of its layer."""
    aantallen: Mapping[str, int]
    """Answer to number of gemeenten, or of politieregio's for a criterium of regions in the country."""
    tekst: str
    """What the cell says: the counts, with the answer first when it is about a region as a whole."""
    te_bevestigen: bool


class Rij(NamedTuple):
    """One politieregio, or the country."""

    naam: str
    gemeenten: int
    cellen: Mapping[str, Cel]
    """Code of the criterium to cell, in the order of ``CRITERIA``."""


def build_scorecard(stand: Stand) -> tuple[Rij, ...]:
    """
    Set all criteria of the politieregio's and the country beside each other.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    rows
        One per politieregio, sorted, and the country last.
    """
    regions = list_gebieden(stand.tables.gemeenten, "politieregio")
    return tuple(build_row(stand, region) for region in (*regions, None))


def build_row(stand: Stand, gebied: Gebied | None = None) -> Rij:
    """
    Answer all criteria for one area.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country. For another area than a politieregio the criteria of regions are
        answered for that area itself.

    Returns
    -------
    row
        Its name and one cell per criterium.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    codes = stand.codes(gebied)
    cells = {key: _cell(stand, criterium, gebied, codes) for key, criterium in CRITERIA.items()}
    return Rij(gebied.naam if gebied else COUNTRY, len(codes), cells)


def _cell(stand: Stand, criterium: Criterium, gebied: Gebied | None, codes: tuple[str, ...]) -> Cel:
    answers = stand.criteria[criterium.code]
    whole = weigh_area(criterium, answers, codes)
    if criterium.is_regionaal and gebied is None:
        found = Counter(answer.waarde for answer in stand.criteria_per_regio[criterium.code].values())
        counts = {waarde: found[waarde] for waarde in (*WAARDEN, NVT)}
        return Cel(whole.waarde, counts, f"{describe_counts(counts)} (regio's)", whole.te_bevestigen)
    counts = count_answers(answers, codes)
    text = describe_counts(counts)
    if criterium.is_regionaal:
        parts = f" ({text})" if sum(map(bool, counts.values())) > 1 else ""
        text = f"{whole.waarde}{parts}"
    return Cel(whole.waarde, counts, text, whole.te_bevestigen)


def criteria_table(stand: Stand) -> pd.DataFrame:
    """
    Put the ten regions and the criteria in one table of words.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    table
        One row per politieregio, sorted, and ``Nederland`` last: ``Politieregio``, ``Gemeenten`` and one column
        per criterium with its name and counts, such as ``3 ja, 8 onbekend``.
    """
    rows = [
        {"Politieregio": row.naam, "Gemeenten": row.gemeenten}
        | {CRITERIA[key].naam: cel.tekst for key, cel in row.cellen.items()}
        for row in build_scorecard(stand)
    ]
    return pd.DataFrame(rows)


def region_profile(stand: Stand, gebied: Gebied | None = None) -> pd.DataFrame:
    """
    Set one area against the country, criterium by criterium.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country alone.

    Returns
    -------
    table
        One row per criterium: ``Criterium``, ``Vraag``, the area under its own name, ``Bekend`` (share of the
        gemeenten it applies to of which something is known), ``Nederland``, ``Bekend in Nederland`` and
        ``Te bevestigen`` (what is said of the area). For the country the columns of the area are left out.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    country = build_row(stand)
    own = build_row(stand, gebied)
    rows = []
    for key, criterium in CRITERIA.items():
        row: dict[str, object] = {"Criterium": criterium.naam, "Vraag": criterium.vraag}
        if gebied:
            row |= {str(gebied): own.cellen[key].tekst, "Bekend": _share_known(stand, key, gebied)}
        row |= {COUNTRY: country.cellen[key].tekst, "Bekend in Nederland": _share_known(stand, key)}
        rows.append({**row, "Te bevestigen": "ja" if own.cellen[key].te_bevestigen else "nee"})
    return pd.DataFrame(rows)


def _share_known(stand: Stand, key: str, gebied: Gebied | None = None) -> str:
    """Share of the gemeenten in an area of which something is known about a criterium."""
    counts = count_answers(stand.criteria[key], stand.codes(gebied))
    whole = sum(counts[waarde] for waarde in WAARDEN)
    return percent(whole - counts["onbekend"], whole)


def build_criteria_table(stand: Stand, codes: Iterable[str]) -> pd.DataFrame:
    """
    Put the criteria of gemeenten in rows, for reading and for download.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to include.

    Returns
    -------
    table
        One row per gemeente, ordered by name: ``Code``, ``Gemeente``, ``Politieregio`` and one column per
        criterium with the label of its class; one of a region says what holds for the politieregio.
    """
    layers = [layer for layer in LAYERS.values() if layer.groep == "criterium"]
    rows = []
    for code in codes:
        one = stand.dekking[code]
        row = {"Code": code, "Gemeente": one.naam, "Politieregio": one.politieregio}
        for layer in layers:
            row[layer.naam] = layer.label(stand, code)
        rows.append(row)
    columns = ["Code", "Gemeente", "Politieregio", *(layer.naam for layer in layers)]
    return pd.DataFrame(rows, columns=columns).sort_values(
        "Gemeente", key=lambda names: names.str.casefold(), ignore_index=True
    )


def statement_table(stand: Stand, gebied: Gebied | None = None) -> pd.DataFrame:
    """
    Put what sources say about the criteria in rows: on whose word the scorecard stands.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    table
        One row per row of ``indicatoren.csv`` that touches the area, by criterium: ``Criterium``, ``Gebied``,
        ``Antwoord``, ``Periode``, ``Geldt`` (on the peildatum), ``Bron``, ``Datum van de bron``, ``Zekerheid`` and
        ``Opmerking``. What follows from the contacts is not in it.
    """
    codes = set(stand.codes(gebied))
    statements = [one for one in stand.tables.indicatoren if not codes.isdisjoint(one.codes)]
    rows = [
        (
            CRITERIA[one.criterium].naam,
            describe_area(one),
            one.waarde,
            describe_period(one),
            {"nu": "ja", "geweest": "niet meer", "straks": "nog niet"}[one.geldt(stand.peildatum)],
            one.bron or "onbekend",
            dutch_date(one.geschreven.bron_datum) if one.geschreven.bron_datum else "onbekend",
            one.zekerheid,
            one.opmerking,
        )
        for one in sorted(statements, key=lambda one: list(CRITERIA).index(one.criterium))
    ]
    columns = ["Criterium", "Gebied", "Antwoord", "Periode", "Geldt", "Bron", "Datum van de bron", "Zekerheid"]
    return pd.DataFrame(rows, columns=[*columns, "Opmerking"])


def describe_criteria(stand: Stand, gebied: Gebied | None = None) -> str:
    """
    Say in a few sentences what is known of the criteria, and of how much nothing is.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    text
        Dutch: beleid, the criteria about which no source says anything, and the response of the last survey
        apart, for its percentages are about those who answered.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    row = build_row(stand, gebied)
    where = f"in de {gebied}" if gebied else "in Nederland"
    beleid = row.cellen["G1"].aantallen
    total = sum(beleid.values())
    text = f"Beleid {where}: {describe_counts({**beleid, 'onbekend': 0})}."
    if not total - beleid["onbekend"]:
        text = f"Over beleid {where} zegt geen enkele bron iets."
    elif beleid["onbekend"]:
        text += f" Van {dutch_number(beleid['onbekend'])} van de {dutch_number(total)} gemeenten is dit onbekend."
    silent = [key for key in CRITERIA if _is_silent(stand, key, gebied)]
    if silent:
        how_many = f"Over {len(silent)} van de {len(CRITERIA)} criteria"
        text += f" {how_many} zegt geen enkele bron iets over deze dag: {', '.join(silent)}."
    return f"{text} Onbekend is geen nee.{_describe_response(stand)}"


def _is_silent(stand: Stand, key: str, gebied: Gebied | None) -> bool:
    counts = count_answers(stand.criteria[key], stand.codes(gebied))
    return not any(counts[waarde] for waarde in WAARDEN if waarde != "onbekend")


def _describe_response(stand: Stand) -> str:
    """Tell how many gemeenten answered the last survey of which that is known; blank without surveys."""
    held = [m for m in stand.tables.metingen if m.antwoorden is not None and m.gevraagd is not None]
    if not held:
        return ""
    return (
        f" De laatste landelijke meting met bekende respons is van {held[0].jaar}: "
        f"{_response(held[0])} gaven antwoord. "
        "Die percentages gaan over wie antwoordde en staan niet op de kaart."
    )


def measurement_table(stand: Stand) -> pd.DataFrame:
    """
    Put what surveys found for the whole country in rows, each with its response.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    table
        One row per finding, the newest first: ``Jaar``, ``Criterium``, ``Van wie antwoordde``, ``Aandeel``,
        ``Respons``, ``Bron``, ``Datum van de bron``, ``Opmerking``; a response that is not known is ``onbekend``.
    """
    columns = ["Jaar", "Criterium", "Van wie antwoordde", "Aandeel", "Respons", "Bron", "Datum van de bron"]
    rows = [
        (
            str(m.jaar),
            CRITERIA[m.criterium].naam if m.criterium else "–",
            m.uitspraak,
            f"{m.aandeel}%",
            _response(m),
            m.bron,
            dutch_date(m.geschreven.bron_datum) if m.geschreven.bron_datum else "onbekend",
            m.opmerking,
        )
        for m in stand.tables.metingen
    ]
    return pd.DataFrame(rows, columns=[*columns, "Opmerking"])


def _response(meting: Meting) -> str:
    answered, asked = meting.antwoorden, meting.gevraagd
    if answered is None:
        return "onbekend"
    if asked is None:
        return f"{dutch_number(answered)} gemeenten; hoeveel er gevraagd zijn is onbekend"
    return f"{dutch_number(answered)} van de {dutch_number(asked)} gemeenten ({percent(answered, asked)})"
