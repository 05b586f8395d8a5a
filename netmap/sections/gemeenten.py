"""What the layers say of every gemeente, and the criteria of gemeenten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import count
from netmap.explain import describe_tegenspraak, gather_alike
from netmap.graph import find_inzetten
from netmap.inzet import as_written
from netmap.layers import LAYERS
from netmap.onderbouwing import find_onderbouwing
from netmap.schema import STATUSSEN
from netmap.sections.phrases import GEMEENTEN, headline, subject, where
from netmap.table import Column, Paragraph, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.coverage import Dekking
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio
    from netmap.table import Cell, Form

_LAYERS: Final[dict[str, tuple[Form, float]]] = {
    "bestuurlijk_trekker": ("page", 17),
    "ketenregisseur": ("page", 17),
    "aandachtsfunctionaris": ("page", 19),
    "keten": ("page", 20),
    "actualiteit": ("page", 20),
    "zekerheid": ("page", 20),
    "blijft_gedekt": ("full", 20),
    "centrumgemeente": ("full", 30),
    "looptijd": ("full", 20),
    "toereikendheid": ("full", 20),
}
"""Layers that have a column of their own beside zorgcoördinatie, with the narrowest form that shows them."""
_COLUMNS: Final = (
    Column("code", "Code", form="full"),
    Column("gemeente", "Gemeente", width=26),
    Column("provincie", "Provincie", form="page"),
    Column("veiligheidsregio", "Veiligheidsregio", form="full"),
    Column("politieregio", "Politieregio", form="full"),
    Column(
        "centrumgemeente_vo",
        "Centrumgemeente vrouwenopvang",
        form="full",
        explanation="Leeg als geen bron zegt welke het is.",
    ),
    Column("inwoners", "Inwoners", "whole", width=11),
    Column("zorgcoordinatie", "Zorgcoördinatie", explanation=LAYERS["zorgcoordinatie"].vraag, width=23),
    Column("organisaties", "Organisaties", explanation="Wie er nu coördineert.", width=47),
    Column(
        "te_bevestigen",
        "Te bevestigen",
        explanation="ja: de status steunt op informatie die te oud of zonder datum is.",
        width=16,
    ),
    *(
        Column(key, LAYERS[key].naam, form=form, explanation=LAYERS[key].vraag, width=width)
        for key, (form, width) in _LAYERS.items()
    ),
    Column(
        "onafhankelijke_organisaties",
        "Onafhankelijke organisaties",
        "whole",
        "full",
        "Voor het minst gedekte deel van de doelgroep; leeg als geen bron iets zegt.",
    ),
    Column(
        "fte_per_100k",
        "Fte per 100.000 inwoners",
        "number",
        "full",
        "Alleen als het van elke organisatie bekend is, anders 'onbekend'.",
    ),
    Column(
        "einddatum",
        "Einddatum",
        "date",
        "full",
        "Eerste dag zonder dekking; 'onbekend' als geen bron haar noemt, leeg zonder dekking.",
    ),
    Column(
        "bevestigd",
        "Laatst bevestigd",
        "date",
        "full",
        "Jongste bevestiging of brondatum; leeg als die er niet is.",
    ),
    Column(
        "onafhankelijke_bronnen",
        "Bronnen los van elkaar",
        "whole",
        "full",
        "Waar de status op rust. Bronnen op dezelfde site tellen als één, en ook de sites van organisaties die één "
        "moeder of één persoon delen.",
    ),
    Column(
        "zwakste_bron",
        "Zekerheid van de zwakste bron",
        form="full",
        explanation="Van de bronnen waar de status op rust; leeg als geen bron iets zegt.",
    ),
    Column(
        "tegenspraak",
        "Tegenspraak",
        form="full",
        explanation="Wat bronnen elkaar tegenspreken en welke bron voorgaat; leeg als zij dat niet doen. Deze kolom "
        "wordt niet afgedrukt.",
        paper=False,
    ),
    Column(
        "uitleg",
        "Uitleg",
        form="full",
        explanation="Status, door wie, volgens welke bron en tot wanneer. Deze kolom wordt niet afgedrukt.",
        paper=False,
    ),
)
_CRITERIA: Final = tuple(layer for layer in LAYERS.values() if layer.groep == "criterium")
_ROLLEN: Final = ("bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris")
_ANSWER: Final = {
    "ja": "Ja",
    "begin_onbekend": "Begin onbekend",
    "vervallen": "Was er",
    "geen": "Nee",
    "onbekend": "Onbekend",
}
_CONFIRM: Final = ", te bevestigen"
_ALIKE: Final = (
    Column("politieregio", "Politieregio", width=28),
    Column("zorgcoordinatie", "Zorgcoördinatie", width=36),
    Column("gemeente", "Gemeenten", width=58),
    Column("bestuurlijk_trekker", "Trekker", width=19),
    Column("ketenregisseur", "Regisseur", width=21),
    Column("aandachtsfunctionaris", "Functionaris", width=24),
    Column("informatie", "Informatie", width=36),
)


def gemeenten_section(stand: Stand, gebied: Regio | None = None, *, compact: bool = False) -> Section:
    """Tell of every gemeente what the layers say.

    One row per gemeente, ordered by name. Compact: one per set of equal answers, what is not covered first, and for
    the country with only who coordinates. KeyError when the region is not in the register.
    """
    codes = stand.codes(gebied)
    known = [one.organisaties for code in codes if (one := stand.dekking[code]).organisaties]
    who = "geen organisatie bekend"
    if known:
        who = count(len(set().union(*known)), "organisatie coördineert", "organisaties coördineren")
        who += f" de zorg in {count(len(known), *GEMEENTEN)}"
    line = headline(gebied, who)
    if not compact:
        return Section("gemeenten", "Dezelfde gegevens als tabel", line, (), (gemeenten_table(stand, codes, gebied),))
    intro = "Gemeenten met dezelfde antwoorden staan in één rij. Wat nog niet gedekt is, staat bovenaan."
    if gebied is None:
        intro += " De andere functies staan in het rapport van de politieregio."
    if all_stale := all(stand.dekking[code].te_bevestigen for code in codes):
        intro += " Alle antwoorden over zorgcoördinatie zijn te bevestigen."
    table = _group(stand, gebied, "" if all_stale else _CONFIRM)
    return Section("gemeenten", "Gemeenten en functies", line, (), (Paragraph(intro), table))


def gemeenten_table(stand: Stand, codes: Iterable[str], gebied: Regio | None = None) -> Table:
    """Put the answers of the layers in rows; the criteria have a table of their own.

    One row per gemeente, ordered by name, with the label of its class in every layer of the group ``stand``; the area
    is for the caption only.
    """
    return Table(
        "gemeenten",
        f"Gemeenten in {gebied or 'Nederland'}, op naam",
        _COLUMNS,
        tuple(_row(stand, one) for one in _by_name(stand, codes)),
        sheet="Gemeenten",
        explanation="Eén rij per gemeente: alle kaartlagen, met uitleg.",
        header="gemeente",
        frozen=2,
    )


def criteria_table(stand: Stand, codes: Iterable[str]) -> Table:
    """Put the answers to the criteria in rows: one per gemeente, ordered by name.

    A criterium of a region has one answer for its politieregio.
    """
    named = (Column("code", "Code"), Column("gemeente", "Gemeente"), Column("politieregio", "Politieregio"))
    return Table(
        "criteria",
        "Criteria per gemeente, op naam",
        (*named, *(Column(layer.key, layer.naam, explanation=layer.vraag) for layer in _CRITERIA)),
        tuple(
            (one.code, one.naam, one.politieregio, *(layer.label(stand, one.code) for layer in _CRITERIA))
            for one in _by_name(stand, codes)
        ),
        sheet="Criteria",
        explanation="Wat officiële documenten van gemeenten en regio's vragen.",
        header="gemeente",
        frozen=2,
    )


def map_table(stand: Stand, view: MapView) -> Table:
    """Put what a map shows in rows: one per gemeente, ordered by name, with its class, the reason and the sources."""
    layer = LAYERS[view.layer]
    columns = (
        Column("code", "Code"),
        Column("gemeente", "Gemeente"),
        Column("politieregio", "Politieregio"),
        Column("inwoners", "Inwoners", "whole"),
        Column("klasse", f"{layer.naam} op de kaart", explanation=layer.vraag),
        Column("te_bevestigen", "Te bevestigen"),
        Column("uitleg", "Uitleg", explanation="Waarom zij deze kleur heeft, en volgens welke bron."),
        Column("tegenspraak", "Tegenspraak", explanation="Wat bronnen elkaar tegenspreken en welke bron voorgaat."),
    )
    rows = tuple(
        (
            one.code,
            one.naam,
            one.politieregio,
            one.inwoners,
            layer.label(stand, one.code),
            "ja" if one.code in view.te_bevestigen else "nee",
            " ".join(layer.explain(stand, one.code)),
            _contradicted(stand, one.code),
        )
        for one in _by_name(stand, view.codes)
    )
    caption = f"{layer.naam} in {view.gebied or 'Nederland'}, per gemeente"
    return Table("kaart", caption, columns, rows, header="gemeente")


def tell_cover(stand: Stand, one: Dekking, confirm: str = _CONFIRM) -> str:
    """Give the status, with ``confirm`` after it when it must be, and on the next lines who covers whom."""
    lines = [LAYERS["zorgcoordinatie"].label(stand, one.code) + (confirm if one.te_bevestigen else "")]
    for name in one.organisaties:
        parts = [segment for segment, names in one.segmenten.items() if name in names]
        lines.append(name if len(parts) == len(one.segmenten) else f"{name} ({' en '.join(parts)} jaar)")
    return "\n".join(lines)


def _contradicted(stand: Stand, code: str) -> str | None:
    """Tell what sources contradict each other about in a gemeente; nothing when they do not."""
    found = gather_alike(stand.tegenspraken.get(code, ()))
    return " ".join(f"{subject(some[0].onderwerp)}. {describe_tegenspraak(*some)}" for some in found) or None


def _by_name(stand: Stand, codes: Iterable[str]) -> list[Dekking]:
    return sorted((stand.dekking[code] for code in codes), key=lambda one: (one.naam.casefold(), one.code))


def _row(stand: Stand, one: Dekking) -> tuple[Cell, ...]:
    """Make the row of one gemeente, with days no more precise than the sources write them."""
    inzetten = find_inzetten(stand.graph, one.code, "zorgcoordinator")
    rests = find_onderbouwing(stand, one.code)
    return (
        one.code,
        one.naam,
        one.provincie,
        one.veiligheidsregio,
        one.politieregio,
        str(stand.tables.gemeenten["centrumgemeente_vo"][one.code]) or None,
        one.inwoners,
        LAYERS["zorgcoordinatie"].label(stand, one.code),
        ", ".join(one.organisaties) or "geen bekend",
        "ja" if one.te_bevestigen else "nee",
        *(LAYERS[key].label(stand, one.code) for key in _LAYERS),
        None if one.status == "onbekend" else one.k,
        "onbekend" if one.fte_per_100k is None else round(one.fte_per_100k, 3),
        as_written(one.einddatum, inzetten, "tot") or ("onbekend" if one.is_gedekt else None),
        as_written(one.bevestigd, inzetten, "bevestigd_op", "bron_datum"),
        rests.onafhankelijk,
        rests.zwakste or None,
        _contradicted(stand, one.code),
        " ".join(one.uitleg),
    )


def _group(stand: Stand, gebied: Regio | None, confirm: str) -> Table:
    """Let gemeenten with the same answers share a row, what is not covered first; of the country only who covers."""
    ordered = sorted(
        (stand.dekking[code] for code in stand.codes(gebied)),
        key=lambda one: (one.politieregio if gebied is None else "", -STATUSSEN.index(one.status), one.naam.casefold()),
    )
    rows = tuple((one.politieregio, tell_cover(stand, one, confirm), one.naam, *_others(stand, one)) for one in ordered)
    caption = f"Per gemeente{where(gebied)}: wie coördineert" + (", andere functies en informatie" if gebied else "")
    keys = (
        ["zorgcoordinatie", "gemeente", *_ROLLEN, "informatie"]
        if gebied
        else ["politieregio", "zorgcoordinatie", "gemeente"]
    )
    table = Table("gemeenten", caption, _ALIKE, rows).select(keys).grouped("gemeente")
    place = keys.index("gemeente")
    return table.select([*keys[:place], "aantal", *keys[place:]])


def _others(stand: Stand, one: Dekking) -> tuple[str, ...]:
    """Say whether a source names someone in the other functions, and how good the information is."""
    roles = [stand.rollen[rol][one.code] for rol in _ROLLEN]
    age = LAYERS["actualiteit"].label(stand, one.code)
    certainty = f"\nZekerheid {one.zekerheid}" if one.status != "onbekend" else ""
    return (*(_ANSWER[role.status] + (_CONFIRM if role.te_bevestigen else "") for role in roles), age + certainty)
