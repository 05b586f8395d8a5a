"""What is read and computed once for everybody: data, its state on a day, and the files the map fetches."""

from __future__ import annotations

import functools
import gc
import hashlib
import os
import shutil
import weakref
from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from netmap.aannames import Blik, find_aannames
from netmap.dutch import count
from netmap.edition import Editions
from netmap.export.catalogue import Material
from netmap.export.years import tell_years
from netmap.geo import dissolve_regions, find_neighbours, label_points, split_borders, split_doubtful
from netmap.graph import build_graph
from netmap.indelingen import carry_out, merge_borders
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR
from netmap.maps.assets import build_assets
from netmap.maps.network import draw_network, visible_edges
from netmap.maps.outline import to_topojson
from netmap.maps.shapes import build_shapes
from netmap.schema import CENTRUMGEMEENTE, GRENZEN
from netmap.store.store import Store
from netmap.ui.shelf import OURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import geopandas as gpd

    from netmap.aankondigingen import Aankondiging
    from netmap.cards import SourceCard
    from netmap.edition import Edition, Refusal, Stamp
    from netmap.jaarreeks import Jaarreeks
    from netmap.layers import MapView, Stand
    from netmap.load import Tables
    from netmap.maps.assets import Assets
    from netmap.maps.network import NetworkDrawing
    from netmap.maps.shapes import Shapes
    from netmap.regio import Regio
    from netmap.settings import Settings
    from netmap.store.content import Inhoud
    from netmap.store.trail import Versie, Wijziging

_MAX_VIEWS = 500
_MAX_VERSIONS = 4
"""Of a store, kept as folder and read: who opened an older page is not sent back to the disk."""

P = ParamSpec("P")
T = TypeVar("T")

_HERE: ContextVar[Edition | None] = ContextVar("edition", default=None)
"""The edition of this run of a page: what it shows first and last agrees."""
_VERSIE: ContextVar[int | None] = ContextVar("versie", default=None)
"""The version of the store that it is of; None for the newest."""
_CONTACT: ContextVar[bool] = ContextVar("contact", default=False)
"""Whether this run is for somebody who may see mailboxes of functions."""


class MapFiles(NamedTuple):
    """What every map draws from; what the browser fetches of it stands on the shelf."""

    assets: Assets
    drawing: NetworkDrawing


@st.cache_resource(show_spinner=False)
def _store(address: str) -> tuple[Store, Path]:
    """Return a store, and where this process writes its versions as folders, as long as it has the store."""
    store, folder = Store.at(address), Path(mkdtemp(prefix="netmap-"))
    weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
    return store, folder


@st.cache_resource(show_spinner="Gegevens laden…", max_entries=_MAX_VERSIONS)
def _folder(address: str, nummer: int) -> Path:
    """Return a version of a store as a folder; it never changes."""
    store, folder = _store(address)
    return store.put_folder(folder, nummer)


def data_folder(versie: int | None = None) -> Path:
    """Return a version of the store in ``NETMAP_DATABASE``, or its newest; else the folder of ``NETMAP_DATA``."""
    if address := os.environ.get("NETMAP_DATABASE"):
        return _folder(address, versie or _store(address)[0].newest())
    return Path(os.environ.get("NETMAP_DATA") or DATA_DIR)


def versies() -> tuple[Versie, ...]:
    """Return the versions of the store, the oldest first; none without a store."""
    address = os.environ.get("NETMAP_DATABASE")
    return _versies(address, _store(address)[0].newest()) if address else ()


def store() -> Store | None:
    """Return the store of ``NETMAP_DATABASE``, if there is one."""
    address = os.environ.get("NETMAP_DATABASE")
    return _store(address)[0] if address else None


def inhoud(nummer: int | None = None) -> Inhoud:
    """Return all data of a version of the store; of the newest without a number."""
    address = os.environ["NETMAP_DATABASE"]
    return _inhoud(address, nummer or _store(address)[0].newest())


@st.cache_resource(show_spinner="Gegevens laden…", max_entries=_MAX_VERSIONS)
def _inhoud(address: str, nummer: int) -> Inhoud:
    """Return all data of a version, which stays so."""
    return _store(address)[0].read(nummer)


@st.cache_resource(show_spinner=False, max_entries=_MAX_VERSIONS)
def _versies(address: str, newest: int) -> tuple[Versie, ...]:  # noqa: ARG001 (it must be hashed)
    """Return the versions up to the newest, which do not change."""
    return _store(address)[0].versions()


