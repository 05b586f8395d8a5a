"""The role file as it is now: read anew when it changes, so that a role that is taken away is gone at once."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from netmap.toegang import Toegang, read_toegang, toegang_file


def read_roles() -> Toegang:
    """Read the role file; without one everybody may read. NetmapError when it is wrong."""
    file = toegang_file()
    if file is None:
        return Toegang()
    try:
        stat = file.stat()
    except OSError:
        return read_toegang(file)  # says that it cannot be read
    return _read(str(file), stat.st_mtime_ns, stat.st_size)


@st.cache_resource(show_spinner=False, max_entries=4)
def _read(file: str, when: int, size: int) -> Toegang:  # noqa: ARG001 (they must be hashed)
    return read_toegang(Path(file))
