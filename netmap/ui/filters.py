"""The choices that pages share; each is in the address, so a colleague opens the same view."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from netmap.aannames import AANNAMES, Blik, find_aannames
from netmap.choices import CHOICES, GROEPEN, find_layer, label_layer
from netmap.dutch import capital
from netmap.errors import NetmapError
from netmap.layers import LAYERS
from netmap.names import Found
from netmap.regio import COUNTRY_NAMES, Regio, is_group
from netmap.schema import (
    CENTRUMGEMEENTE,
    GRENZEN,
    dutch_date,
    dutch_today,
    fold,
    parse_peildatum,
    typed_date,
)
from netmap.ui import address, cache
from netmap.ui.markdown import literal
from netmap.write.html import alert, notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import StreamlitPage

    from netmap.load import Tables

_FULL_DAY = re.compile(r"\d[^\d].*\d{4}$|^\d{4}-")
_FIRST_YEAR = 2015
_AHEAD = 3
"""Years of the slider: from the first until so many after this one; the field takes any day."""
COUNTRY = "Heel Nederland"
_SHARED = ("laag", "politieregio", "gebied", "peildatum", "telt", "scenario", "netwerk", "grenzen", "versie")
"""What a reader takes along to another page."""
_ANY_AREA = ("Presentatie", "Presenteren")
"""Pages that are about any area, not only a politieregio."""
_ALSO = dict.fromkeys(("Kaart", "Mijn regio", *_ANY_AREA), ("indeling",))
"""What only some pages know: the others show the gemeenten by law."""
_LISTED = ("politieregio", CENTRUMGEMEENTE)
"""Kinds of regions in the list of a page that is not about any area."""
_MOST_OF_GROUP = 8_000
"""Signs of a group of gemeenten: all of them, by name."""
TAKE_ALONG = "Neem mee: plaatje, dia's, rapport of gegevens"
DOWN = ":material/download:"


def open_page(pages: Sequence[StreamlitPage], path: str) -> None:
    """Note which page of these opens."""
    st.session_state["_paginas"] = {page.title: page for page in pages}
    address.open_page(path)


def carry(to: str) -> dict[str, str]:
    """Return what a link to another page takes along: the shared choices of the address, in the words of that page."""
    said = {key: st.query_params[key] for key in (*_SHARED, *_ALSO.get(to, ())) if key in st.query_params}
    area, region = said.pop("gebied", ""), said.pop("politieregio", "")
    if to in _ANY_AREA and (area or region):
        said["gebied"] = area or (f"Politieregio {region}" if _is_politieregio(region) else region)
    elif region or area.startswith("Politieregio "):
        said["politieregio"] = region or area.removeprefix("Politieregio ")
    elif area:
        said["gebied"] = area
    return said


def _is_politieregio(said: str) -> bool:
    """Tell the bare name of a politieregio from the other areas that its place in an address may have."""
    return not (is_group(said) or ":" in said or said.startswith("Regio van "))


def peildatum(below: DeltaGenerator | None = None) -> date:
    """Ask for the day; blank means today. What there is to say about it stands below, when there is such a place."""
    help_text = "Leeg is vandaag. De kaart toont wat op die dag gold."
    return ask_day("Peildatum", "peildatum", dutch_today(), help_text, "vandaag", below)


def telt(below: DeltaGenerator) -> tuple[str, ...]:
    """Ask which sources count; none chosen is all of them. What is wrong with the address is said below."""
    with below:
        held = address.hold(*AT_TELT)
    picked: list[str] = st.multiselect(
        "Wat telt mee",
        list(AANNAMES),
        format_func=lambda key: AANNAMES[key].naam,
        help="Leeg is alles. Kies meer en er blijft minder over: een bron moet aan elke keuze voldoen.",
        filter_mode="contains",
        select_all=False,
        placeholder="Alles",
        **held,
    )
    return tuple(key for key in AANNAMES if key in picked)


def read_telt(below: DeltaGenerator | None = None) -> tuple[str, ...]:
    """Return which sources count by the address, on a page that does not ask; said below, where nothing else does."""
    keys = tuple(address.read(*AT_TELT))
    if keys and below is not None:
        below.html(notice([AANNAMES[key].zin for key in keys]))
    return keys


def _read_telt(said: list[str]) -> list[str]:
    try:
        return [one.key for one in find_aannames(said)]
    except NetmapError as error:
        raise ValueError(str(error)) from None


TELT = address.Kind(_read_telt, list)
"""Assumptions about what counts, by key or name."""


def parse_day(typed: str) -> date:
    """Read a day as people write it; ValueError, with a Dutch sentence, when it is none."""
    try:
        return parse_peildatum(typed)
    except ValueError:
        msg = f"{typed!r} is geen datum. Schrijf dag-maand-jaar, zoals 21-11-2026."
        raise ValueError(msg) from None


def ask_day(
    label: str, key: str, usual: date, help_text: str, placeholder: str, below: DeltaGenerator | None = None
) -> date:
    """Ask for a day, in words or with a slider; blank or wrong is the usual one."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"dag_{key}"):
        typed = st.text_input(
            label,
            placeholder=placeholder,
            help=f"Dag-maand-jaar, zoals 21-11-2026; juni 2021 of 2021 mag ook. {help_text}",
            **address.hold(key, "", address.TEXT),
        )
        day, wrong, note = understand_day((typed or "").strip(), usual)
        with st.popover(f"{label}: kies een maand", icon=":material/calendar_month:"):
            _slide(f"{label}: schuif naar een maand", key, day)
    with below or st.container():
        if wrong:
            st.html(alert([wrong]))
        elif note:
            st.caption(note)
    return day


