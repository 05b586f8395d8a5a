"""What the workbook holds: gemeenten × layers with explanation, the contacts behind them, the work list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from netmap.coverage import compute_totals
from netmap.gaps import GAP_LABEL, find_gaps
from netmap.gebieden import list_gebieden
from netmap.graph import find_inzetten
from netmap.inzet import as_written
from netmap.layers import LAYERS
from netmap.schema import DATE_COLUMNS, dutch_date, fold
from netmap.scorecard import build_criteria_table
from netmap.sections.leeswijzer import build_leeswijzer
from netmap.summary import build_table, compare_regions, credit
from netmap.table import Column, Table
from netmap.write.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.gebieden import Gebied
    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.load import SourceCard
    from netmap.table import Cell, Kind

CONTACTEN: Final = tuple(
    Column(
        naam,
        naam,
        "number" if naam == "fte" else "date" if naam in DATE_COLUMNS else "text",
        explanation=uitleg,
    )
    for naam, uitleg in {
        "id": "Eigen naam van de rij.",
        "rol": "De functie.",
        "naam": "Alleen van wie een openbaar ambt bekleedt, zoals een burgemeester; anders leeg.",
        "organisatie": "De organisatie die de functie vervult.",
        "email": "Alleen een functioneel adres, nooit dat van een persoon.",
        "gebied": "Waarvoor de rij geldt: gemeenten en regio's, met puntkomma's ertussen; een min trekt af.",
        "doelgroep": "Leeg is iedereen.",
        "fte": "Aantal fte voor het hele gebied; leeg is onbekend.",
        "status": "actief, pilot, op_afstand, vacature, gestopt of geen.",
        "vanaf": "Eerste dag; leeg is onbekend. Alleen een jaar of maand staat er als tekst, zoals de bron het geeft.",
        "tot": "Eerste dag dat het niet meer geldt; leeg is onbekend.",
        "bron": "Waar het staat.",
        "bron_datum": "Datum van de bron; leeg is zonder datum.",
        "zekerheid": "hoog, midden, laag of onbekend.",
        "bevestigd_op": "Laatste dag waarop het is bevestigd; leeg is niet bevestigd.",
        "opmerking": "Wat de bron verder zegt.",
    }.items()
)
"""Columns of ``contacts.csv`` that leave the house; ``telefoon`` does not."""

_GEMEENTE: Final = (
    Column("code", "Code"),
    Column("gemeente", "Gemeente"),
    Column("provincie", "Provincie"),
    Column("veiligheidsregio", "Veiligheidsregio"),
    Column("politieregio", "Politieregio"),
    Column("inwoners", "Inwoners", "whole"),
)
_FACTS: Final = (
    Column("organisaties", "Organisaties", explanation="Wie er nu coördineert."),
    Column(
        "onafhankelijke_organisaties",
        "Onafhankelijke organisaties",
        "whole",
        explanation="Voor het minst gedekte deel van de doelgroep; leeg als geen bron iets zegt.",
    ),
    Column(
        "fte_per_100k",
        "Fte per 100.000 inwoners",
        "number",
        explanation="Alleen als het van elke organisatie bekend is, anders 'onbekend'.",
    ),
    Column(
        "einddatum",
        "Einddatum",
        "date",
        explanation="Eerste dag zonder dekking; 'onbekend' als geen bron haar noemt, leeg zonder dekking.",
    ),
    Column(
        "bevestigd",
        "Laatst bevestigd",
        "date",
        explanation="Jongste bevestiging of brondatum; leeg als die er niet is.",
    ),
    Column(
        "te_bevestigen",
        "Te bevestigen",
        explanation="ja: de status steunt op informatie die te oud of zonder datum is.",
    ),
    Column("uitleg", "Uitleg", explanation="Status, door wie, volgens welke bron en tot wanneer."),
)
_WERKLIJST: Final = (
    Column("code", "Code"),
    Column("gemeente", "Gemeente"),
    Column("soort", "Soort", explanation="Wat er aan de hand is; dit is ook de volgorde, het dringendste eerst."),
    Column("politieregio", "Politieregio"),
    Column("provincie", "Provincie"),
    Column("inwoners", "Inwoners", "whole"),
    Column("waarom", "Waarom"),
    Column("wie", "Wie vragen"),
)


def build_workbook(
    stand: Stand,
    gebied: Gebied | None,
    cards: Sequence[SourceCard],
    organisatie: str = "netmap",
    extra: Sequence[Table] = (),
) -> Workbook:
    """
    Put everything about the country or a region in sheets.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.
    cards
        Source cards of the data folder.
    organisatie
        Who made it, from the settings.
    extra
        Tables that follow, such as a forecast; the reading guide explains them too.

    Returns
    -------
    workbook
        Leeswijzer, Gemeenten, Contacten, Werklijst, Criteria and, for the country, Vergelijking; then the extra
        ones. No personal data but the names of holders of public office.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    codes = stand.codes(gebied)
    tables = [build(stand, codes) for build in (build_gemeenten, build_contacten, build_werklijst, build_criteria)]
    if gebied is None:
        tables.append(build_vergelijking(stand))
    tables += extra
    where = str(gebied or "Nederland")
    return Workbook(
        title=f"Netwerk mensenhandel: {where} op {dutch_date(stand.peildatum)}",
        subject="Zorgcoördinatie voor slachtoffers van mensenhandel en bestuurlijk trekkers, per gemeente",
        organisatie=organisatie,
        credit=credit(organisatie),
        peildatum=stand.peildatum,
        tables=(build_leeswijzer(stand, gebied, cards, organisatie, tables), *tables),
    )


