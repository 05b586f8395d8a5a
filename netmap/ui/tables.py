"""What pages show beside the map: the conclusion, the same facts as a table, and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from netmap.coverage import compute_totals
from netmap.layers import STATUS_KLASSEN
from netmap.summary import build_table, conclude
from netmap.ui import cache, html
from netmap.write.csv import to_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import pandas as pd

    from netmap.gebieden import Gebied
    from netmap.layers import Stand

_SHOWN: Final = [
    "Gemeente",
    "Provincie",
    "Zorgcoördinatie",
    "Te bevestigen",
    "Organisaties",
    "Bestuurlijk trekker",
    "Ketenregisseur",
    "Aandachtsfunctionaris",
    "Volledigheid van de keten",
    "Actualiteit",
    "Zekerheid van de bron",
    "Inwoners",
]


def show_conclusion(stand: Stand, region: Gebied | None) -> None:
    """Draw what every page opens with: the conclusion and the counts."""
    st.html(_conclusion(cache.stamp(), stand.peildatum, region))


@st.cache_resource(show_spinner=False, max_entries=100)
def _conclusion(stamp: cache.Stamp, peildatum: date, region: Gebied | None) -> str:  # noqa: ARG001 (it must be hashed)
    """Make the conclusion and the counts once for everybody."""
    stand = cache.stand(peildatum)
    totals = compute_totals(stand.dekking[code] for code in stand.codes(region))
    labels = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}
    return html.conclusion(" ".join(conclude(stand, region))) + html.total_tiles(totals, labels)


def show_gemeenten(stand: Stand, region: Gebied | None) -> None:
    """Draw gemeenten × layers, ordered by name, with a download that also explains every row."""
    st.html("<h2>Dezelfde gegevens als tabel</h2>")
    offer_csv(
        lambda: build_table(stand, stand.codes(region)),
        f"netmap-gemeenten-{stand.peildatum.isoformat()}.csv",
        "Download deze tabel (CSV, met uitleg)",
    )
    st.html(_gemeenten(cache.stamp(), stand.peildatum, region))


@st.cache_resource(show_spinner=False, max_entries=100)
def _gemeenten(stamp: cache.Stamp, peildatum: date, region: Gebied | None) -> str:  # noqa: ARG001 (it must be hashed)
    """Make the table once for everybody; it is the same for every layer, so it travels once."""
    stand = cache.stand(peildatum)
    where = str(region or "Nederland")
    frame = build_table(stand, stand.codes(region))[_SHOWN]
    return html.table(frame, f"Gemeenten in {where}: alle lagen, op naam", "Gemeente")


def offer_csv(make: Callable[[], pd.DataFrame], name: str, label: str) -> None:
    """Offer a table as CSV for Excel; it is made when somebody asks for it."""
    st.download_button(
        label, lambda: to_csv(make()), file_name=name, mime="text/csv", on_click="ignore", key=f"download_{name}"
    )
