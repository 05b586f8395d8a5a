"""The rows that the map rests on, as far as they may leave the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.schema import INZET_STATUSSEN, ROLLEN, VORMEN, ZEKERHEDEN
from netmap.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.table import Cell, Kind

_KINDS: Final[dict[str, Kind]] = {"fte": "number", "bron": "link"}
_CHOICES: Final = {"rol": ROLLEN, "vorm": VORMEN, "status": INZET_STATUSSEN, "zekerheid": ZEKERHEDEN}
_SEVERAL: Final = ("vorm", "spreekt_tegen")
"""Columns whose cells may hold several words with ``;`` between them."""
_COLUMNS: Final = tuple(
    Column(
        name,
        name,
        _KINDS.get(name, "text"),
        "full",
        explanation,
        choices=_CHOICES.get(name, ()),
        several=name in _SEVERAL,
    )
    for name, explanation in {
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
    }.items()
)
"""Columns of ``contacts.csv`` that leave the house; ``telefoon`` does not."""


def contacts_table(stand: Stand, codes: Iterable[str]) -> Table:
    """Put the statements behind the map in rows, those that concern one of the gemeenten.

    In the order of ``contacts.csv``, past and future included, without what must not leave.
    """
    wanted = frozenset(codes)
    return Table(
        "contacten",
        "Rijen van contacts.csv",
        _COLUMNS,
        tuple(_row(inzet) for inzet in stand.tables.contacts if wanted & inzet.codes),
        sheet="Contacten",
        explanation="De rijen waarop de kaart steunt, ook wat voorbij is of nog komt. Telefoonnummers en namen van "
        "mensen zonder openbaar ambt staan er niet in. De namen van de kolommen zijn die van contacts.csv.",
    )


def _row(inzet: Inzet) -> tuple[Cell, ...]:
    """Cells of one row; a date is the text that ``contacts.csv`` has, never more precise than that."""
    written = inzet.geschreven._asdict() | {name: "; ".join(getattr(inzet, name)) for name in _SEVERAL}
    return tuple(
        (written[column.key] or None) if column.key in written else getattr(inzet, column.key) for column in _COLUMNS
    )
