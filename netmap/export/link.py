"""The address at which netmap shows a view: what a file says, so that who holds it can open what it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from netmap.aankondigingen import INDELINGEN
from netmap.schema import CENTRUMGEMEENTE, GRENZEN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netmap.aannames import Aanname
    from netmap.layers import Stand
    from netmap.regio import Regio


def view_link(
    layer: str,
    gebied: Regio | None,
    peildatum: date,
    adres: str = "",
    telt: Iterable[Aanname] = (),
    grenzen: str = GRENZEN[0],
    indeling: str = INDELINGEN[0],
    versie: int = 0,
) -> str:
    """
    Write the address of a view.

    Parameters
    ----------
    layer
        Key of the layer.
    gebied
        The area; None is the country.
    peildatum
        The day; it stands in the address, for tomorrow it is another day.
    adres
        Where netmap runs, such as ``https://netmap.example``; blank when nobody knows.
    telt
        Assumptions about what counts; none when everything does.
    grenzen
        Between which areas the borders stand out, one of ``schema.GRENZEN``; the usual one is not in the address.
    indeling
        With which gemeenten, one of ``aankondigingen.INDELINGEN``; those by law are not in the address.
    versie
        Of the data, where they are kept in a store; 0 is the newest and not in the address.

    Returns
    -------
    link
        Of the page Kaart, or of Presenteren for an area that Kaart does not show; without ``adres`` from its ``/`` on.
    """
    words = {"laag": layer, "peildatum": peildatum.isoformat()}
    page = "kaart"
    if gebied is not None and (gebied.codes or gebied.soort == CENTRUMGEMEENTE):
        words["politieregio"] = gebied.token
    elif gebied is not None and gebied.soort == "politieregio":
        words["politieregio"] = gebied.naam
    elif gebied is not None:
        page, words["gebied"] = "presenteren", gebied.token
    if grenzen != GRENZEN[0]:
        words["grenzen"] = grenzen
    if indeling != INDELINGEN[0]:
        words["indeling"] = indeling
    if versie:
        words["versie"] = str(versie)
    asked = [*words.items(), *(("telt", one.key) for one in telt)]
    return f"{adres.rstrip('/')}/{page}?{urlencode(asked, quote_via=quote, safe=';:')}"


def find_view(stand: Stand, layer: str, gebied: Regio | None, adres: str = "", grenzen: str = GRENZEN[0]) -> str:
    """Return the address at which netmap shows what a file is made of; arguments as of `view_link`."""
    indeling = INDELINGEN[bool(stand.tables.doorgevoerd)]
    return view_link(layer, gebied, stand.peildatum, adres, stand.telt, grenzen, indeling, stand.tables.versie)


def tell_view(stand: Stand, layer: str, gebied: Regio | None, adres: str = "", grenzen: str = GRENZEN[0]) -> str:
    """Say where that is, in a Dutch sentence."""
    return tell_link(find_view(stand, layer, gebied, adres, grenzen))


def tell_link(link: str) -> str:
    """Say where a view is, in a Dutch sentence."""
    if link.startswith("/"):
        return f"Deze kaart in netmap: zet {link} achter het adres van netmap."
    return f"Deze kaart in netmap: {link}"
