"""The rows that the map rests on, as far as they may leave the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.norms import CRITERIA
from netmap.schema import INDICATOR_COLUMNS, INZET_STATUSSEN, ROLLEN, ROLLEN_GEMEENTE, VORMEN, WAARDEN, ZEKERHEDEN
from netmap.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netmap.inzet import Indicator, Inzet
    from netmap.layers import Stand
    from netmap.table import Cell, Kind

_KINDS: Final[dict[str, Kind]] = {"fte": "number", "bron": "link"}
_CHOICES: Final = {
    "rol": ROLLEN,
    "vorm": VORMEN,
    "status": INZET_STATUSSEN,
    "zekerheid": ZEKERHEDEN,
    "criterium": tuple(CRITERIA),
    "waarde": WAARDEN,
    "rol_gemeente": ROLLEN_GEMEENTE,
}
_SEVERAL: Final = ("vorm", "rol_gemeente", "spreekt_tegen")
"""Columns whose cells may hold several words with ``;`` between them."""
_EXPLAINED: Final = {
    "id": "Eigen naam van de rij.",
    "rol": "De functie.",
    "naam": "Alleen van wie een openbaar ambt bekleedt, zoals een burgemeester; anders leeg.",
    "organisatie": "De organisatie die de functie vervult.",
    "email": "Alleen een functioneel adres, nooit dat van een persoon.",
    "gebied": "Waarvoor de rij geldt: gemeenten en regio's, met puntkomma's ertussen; een min trekt af.",
    "doelgroep": "Leeg is iedereen.",
    "vorm": "Vormen van uitbuiting, met puntkomma's ertussen; leeg is alle vormen.",
    "fte": "Aantal fte voor het hele gebied; leeg is onbekend.",
    "status": "actief, pilot, op_afstand, vacature, gestopt, geen of aangekondigd.",
    "vanaf": "Eerste dag; leeg is onbekend. Zoals contacts.csv het schrijft: 2021, 2021-05 of 2021-05-03.",
    "tot": "Eerste dag dat het niet meer geldt; leeg is onbekend.",
    "bron": "Waar het staat.",
    "bron_datum": "Datum van de bron; leeg is zonder datum.",
    "bron_uiterlijk": "Laatste dag waarvan een bron zonder precieze datum kan zijn.",
    "zekerheid": "hoog, midden, laag of onbekend.",
    "bevestigd_op": "Laatste dag waarop het is bevestigd; leeg is niet bevestigd.",
    "spreekt_tegen": "Id's van de rijen die deze rij tegenspreekt, met puntkomma's ertussen.",
    "opmerking": "Wat de bron verder zegt.",
}
"""Columns of ``contacts.csv`` that leave the house, which ``telefoon`` does not, and what each is for."""
_OF_CRITERIA: Final = {
    "criterium": "G1 tot en met G9 of R1 tot en met R9.",
    "waarde": "ja, deels, nee of onbekend.",
    "rol_gemeente": "Voor welke rol van de gemeente het geldt, met puntkomma's ertussen; leeg is elke rol.",
}
"""Columns that only ``indicatoren.csv`` has."""


def _columns(explained: Mapping[str, str]) -> tuple[Column, ...]:
    return tuple(
        Column(
            name,
            name,
            _KINDS.get(name, "text"),
            "full",
            explanation,
            choices=_CHOICES.get(name, ()),
            several=name in _SEVERAL,
        )
        for name, explanation in explained.items()
    )


_COLUMNS: Final = _columns(_EXPLAINED)
_INDICATOR_COLUMNS: Final = _columns({name: {**_EXPLAINED, **_OF_CRITERIA}[name] for name in INDICATOR_COLUMNS})


def contacts_table(stand: Stand, codes: Iterable[str]) -> Table:
    """Put the statements behind the map in rows, those that concern one of the gemeenten.

    In the order of ``contacts.csv``, past and future included, without what must not leave.
    """
    wanted = frozenset(codes)
    return Table(
        "contacten",
        "Rijen van contacts.csv",
        _COLUMNS,
        tuple(_row(inzet, _COLUMNS) for inzet in stand.tables.contacts if wanted & inzet.codes),
        sheet="Contacten",
        explanation="De rijen waarop de kaart steunt, ook wat voorbij is of nog komt. Telefoonnummers en namen van "
        "mensen zonder openbaar ambt staan er niet in. De namen van de kolommen zijn die van contacts.csv.",
    )


def indicatoren_table(stand: Stand, codes: Iterable[str]) -> Table:
    """Put the answers to criteria in rows, those that concern one of the gemeenten; past and future included."""
    wanted = frozenset(codes)
    return Table(
        "indicatoren",
        "Rijen van indicatoren.csv",
        _INDICATOR_COLUMNS,
        tuple(_row(one, _INDICATOR_COLUMNS) for one in stand.tables.indicatoren if wanted & one.codes),
        sheet="Indicatoren",
        explanation="Wat bronnen antwoorden op de criteria, ook wat voorbij is of nog komt. De namen van de kolommen "
        "zijn die van indicatoren.csv.",
    )


def _row(one: Inzet | Indicator, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """Cells of one row; a date is the text that its file has, never more precise than that."""
    written = one.geschreven._asdict() | {name: "; ".join(getattr(one, name, ())) for name in _SEVERAL}
    keys = [column.key for column in columns]
    return tuple((written[key] or None) if key in written else getattr(one, key) for key in keys)
