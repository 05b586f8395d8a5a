"""The map on a page: what draws it is fetched once, and per rerun only what changed is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from markupsafe import Markup

from netmap.choices import CHOICES
from netmap.drawing.legend import build_rows
from netmap.layers import LAYERS
from netmap.maps.style import key_html, network_legend_html
from netmap.maps.web import Others, build_patch, build_ticks, read_choice
from netmap.schema import GRENZEN, dutch_date
from netmap.summary import credit
from netmap.ui import address, cache
from netmap.ui.markdown import literal
from netmap.ui.other_layers import address_of
from netmap.ui.shelf import ASSETS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from netmap.aankondigingen import Aankondiging
    from netmap.layers import MapView
    from netmap.load import Tables

_START: Final = """
const FAILED = "De kaart kon niet worden geladen. Herlaad de pagina, of gebruik de tabel."
const there = new WeakMap()  // part of a page -> its map, of which script, and the latest call for it

export default async ({ data, parentElement, setTriggerValue }) => {
  const own = there.get(parentElement) || { latest: 0 }
  const mine = (own.latest += 1)
  there.set(parentElement, own)
  const { default: take } = await import(new URL(data.script, document.baseURI)).catch(() => ({}))
  if (mine !== own.latest) return  // something newer was said meanwhile
  parentElement.querySelector(":scope > [role=alert]")?.remove()
  if (!take) {
    const line = Object.assign(document.createElement("p"), { role: "alert", textContent: FAILED })
    return parentElement.append(line)
  }
  if (own.script !== data.script) {
    own.map?.leave()
    Object.assign(own, { map: take(parentElement), script: data.script })
  }
  own.map.apply(data, setTriggerValue)
  return () => {
    own.map?.leave()
    Object.assign(own, { map: null, script: "" })
  }
}
"""
_mount = st.components.v2.component("netmap_kaart", js=_START, isolate_styles=False)


def take_click(tables: Tables, key: str) -> None:
    """Turn what the reader just chose in the map into the chosen gemeente, or layer, before the widgets are drawn."""
    choice = _find_choice(key)
    if choice in CHOICES:
        address.put(laag=LAYERS[choice].naam if choice != CHOICES[0] else "")
    elif choice in tables.gemeenten.index:
        address.put(gemeente=tables.names[choice])


def take_tick(tables: Tables, key: str) -> str:
    """Return the gemeente that the reader just clicked on a map to tick them on; blank when there is none."""
    choice = _find_choice(key)
    return choice if choice in tables.gemeenten.index else ""


def _find_choice(key: str) -> str:
    """Find what the reader just chose in a map; blank when it was something else that had the page drawn."""
    return read_choice(st.session_state.get(key, {}).get("keuze")) or ""


def take_day(days: Iterable[date], key: str) -> None:
    """Turn the day that the reader just went to in the map into the chosen day, before the slider is drawn."""
    choice = _find_choice(key)
    for day in days:
        if day.isoformat() == choice:
            address.put(dag=dutch_date(day))


def layers_of(view: MapView, legend: str) -> Others:
    """Return where a map finds the other layers, with the key of the container in which its legend stands."""
    return Others(address_of(view.blik, view.gebied), f"st-key-{legend}")


def show_map(
    view: MapView, key: str, *, network: bool, selected: str | None = None, others: Others | None = None
) -> None:
    """Draw the map with the network over it: of the chosen gemeente, else of the politieregio, else of the country.

    With ``others`` the reader can pick another layer, or day, in the map.
    """
    visible = cache.lines(view.blik, view.gebied, selected) if network else ()
    focus = view.codes if view.gebied else None
    _draw(view.doorgevoerd, build_patch(view, visible, selected, focus, others), key)
    st.caption(literal(f"Peildatum {view.moment}. {credit(cache.tables(), cache.settings().organisatie)}"))


def show_ticks(tables: Tables, ticked: Collection[str], key: str) -> None:
    """Draw a map to tick gemeenten on; ``take_tick`` says what the reader ticked or unticked."""
    _draw(tables.doorgevoerd, build_ticks(tables.gemeenten.index, ticked), key)


def _draw(done: tuple[Aankondiging, ...], patch: dict[str, Any], key: str) -> None:
    """Have the browser draw a patch on the borders of some herindelingen."""
    script = ASSETS + cache.map_files(done).assets.script
    with st.container(key=f"beeld_{key}"):
        _mount(key=key, data={"script": script, **patch}, on_keuze_change=_choose)


def _choose() -> None:
    """Let the browser send a choice: the page takes it, once it knows its data."""


def show_line_legend(view: MapView, *, network: bool) -> None:
    """Draw what the borders mean when they are not those of politieregio's, and the lines and dots of the network."""
    if view.grenzen != GRENZEN[0]:
        title = "Wat de grenzen betekenen"
        rows = [(row.label, row.svg) for row in build_rows(view) if row.soort == "grens" and row.key]
        st.html(Markup('<div class="nm-legenda nm-netwerk"><p>{}</p>{}</div>').format(title, key_html(rows)))
    if not network:
        return
    title = "Wat de lijnen en punten betekenen"
    st.html(Markup('<div class="nm-legenda nm-netwerk"><p>{}</p>{}</div>').format(title, network_legend_html()))
