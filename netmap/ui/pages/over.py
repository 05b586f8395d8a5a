"""Page Over: what the map is, whose data, what it does not say, whom to tell, words, layers, and last the files."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from netmap.aannames import Blik
from netmap.errors import first_lines
from netmap.explain import STATUS_MEANING
from netmap.klassen import STATUS_KLASSEN
from netmap.schema import dutch_today
from netmap.sections.answers import layers_table
from netmap.sections.helpdesk import TITLE, tell_helpdesk
from netmap.sections.norms import norms_section
from netmap.sections.sources import files_table, sources_table, tell_origin
from netmap.sections.versies import versies_table
from netmap.table import Paragraph, Terms
from netmap.ui import cache, filters, versie
from netmap.write.html import block_html, heading, notice, table_html

_TEKSTEN = Path(__file__).resolve().parents[2] / "teksten"


def render() -> None:
    """Draw the page: words first, for whoever reads; what concerns the files last."""
    st.title("Over deze kaart", anchor=False)
    _show_text("over")
    _show_origin()
    st.html(heading("Wat deze kaart niet zegt"))
    _show_text("wat_niet")
    st.html(heading(TITLE, block_html(Paragraph(tell_helpdesk(cache.settings())))))
    filters.lead_to("Handleiding", "Lees de handleiding", ":material/menu_book:")
    meanings = Terms(tuple((klasse.label, STATUS_MEANING[klasse.key].uitleg) for klasse in STATUS_KLASSEN))
    st.html(heading("Begrippen", block_html(meanings)))
    _show_text("begrippen")
    st.html(heading("Lagen", table_html(layers_table(cache.stand(Blik(dutch_today()))))))
    _show_norms()
    _show_versions()
    cards = cache.sources()
    sums = Terms(tuple((card.bestand, card.sha256) for card in cards))
    st.html(heading("De bestanden, voor wie ze beheert", table_html(files_table(cards))))
    st.html(heading("Controlegetallen (sha256)", block_html(sums), level=3))


def _show_text(name: str) -> None:
    """Draw one of our own texts."""
    st.markdown((_TEKSTEN / f"{name}.md").read_text(encoding="utf-8"))


def _show_norms() -> None:
    """Draw what the norm is, since when and how binding."""
    section = norms_section(cache.stand(Blik(dutch_today())))
    shown = (Paragraph(" ".join(section.conclusion)), *section.blocks)
    st.html(heading(section.title, *map(block_html, shown)))


def _show_versions() -> None:
    """Draw which versions of the data there are, and let the reader choose; nothing without a store."""
    if versions := cache.versies():
        st.html(heading("Versies van de gegevens", table_html(versies_table(versions, cache.changes))))
        versie.ask()


def _show_origin() -> None:
    """Draw whose the data are and how fresh, with what is wrong in them."""
    data = cache.tables()
    told = block_html(Paragraph(" ".join(tell_origin(cache.stand(Blik(dutch_today()))))))
    noted = [*data.notices, *(str(problem) for problem in data.problems if problem not in data.cut_off)]
    mended = [notice(first_lines(noted))] if noted else []
    st.html(heading("Van wie de gegevens zijn, en hoe oud", told, *mended, table_html(sources_table(cache.sources()))))
