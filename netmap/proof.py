"""On whose word a map says what it says: the statements behind its classes, and from which years they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.dutch import count, join
from netmap.graph import find_inzetten
from netmap.norms import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from netmap.inzet import Geldt, Indicator, Inzet, Uitspraak
    from netmap.layers import MapView
    from netmap.stand import Stand

_ZORG: Final = ("zorgcoordinator",)
_ROLLEN: Final = {
    "bestuurlijk_trekker": ("bestuurlijk_trekker",),
    "ketenregisseur": ("ketenregisseur",),
    "aandachtsfunctionaris": ("aandachtsfunctionaris",),
    "keten": ("zorgcoordinator", "aandachtsfunctionaris", "bestuurlijk_trekker"),
    "inwoners": (),
    "g2": ("aandachtsfunctionaris",),
    "g5": _ZORG,
    "r1": ("bestuurlijk_trekker",),
    "r3": ("ketenregisseur",),
    "r4": _ZORG,
    "r5": _ZORG,
}
"""Layer to the roles that answer it; other criteria have none, and the other layers are about zorgcoördinatie."""


class Behind(NamedTuple):
    """What is behind the classes of a map, each statement once."""

    contacts: tuple[Inzet, ...]
    """Rows of ``contacts.csv`` that were known on the day."""
    indicatoren: tuple[Indicator, ...]
    """Answers to the criterium that were known on the day."""
    later: tuple[Inzet, ...]
    """Rows of which the source is of after the day."""

    @property
    def known(self) -> tuple[Uitspraak, ...]:
        """All that was known on the day."""
        return (*self.indicatoren, *self.contacts)


def find_behind(stand: Stand, key: str, codes: Collection[str]) -> Behind:
    """
    Find the statements behind the classes of a map, within its area.

    Parameters
    ----------
    stand
        What the map was made from.
    key
        Of the layer.
    codes
        Of the gemeenten in the area.

    Returns
    -------
    behind
        Per gemeente and role what holds on the day, else what only a later source says, else what ended before it.
        A criterium is answered by what holds only. A plan, and what ended where somebody is now, is behind no class.
    """
    day = stand.peildatum
    criterium = CRITERIA.get(key.upper())
    rollen = _ROLLEN.get(key, () if criterium else _ZORG)
    kinds: Sequence[Geldt] = ("nu",) if criterium else ("nu", "onbekend", "geweest")
    found: dict[str, Inzet] = {}
    for code in codes:
        for rol in rollen:
            found |= {one.id: one for one in _choose(find_inzetten(stand.graph, code, rol), day, kinds)}
    if key == "r5":
        found = {ident: one for ident, one in found.items() if one.fte is not None}
    answers = [one for one in stand.tables.indicatoren if criterium and one.criterium == criterium.code]
    answers = [one for one in answers if one.holds(day) and not one.codes.isdisjoint(codes)]
    return weigh_statements(found.values(), answers, day)


def weigh_statements(contacts: Iterable[Inzet], answers: Iterable[Indicator], day: date) -> Behind:
    """Set apart what was known on a day and what only a later source says."""
    rows = tuple(contacts)
    return Behind(
        tuple(one for one in rows if _is_known(one, day)),
        tuple(one for one in answers if _is_known(one, day)),
        tuple(one for one in rows if not _is_known(one, day)),
    )


def _choose(inzetten: Iterable[Inzet], day: date, kinds: Iterable[Geldt]) -> Iterator[Inzet]:
    """Choose what carries or explains the status of one gemeente."""
    said = [(one, one.geldt(day)) for one in inzetten if one.status != "aangekondigd"]
    for geldt in kinds:
        if any(when == geldt for _, when in said):
            yield from (one for one, when in said if when == geldt)
            return


def _is_known(one: Uitspraak, day: date) -> bool:
    """Whether a source or confirmation is of the day or before; one without a date, when it can be that old."""
    if one.woorden:
        return one.laatste_woord(day) is not None
    return one.bron_uiterlijk is None or one.bron_uiterlijk <= day


def tell_ground(stand: Stand, key: str, codes: Collection[str]) -> tuple[str, ...]:
    """Say in a sentence on what a conclusion rests, if on anything; arguments as of `find_behind`."""
    basis = name_basis(find_behind(stand, key, codes), stand.peildatum)
    return (f"Dit steunt op {basis}.",) if basis else ()


def tell_basis(stand: Stand, view: MapView) -> str:
    """
    Say in a few words on what a map rests, for behind its title.

    Parameters
    ----------
    stand
        What the view was made from.
    view
        Output of ``build_view``.

    Returns
    -------
    words
        ``bronnen uit 2018–2021 en een bron zonder datum``; blank when no statement is behind it.
    """
    return name_basis(find_behind(stand, view.layer, view.codes), stand.peildatum)


def name_basis(behind: Behind, day: date) -> str:
    """Name sources and their years, as ``tell_basis`` does; blank when there are none."""
    dated = [one for one in behind.known if one.woorden]
    undated = [one for one in behind.known if not one.woorden]
    years = sorted({word.year for one in dated if (word := one.laatste_woord(day))})
    parts = [
        f"{_name(dated)} uit {'–'.join(map(str, dict.fromkeys((years[0], years[-1]))))}" if years else "",
        f"{_name(undated)} zonder datum" if undated else "",
        ("een latere bron" if _number(behind.later) == 1 else "latere bronnen") if behind.later else "",
    ]
    return join([part for part in parts if part])


def tell_sources(stand: Stand, view: MapView, named: str = "") -> str:
    """
    Say how many sources are behind the classes of a map and from when, those of after the day apart.

    Parameters
    ----------
    stand
        What the view was made from.
    view
        Output of ``build_view``.
    named
        Begin of a sentence that says where the sources are named, if anywhere: ``De notities noemen``.

    Returns
    -------
    sentences
        Dutch; of a criterium that rows of ``contacts.csv`` answer, what it rests on.
    """
    behind = find_behind(stand, view.layer, view.codes)
    criterium = CRITERIA.get(view.layer.upper())
    sentences = []
    if behind.known:
        name = "Bron" if _number(behind.known) == 1 else "Bronnen"
        sentences.append(f"{name}: {_count(behind.known, view.peildatum)}.")
    if behind.later:
        plural = "een latere bron" if _number(behind.later) == 1 else "latere bronnen"
        sentences.append(f"Volgens {plural}: {_count(behind.later, None)}.")
    if not sentences:
        return "Geen bron zegt hier iets over op deze dag."
    if named:
        sentences.append(f"{named} {'hem' if _number((*behind.known, *behind.later)) == 1 else 'ze'}.")
    if criterium and criterium.uit_contacten and (behind.contacts or behind.later):
        opening = "Ook telt mee" if behind.indicatoren else "Het antwoord volgt uit"
        sentences.append(f"{opening}: {criterium.uit_contacten}.")
    return " ".join(sentences)


def _number(said: Sequence[Uitspraak]) -> int:
    """Count the sources; rows that name none have one together."""
    return len({one.bron for one in said})


def _name(said: Sequence[Uitspraak]) -> str:
    return "een bron" if _number(said) == 1 else "bronnen"


def _count(said: Sequence[Uitspraak], day: date | None) -> str:
    """Say how many sources there are, from when, and how many rows have no date; ``None`` for what is said later."""
    words = [one.laatste_woord(day) if day else max(one.woorden, default=None) for one in said]
    years = sorted({word.year for word in words if word})
    when = "" if not years else f" van {years[0]}" if len(years) == 1 else f" van {years[0]} tot en met {years[-1]}"
    undated = words.count(None)
    note = f"; {count(undated, 'regel', 'regels')} zonder datum" if years else " zonder datum"
    return f"{count(_number(said), 'openbare bron', 'openbare bronnen')}{when}{note if undated else ''}"
