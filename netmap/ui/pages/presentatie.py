"""Page Presentatie: choose what to take along, see it, download it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from netmap.aannames import Blik
from netmap.drawing.picture import DOELEN, SIZES, check_title, default_title, make_size, title_message
from netmap.errors import NetmapError
from netmap.export.catalogue import Wish, has_secties, make, make_picture_code, make_picture_data, name_of, preview
from netmap.export.products import PRODUCTS
from netmap.jaarreeks import check_jaren, usual_jaren
from netmap.schema import FIRST_YEAR, LAST_YEAR, dutch_date, typed_date
from netmap.sections.optional import ONDERDELEN, SINDS
from netmap.summary import conclude
from netmap.table import Listing, Paragraph
from netmap.ui import address, cache, filters, indeling
from netmap.ui.downloads import offer_file
from netmap.ui.markdown import literal
from netmap.ui.sections import show_quote
from netmap.write.html import alert, block_html, heading, notice, table_html

if TYPE_CHECKING:
    from datetime import date

    from netmap.drawing.picture import Size
    from netmap.export.catalogue import Material, Preview

_OWN_SIZE = "eigen"
_BEELDPUNTEN = address.number(0, 99_999)
_JAAR = address.number(FIRST_YEAR, LAST_YEAR)


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Presentatie", anchor=False)
    top = st.container()
    key = st.radio(
        "Wat wilt u meenemen?",
        list(PRODUCTS),
        format_func=_name_product,
        horizontal=True,
        **address.hold("product", next(iter(PRODUCTS)), address.one_of(PRODUCTS, _name_product)),
    )
    formats = PRODUCTS[key].formaten
    st.html(notice([PRODUCTS[key].waarvoor, *(form.naam for form in formats if len(formats) == 1)]))
    form_side, preview_side = st.columns([2, 3], gap="medium")
    with form_side:
        blik, wish = _ask(key)
    with top:
        st.html(block_html(Paragraph(" ".join(conclude(cache.stand(blik), wish.gebied)), strong=True)))
    with preview_side:
        try:
            shown = _preview(blik, wish)
        except NetmapError as error:
            st.html(alert([str(error)]))
            return
        _offer(blik, wish)
        filters.take_along(
            wish.layer, wish.gebied, network=False, to="Presenteren",
            label="Presenteer op het hele scherm, regio voor regio", icon=":material/slideshow:",
        )  # fmt: skip
        _show_preview(shown)
        show_quote(cache.stand(blik), wish.gebied)


def _name_product(key: str) -> str:
    return PRODUCTS[key].naam


def _ask(product: str) -> tuple[Blik, Wish]:
    """Ask what the chosen product needs to know, and nothing else."""
    data = cache.tables(indeling.read())
    gebied = filters.gebied(data)
    day, below = filters.peildatum(), st.container()
    indeling.ask(data, day, below)
    blik = Blik(day, filters.read_telt(), data.doorgevoerd)
    formats = {form.key: form.naam for form in PRODUCTS[product].formaten}
    wish = Wish(product, "", gebied)
    if product in {"plaatje", "jaarreeks", "dias"}:
        wish = replace(wish, layer=filters.layer())
    if product == "dias":
        wish = _ask_slides(wish)
    if product == "jaarreeks":
        wish = replace(wish, jaren=_jaren(blik.peildatum), size=_size("dia"))
    if product == "rapport":
        wish = replace(
            wish,
            alles=st.toggle(
                "Alle tien politieregio's en Nederland (zip)", **address.hold("tien", False, address.SWITCH)
            ),
        )
    if product == "plaatje":
        doel = _doel()
        wish = replace(wish, doel=doel, size=_size(DOELEN[doel].maat))
        wish = wish if DOELEN[doel].is_message else replace(wish, netwerk=filters.network())
    if product in {"plaatje", "dias"}:
        wish = replace(wish, grenzen=filters.grenzen(data))
    if product == "plaatje" or (product == "dias" and not wish.alles):
        view = cache.view(blik, wish.layer, gebied)
        is_message = product == "plaatje" and DOELEN[wish.doel].is_message
        usual = title_message(cache.stand(blik), view) if is_message else default_title(cache.stand(blik), view)
        wish = replace(wish, titel=_title(usual))
    if len(formats) > 1:
        held = address.hold("formaat", next(iter(formats)), address.one_of(formats, formats.__getitem__))
        formaat = st.selectbox("Formaat", list(formats), format_func=formats.__getitem__, **held)
        return blik, _ask_secties(replace(wish, formaat=formaat))
    return blik, _ask_secties(replace(wish, formaat=next(iter(formats))))


def _ask_slides(wish: Wish) -> Wish:
    """Ask what a deck has in it."""
    wish = replace(wish, alles=st.toggle("Hele presentatie", **address.hold("alles", True, address.SWITCH)))
    wish = replace(
        wish,
        vormen=st.toggle(
            "Kaart als vormen om aan te passen",
            help="Elke gemeente is dan een vorm met een naam, waarvan u de kleur kunt veranderen. "
            "Anders is de kaart een plaatje.",
            **address.hold("vormen", False, address.SWITCH),
        ),
    )
    if not wish.alles:
        return wish
    return replace(
        wish,
        opening=st.toggle("Met een openingsdia", **address.hold("opening", False, address.SWITCH)),
        besluit=st.toggle(
            "Met een dia voor het gevraagde besluit",
            help="U vult zelf in welk besluit u vraagt, van wie en voor wanneer.",
            **address.hold("besluit", False, address.SWITCH),
        ),
    )


def _ask_secties(wish: Wish) -> Wish:
    """Ask which results of other pages go along, where they can."""
    if not has_secties(wish):
        return wish
    chosen = st.multiselect(
        "Extra onderdelen",
        list(ONDERDELEN),
        format_func=ONDERDELEN.__getitem__,
        filter_mode="contains",
        select_all=False,
        **address.hold("secties", [], address.some_of(ONDERDELEN, ONDERDELEN.__getitem__)),
        placeholder="Geen; kies er een of meer",
    )
    wish = replace(wish, secties=tuple(key for key in ONDERDELEN if key in chosen))
    if "ontwikkeling" not in wish.secties:
        return wish
    help_text, written = f"Leeg is {dutch_date(SINDS)}.", typed_date(SINDS)
    return replace(wish, sinds=filters.ask_day("Vergelijk met", "vanaf", SINDS, help_text, written))


def _jaren(peildatum: date) -> tuple[int, int]:
    """Ask for the first and the last year."""
    first, last = usual_jaren(peildatum)
    left, right = st.columns(2)
    van = left.number_input("Eerste jaar", step=1, **address.hold("vanjaar", first, _JAAR))
    tot = right.number_input("Laatste jaar", step=1, **address.hold("totjaar", last, _JAAR))
    try:
        return check_jaren(int(van), int(tot))
    except NetmapError as error:
        st.html(alert([str(error), f"U ziet nu {first} tot en met {last}."]))
        return first, last


def _doel() -> str:
    """Ask what a picture is for."""

    def name(key: str) -> str:
        return DOELEN[key].naam

    held = address.hold("doel", next(iter(DOELEN)), address.one_of(DOELEN, name))
    chosen: str = st.selectbox("Doel", list(DOELEN), format_func=name, **held)
    return chosen


def _size(usual: str) -> Size:
    """Ask for a size: one with a name, or a width and height."""
    names = {
        **{key: size.naam for key, size in SIZES.items()},
        _OWN_SIZE: "Eigen maat",
    }
    held = address.hold("maat", usual, address.one_of(names, names.__getitem__))
    chosen = st.selectbox("Maat", list(names), format_func=names.__getitem__, **held)
    if chosen != _OWN_SIZE:
        return SIZES[chosen]
    left, right = st.columns(2)
    width = left.number_input("Breedte in beeldpunten", step=10, **address.hold("breedte", 1600, _BEELDPUNTEN))
    height = right.number_input("Hoogte in beeldpunten", step=10, **address.hold("hoogte", 900, _BEELDPUNTEN))
    try:
        return make_size(int(width), int(height))
    except NetmapError as error:
        st.html(alert([str(error), "U ziet nu de maat van een dia."]))
        return SIZES["dia"]


def _title(usual: str) -> str:
    """Ask for a title; blank is the usual one."""
    typed = st.text_input("Titel", placeholder=usual, **address.hold("titel", "", address.TEXT)) or ""
    try:
        return check_title(typed)
    except NetmapError as error:
        st.html(alert([str(error), "U ziet nu de gewone titel."]))
        return ""


def _show_preview(shown: Preview) -> None:
    """Draw what will be in the file: a picture with its words, or a list."""
    st.html(heading("Voorbeeld"))
    if shown.beeld:
        with st.container(key="voorbeeld"):  # on a phone from edge to edge
            st.image(shown.beeld, alt=shown.alt, width="stretch")
        with st.expander("Wat hier te zien is, in woorden"):
            st.html(block_html(Listing((shown.alt,))))
    if shown.tabel is not None:
        st.html(table_html(shown.tabel))


@cache.once("Voorbeeld maken…", keep=60)
def _preview(blik: Blik, wish: Wish) -> Preview:
    """Make the preview once for everybody."""
    return preview(cache.material(blik), wish)


def _offer(blik: Blik, wish: Wish) -> None:
    """Offer the file: at once, or for long work after a progress bar."""
    wish = replace(wish, adres=(st.context.url or "").rpartition("/")[0])
    material = cache.material(blik)
    name, mime = name_of(material, wish)
    label = f"Download {name}"
    if not wish.alles:
        offer_file(label, lambda: make(material, wish), name, mime, actie="lezen", look="primary")
        if wish.product in {"plaatje", "jaarreeks"}:
            beside = str(Path(name).with_suffix(".csv"))
            data = partial(make_picture_data, material, wish)
            offer_file("Download de gegevens (CSV)", data, beside, "text/csv", actie="lezen")
        if wish.product == "plaatje":
            code, png = partial(make_picture_code, material, replace(wish, formaat="png")), f"{Path(name).stem}-qr.png"
            offer_file("Download de QR-code van deze kaart (PNG)", code, png, "image/png", actie="lezen")
        return
    ready = (cache.mark(), blik, wish)
    if st.button("Maak het bestand", type="primary"):
        st.session_state["_gemaakt"] = (ready, _make_with_progress(material, wish))
    made, content = st.session_state.get("_gemaakt", (None, b""))
    if made == ready:
        offer_file(label, lambda: content, name, mime, actie="lezen", look="primary")
    else:
        st.caption("Dit duurt enkele seconden. Gaat u intussen naar een andere pagina, dan stopt het maken.")


def _make_with_progress(material: Material, wish: Wish) -> bytes:
    """Make a file that takes some seconds, and show how far it is."""
    bar = st.progress(0.0, "Bezig…")

    def advance(done: int, total: int, what: str) -> None:
        bar.progress(done / total, f"{done} van {total}: {literal(what)}")

    content = make(material, wish, advance)
    bar.empty()
    return content
