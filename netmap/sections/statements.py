"""On whose word the answers to the criteria stand: statements about an area, and surveys of the whole country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.explain import describe_period, describe_scope
from netmap.load import place_of
from netmap.norms import CRITERIA
from netmap.schema import dutch_number
from netmap.sections.phrases import cite, where
from netmap.table import Column, Table, percent_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netmap.inzet import Indicator, Meting
    from netmap.layers import Stand
    from netmap.regio import Regio

_UNKNOWN: Final = "onbekend"
_HOLDS: Final = {"nu": "ja", "geweest": "niet meer", "straks": "nog niet", "onbekend": "begin onbekend"}
_STATEMENTS: Final = (
    Column("criterium", "Criterium"),
    Column("gebied", "Gebied"),
    Column("antwoord", "Antwoord"),
    Column("periode", "Periode", form="page"),
    Column("geldt", "Geldt", form="page"),
    Column("bron", "Bron", "link"),
    Column("bron_datum", "Datum van de bron", "date"),
    Column("zekerheid", "Zekerheid", form="page"),
    Column("opmerking", "Opmerking", form="page"),
)
_BY_SOURCE: Final = (
    Column("bron", "Bron", "link", "page", width=48),
    Column("bron_datum", "Datum", "date", "page", width=28),
    Column("zegt", "Wat zij zegt", form="page", width=98),
)
_SURVEYS: Final = (
    Column("jaar", "Jaar"),
    Column("criterium", "Criterium"),
    Column("uitspraak", "Van wie antwoordde"),
    Column("aandeel", "Aandeel"),
    Column("respons", "Respons"),
    Column("bron", "Bron", "link"),
    Column("bron_datum", "Datum van de bron", "date"),
    Column("opmerking", "Opmerking"),
)


def list_statements(stand: Stand, gebied: Regio | None = None) -> tuple[Indicator, ...]:
    """List the rows of ``indicatoren.csv`` that touch an area, or all."""
    codes = set(stand.codes(gebied))
    return tuple(one for one in stand.tables.indicatoren if not codes.isdisjoint(one.codes))


def statements_table(stand: Stand, gebied: Regio | None = None) -> Table:
    """Put what sources say about the criteria in rows: on whose word the answers stand.

    One row per row of ``indicatoren.csv`` that touches the area, by criterium. What follows from the contacts is not
    in it.
    """
    ordered = sorted(list_statements(stand, gebied), key=lambda one: list(CRITERIA).index(one.criterium))
    rows = (
        (
            CRITERIA[one.criterium].naam,
            describe_scope(one),
            one.waarde,
            describe_period(one),
            _HOLDS[one.geldt(stand.peildatum)],
            one.bron or _UNKNOWN,
            one.geschreven.bron_datum or _UNKNOWN,
            one.zekerheid,
            one.opmerking,
        )
        for one in ordered
    )
    return Table(
        "uitspraken",
        f"Uitspraken van bronnen over de criteria{where(gebied)}",
        _STATEMENTS,
        tuple(rows),
        sheet="Bronnen van criteria",
        explanation="De uitspraken van bronnen over de criteria, ook wat niet meer of nog niet geldt.",
        statements=tuple((place_of(one),) for one in ordered),
    )


def group_by_source(stand: Stand, gebied: Regio | None) -> Table:
    """Set out by source what it says about the criteria that holds on the day."""
    said: dict[tuple[str, str], list[str]] = {}
    for row in statements_table(stand, gebied).records():
        if row["geldt"] == "ja":
            lines = said.setdefault((str(row["bron"]), str(row["bron_datum"])), [])
            lines.append(f"{row['criterium']}: {row['antwoord']}, {row['gebied']}")
    rows = tuple((cite((bron,)), dag, "\n".join(dict.fromkeys(lines))) for (bron, dag), lines in said.items())
    return Table("uitspraken", "Bronnen van de criteria die nu gelden", _BY_SOURCE, rows)


def surveys_table(stand: Stand) -> Table:
    """Put what surveys found for the whole country in rows, each with its response.

    One row per finding, the newest first; a response that is not known is ``onbekend``.
    """
    rows = (
        (
            str(one.jaar),
            CRITERIA[one.criterium].naam if one.criterium else "–",
            one.uitspraak,
            f"{one.aandeel}%",
            _response(one),
            one.bron,
            one.geschreven.bron_datum or _UNKNOWN,
            one.opmerking,
        )
        for one in stand.tables.metingen
    )
    caption = "Landelijke metingen met hun respons; niet per gemeente te gebruiken"
    return Table("metingen", caption, _SURVEYS, tuple(rows), sheet="Landelijke metingen")


def tell_response(stand: Stand) -> Iterator[str]:
    """Tell how many gemeenten answered the last survey of which that is known; nothing without surveys."""
    held = [one for one in stand.tables.metingen if one.antwoorden is not None and one.gevraagd is not None]
    if held:
        yield (
            f"De laatste landelijke meting met bekende respons is van {held[0].jaar}: "
            f"{_response(held[0])} gaven antwoord."
        )
        yield "Die percentages gaan over wie antwoordde, zeggen niets over andere gemeenten en staan niet op de kaart."


def _response(meting: Meting) -> str:
    answered, asked = meting.antwoorden, meting.gevraagd
    if answered is None:
        return _UNKNOWN
    if asked is None:
        return f"{dutch_number(answered)} gemeenten; hoeveel er gevraagd zijn is onbekend"
    return f"{dutch_number(answered)} van de {dutch_number(asked)} gemeenten ({percent_of(answered, asked)})"