def understand_day(typed: str, usual: date) -> tuple[date, str, str]:
    """Read a day; tell what is wrong with it, or how it was read when that is not what it says."""
    if not typed:
        return usual, "", ""
    try:
        day = parse_day(typed)
    except ValueError as error:
        return usual, f"{error} U ziet nu {dutch_date(usual)}.", ""
    full = _FULL_DAY.search(typed)  # not a year, a month, or a year of two figures
    return day, "", "" if full else f"Gelezen als {dutch_date(day)}."


def _slide(label: str, key: str, day: date) -> None:
    """Draw a slider of months at the chosen day; moved, it writes in the address what the field then says."""
    today, place = dutch_today(), f"{key}_schuif"
    months = {date(year, month, 1) for year in range(_FIRST_YEAR, today.year + _AHEAD + 1) for month in range(1, 13)}
    st.session_state[place] = day
    st.select_slider(
        label,
        sorted({*months, today, day}),
        format_func=dutch_date,
        key=place,
        on_change=_take_slide,
        args=(key, place),
    )


def _take_slide(key: str, place: str) -> None:
    day: date = st.session_state[place]
    address.put(**{key: typed_date(day)})


def layer() -> str:
    """Ask for the layer; a link may also have its key, or the name of a double."""
    picked: str = st.selectbox(
        "Laag",
        CHOICES,
        format_func=_layer_name,
        help=_layers(dutch_today()),
        filter_mode="contains",
        **address.hold(*AT_LAYER),
    )
    return picked


def _read_layer(said: list[str]) -> str:
    if found := find_layer(said[-1]):
        return found.key
    raise address.unknown(said[-1], f"Dat is geen laag; u ziet {_layer_name(CHOICES[0])}.")


def _layer_name(key: str) -> str:
    return LAYERS[key].naam


LAYER = address.Kind(_read_layer, lambda key: [_layer_name(key)])
"""A layer by its key or its name, also of a double."""
DAY = address.Kind(lambda said: parse_day(said[-1]), lambda day: [day.isoformat()])
"""A day as people write it."""

AT_GEMEENTE: Final = ("gemeente", None, address.TEXT)
"""Of each choice: its key in the address, what it is without, and how the address says it."""
AT_LAYER: Final = ("laag", CHOICES[0], LAYER)
AT_DAY: Final = ("peildatum", "", address.TEXT)
AT_TELT: Final[tuple[str, list[str], address.Kind]] = ("telt", [], TELT)
AT_NETWERK: Final = ("netwerk", False, address.SWITCH)
AT_GRENZEN: Final = ("grenzen", False, address.one_of((False, True), GRENZEN.__getitem__))


