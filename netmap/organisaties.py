"""Which names of organisations stand for one organisation, and which organisations depend on each other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

import networkx as nx
from rapidfuzz.distance import OSA

from netmap.inzet import NATIONAL, Inzet, is_own_page, name_codes, name_site, own_sites, same_as
from netmap.schema import fold
from netmap.tegenspraak import oppose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pandas as pd

_LEGAL_FORMS: Final = frozenset({"stichting", "stg", "vereniging", "cooperatie", "bv", "nv", "de", "het"})
"""Words that one writes with the name of an organisation and another without."""
_WITH_DOTS: Final = re.compile(r"\b([bn]) v\b")
"""B.V. and N.V., of which the dots have been left out."""
_NEAR: Final = 0.8
_SHORTEST: Final = 5
"""Letters of a word in which a difference may be a slip."""

_SERIES: Final = 100
"""More names than this that differ in the same one word are a series, in which nobody can tell a slip."""


@dataclass(frozen=True)
class Organisatie:
    """One row of ``organisaties.csv``."""

    id: str
    naam: str
    aliassen: tuple[str, ...] = ()
    """Other names of the same organisation."""
    moederorganisatie: str = ""
    """Id of the organisation that it is a part of; blank when no source says so."""
    publieke_pagina: str = ""
    """Its own page for everybody; blank when no source gives one."""
    deelt_persoon_met: str = ""
    """Id of the organisation whose person does its work; blank when no source says so."""

    @property
    def boven(self) -> str:
        """Id of the organisation that it is not independent of, or blank."""
        return self.moederorganisatie or self.deelt_persoon_met


class Identiteit(NamedTuple):
    """What tells one organisation from another."""

    sleutel: str
    """The same for all its names."""
    familie: str
    """The same for all organisations with one mother or one person; they are not independent of each other."""


class Organisaties:
    """
    Tells which names are one organisation: by ``organisaties.csv``, else by how much they are alike.

    Parameters
    ----------
    known
        The rows of ``organisaties.csv``; none when there is no such file.
    is_gemeente
        Says whether a word is the name of a gemeente: two gemeenten may look alike and are two.
    """

    def __init__(
        self, known: Iterable[Organisatie] = (), is_gemeente: Callable[[str], bool] = lambda _word: False
    ) -> None:
        self.known = tuple(known)
        self._is_gemeente = is_gemeente
        self._by_id = {one.id: one for one in self.known}
        self._by_name = {same_as(name): one for one in self.known for name in (*one.aliassen, one.naam)}
        self._by_site = {
            site: self._family(same_as(one.naam))
            for one in self.known
            for name in (*one.aliassen, one.naam)
            for site in own_sites(name)
        }

    def find(self, naam: str) -> Organisatie | None:
        """Return the row of ``organisaties.csv`` that has this name, in any spelling of capitals and accents."""
        return self._by_name.get(same_as(naam))

    def identify(self, namen: Iterable[str]) -> dict[str, Identiteit]:
        """
        Tell the organisations behind names apart.

        Parameters
        ----------
        namen
            All names that are compared; which ones are near-equal depends on what others there are.

        Returns
        -------
        identities
            Each name to its organisation. Names that are all but equal are one organisation until
            ``organisaties.csv`` says that they are two.
        """
        keys = {naam: self.key(naam) for naam in namen}
        alike: nx.Graph[str] = nx.Graph()
        alike.add_nodes_from(keys.values())
        listed = {key for naam, key in keys.items() if self.find(naam)}
        for one, two in self._near_pairs(keys.values()):
            joined = nx.node_connected_component(alike, one) | nx.node_connected_component(alike, two)
            if len(joined & listed) < 2:  # two that the file tells apart stay two, whatever lies between them
                alike.add_edge(one, two)
        heads: dict[str, str] = {}
        for together in nx.connected_components(alike):
            heads |= dict.fromkeys(together, min(together, key=lambda key: (key not in listed, key)))
        return {naam: Identiteit(heads[key], self._family(heads[key])) for naam, key in keys.items()}

    def key(self, naam: str) -> str:
        """Write one name for all that the file says are one."""
        known = self.find(naam)
        return same_as(known.naam if known else naam)

    def publisher(self, bron: str) -> str:
        """
        Say who published a source, so that two sources of one publisher count as one.

        Parameters
        ----------
        bron
            What a row has as its source.

        Returns
        -------
        publisher
            The family of the organisation whose own site it is on, so that organisations with one mother or one
            person are one; else the site, and without a site the text itself. Rows without a source share a blank.
        """
        site = name_site(bron)
        return self._by_site.get(site, site or fold(bron))

    def _family(self, key: str) -> str:
        """Follow the mothers, or with whom it shares its person, up to the first; who has none is a family alone."""
        one, seen = self.find(key), set()
        while one is not None and one.boven in self._by_id and one.id not in seen:
            seen.add(one.id)
            one = self._by_id[one.boven]
        return same_as(one.naam) if one else key

    def _near_pairs(self, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Find names that differ in a legal form, in spaces, or in one word by a slip; in a fixed order."""
        words = {key: _words(key) for key in sorted(set(keys))}
        alike: dict[object, list[str]] = defaultdict(list)
        for key, said in words.items():
            for rest in {"".join(said), *((place, *said[:place], *said[place + 1 :]) for place in range(len(said)))}:
                alike[rest].append(key)
        some = (together for together in alike.values() if len(together) <= _SERIES)
        pairs = {pair for together in some for pair in combinations(together, 2)}
        yield from (pair for pair in sorted(pairs) if self._are_near(words[pair[0]], words[pair[1]]))

    def _are_near(self, one: tuple[str, ...], two: tuple[str, ...]) -> bool:
        """Whether two names differ in spaces only, or in one word by a slip; numbers and gemeenten are no slips."""
        if "".join(one) == "".join(two):
            return True
        different = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
        return len(different) == 1 and all(
            min(len(a), len(b)) >= _SHORTEST
            and a.isalpha()
            and b.isalpha()
            and OSA.normalized_similarity(a, b) >= _NEAR
            and not (self._is_gemeente(a) and self._is_gemeente(b))
            for a, b in different
        )


