"""The manual for users, written in Markdown, as HTML for a page: one of our own files, never data."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token


def manual_html(path: Path) -> str:
    """
    Write a manual as HTML, without its title.

    Parameters
    ----------
    path
        Markdown; tags in it are shown as text.

    Returns
    -------
    html
        Nothing in it is asked for elsewhere: a picture beside the file is in the text itself and one that is not there
        is left out. A link goes within the page or to the web; of a link to another file only its words stay.
    """
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    parser.add_render_rule("fence", _write_fence)
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    _title, _words, _end, *tokens = parser.parse(path.read_text(encoding="utf-8"))
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _slug(tokens[number + 1].content))
        if token.children:
            token.children = [one for one in token.children if _mend(one, path.parent)]
            _unlink(token.children)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html


def _slug(heading: str) -> str:
    """Return the anchor that a forge makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().casefold()).replace(" ", "-")


def _mend(token: Token, folder: Path) -> bool:
    """Put a picture into the text itself; say whether the token can stay."""
    if token.type != "image":
        return True
    picture = folder / str(token.attrGet("src"))
    if picture.suffix != ".png" or not picture.is_file():
        return False
    token.attrSet("src", f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}")
    return True


def _unlink(tokens: list[Token]) -> None:
    """Take away what leads to another file; what leads to the web opens beside the page."""
    opened: list[Token] = []
    for token in tokens:
        if token.type == "link_open":
            opened.append(token)
            if str(token.attrGet("href")).startswith("https://"):
                token.attrSet("target", "_blank")
                token.attrSet("rel", "noopener noreferrer")
            elif not str(token.attrGet("href")).startswith("#"):
                token.hidden = True
        elif token.type == "link_close":
            token.hidden = opened.pop().hidden


def _write_fence(_renderer: Any, tokens: list[Token], number: int, *_args: Any) -> str:
    return Markup('<pre tabindex="0"><code>{}</code></pre>\n').format(tokens[number].content)


def _open_table(*_args: Any) -> str:
    return '<div class="nm-schuif" role="group" tabindex="0" aria-label="Tabel"><table>\n'


def _close_table(*_args: Any) -> str:
    return "</table></div>\n"