@st.cache_resource(show_spinner=False, max_entries=_MAX_VERSIONS)
def _editions(folder: Path, settings: str) -> Editions:
    """Return the editions of a folder: the same for every visitor."""
    return Editions(folder, Path(settings) if settings else None)


@st.cache_resource(show_spinner=False, max_entries=_MAX_VIEWS)
def _changes(address: str, nummer: int) -> tuple[Wijziging, ...]:
    """Return what a version changed, which stays so."""
    return _store(address)[0].changes(nummer)


def changes(nummer: int) -> tuple[Wijziging, ...]:
    """Return what a version of the store changed."""
    return _changes(os.environ["NETMAP_DATABASE"], nummer)


@st.cache_resource(show_spinner=False, max_entries=2)
def _histories(address: str, newest: int) -> Mapping[tuple[str, str], tuple[Wijziging, ...]]:
    """Return what became of every row that changed after it came."""
    found: dict[tuple[str, str], list[Wijziging]] = defaultdict(list)
    for versie in _versies(address, newest):
        for one in _changes(address, versie.nummer):
            if one.sleutel:
                found[one.bestand, one.sleutel].append(one)
    first = _versies(address, newest)[0].nummer
    return {key: tuple(some) for key, some in found.items() if some[-1].versie != first}


def histories() -> Mapping[tuple[str, str], tuple[Wijziging, ...]]:
    """Return by file and id what became of every row that is not as the first version has it; none without a store."""
    known = versies()
    return _histories(os.environ["NETMAP_DATABASE"], known[-1].nummer) if known else {}


def _now(versie: int | None = None) -> Editions:
    return _editions(data_folder(versie), os.environ.get("NETMAP_SETTINGS", ""))


@contextmanager
def one_edition(versie: int | None = None, *, contact: bool = False) -> Iterator[Refusal | None]:
    """Let all that is drawn within come from one edition; yield what keeps a newer one from being shown.

    Of a store the newest version, unless another is asked for. Mailboxes of functions are in it only with ``contact``.
    """
    editions = _now(versie)
    token, asked = _HERE.set(editions.current()), _VERSIE.set(versie)
    may_see = _CONTACT.set(contact and _has_mailbox(editions.current().tables))
    try:
        yield editions.refusal()
    finally:
        _CONTACT.reset(may_see)
        _HERE.reset(token)
        _VERSIE.reset(asked)


def versie() -> int | None:
    """Return the version of the store that is drawn; None for the newest."""
    return _VERSIE.get()


def edition() -> Edition:
    """Return the edition to draw; a NetmapError says what is wrong when there is none."""
    return _HERE.get() or _now().current()


def stamp() -> Stamp:
    """Return the stamp of the edition to draw: the key of everything cached here."""
    return edition().stamp


@functools.lru_cache(maxsize=_MAX_VERSIONS)
def _mark(stamp: Stamp) -> str:
    """Make a short name of a stamp: to hash its files at every look costs Streamlit a quarter of a run."""
    return hashlib.sha256(repr(stamp).encode()).hexdigest()[:16]


def mark() -> str:
    """Return the name of what is drawn: of the edition, whether it has mailboxes, and a version not the newest."""
    asked = versie()
    return f"{_mark(stamp())}{'-contact' if _CONTACT.get() else ''}{f'-versie-{asked}' if asked else ''}"


def once(spinner: str = "", keep: int = _MAX_VIEWS) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """
    Compute a result once for everybody, and anew when a file changes.

    Parameters
    ----------
    spinner
        What the page says meanwhile; empty for nothing.
    keep
        How many results to keep.

    Returns
    -------
    decorator
        For a function whose arguments can be hashed and do not begin with ``_``: Streamlit leaves those out.
    """

    def decorate(compute: Callable[P, T]) -> Callable[P, T]:
        @st.cache_resource(show_spinner=spinner or False, max_entries=keep)
        @functools.wraps(compute)  # Streamlit knows a function by its name and source
        def kept(key: str, *args: P.args, **kwargs: P.kwargs) -> T:  # noqa: ARG001 (it must be hashed)
            return compute(*args, **kwargs)

        @functools.wraps(compute)
        def current(*args: P.args, **kwargs: P.kwargs) -> T:
            token = _HERE.set(edition())
            try:
                return kept(mark(), *args, **kwargs)
            finally:
                _HERE.reset(token)

        return current

    return decorate


