"""What a layer answers, for the country or a region: the headline, the counts of its classes, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.headline import conclude_view
from netmap.schema import dutch_date, dutch_number
from netmap.sections.standing import standing_section
from netmap.table import Counts, Section

if TYPE_CHECKING:
    from netmap.layers import MapView, Stand


def layer_section(stand: Stand, view: MapView) -> Section:
    """Tell what a layer says of an area, in the unit of the layer: gemeenten or politieregio's.

    The conclusion and the counts of the classes that occur; for zorgcoördinatie it is ``standing_section``.
    """
    if view.layer == "zorgcoordinatie":
        return standing_section(stand, view.gebied)
    said = (*conclude_view(stand, view), f"Stand op {dutch_date(view.peildatum)}.")
    items = [
        (entry.klasse.label, dutch_number(entry.aantal), view.eenheid[entry.aantal != 1])
        for entry in view.legend
        if entry.aantal
    ]
    if stale := view.size(view.te_bevestigen):
        items.append(("Te bevestigen", dutch_number(stale), view.eenheid[stale != 1]))
    return Section("laag", view.naam, said[0].removesuffix("."), said, (Counts(tuple(items)),))
