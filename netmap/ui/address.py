"""The address of a page is its state: what somebody chooses is written there, and every page reads it from there.

Streamlit's own ``bind`` forgets a choice at the next page and makes no step that Back undoes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from netmap.schema import dutch_number, fold
from netmap.write.html import notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_KNOWN = "_adres"
"""Page and address that this visit is at; the browser may not have heard of the latest choice yet."""
_HELD = "_keuzes"
_NOTHING = object()
_MOST_SIGNS = 200
"""Of one choice: no name is longer."""
_SHOWN_SIGNS = 60


class Kind(NamedTuple):
    """How the choices of a widget are written in an address."""

    read: Callable[[list[str]], Any]
    """Raises ValueError, with a Dutch sentence, on what means nothing."""
    write: Callable[[Any], list[str]]
    most: int = _MOST_SIGNS
    """Signs of one choice; what is longer is not read."""


class _Held(NamedTuple):
    """A widget of this page: what it got from the address, what it is without one, and how it is written."""

    value: Any
    usual: Any
    kind: Kind
    instead: str


def open_page(path: str) -> None:
    """Take the address as it is on another page and after Back; else mend what is older than the latest choice."""
    said = _read_all()
    run = get_script_run_ctx()
    known = st.session_state.get(_KNOWN)
    if known is None or known[0] != path or (run is not None and run.is_history_navigation):
        st.session_state[_KNOWN] = (path, said)
        st.session_state[_HELD] = {}
    elif known[1] != said:
        st.query_params.from_dict(known[1])


def read(key: str, usual: Any, kind: Kind, instead: str = "") -> Any:
    """Return what the address says under a key, or else under another; what means nothing is said, and is as usual."""
    try:
        return _find(key, usual, kind, instead)
    except ValueError as error:
        st.html(notice([str(error)]))
        return usual


def peek(key: str, usual: Any, kind: Kind, instead: str = "") -> Any:
    """Return what the widget of this key will say when it is drawn, which also says what means nothing."""
    try:
        return _find(key, usual, kind, instead)
    except ValueError:
        return usual


def _find(key: str, usual: Any, kind: Kind, instead: str) -> Any:
    said = st.query_params.get_all(key) or (st.query_params.get_all(instead) if instead else [])
    for word in said:
        if len(word) > kind.most:
            raise unknown(word, f"Dat zijn {dutch_number(len(word))} tekens, en dat is te lang.")
    return kind.read(said) if said else usual


def hold(key: str, usual: Any, kind: Kind, instead: str = "", always: bool = False) -> dict[str, Any]:
    """
    Give a widget what the address says, under its key or else under another; return its key and its callback.

    The usual choice is not in the address, unless ``always``.
    """
    value = read(key, usual, kind, instead)
    held = st.session_state.setdefault(_HELD, {})
    if key not in held or key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value  # also what the page before calls the same: the widget is another
    held[key] = _Held(value, _NOTHING if always else usual, kind, instead)
    return {"key": key, "on_change": _write}


def put(**words: str) -> None:
    """Write words in the address, in one step; an empty one is taken away."""
    _go({**_latest(), **{key: [word] for key, word in words.items()}})


def unknown(word: str, why: str) -> ValueError:
    """Make the error that says which word of the address means nothing, and why."""
    shown = word if len(word) <= _SHOWN_SIGNS else f"{word[:_SHOWN_SIGNS]}…"
    return ValueError(f"Het adres noemt {shown!r}. {why}")


def one_of(options: Iterable[Any], name: Callable[[Any], str] = str) -> Kind:
    """Make the kind of a choice from a list: by its name or its key, in any spelling of capitals and accents."""
    known = {fold(word): option for option in options for word in (str(option), name(option))}

    def read(said: list[str]) -> Any:
        if fold(said[-1]) in known:
            return known[fold(said[-1])]
        raise unknown(said[-1], "Dat is hier geen keuze; u ziet de gewone keuze.")

    return Kind(read, lambda option: [name(option)])


def some_of(options: Iterable[Any], name: Callable[[Any], str] = str) -> Kind:
    """Make the kind of several choices from a list."""
    one = one_of(options, name)
    return Kind(lambda said: [one.read([word]) for word in said], lambda chosen: [name(option) for option in chosen])


def number(least: int, most: int) -> Kind:
    """Make the kind of a whole number between two bounds; nothing but digits is one."""

    def read(said: list[str]) -> int:
        word = said[-1]
        if word.isascii() and word.isdecimal() and least <= int(word) <= most:
            return int(word)
        bounds = f"{dutch_number(least)} tot en met {dutch_number(most)}"
        raise unknown(word, f"Dat is geen getal van {bounds}; u ziet de gewone keuze.")

    return Kind(read, lambda value: [] if value is None else [str(value)])


TEXT = Kind(lambda said: said[-1], lambda text: [text] if text else [])
SWITCH = one_of((True, False), lambda on: str(on).lower())


def _read_all() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _latest() -> dict[str, list[str]]:
    known = st.session_state.get(_KNOWN)
    return dict(known[1]) if known else _read_all()


def _write() -> None:
    """Write what is chosen otherwise than the page was drawn with: the last choice, and one on its heels."""
    address = _latest()
    for key, held in st.session_state.get(_HELD, {}).items():
        if key in st.session_state and (now := st.session_state[key]) != held.value:
            address[key] = held.kind.write(now) if now != held.usual else []
            address.pop(held.instead, None)
    _go(address)


def _go(address: dict[str, list[str]]) -> None:
    said = {key: words for key, words in address.items() if any(words)}
    if known := st.session_state.get(_KNOWN):
        st.session_state[_KNOWN] = (known[0], said)
    if said != _read_all():
        st.query_params.from_dict(said)