def _words(key: str) -> tuple[str, ...]:
    """Words of the name of an organisation that tell it from others."""
    words = _WITH_DOTS.sub(r"\1v", fold(key)).split()
    return tuple(word for word in words if word not in _LEGAL_FORMS) or tuple(words)


def complete(
    inzetten: Iterable[Inzet], gemeenten: pd.DataFrame, organisaties: Organisaties | None = None
) -> tuple[Inzet, ...]:
    """
    Fill in what an inzet owes to the register and to the other rows.

    Parameters
    ----------
    inzetten
        All rows of one data folder, or of a scenario.
    gemeenten
        The register, indexed by ``code``.
    organisaties
        Tells which names are one organisation; without it near-equal ones are.

    Returns
    -------
    inzetten
        The same with ``gebied_namen``, ``inwoners_gebied``, ``knoop``, ``familie``, ``uitgever`` and ``pagina``: all
        names of one organisation are one node; CoMensha, VNG and who fulfils their role in a row are the national node
        everywhere.
        What covers ends where a row says since when its organisation has stopped. Each is tied to what contradicts it.
    """
    rows = tuple(inzetten)
    inwoners = {str(code): int(number) for code, number in gemeenten["inwoners"].items()}
    by_name = {node.partition(":")[2]: node for node in NATIONAL.values()}  # known by name, also without a row
    namen = [*by_name, *(row.organisatie for row in rows if row.organisatie)]
    organisaties = organisaties or Organisaties()
    known = organisaties.identify(namen)
    by_role = sorted((row.organisatie, row.rol) for row in rows if row.organisatie and row.rol in NATIONAL)
    national = {known[naam].sleutel: node for naam, node in by_name.items()}
    national |= {known[organisatie].sleutel: NATIONAL[rol] for organisatie, rol in by_role}

    def node(sleutel: str) -> str:
        return national.get(sleutel, f"organisatie:{sleutel}")

    filled = tuple(
        replace(
            row,
            gebied_namen=name_codes(row.gebied, gemeenten),
            inwoners_gebied=sum(inwoners[code] for code in row.codes),
            knoop=node(known[row.organisatie].sleutel) if row.organisatie else "",
            familie=node(known[row.organisatie].familie) if row.organisatie else "",
            uitgever=organisaties.publisher(row.bron),
        )
        for row in rows
    )
    pages: dict[str, str] = {}
    for row in sorted(filled, key=lambda one: (one.bron_datum or date.min, one.id)):
        if is_own_page(row.organisatie, row.bron):
            pages[row.knoop] = row.bron
    for row in filled:
        if (one := organisaties.find(row.organisatie)) and one.publieke_pagina:
            pages[row.knoop] = one.publieke_pagina
    filled = tuple(replace(row, pagina=pages.get(row.knoop, "")) for row in filled)
    stops: dict[tuple[str, str], list[Inzet]] = {}
    for row in filled:
        if row.status == "gestopt" and row.vanaf is not None and row.knoop:
            stops.setdefault((row.rol, row.knoop), []).append(row)
    return oppose([_stopped(row, stops.get((row.rol, row.knoop), ())) if row.covers else row for row in filled])


def _stopped(inzet: Inzet, stops: Sequence[Inzet]) -> Inzet:
    """Let what covers end in every gemeente where its organisation stopped, once it had begun."""
    ends: dict[str, tuple[date, str]] = {}
    for code in inzet.codes if stops else ():
        found = [(stop.vanaf, stop.geschreven.vanaf) for stop in stops if stop.vanaf and _ends(stop, inzet, code)]
        if found:
            ends[code] = min(found)
    tot, written = inzet.tot, inzet.geschreven.tot
    if ends and ends.keys() == inzet.codes:
        tot, written = max(ends.values())
    einden = tuple((code, day, text) for code, (day, text) in sorted(ends.items()) if day != tot)
    return replace(inzet, tot=tot, geschreven=inzet.geschreven._replace(tot=written), einden=einden)


def _ends(stop: Inzet, inzet: Inzet, code: str) -> bool:
    """Whether a stop ends what covers in a gemeente: a stop for a part of it, a group or a form ends no more."""
    stopped, own = (dict(one.delen).get(code, ()) for one in (stop, inzet))
    return (
        stop.vanaf is not None
        and code in stop.codes
        and (not stopped or (bool(own) and set(own) <= set(stopped)))
        and stop.includes(inzet)
        and (inzet.sinds is None or inzet.sinds < stop.vanaf)
        and (inzet.tot is None or stop.vanaf < inzet.tot)
    )
