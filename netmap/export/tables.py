"""What the workbook holds: gemeenten × layers with explanation, the contacts behind them, the work list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netmap.coverage import compute_totals
from netmap.export.leeswijzer import build_leeswijzer
from netmap.export.sheet import Column, Sheet, Workbook, build_sheet
from netmap.gaps import GAP_LABEL, find_gaps
from netmap.gebieden import list_gebieden
from netmap.graph import find_inzetten
from netmap.inzet import as_written
from netmap.layers import LAYERS
from netmap.schema import DATE_COLUMNS, dutch_date
from netmap.scorecard import build_criteria_table
from netmap.summary import build_table, compare_regions, credit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.gebieden import Gebied
    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.load import SourceCard

CONTACTEN: Final = tuple(
    Column(naam, {"fte": "number", **dict.fromkeys(DATE_COLUMNS, "date")}.get(naam, "text"), uitleg)
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

_FACTS: Final = (
    Column("Organisaties", "text", "Wie er nu coördineert."),
    Column(
        "Onafhankelijke organisaties",
        "whole",
        "Voor het minst gedekte deel van de doelgroep; leeg als geen bron iets zegt.",
    ),
    Column("Fte per 100.000 inwoners", "number", "Alleen als het van elke organisatie bekend is, anders 'onbekend'."),
    Column("Einddatum", "date", "Eerste dag zonder dekking; 'onbekend' als geen bron haar noemt, leeg zonder dekking."),
    Column("Laatst bevestigd", "date", "Jongste bevestiging of brondatum; leeg als die er niet is."),
    Column("Te bevestigen", "text", "ja: de status steunt op informatie die te oud of zonder datum is."),
    Column("Uitleg", "text", "Status, door wie, volgens welke bron en tot wanneer."),
)


def build_workbook(
    stand: Stand,
    gebied: Gebied | None,
    cards: Sequence[SourceCard],
    organisatie: str = "netmap",
    extra: Sequence[Sheet] = (),
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
        Sheets that follow, such as a forecast; the reading guide explains them too.

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
    sheets = [build(stand, codes) for build in (build_gemeenten, build_contacten, build_werklijst, build_criteria)]
    if gebied is None:
        sheets.append(build_vergelijking(stand))
    sheets += extra
    where = str(gebied or "Nederland")
    return Workbook(
        titel=f"Netwerk mensenhandel: {where} op {dutch_date(stand.peildatum)}",
        onderwerp="Zorgcoördinatie voor slachtoffers van mensenhandel en bestuurlijk trekkers, per gemeente",
        organisatie=organisatie,
        bronvermelding=credit(organisatie),
        peildatum=stand.peildatum,
        sheets=(build_leeswijzer(stand, gebied, cards, organisatie, sheets), *sheets),
    )


def build_gemeenten(stand: Stand, codes: Sequence[str]) -> Sheet:
    """
    Make the sheet of gemeenten × layers with explanation.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to include.

    Returns
    -------
    sheet
        One row per gemeente, ordered by name.
    """
    layers = [layer for layer in LAYERS.values() if layer.groep == "stand" and layer.key != "inwoners"]
    kolommen = (
        *map(Column, ("Code", "Gemeente", "Provincie", "Veiligheidsregio", "Politieregio")),
        Column("Inwoners", "whole"),
        *(Column(layer.naam, "text", layer.vraag) for layer in layers),
        *_FACTS,
    )
    table = build_table(stand, codes)
    rows = []
    for cells in table.to_dict("records"):
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
        rows.append([row[column.naam] for column in kolommen])
    return build_sheet("Gemeenten", kolommen, rows, "Eén rij per gemeente: alle kaartlagen, met uitleg.", vast=2)


def build_criteria(stand: Stand, codes: Sequence[str]) -> Sheet:
    """
    Make the sheet of gemeenten × what official documents ask about.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to include.

    Returns
    -------
    sheet
        One row per gemeente, ordered by name; a criterium of a region has one answer for its politieregio.
    """
    frame = build_criteria_table(stand, codes)
    questions = {layer.naam: layer.vraag for layer in LAYERS.values()}
    kolommen = tuple(Column(str(naam), "text", questions.get(naam, "")) for naam in frame.columns)
    rows = frame.itertuples(index=False, name=None)
    return build_sheet("Criteria", kolommen, rows, "Wat officiële documenten van gemeenten en regio's vragen.", vast=2)


def build_contacten(stand: Stand, codes: Sequence[str]) -> Sheet:
    """
    Make the sheet of the statements behind the map.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes; a row belongs here when it concerns one of them.

    Returns
    -------
    sheet
        Rows of ``contacts.csv`` in its order, past and future included, without what must not leave.
    """
    wanted = set(codes)
    return build_sheet(
        "Contacten",
        CONTACTEN,
        (list(_contact(inzet)) for inzet in stand.tables.contacts if wanted & inzet.codes),
        "De rijen waarop de kaart steunt, ook wat voorbij is of nog komt. Telefoonnummers en namen van mensen zonder "
        "openbaar ambt staan er niet in. De namen van de kolommen zijn die van contacts.csv.",
    )


def _contact(inzet: Inzet) -> Iterator[Any]:
    """Cells of one row; a date is never more precise than it was written."""
    for column in CONTACTEN:
        value = getattr(inzet, column.naam)
        yield as_written(value, [inzet], column.naam) if column.naam in DATE_COLUMNS else value


def build_werklijst(stand: Stand, codes: Sequence[str]) -> Sheet:
    """
    Make the sheet of what needs attention.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to look at.

    Returns
    -------
    sheet
        The most urgent kind first; covered gemeenten whose status must be confirmed at the end.
    """
    kolommen = (
        *map(Column, ("Code", "Gemeente")),
        Column("Soort", "text", "Wat er aan de hand is; dit is ook de volgorde, het dringendste eerst."),
        *map(Column, ("Politieregio", "Provincie")),
        Column("Inwoners", "whole"),
        *map(Column, ("Waarom", "Wie vragen")),
    )
    rows = [
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
    ]
    explained = "Gemeenten die aandacht vragen, het dringendste eerst: waarom, en wie het kan weten of oplossen."
    return build_sheet("Werklijst", kolommen, rows, explained, vast=2)


def build_vergelijking(stand: Stand) -> Sheet:
    """
    Make the sheet that sets the politieregio's beside each other.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    sheet
        One row per politieregio and ``Nederland`` last; shares as numbers.
    """
    frame = compare_regions(stand)
    frame["Gedekt (gemeenten)"] = frame["Gedekt"] / frame["Gemeenten"]
    frame["Gedekt (inwoners)"] = [
        _covered_share(stand, region) for region in (*list_gebieden(stand.tables.gemeenten, "politieregio"), None)
    ]
    kinds = {"Politieregio": "text", "Gedekt (gemeenten)": "share", "Gedekt (inwoners)": "share"}
    kolommen = [Column(naam, kinds.get(naam, "whole")) for naam in map(str, frame.columns)]
    rows = frame.itertuples(index=False, name=None)
    return build_sheet("Vergelijking", kolommen, rows, "De politieregio's naast elkaar; de laatste rij is Nederland.")


def _covered_share(stand: Stand, gebied: Gebied | None) -> float | None:
    """Part of the inwoners that lives in a covered gemeente; None where nobody lives."""
    totals = compute_totals(stand.dekking[code] for code in stand.codes(gebied))
    return totals.gedekt[1] / totals.inwoners if totals.inwoners else None
