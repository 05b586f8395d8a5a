"""What somebody may say about a map in one line, and what not, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netmap.quote import find_quotes, quote_view
from netmap.sections.phrases import headline
from netmap.table import Section, Terms

if TYPE_CHECKING:
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio

_YES: Final = "Zo kunt u het zeggen"
_NO: Final = "Zo niet"


def quote_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell which line about the cover may be quoted and which one not.

    Facts: ``citaat``, with ``wel`` and ``niet``, each a ``zin`` and its ``reden``.
    """
    quotes = find_quotes(stand, gebied)
    facts: dict[str, Any] = {"citaat": {key: line._asdict() for key, line in quotes._asdict().items()}}
    terms = Terms(tuple(zip((_YES, _NO), (f"“{line.zin}” {line.reden}" for line in quotes), strict=True)))
    return Section("citaat", "Om te zeggen, en om niet te zeggen", headline(gebied, _YES.lower()), (), (terms,), facts)


def tell_quotes(stand: Stand, view: MapView) -> str:
    """Write both lines about a map, each on a line, for a slide; why the first one holds, it says itself."""
    quotes = quote_view(stand, view)
    if quotes is None:
        return ""
    return f"{_YES}: “{quotes.wel.zin}”\n{_NO}: “{quotes.niet.zin}” {quotes.niet.reden}"
