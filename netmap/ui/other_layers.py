"""How every layer looks on a day, for a map in which the reader picks another: made when a browser asks for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from netmap.aankondigingen import INDELINGEN, find_meant
from netmap.aannames import Blik, find_aannames
from netmap.choices import CHOICES
from netmap.maps.web import write_layers
from netmap.ui import cache
from netmap.ui.shelf import LAYERS, pack
from netmap.write.html import legend_html

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from netmap.layers import MapView
    from netmap.regio import Regio
    from netmap.ui.shelf import Kept


def address_of(view: MapView) -> str:
    """Return what to ask for to get all layers of the day, area and edition of a view."""
    words = {
        "peildatum": view.blik.peildatum.isoformat(),
        "telt": view.blik.telt,
        "gebied": view.gebied.token if view.gebied else (),
        "indeling": INDELINGEN[1] if view.doorgevoerd else (),
        "versie": cache.versie() or (),
        "editie": cache.mark(),  # a browser keeps no older data
    }
    return f"{LAYERS}?{urlencode(words, doseq=True)}"


def find_layers(asked: QueryParams) -> Kept:
    """Return all layers of a day and area; ValueError or NetmapError when there is no such day, area or version."""
    versie = asked.get("versie")
    with cache.one_edition(int(versie) if versie else None):
        telt = tuple(one.key for one in find_aannames(asked.getlist("telt")))
        day = date.fromisoformat(asked.get("peildatum", ""))
        done = find_meant(cache.tables().aangekondigd, day) if "indeling" in asked else ()
        region = cache.tables(done).gebieden.find(asked.get("gebied", ""))
        return _layers(Blik(day, telt, done), region)


@cache.once(keep=100)
def _layers(blik: Blik, region: Regio | None) -> Kept:
    """Write them once for everybody."""
    views = (cache.view(blik, key, region) for key in CHOICES)
    return pack("lagen.json", write_layers((view, legend_html(view)) for view in views))
