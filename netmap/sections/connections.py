"""Who is tied to whom: one row per connection, for programs that draw networks from a list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from netmap.maps.network import full_edges
from netmap.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection

    from netmap.layers import Stand

_RELATIES: Final = {
    "coordineert_voor": "coördineert zorg voor",
    "aanspreekpunt_van": "is aanspreekpunt van",
    "meldt_bij": "meldt bij",
    "op_afstand": "op afstand",
    "trekt": "trekt bestuurlijk",
    "regisseert": "regisseert de keten van",
    "valt_onder": "valt onder",
    "ondersteunt": "ondersteunt",
    "ligt_in": "ligt in",
}
_COLUMNS: Final = (
    Column("van", "Van", explanation="Wie iets doet, of wat ergens in ligt. Elke naam staat voor één speler."),
    Column("naar", "Naar", explanation="Voor wie, of waarin."),
    Column("soort", "Soort", explanation="Wat de twee verbindt."),
    Column("van_soort", "Van: wat het is", explanation="organisatie, gemeente, politieregio of landelijk."),
    Column("naar_soort", "Naar: wat het is"),
)


def connections_table(stand: Stand, codes: Collection[str]) -> Table:
    """Put the connections of some gemeenten that hold on the day in rows, as the map draws them, in a fixed order.

    A name stands for one actor only: where two kinds share it, the kind is added.
    """
    edges = sorted(full_edges(stand.graph, codes))
    actors = {end for edge in edges for end in (edge.van, edge.naar)}
    kinds = {actor: str(stand.graph.nodes[actor]["soort"]) for actor in actors}
    names = {actor: str(stand.graph.nodes[actor]["naam"]) for actor in actors}
    shared = Counter(name.casefold() for name in names.values())
    known = {
        actor: f"{name} ({kinds[actor]})" if shared[name.casefold()] > 1 and kinds[actor] != "gemeente" else name
        for actor, name in names.items()
    }
    return Table(
        "verbindingen",
        "Verbindingen tussen organisaties, gemeenten, politieregio's en landelijke spelers",
        _COLUMNS,
        tuple(
            (known[edge.van], known[edge.naar], _RELATIES[edge.relatie], kinds[edge.van], kinds[edge.naar])
            for edge in edges
        ),
        sheet="Verbindingen",
        explanation="Eén rij per verbinding die op de peildatum geldt, voor Kumu en andere programma's die een netwerk "
        "tekenen uit een lijst.",
    )
