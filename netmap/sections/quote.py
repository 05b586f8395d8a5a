"""What somebody may say about the cover in one line, and what not, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netmap.quote import find_quotes
from netmap.sections.phrases import headline
from netmap.table import Section, Terms

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.regio import Regio

_YES: Final = "Zo kunt u het zeggen"
_NO: Final = "Zo niet"


def quote_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell which line may be quoted and which one not.

    Facts: ``citaat``, with ``wel`` and ``niet``, each a ``zin`` and its ``reden``.
    """
    quotes = find_quotes(stand, gebied)
    facts: dict[str, Any] = {"citaat": {key: line._asdict() for key, line in quotes._asdict().items()}}
    terms = Terms(tuple(zip((_YES, _NO), (f"“{line.zin}” {line.reden}" for line in quotes), strict=True)))
    return Section("citaat", "Om te zeggen, en om niet te zeggen", headline(gebied, _YES.lower()), (), (terms,), facts)


def tell_quotes(stand: Stand, gebied: Regio | None = None) -> tuple[str, ...]:
    """Write both lines as points of a list, for a slide."""
    (block,) = quote_section(stand, gebied).blocks
    assert isinstance(block, Terms)  # as above
    return tuple(f"{term}: {said}" for term, said in block.items)