@cache.once(keep=10)
def _layers(day: date) -> str:
    """Write the groups of layers as Markdown, each layer with how much it can say on a day."""
    groups = (
        f"**{groep}**\n" + "\n".join(f"- {label_layer(cache.view(Blik(day), key, None))}" for key in keys)
        for groep, keys in GROEPEN.items()
    )
    return "Waarover vandaag iets bekend is:\n\n" + "\n\n".join(groups)


def network() -> bool:
    """Ask whether the network shows; until somebody asks for it the colours are what the map is about."""
    return st.toggle("Netwerk tonen", **address.hold(*AT_NETWERK))


def grenzen(tables: Tables) -> str:
    """Ask between which areas the borders stand out; there is no choice when no file says who belongs to which."""
    if not tables.indeling:
        return GRENZEN[0]
    return GRENZEN[st.toggle("Centrumgemeenten", **address.hold(*AT_GRENZEN))]


def politieregio(tables: Tables, *, country: bool = True) -> Regio | None:
    """Ask for the politieregio, or behind those the region of a centrumgemeente; None is the whole country.

    A link may have a group of gemeenten instead.
    """
    known, asked = politieregios(tables, country=country)
    held = address.hold(*asked, always=not country)
    return known[st.selectbox("Politieregio", list(known), filter_mode="contains", **held)]


def politieregios(
    tables: Tables, *, country: bool = True
) -> tuple[dict[str, Regio | None], tuple[str, str, address.Kind, str]]:
    """Return the list, to which reading the address adds a group, and how the address says which one of it."""
    known: dict[str, Regio | None] = {COUNTRY: None} if country else {}
    known |= {_in_list(region): region for kind in _LISTED for region in tables.gebieden.regios(kind)}
    usual = next(iter(known))

    def read(said: list[str]) -> str:
        found = _find_area(tables, said[-1], "politieregio")
        if found is not None and found.codes:
            return _add_group(known, found)
        if found is None:
            return usual
        if found.soort not in _LISTED:
            raise address.unknown(said[-1], f"Deze pagina kent alleen politieregio's; u ziet {usual}.")
        return _in_list(found)

    return known, ("politieregio", usual, _area(read), "gebied")


def _in_list(region: Regio) -> str:
    """Name a region as the list of politieregio's and centrumgemeenten does."""
    return region.naam if region.soort == "politieregio" else label_of(region)


def _area(read: Callable[[list[str]], str]) -> address.Kind:
    """Make the kind of a choice from the areas; a group may name every gemeente."""
    return address.Kind(read, lambda label: [label], _MOST_OF_GROUP)


def read_area(tables: Tables) -> Regio | None:
    """Return the area that the address names; None is the country."""
    find = address.Kind(lambda said: _find_area(tables, said[-1]), lambda area: [written(area)], _MOST_OF_GROUP)
    area: Regio | None = address.read("gebied", None, find)
    return area


def _add_group(known: dict[str, Regio | None], group: Regio) -> str:
    """Put the group of the address in the list; return what it is called there."""
    known[label_of(group)] = group
    return label_of(group)


def _find_area(tables: Tables, text: str, soort: str = "") -> Regio | None:
    """Find the area that an address names, of one kind rather than another."""
    if fold(text) in COUNTRY_NAMES:
        return None
    for written in (f"{soort}:{text}", text) if soort else (text,):
        try:
            return tables.gebieden.find(written)
        except NetmapError as error:
            problem = str(error)
    raise ValueError(problem)


def label_of(gebied: Regio | None) -> str:
    """Return the name of an area in a list and, but for a group, in the address."""
    return capital(str(gebied)) if gebied else COUNTRY


def written(gebied: Regio | None) -> str:
    """Return what the address says of an area: its name in a list, of a group its gemeenten."""
    return gebied.token if gebied and gebied.codes else label_of(gebied)


