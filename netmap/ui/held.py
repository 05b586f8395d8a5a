"""What a reader waits for is made once in a visit: it may hold what they typed, so nobody else gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")
_KEPT = "_bewaard"
_MOST = 6


def once(key: Hashable, make: Callable[[], T], said: str) -> T:
    """Return what was made under a key in this visit, or make it and say meanwhile what is going on."""
    kept: dict[Hashable, Any] = st.session_state.setdefault(_KEPT, {})
    if key not in kept:
        with st.spinner(said):
            made = make()
        while len(kept) >= _MOST:
            del kept[next(iter(kept))]
        kept[key] = made
    return cast("T", kept[key])
