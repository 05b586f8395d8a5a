"""What a layer answers, for the country or a region: the headline, the counts of its classes, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.choices import GROEPEN, count_known
from netmap.headline import conclude_view
from netmap.layers import LAYERS, build_view
from netmap.schema import dutch_date, dutch_number
from netmap.sections.standing import standing_section
from netmap.table import Column, Counts, Section, Table

if TYPE_CHECKING:
    from netmap.layers import MapView, Stand


def layer_section(stand: Stand, view: MapView) -> Section:
    """Tell what a layer says of an area, in the unit of the layer: gemeenten or politieregio's.

    The conclusion and the counts of the classes that occur; for zorgcoördinatie it is ``standing_section``.
    """
    if view.layer == "zorgcoordinatie":
        return standing_section(stand, view.gebied)
    opening, *rest = conclude_view(stand, view)
    title = opening.removesuffix(".")
    said = (f"{title}, op {dutch_date(view.peildatum)}.", *rest)
    items = [
        (entry.klasse.label, dutch_number(entry.aantal), view.eenheid_of(entry)[entry.aantal != 1])
        for entry in view.legend
        if entry.aantal
    ]
    if stale := view.size(view.te_bevestigen):
        items.append(("Te bevestigen", dutch_number(stale), view.eenheid[stale != 1]))
    return Section("laag", view.naam, title, said, (Counts(tuple(items)),))


def layers_table(stand: Stand) -> Table:
    """List the layers by group, each with its question and of how many something is known on the day."""
    rows = []
    for groep, keys in GROEPEN.items():
        for view in (build_view(stand, LAYERS[key]) for key in keys):
            known, asked = count_known(view)
            share = f"{dutch_number(known)} van {dutch_number(asked)} {view.eenheid[asked != 1]}"
            rows.append((groep, view.naam, view.vraag, share))
    columns = (
        Column("groep", "Groep"),
        Column("laag", "Laag"),
        Column("vraag", "Vraag"),
        Column("bekend", "Een bron zegt iets over"),
    )
    return Table(
        "lagen", f"Lagen, en waarover een bron iets zegt op {dutch_date(stand.peildatum)}", columns, tuple(rows)
    )
