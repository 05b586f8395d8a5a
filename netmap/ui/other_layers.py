"""How every layer looks on a day, and cover on every day of the story: made when a browser asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from netmap.aankondigingen import INDELINGEN, find_meant
from netmap.aannames import Blik, find_aannames
from netmap.choices import CHOICES
from netmap.maps.web import write_looks
from netmap.schema import parse_date
from netmap.table import Paragraph
from netmap.ui import cache
from netmap.ui.shelf import LAYERS, pack
from netmap.write.html import block_html, legend_html

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from netmap.jaarreeks import Jaarbeeld
    from netmap.regio import Regio
    from netmap.ui.shelf import Kept


def address_of(blik: Blik, region: Regio | None, *, years: bool = False) -> str:
    """Return what to ask for to get all layers of a day and area, or cover on all days of its story."""
    words = {
        "peildatum": blik.peildatum.isoformat(),
        "telt": blik.telt,
        "gebied": region.token if region else (),
        "indeling": INDELINGEN[1] if blik.doorgevoerd else (),
        "jaren": "true" if years else (),
        "versie": cache.versie() or (),
        "editie": cache.mark(),  # a browser keeps no older data
    }
    return f"{LAYERS}?{urlencode(words, doseq=True)}"


def find_layers(asked: QueryParams) -> Kept:
    """Return all layers of a day and area, or all its days; ValueError or NetmapError when there is no such thing."""
    versie = asked.get("versie")
    with cache.one_edition(int(versie) if versie else None):
        telt = tuple(one.key for one in find_aannames(asked.getlist("telt")))
        day = parse_date(asked.get("peildatum", ""))
        done = find_meant(cache.tables().aangekondigd, day) if "indeling" in asked else ()
        region = cache.tables(done).gebieden.find(asked.get("gebied", ""))
        return (_years if "jaren" in asked else _layers)(Blik(day, telt, done), region)


@cache.once(keep=100)
def _layers(blik: Blik, region: Regio | None) -> Kept:
    """Write them once for everybody."""
    views = {key: cache.view(blik, key, region) for key in CHOICES}
    return pack("lagen.json", write_looks({key: (view, legend_html(view)) for key, view in views.items()}))


@cache.once(keep=50)
def _years(blik: Blik, region: Regio | None) -> Kept:
    """Write the days of a story once for everybody."""
    story = cache.years(blik, region).beelden
    return pack("jaren.json", write_looks({one.dag.isoformat(): (one.view, say_day(one)) for one in story}))


def say_day(one: Jaarbeeld) -> str:
    """Write what stands beside the map of a day of a story."""
    return block_html(Paragraph(one.zin, strong=True)) + legend_html(one.view)