def build_gemeenten(stand: Stand, codes: Sequence[str]) -> Table:
    """
    Make the table of gemeenten × layers with explanation.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to include.

    Returns
    -------
    table
        One row per gemeente, ordered by name.
    """
    layers = [layer for layer in LAYERS.values() if layer.groep == "stand" and layer.key != "inwoners"]
    asked = (Column(layer.key, layer.naam, explanation=layer.vraag) for layer in layers)
    columns = (*_GEMEENTE, *asked, *_FACTS)
    rows = []
    for cells in build_table(stand, codes).to_dict("records"):
        one = stand.dekking[cells["Code"]]
        inzetten = find_inzetten(stand.graph, one.code, "zorgcoordinator")
        facts = {
            "Veiligheidsregio": one.veiligheidsregio,
            "Onafhankelijke organisaties": None if one.status == "onbekend" else one.k,
            "Fte per 100.000 inwoners": "onbekend" if one.fte_per_100k is None else one.fte_per_100k,
            "Einddatum": as_written(one.einddatum, inzetten, "tot") or ("onbekend" if one.is_gedekt else None),
            "Laatst bevestigd": as_written(one.bevestigd, inzetten, "bevestigd_op", "bron_datum"),
        }
        row: dict[str, Any] = {**{str(key): value for key, value in cells.items()}, **facts}
        rows.append(tuple(row[column.name] for column in columns))
    explained = "Eén rij per gemeente: alle kaartlagen, met uitleg."
    return Table("gemeenten", "Gemeenten", columns, tuple(rows), explanation=explained, header="gemeente", frozen=2)


def build_criteria(stand: Stand, codes: Sequence[str]) -> Table:
    """
    Make the table of gemeenten × what official documents ask about.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to include.

    Returns
    -------
    table
        One row per gemeente, ordered by name; a criterium of a region has one answer for its politieregio.
    """
    frame = build_criteria_table(stand, codes)
    questions = {layer.naam: (layer.key, layer.vraag) for layer in LAYERS.values()}
    columns = []
    for name in map(str, frame.columns):
        key, question = questions.get(name, (name.casefold(), ""))
        columns.append(Column(key, name, explanation=question))
    rows = tuple(frame.itertuples(index=False, name=None))
    explained = "Wat officiële documenten van gemeenten en regio's vragen."
    return Table("criteria", "Criteria", tuple(columns), rows, explanation=explained, header="gemeente", frozen=2)


def build_contacten(stand: Stand, codes: Sequence[str]) -> Table:
    """
    Make the table of the statements behind the map.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes; a row belongs here when it concerns one of them.

    Returns
    -------
    table
        Rows of ``contacts.csv`` in its order, past and future included, without what must not leave.
    """
    wanted = set(codes)
    return Table(
        "contacten",
        "Contacten",
        CONTACTEN,
        tuple(tuple(_contact(inzet)) for inzet in stand.tables.contacts if wanted & inzet.codes),
        explanation="De rijen waarop de kaart steunt, ook wat voorbij is of nog komt. Telefoonnummers en namen van "
        "mensen zonder openbaar ambt staan er niet in. De namen van de kolommen zijn die van contacts.csv.",
    )


def _contact(inzet: Inzet) -> Iterator[Cell]:
    """Cells of one row; a date is never more precise than it was written."""
    for column in CONTACTEN:
        value = getattr(inzet, column.name)
        yield as_written(value, [inzet], column.name) if column.name in DATE_COLUMNS else value


def build_werklijst(stand: Stand, codes: Sequence[str]) -> Table:
    """
    Make the table of what needs attention.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to look at.

    Returns
    -------
    table
        The most urgent kind first; covered gemeenten whose status must be confirmed at the end.
    """
    rows = tuple(
        (
            gap.code,
            gap.naam,
            GAP_LABEL[gap.soort],
            gap.politieregio,
            gap.provincie,
            gap.inwoners,
            gap.waarom,
            gap.wie_vragen,
        )
        for gap in find_gaps(stand, codes, also_stale=True)
    )
    explained = "Gemeenten die aandacht vragen, het dringendste eerst: waarom, en wie het kan weten of oplossen."
    return Table("werklijst", "Werklijst", _WERKLIJST, rows, explanation=explained, header="gemeente", frozen=2)


def build_vergelijking(stand: Stand) -> Table:
    """
    Make the table that sets the politieregio's beside each other.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    table
        One row per politieregio and ``Nederland`` last; shares as numbers.
    """
    frame = compare_regions(stand)
    frame["Gedekt (gemeenten)"] = frame["Gedekt"] / frame["Gemeenten"]
    frame["Gedekt (inwoners)"] = [
        _covered_share(stand, region) for region in (*list_gebieden(stand.tables.gemeenten, "politieregio"), None)
    ]
    kinds: dict[str, Kind] = {"Politieregio": "text", "Gedekt (gemeenten)": "share", "Gedekt (inwoners)": "share"}
    columns = tuple(
        Column("_".join(re.findall(r"\w+", fold(name))), name, kinds.get(name, "whole"))
        for name in map(str, frame.columns)
    )
    rows = tuple(frame.itertuples(index=False, name=None))
    explained = "De politieregio's naast elkaar; de laatste rij is Nederland."
    return Table("vergelijking", "Vergelijking", columns, rows, explanation=explained)


def _covered_share(stand: Stand, gebied: Gebied | None) -> float | None:
    """Part of the inwoners that lives in a covered gemeente; None where nobody lives."""
    totals = compute_totals(stand.dekking[code] for code in stand.codes(gebied))
    return totals.gedekt[1] / totals.inwoners if totals.inwoners else None