def gebied(tables: Tables) -> Regio | None:
    """Ask for any area: the country, a region of any kind or a group of gemeenten."""
    known: dict[str, Regio | None] = {COUNTRY: None, **{label_of(one): one for one in tables.gebieden.regios()}}

    def read(said: list[str]) -> str:
        found = _find_area(tables, said[-1])
        return _add_group(known, found) if found and found.codes else label_of(found)

    held = address.hold("gebied", COUNTRY, _area(read), "politieregio")
    chosen = known[st.selectbox("Gebied", list(known), filter_mode="contains", **held)]
    _offer_group(tables)
    return chosen


def _offer_group(tables: Tables) -> None:
    """Let the reader put gemeenten together; the address then has them on every page."""
    with st.expander("Eigen groep van gemeenten"):
        codes: list[str] = st.multiselect(
            "Gemeenten",
            sorted(tables.gemeenten.index, key=lambda code: tables.names[code].casefold()),
            key="groep",
            format_func=tables.names.__getitem__,
            placeholder="Typ of kies gemeenten",
            filter_mode="contains",
        )
        if codes:
            st.button("Neem deze groep", on_click=address.put, kwargs={"gebied": tables.gebieden.group(codes).token})


def title(page: str) -> str:
    """Return what the tab of the browser says: the page, its area, and whose page it is."""
    area = st.query_params.get("gebied") or st.query_params.get("politieregio")
    named = "eigen groep" if is_group(area or "") else area
    return f"{page}: {named} · netmap" if named else f"{page} · netmap"


def take_along(
    layer: str,
    region: Regio | None,
    *,
    network: bool,
    to: str = "Presentatie",
    label: str = TAKE_ALONG,
    icon: str = DOWN,
) -> None:
    """Draw the link to another page with the same view."""
    lead_to(to, label, icon, laag=LAYERS[layer].naam, netwerk=str(network).lower(), gebied=written(region))


def lead_to(to: str, label: str, icon: str, **choices: str) -> None:
    """Draw the link to another page with these choices and the shared ones; a page on its own leads nowhere."""
    if page := st.session_state.get("_paginas", {}).get(to):
        st.page_link(page, label=label, icon=icon, query_params={**carry(to), **choices})


def gemeente(tables: Tables, *, or_region: bool = False) -> Found:
    """Ask for a gemeente by name, former name, place or code, or for a politieregio: that becomes the area."""
    options = sorted(tables.gemeenten["naam"], key=str.casefold)
    held = address.hold(*AT_GEMEENTE)
    if or_region:
        options += [label_of(region) for kind in _LISTED for region in tables.gebieden.regios(kind)]
        held |= {"on_change": _take_question, "args": (tables, held["on_change"])}
    typed: str | None = st.selectbox(
        "Welke gemeente of regio?" if or_region else "Gemeente",
        options,
        index=None,
        placeholder="Typ een naam",
        accept_new_options=True,
        filter_mode="contains",
        **held,
    )
    return tables.names.find(typed) if typed else Found("")


def _take_question(tables: Tables, write: Callable[[], None]) -> None:
    """Write what was asked in the address: a politieregio as the area, anything else as it was typed."""
    typed = st.session_state["gemeente"] or ""
    if typed and not tables.names.find(typed).codes:
        with suppress(ValueError):
            found = _find_area(tables, typed)
            if found is None or found.soort in _LISTED:
                address.put(gemeente="", gebied="", politieregio=_in_list(found) if found else "")
                return
    write()


def tell_about(found: Found) -> None:
    """Say what the reader should know about the gemeente that was typed."""
    if found.typed and (found.question or found.notice):
        st.html(notice([found.question or found.notice]))
    offer_names(found)


def offer_names(found: Found) -> None:
    """Offer as buttons what may have been meant, when it is not clear."""
    if not found.question:
        return
    options = zip(found.codes or found.suggestions, found.names or found.suggestions, strict=True)
    with st.container(horizontal=True):
        for word, name in options:
            st.button(literal(name), key=f"bedoelt_{word}", on_click=address.put, kwargs={"gemeente": word})
