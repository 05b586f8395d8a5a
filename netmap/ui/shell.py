"""The page that Streamlit fills: in Dutch, with our own script in it and no other than those of this server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from streamlit.file_util import get_static_dir

from netmap.ui.shelf import Kept, pack

_HERE: Final = Path(__file__).parent
_SCRIPTS: Final = ("adres", "taal", "tabel", "inhoud", "wacht")
"""Where the app is; Dutch for what Streamlit says in English; sort and search in a table; the way past the menu; what
does not appear."""
_PART: Final = re.compile(r'<(?:link|script)\b[^>]*"\./static/[^>]*>(?:</script>)?')
_PAGE: Final = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
<title>netmap</title>
<link rel="shortcut icon" href="data:image/svg+xml,{icon}">
<script type="module" src="./app/static/{script}"></script>
{parts}
</head>
<body>
<noscript><p>netmap heeft JavaScript nodig. Zet het aan en laad de pagina opnieuw.</p></noscript>
<div id="root"></div>
</body>
</html>
"""


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _build_script() -> Kept:
    """Put our scripts in one file; each keeps its names for itself."""
    return pack("pagina.js", "".join(f"{{\n{_read(f'{name}.js')}}}\n" for name in _SCRIPTS).encode())


def _build_page() -> Kept:
    """Take what Streamlit needs from its own page, and leave the rest."""
    theirs = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    parts = "\n".join(_PART.findall(theirs))
    return pack("index.html", _PAGE.format(icon=quote(_read("icoon.svg")), script=SCRIPT_NAME, parts=parts).encode())


SCRIPT: Final = _build_script()
SCRIPT_NAME: Final = f"pagina-{SCRIPT.digest}.js"
PAGE: Final = _build_page()
