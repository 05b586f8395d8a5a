"""Handvatten: public guides and examples that help with a criterium, to show where there is a gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netmap.cells import date_in, filled, without_personal
from netmap.rows import DataFile
from netmap.schema import CRITERIA_GEMEENTE, CRITERIA_REGIO, HANDVAT_COLUMNS, dutch_date, iso_date
from netmap.validate import CONTACT_CHECKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from netmap.rows import Reader, Row

_CODES: Final = (*CRITERIA_GEMEENTE, *CRITERIA_REGIO)
_HTTPS: Final = re.compile(r"https://(?P<site>(?:[\w-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE | re.ASCII)
_WWW: Final = "www."


def _criteria(row: Row) -> tuple[str, ...]:
    """Keep the codes of the criteria that it helps with, in their order."""
    written = [code.strip() for code in row.cells["criterium"].split(";") if code.strip()]
    if not written:
        row.wrong("criterium", "het criterium ontbreekt. Noem er een of meer, zoals G1; R2.")
    for code in written:
        if code.upper() not in _CODES:
            row.wrong("criterium", f"{code!r} is geen criterium. Kies uit G1 tot en met G9 en R1 tot en met R9.")
    return tuple(code for code in _CODES if code in map(str.upper, written))


def _link(row: Row) -> str:
    """Keep the address of a page that a reader can open safely."""
    text = row.cells["link"]
    if not _HTTPS.fullmatch(text) or not text.isprintable():
        what = "dit is geen veilig webadres" if text else "de link ontbreekt"
        row.wrong("link", f"{what}. Schrijf het hele adres, met https:// ervoor.")
    return text


def _titel(row: Row) -> str:
    filled("titel", "Schrijf de titel zoals hij op de bladzijde staat.")(row)
    return without_personal(row, "titel")


def _uitgever(row: Row) -> str:
    filled("uitgever", "Vul in wie het uitgaf.")(row)
    return without_personal(row, "uitgever")


HANDVATTEN: Final = DataFile(
    "handvatten.csv",
    HANDVAT_COLUMNS,
    {
        "id": CONTACT_CHECKS["id"],
        "criterium": _criteria,
        "titel": _titel,
        "uitgever": _uitgever,
        "link": _link,
        "datum": date_in("datum"),
        "bron": filled("bron", "Vul in waar u het vond."),
        **{column: CONTACT_CHECKS[column] for column in ("bron_datum", "zekerheid", "opmerking")},
    },
)


class Handvat(NamedTuple):
    """One guide or example that anybody can open."""

    criteria: tuple[str, ...]
    """Codes of the criteria that it helps with, in their order."""
    titel: str
    uitgever: str
    link: str
    """Web address, with https."""
    datum: str
    """As precise as it is known; empty when it is not."""
    bron: str
    """Where it was found."""
    opmerking: str

    @property
    def naam(self) -> str:
        """Its title with who published it and when: ``Kader Aanpak Mensenhandel (VNG, februari 2021)``."""
        when = dutch_date(self.datum) if self.datum else "datum onbekend"
        return f"{self.titel} ({self.uitgever}, {when})"

    @property
    def site(self) -> str:
        """The site that its link leads to, for who wants to know before opening it."""
        found = _HTTPS.fullmatch(self.link)
        return found["site"].removeprefix(_WWW) if found else ""


def read_handvatten(reader: Reader) -> tuple[Handvat, ...]:
    """Read the handvatten, by their first criterium, then as the file has them; none for a folder without the file."""

    def make(row: Row, values: dict[str, Any]) -> Handvat | None:
        row.check_past(values, "datum", "bron_datum")
        if any(problem.blokkeert for problem in row.problems):
            return None
        return Handvat(
            criteria=values["criterium"],
            titel=values["titel"],
            uitgever=values["uitgever"],
            link=values["link"],
            datum=iso_date(row.cells["datum"]),
            bron=values["bron"],
            opmerking=values["opmerking"],
        )

    found = reader.read(HANDVATTEN, make)
    return tuple(sorted(found, key=lambda one: _CODES.index(one.criteria[0])))


def find_handvatten(handvatten: Iterable[Handvat], criteria: Collection[str]) -> tuple[Handvat, ...]:
    """
    Find what helps with some criteria.

    Parameters
    ----------
    handvatten
        Output of ``read_handvatten``.
    criteria
        Codes of the criteria, such as those that are a gap.

    Returns
    -------
    found
        In the order given, each with those of its criteria that were asked for.
    """
    wanted = ((one, tuple(code for code in one.criteria if code in criteria)) for one in handvatten)
    return tuple(one._replace(criteria=codes) for one, codes in wanted if codes)
