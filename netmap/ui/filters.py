"""The choices that pages share; each is in the address, so a colleague opens the same view."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from netmap.choices import CHOICES, GROEPEN, find_layer, label_layer
from netmap.layers import LAYERS
from netmap.names import Found
from netmap.regio import Regio, list_regios
from netmap.schema import REGION_COLUMNS, dutch_date, parse_peildatum
from netmap.ui import cache
from netmap.write.html import alert, notice

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from streamlit.navigation.page import StreamlitPage

    from netmap.load import Tables

_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
COUNTRY = "Heel Nederland"
TAKE_ALONG = "Neem mee: plaatje, dia's, rapport of gegevens"
DOWN = ":material/download:"


def open_page(pages: Sequence[StreamlitPage], name: str) -> None:
    """Note which page of these opens: on another page of the same visit the shared choices are taken along."""
    st.session_state["_paginas"] = {page.title: page for page in pages}
    before = st.session_state.get("_pagina", name)
    st.session_state["_pagina"] = name
    if before != name:
        st.session_state["_meenemen"] = {"laag", "politieregio", "gebied", "peildatum", "scenario"}


def _recall(key: str, options: Collection[str] | None = None) -> None:
    """Take a choice along from the page before; Streamlit forgets it."""
    waiting: set[str] = st.session_state.get("_meenemen", set())
    kept = st.session_state.get(f"_{key}")
    if key in waiting and kept and (options is None or kept in options):
        st.session_state[key] = kept
    waiting.discard(key)


def recall_word(key: str) -> str:
    """Return a word of the address that no widget holds; from another page of the same visit it is taken along."""
    waiting: set[str] = st.session_state.get("_meenemen", set())
    if key in waiting and key not in st.query_params and (kept := st.session_state.get(f"_{key}")):
        st.query_params[key] = kept
    waiting.discard(key)
    word = st.query_params.get(key, "")
    _remember(key, word)
    return word


def _remember(key: str, value: str | None) -> None:
    """Keep a choice for the other pages."""
    st.session_state[f"_{key}"] = value


def iso_day(typed: str) -> str:
    """Write a day that is typed the Dutch way as ISO does; the rest stays as it is."""
    text = typed.strip()
    found = _DUTCH_DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def peildatum() -> date:
    """Ask for the day; blank means today."""
    _recall("peildatum")
    day, typed = ask_day(
        "Peildatum", "peildatum", date.today(), "Leeg is vandaag. De kaart toont wat op die dag gold.", "vandaag"
    )
    _remember("peildatum", typed)
    return day


def ask_day(label: str, key: str, usual: date, help_text: str, placeholder: str) -> tuple[date, str]:
    """Ask for a day; blank or wrong is the usual one. Returns what was typed too."""
    typed = st.text_input(
        label,
        key=key,
        placeholder=placeholder,
        help=f"Dag-maand-jaar, zoals 21-11-2026. {help_text}",
        bind="query-params",
    )
    if not (typed or "").strip():
        return usual, typed or ""
    try:
        return parse_peildatum(iso_day(typed)), typed
    except ValueError:
        remedy = f"Schrijf dag-maand-jaar, zoals 21-11-2026. U ziet nu {dutch_date(usual)}."
        st.html(alert([f"{typed!r} is geen datum. {remedy}"]))
        return usual, typed


def layer() -> str:
    """Ask for the layer; a link may also have its key, or the name of a double."""
    _recall("laag", CHOICES)
    typed = st.query_params.get("laag", "")
    if (found := find_layer(typed)) and found.naam != typed:
        st.query_params["laag"] = found.naam
        st.rerun()
    key: str = st.selectbox(
        "Laag",
        CHOICES,
        key="laag",
        format_func=lambda key: LAYERS[key].naam,
        help=_layers(date.today()),
        bind="query-params",
    )
    _remember("laag", key)
    return key


@cache.once(keep=10)
def _layers(day: date) -> str:
    """Write the groups of layers as Markdown, each layer with how much it can say on a day."""
    groups = (
        f"**{groep}**\n" + "\n".join(f"- {label_layer(cache.view(day, key, None))}" for key in keys)
        for groep, keys in GROEPEN.items()
    )
    return "Waarover vandaag iets bekend is:\n\n" + "\n\n".join(groups)


def network() -> bool:
    """Ask whether the network shows; until somebody asks for it the colours are what the map is about."""
    return st.toggle("Netwerk tonen", key="netwerk", bind="query-params")


def politieregio(tables: Tables, *, country: bool = True) -> Regio | None:
    """Ask for the politieregio; None is the whole country."""
    regions = [gebied.naam for gebied in list_regios(tables.gemeenten, "politieregio")]
    options = [COUNTRY, *regions] if country else regions
    _recall("politieregio", options)
    chosen: str = st.selectbox("Politieregio", options, key="politieregio", bind="query-params")
    found = None if chosen == COUNTRY else Regio("politieregio", chosen)
    if country or chosen != options[0]:  # the region a page opens with was not chosen
        _remember("politieregio", chosen)
        _remember("gebied", label_of(found))
    return found


def label_of(gebied: Regio | None) -> str:
    """Return the name of an area in a list and in the address."""
    return f"{gebied.soort.capitalize()} {gebied.naam}" if gebied else COUNTRY


def gebied(tables: Tables) -> Regio | None:
    """Ask for any area: the country, a politieregio, a veiligheidsregio or a provincie."""
    regions = [one for soort in REGION_COLUMNS for one in list_regios(tables.gemeenten, soort)]
    known: dict[str, Regio | None] = {COUNTRY: None, **{label_of(one): one for one in regions}}
    _recall("gebied", known)
    chosen: str = st.selectbox("Gebied", list(known), key="gebied", bind="query-params")
    _remember("gebied", chosen)
    found = known[chosen]
    if found is None or found.soort == "politieregio":
        _remember("politieregio", found.naam if found else COUNTRY)
    return found


def take_along(
    layer: str,
    region: Regio | None,
    *,
    network: bool,
    to: str = "Presentatie",
    label: str = TAKE_ALONG,
    icon: str = DOWN,
) -> None:
    """Draw the link to another page with the same view; a page on its own has nowhere to lead to."""
    if "_paginas" not in st.session_state:
        return
    choices = {"laag": LAYERS[layer].naam, "gebied": label_of(region), "netwerk": str(network).lower()}
    choices["peildatum"] = st.session_state.get("_peildatum") or st.query_params.get("peildatum", "")
    st.page_link(
        st.session_state["_paginas"][to],
        label=label,
        icon=icon,
        query_params={key: value for key, value in choices.items() if value},
    )


def gemeente(tables: Tables) -> Found:
    """Ask for a gemeente by name, former name or code; the answer may be a question or a notice."""
    typed = st.selectbox(
        "Gemeente",
        sorted(tables.gemeenten["naam"], key=str.casefold),
        index=None,
        key="gemeente",
        placeholder="Klik op de kaart of typ een naam",
        accept_new_options=True,
        bind="query-params",
    )
    return tables.names.find(typed) if typed else Found("")


def tell_about(found: Found) -> None:
    """Say what the reader should know about the gemeente that was typed."""
    if found.typed and (found.question or found.notice):
        st.html(notice([found.question or found.notice]))
