"""Every file that a page offers: to who may have it, and made only as long as they may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from netmap.errors import NetmapError
from netmap.toegang import may
from netmap.ui import gebruiker

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.toegang import Actie


def offer_file(
    label: str,
    make: Callable[[], bytes | str],
    name: str,
    mime: str,
    *,
    actie: Actie,
    key: str | None = None,
    look: Literal["primary", "secondary"] = "secondary",
) -> None:
    """
    Draw the button of a file; nothing for who may not have it.

    Parameters
    ----------
    label
        What the button says.
    make
        Makes the file when somebody presses it.
    name, mime
        Of the file.
    actie
        What somebody must be allowed to; who saw mailboxes when this was drawn, must still be allowed those too.
    key, look
        Of the button.
    """
    wie = gebruiker.current()
    if not may(wie, actie):
        return
    ask_again = gebruiker.later()
    asked = [actie, "contact"] if may(wie, "contact") else [actie]

    def hand_over() -> bytes | str:
        now = ask_again()
        if not all(may(now, one) for one in asked):
            msg = "Dit bestand mag u niet meer hebben. Laad de pagina opnieuw."
            raise NetmapError(msg)
        return make()

    st.download_button(label, hand_over, name, mime, key=key, on_click="ignore", type=look)
