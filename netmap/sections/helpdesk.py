"""Whom to tell that something is not right, in one sentence for every page and file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.settings import Settings

TITLE: Final = "Klopt er iets niet?"


def tell_helpdesk(settings: Settings, about: str = "", rows: Sequence[str] = ()) -> str:
    """
    Say whom to tell that something is not right.

    Parameters
    ----------
    settings
        Of whoever runs this netmap; without an address there the sentence names the way that always exists.
    about
        Name of a gemeente, for the subject of a message.
    rows
        Ids of the rows that say so, for the same.

    Returns
    -------
    sentence
        Dutch; the address in it is one that ``linked`` finds.
    """
    if not settings.meldpunt:
        return (
            "Klopt dit niet? Meld het, met een bron en een datum, aan wie deze netmap beheert. Die kan de gegevens "
            "verbeteren."
        )
    address = settings.meldpunt
    if about and "@" in address:
        named = f" ({', '.join(rows)})" if rows else ""
        address += f"?subject={quote(f'netmap: {about}{named}', safe='')}"
    return f"Klopt dit niet? Meld het, met een bron en een datum, bij {address}."