def tables(done: tuple[Aankondiging, ...] = ()) -> Tables:
    """Return the validated tables, with announced herindelingen carried out."""
    if done:
        return _carried_out(done)
    data = edition().tables
    return data if _CONTACT.get() or not _has_mailbox(data) else _without_mailboxes()


def _has_mailbox(data: Tables) -> bool:
    return any(one.email for one in data.contacts)


@once("Gegevens laden…", keep=4)
def _without_mailboxes() -> Tables:
    """Return the tables as who looks may see them."""
    data = edition().tables
    return replace(data, contacts=tuple(replace(one, email="") for one in data.contacts))


@once("Gegevens laden…", keep=4)
def _carried_out(done: tuple[Aankondiging, ...]) -> Tables:
    return carry_out(tables(), done)


@once("Gegevens laden…", keep=24)
def stand(blik: Blik) -> Stand:
    """Return the state of the data on a day, with what counts and which gemeenten there are."""
    return build_stand(tables(blik.doorgevoerd), blik.peildatum, settings(), find_aannames(blik.telt))


@once()
def view(blik: Blik, layer: str, region: Regio | None, grenzen: str = GRENZEN[0]) -> MapView:
    """Return what a layer says on a day, for the country or a region."""
    return build_view(stand(blik), LAYERS[layer], region, grenzen)


@once()
def lines(blik: Blik, region: Regio | None, code: str | None) -> list[int]:
    """Return the lines of the network that show: of a gemeente, a politieregio, or calmly of the country."""
    now = stand(blik)
    chosen = [code] if code else now.codes(region) if region else None
    return visible_edges(map_files(blik.doorgevoerd).drawing, now.graph, chosen)


@once("Jaren uitrekenen…", keep=50)
def years(blik: Blik, region: Regio | None) -> Jaarreeks:
    """Return how cover stands on the days of its story."""
    return tell_years(stand(blik), LAYERS["zorgcoordinatie"], region, None)


def borders(done: tuple[Aankondiging, ...] = ()) -> gpd.GeoDataFrame:
    """Return the gemeenten as shapes in RD New, with announced herindelingen carried out."""
    return merge_borders(edition().borders, done)


@once("Kaart voorbereiden…", keep=4)
def shapes(done: tuple[Aankondiging, ...]) -> Shapes:
    """Return the outlines that pictures draw."""
    return build_shapes(borders(done), tables(done))


@once("Kaart voorbereiden…", keep=4)
def map_files(done: tuple[Aankondiging, ...]) -> MapFiles:
    """Return the files for the browser; the network is drawn from all rows, whatever their period."""
    data, outlines = tables(done), borders(done)
    indeling = data.indeling
    points = label_points(outlines)
    drawing = draw_network(build_graph(data, date.min), points)
    said = {code: one.zin for code, one in indeling.items()}
    people = data.gemeenten["inwoners"].map(lambda number: count(int(number), "inwoner", "inwoners"))
    facts = {"midden": points, "centrum": pd.Series(said, dtype=str), "inwoners": people}
    gemeenten = outlines.assign(**facts)
    lines = split_borders(dissolve_regions(outlines, data.gemeenten, "politieregio")).assign(soort="politieregio")
    if indeling:
        centra = split_doubtful(outlines, {code: one.may_be for code, one in indeling.items()})
        lines = pd.concat([lines, centra.assign(soort=CENTRUMGEMEENTE)])
    assets, contents = build_assets(to_topojson(gemeenten=gemeenten, regios=lines), drawing.to_json())
    OURS.put(contents)
    # Streamlit collects garbage after every rerun; what lives for ever need not be looked at again
    gc.collect()
    gc.freeze()
    return MapFiles(assets, drawing)


def settings() -> Settings:
    """Return what the organisation set for itself."""
    return edition().settings


@once("Kaart voorbereiden…", keep=2)
def neighbours() -> dict[str, tuple[str, ...]]:
    """Return which gemeenten share a border."""
    return find_neighbours(borders())


def material(blik: Blik) -> Material:
    """Return what everything to take along is made from."""
    now = edition()
    done = blik.doorgevoerd
    seen = stand(blik)
    if asked := versie():
        seen = replace(seen, tables=replace(seen.tables, versie=asked))
    return Material(seen, borders(done), shapes(done), now.sources, now.settings)


def sources() -> Sequence[SourceCard]:
    """Return the source cards of the data folder; none when it has no cards."""
    return edition().sources
