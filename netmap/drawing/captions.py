"""What a picture says beside its map: title, conclusion, sources and credit; and which titles are possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.drawing.content import Text
from netmap.drawing.fonts import BOLD, REGULAR, missing_signs
from netmap.drawing.svg import GREY
from netmap.errors import NetmapError
from netmap.headline import conclude_view
from netmap.layers import LAYERS
from netmap.proof import tell_basis, tell_sources
from netmap.reasons import cite_inwoners
from netmap.schema import dutch_date

if TYPE_CHECKING:
    from netmap.layers import MapView, Stand

MAX_TITLE: Final = 120


def default_title(stand: Stand, view: MapView) -> str:
    """Name the layer and the area of a view, and its sources: ``Keten in Nederland, volgens bronnen uit 2018–2021``."""
    basis = tell_basis(stand, view) if view.layer in LAYERS else ""
    return f"{_name(view)}{f', volgens {basis}' if basis else ''}"


def _name(view: MapView) -> str:
    """Name the layer and the area."""
    return f"{view.naam} {f'in de {view.gebied}' if view.gebied else 'in Nederland'}"


def check_title(text: str) -> str:
    """
    Check a title that somebody typed.

    Parameters
    ----------
    text
        The title; empty for none.

    Returns
    -------
    title
        The same without white space at its ends.

    Raises
    ------
    NetmapError
        When it is too long or has signs that cannot be drawn; in Dutch.
    """
    title = text.strip()
    if len(title) > MAX_TITLE:
        msg = f"De titel heeft {len(title)} tekens. Kort hem in tot {MAX_TITLE} tekens."
        raise NetmapError(msg)
    if any(not sign.isprintable() for sign in title):
        msg = "De titel bevat een stuurteken, zoals een tab of een regeleinde. Typ hem opnieuw op één regel."
        raise NetmapError(msg)
    if missing := missing_signs(title):
        signs = " ".join(missing[:5])
        msg = f"De titel bevat tekens die het lettertype niet kent: {signs}. Haal ze weg, bijvoorbeeld een emoji."
        raise NetmapError(msg)
    return title


def write_head(stand: Stand, view: MapView, title: str | None) -> tuple[Text, ...]:
    """Say what a map shows and what follows from it: title (its own when None), question, day and conclusion."""
    return (
        *write_title(_name(view) if title is None else title),
        Text(view.vraag, 11.5, REGULAR, GREY),
        Text(f"Peildatum {dutch_date(view.peildatum)}", 11.5, BOLD),
        Text(" ".join(conclude_view(stand, view)), 12),
    )


def write_title(title: str, size: float = 25) -> tuple[Text, ...]:
    """Set a title, if there is one."""
    return (Text(title, size, BOLD, is_title=True),) if title else ()


def write_foot(*texts: str) -> tuple[Text, ...]:
    """Set sources and credit small."""
    return tuple(Text(text, 8, REGULAR, GREY) for text in texts)


def describe_sources(stand: Stand, view: MapView, named: str = "") -> str:
    """
    Say on what the classes of a view rest: the register, or how many public sources speak of it and from when.

    ``named`` is the begin of a sentence that says where these are named, if anywhere.
    """
    if view.layer == "inwoners":
        return cite_inwoners(stand.tables.gemeenten["inwoners_jaar"].max())
    return tell_sources(stand, view, named)
