"""The page that Streamlit fills: in Dutch, with our own script and style, and nothing but files of this server."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from streamlit.file_util import get_static_dir

from netmap.maps.style import svg_address
from netmap.ui.shelf import ASSETS, Kept, pack

_HERE: Final = Path(__file__).parent
_SCRIPTS: Final = ("adres", "taal", "tabel", "inhoud", "wacht")
"""Where the app is; Dutch for what Streamlit says in English; sort and search in a table; the way past the menu; what
does not appear."""
_BLOCKS: Final = files("netmap.write") / "templates" / "blocks.css"
_COMPONENT: Final = "BidiComponent"
"""The part of Streamlit that a map stands in; Streamlit fetches it only when it gets one."""
_IMPORT: Final = re.compile(r"""(?:from|import)[`"']\./([\w.-]+\.js)""")
_PART: Final = re.compile(r'<(?:link|script)\b[^>]*"\./static/[^>]*>(?:</script>)?')
_PAGE: Final = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
<title>netmap</title>
<link rel="shortcut icon" href="{icon}">
{parts}
</head>
<body>
<noscript><p>netmap heeft JavaScript nodig. Zet het aan en laad de pagina opnieuw.</p></noscript>
<link rel="stylesheet" href="./{sheet}">
<div id="root"></div>
</body>
</html>
"""


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _build_script() -> Kept:
    """Put our scripts in one file; each keeps its names for itself."""
    return pack("pagina.js", "".join(f"{{\n{_read(f'{name}.js')}}}\n" for name in _SCRIPTS).encode())


@lru_cache(maxsize=8)
def build_page(map_script: str | None) -> Kept:
    """Take what Streamlit needs from its own page, and leave the rest; the script of a map does not wait for it."""
    theirs = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    ours = f'<script type="module" src="./{ASSETS}{_SCRIPT_NAME}"></script>'
    parts = [ours, *_PART.findall(theirs)]
    if map_script:
        parts.insert(1, f'<script type="module" async src="./{ASSETS}{map_script}"></script>')
        parts += [f'<link rel="modulepreload" crossorigin href="./{path}">' for path in _find_chunks(theirs)]
    filled = _PAGE.format(icon=svg_address(_read("icoon.svg")), parts="\n".join(parts), sheet=ASSETS + _SHEET_NAME)
    return pack("index.html", filled.encode())


def _find_chunks(page: str) -> list[str]:
    """List the scripts that a map needs and that Streamlit's page does not fetch by itself."""
    folder = Path(get_static_dir()) / "static" / "js"
    found: list[str] = []
    ahead = [path.name for path in folder.glob(f"{_COMPONENT}.*.js")]
    while ahead:
        name = ahead.pop()
        if name not in page and name not in found:
            found.append(name)
            ahead += _IMPORT.findall((folder / name).read_text(encoding="utf-8"))
    return [f"static/js/{name}" for name in found]


_SCRIPT: Final = _build_script()
_SHEET: Final = pack("stijl.css", (_BLOCKS.read_text(encoding="utf-8") + _read("stijl.css")).encode())
_SCRIPT_NAME: Final = f"pagina-{_SCRIPT.digest}.js"
_SHEET_NAME: Final = f"stijl-{_SHEET.digest}.css"
FILES: Final = {_SCRIPT_NAME: _SCRIPT, _SHEET_NAME: _SHEET}
"""What every page fetches, by name."""
