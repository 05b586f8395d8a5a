"""Everything about one gemeente: status and why, both columns of the chain, what is missing, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from markupsafe import Markup

from netmap.chain import find_chain, find_missing, find_sources
from netmap.gaps import whom_to_ask
from netmap.layers import STATUS_KLASSEN
from netmap.maps.style import as_image, swatch_svg
from netmap.schema import dutch_date, dutch_number
from netmap.ui import html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.chain import Schakel
    from netmap.layers import Stand


def show_panel(stand: Stand, code: str) -> None:
    """Draw the panel of one gemeente."""
    one = stand.dekking[code]
    klasse = next(klasse for klasse in STATUS_KLASSEN if klasse.key == one.status)
    stale = Markup('<span class="nm-merk">te bevestigen</span>') if one.te_bevestigen else ""
    st.html(
        Markup(
            '<h2 class="nm-verborgen">Gekozen gemeente</h2><h3 id="gemeente">{}</h3>'
            '<p class="nm-status">{} <b>{}</b> {}</p><p class="nm-klein">{}</p>'
        ).format(
            one.naam,
            Markup(as_image(swatch_svg(klasse, te_bevestigen=one.te_bevestigen))),
            klasse.label,
            stale,
            f"{one.provincie} · politieregio {one.politieregio} · {dutch_number(one.inwoners)} inwoners",
        )
    )
    facts = [
        ("Organisaties per doelgroep", _segments(one.segmenten)),
        ("Fte per 100.000 inwoners", "onbekend" if one.fte_per_100k is None else dutch_number(one.fte_per_100k, 2)),
        ("Einddatum", dutch_date(one.einddatum) if one.einddatum else "onbekend"),
        ("Zekerheid van de bron", one.zekerheid),
    ]
    st.html(html.definitions(facts))
    chain = find_chain(stand, code)
    st.html(
        Markup(
            '<div class="nm-keten"><div><h4>Zorg</h4>{}</div><div><h4>Veiligheid en bestuur</h4>{}</div></div>'
        ).format(_column(chain.zorg), _column(chain.bestuur))
    )
    missing = find_missing(stand, code)
    if missing:
        st.html(html.section("Wat ontbreekt", html.bullets(missing), level=4))
        st.html(html.section("Wie kan dit weten", html.bullets(whom_to_ask(stand, code)), level=4))
    st.html(html.section("Waarom deze status", html.bullets(one.uitleg), level=4))
    _show_sources(stand, code)


def _segments(segmenten: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{segment} jaar: {', '.join(names) or 'geen bekend'}" for segment, names in segmenten.items())


def _column(links: tuple[Schakel, ...]) -> Markup:
    items = Markup("").join(
        Markup('<li class="{}"><span>{}</span><b>{}</b></li>').format(
            "ja" if link.staat == "ja" else "niet", link.functie, link.wie
        )
        for link in links
    )
    return Markup("<ol>{}</ol>").format(items)


def _show_sources(stand: Stand, code: str) -> None:
    """Draw the table of sources with their dates, links and functional contact."""
    sources = find_sources(stand, code)
    if not sources:
        return
    frame = pd.DataFrame(
        [
            {
                "Functie": source.rol,
                "Organisatie": source.organisatie,
                "Bron": source.bron,
                "Datum": f"{source.datum}; bevestigd {source.bevestigd}" if source.bevestigd else source.datum,
                "Zekerheid": source.zekerheid,
                "Contact (functie)": source.contact or "niet bekend",
            }
            for source in sources
        ]
    )
    if not any(source.contact for source in sources):
        frame = frame.drop(columns="Contact (functie)")
        st.html('<p class="nm-klein">Van deze functies staat geen functioneel e-mailadres in de gegevens.</p>')
    st.html(html.table(frame, "Bronnen", "Functie", links=["Bron"]))
