"""The shape of the network in words: who cannot be missed, which lines have no detour, who is cut off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import networkx as nx

from netmap.dutch import agree_part, capital, count, part_of
from netmap.inzet import COMENSHA, VNG, by_holder
from netmap.resilience.removable import ZORG, find_situations
from netmap.schema import SEGMENTEN, dutch_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from netmap.layers import Stand
    from netmap.regio import Regio

    Node = tuple[str, str]
    """("top", ""), ("wie", key) or (gemeente code, part of the target group)."""

_TOP: Final = ("top", "")
KOLOMMEN: Final = {"zorg": (ZORG, COMENSHA), "bestuur": ("bestuurlijk_trekker", VNG)}
"""Column to the role that ties a gemeente to it and the national node at its end."""
_WIE: Final = {"zorg": ("organisatie", "organisaties"), "bestuur": ("trekker", "trekkers")}
_EINDE: Final = {"zorg": "CoMensha", "bestuur": "de VNG"}


class MeasureRow(NamedTuple):
    """One line of a measure."""

    naam: str
    """Organisation, bestuurlijk trekker or gemeente."""
    gemeenten: int
    inwoners: int
    aandeel: float | None
    """Share of the gemeenten with a line in the column, 0 to 1; None for a single gemeente."""


@dataclass(frozen=True)
class Measure:
    """One measure of one column."""

    key: str
    """``spil``, ``brug``, ``tussen`` or ``afgesneden``."""
    kolom: str
    """``zorg`` or ``bestuur``."""
    naam: str
    betekenis: str
    """One Dutch sentence: what it measures."""
    antwoord: str
    """One Dutch sentence: what it says here; also when there is nothing to tell apart."""
    rows: tuple[MeasureRow, ...]
    zegt_iets: bool
    """Whether the rows tell anything that the answer does not; else they need not be shown."""


def measure_structure(stand: Stand, gebied: Regio | None = None) -> tuple[Measure, ...]:
    """
    Measure the shape of both columns of the chain on the peildatum.

    Per column: who cannot be missed (articulation points), which gemeenten hang on one line, through whom most lines
    run and who is cut off. In zorg a gemeente counts once per part of the target group, so that organisations that
    divide it are no detour for each other; nor are those with one mother, or that share the person.
    """
    return tuple(measure for kolom in KOLOMMEN for measure in _Column(stand, kolom, gebied).measures())


class _Column:
    """One column as arrows from the national node down: to who fulfils the role, to the gemeenten."""

    def __init__(self, stand: Stand, kolom: str, gebied: Regio | None) -> None:
        """Draw the arrows that hold on the peildatum."""
        self.stand, self.kolom, self.codes = stand, kolom, stand.codes(gebied)
        self.one, self.more = _WIE[kolom]
        self.end = _EINDE[kolom]
        rol, end = KOLOMMEN[kolom]
        self.arrows: nx.DiGraph[Node] = nx.DiGraph()
        self.arrows.add_node(_TOP)
        self.names: dict[Node, str] = {}
        self.families: dict[Node, str] = {}
        """Who is no detour for each other; in zorg those with one mother or one person."""
        wanted = frozenset(self.codes)
        for situatie in find_situations(stand.graph, rol):
            here = [code for code in situatie.codes if code in wanted]
            covering = [inzet for inzet in situatie.inzetten if here and inzet.covers_on(stand.peildatum)]
            for (knoop, person), some in by_holder(covering).items():
                who: Node = ("wie", f"{knoop} {person}")
                self.names[who] = stand.graph.nodes[knoop]["naam"] if rol == ZORG else some[0].holder
                if knoop == end:
                    who = _TOP
                else:
                    self.arrows.add_edge(_TOP, who)
                self.families[who] = (rol == ZORG and some[0].familie) or f"{knoop} {person}"
                parts = {part for one in some for part in ((one.doelgroep,) if one.doelgroep else SEGMENTEN)}
                self.arrows.add_edges_from((who, (code, part)) for code in here for part in parts)
        self.lines = [node for node in self.arrows if node[0] not in ("top", "wie")]
        self.whos = sorted(node for node in self.arrows if node[0] == "wie")
        self.roads: nx.Graph[Node] = self.arrows.to_undirected()

    def measures(self) -> list[Measure]:
        """All measures; only the last where nothing is tied to the column."""
        cut = self._cut_off()
        return [self._articulation(), self._bridges(), self._most_lines(), cut] if self.lines else [cut]

    def _row(self, naam: str, codes: Collection[str], aandeel: float | None = None) -> MeasureRow:
        inwoners = sum(self.stand.dekking[code].inwoners for code in codes)
        return MeasureRow(naam, len(codes), inwoners, aandeel if aandeel is None else round(aandeel, 4))

    def _per_gemeente(self, codes: Iterable[str]) -> tuple[MeasureRow, ...]:
        """One row per gemeente, by name."""
        named = sorted(codes, key=lambda code: (self.stand.dekking[code].naam.casefold(), code))
        return tuple(self._row(self.stand.dekking[code].naam, [code]) for code in named)

    def _articulation(self) -> Measure:
        """Who cannot be missed: without them somebody has no line to the national node any more."""
        points = set(nx.articulation_points(self.roads)) & set(self.whos)
        alone: dict[Node, set[str]] = defaultdict(set)
        for line in self.lines:
            above = list(self.arrows.pred[line])
            if len(above) == 1:
                alone[above[0]].add(line[0])
        tied = len({code for code, _ in self.lines})
        rows = [self._row(self.names[who], alone[who], len(alone[who]) / tied) for who in self.whos if who in points]
        if not self.whos:
            answer = f"Elke lijn loopt rechtstreeks naar {self.end}."
        elif len(points) == len(self.whos):
            answer = f"Elke {self.one} is onmisbaar: elk is ergens de enige."
            if len(points) == 1:
                answer = f"Er is maar één {self.one}: {self.names[self.whos[0]]}; die is onmisbaar."
        elif points:
            answer = (
                f"{dutch_number(len(points))} van de {count(len(self.whos), self.one, self.more)} "
                f"{agree_part(len(points), 'is', 'zijn')} onmisbaar."
            )
        else:
            answer = f"Geen enkele {self.one} is onmisbaar: overal is er een tweede."
        return Measure(
            "spil",
            self.kolom,
            "Onmisbare schakels",
            f"Onmisbaar is een {self.one} zonder wie minstens één gemeente geen lijn naar {self.end} meer heeft"
            f"{', al is het voor een deel van de doelgroep' if self.kolom == 'zorg' else ''}.",
            answer,
            tuple(sorted(rows, key=lambda row: (-row.inwoners, row.naam.casefold()))),
            0 < len(points) < len(self.whos),
        )

    def _bridges(self) -> Measure:
        """Gemeenten that hang on one line."""
        single = [line for line in self.lines if len({self.families[who] for who in self.arrows.pred[line]}) == 1]
        bridges = {line[0] for line in single}
        tied = len({code for code, _ in self.lines})
        if len(single) == len(self.lines):
            answer = "Elke gemeente met een lijn hangt aan één verbinding: nergens is een andere weg."
        elif bridges:
            some = part_of(len(bridges), tied)
            verb = agree_part(len(bridges), "hangt", "hangen")
            part = ", voor minstens een deel van de doelgroep," if self.kolom == "zorg" else ""
            answer = f"{capital(some)} met een lijn {verb}{part} aan één verbinding."
        else:
            answer = "Elke gemeente met een lijn heeft een andere weg."
        return Measure(
            "brug",
            self.kolom,
            "Gemeenten met maar één verbinding",
            f"Een gemeente hangt aan één verbinding als er zonder die verbinding geen lijn naar {self.end} meer is"
            + (
                ", al is het voor een deel van de doelgroep; "
                "organisaties met één moeder, of die de persoon delen, zijn geen andere weg voor elkaar."
                if self.kolom == "zorg"
                else "."
            ),
            answer,
            self._per_gemeente(bridges),
            0 < len(bridges) < tied,
        )

    def _most_lines(self) -> Measure:
        """Through whom the lines of most gemeenten run."""
        tied = len({code for code, _ in self.lines})
        rows = []
        for who in self.whos:
            codes = {line[0] for line in self.arrows.succ[who]}
            rows.append(self._row(self.names[who], codes, len(codes) / tied))
        rows.sort(key=lambda row: (-row.gemeenten, row.naam.casefold()))
        answer = f"Elke lijn loopt rechtstreeks naar {self.end}."
        if rows:
            answer = f"Het meest loopt via {rows[0].naam}: bij {part_of(rows[0].gemeenten, tied)} met een lijn."
        is_tree = nx.is_forest(self.roads)
        return Measure(
            "tussen",
            self.kolom,
            "Waar de meeste lijnen langs lopen",
            f"Hoeveel gemeenten een lijn naar {self.end} hebben die via een {self.one} loopt.",
            answer + (" Nergens zijn er twee wegen." if is_tree else ""),
            tuple(rows),
            not is_tree and len(rows) > 1,
        )

    def _cut_off(self) -> Measure:
        """Gemeenten without any line."""
        tied = {code for code, _ in self.lines}
        cut = [code for code in self.codes if code not in tied]
        via = "via een zorgcoördinator" if self.kolom == "zorg" else "via een bestuurlijk trekker"
        some, verb = part_of(len(cut), len(self.codes)), agree_part(len(cut), "heeft", "hebben")
        answer = f"{capital(some)} {verb} volgens de bronnen geen lijn {via} naar {self.end}."
        distant = sum(self.stand.dekking[code].status == "op_afstand" for code in cut)
        if not cut:
            answer = f"Elke gemeente heeft een lijn {via} naar {self.end}."
        elif self.kolom == "zorg" and distant:
            answer += f" Daarvan helpt CoMensha er {dutch_number(distant)} op afstand."
        return Measure(
            "afgesneden",
            self.kolom,
            "Gemeenten zonder lijn",
            f"Gemeenten waarvoor geen bron op deze dag een lijn {via} naar {self.end} noemt.",
            answer,
            self._per_gemeente(cut),
            bool(cut),
        )
