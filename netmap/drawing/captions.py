"""What a picture says beside its map: title, conclusion, sources and credit; and which titles are possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.drawing.content import Text
from netmap.drawing.fonts import BOLD, REGULAR, missing_signs
from netmap.drawing.svg import GREY
from netmap.dutch import count
from netmap.errors import NetmapError
from netmap.headline import conclude_view
from netmap.norms import CRITERIA
from netmap.reasons import cite_inwoners
from netmap.schema import dutch_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.inzet import Uitspraak
    from netmap.layers import MapView, Stand

MAX_TITLE: Final = 120
_ROLLEN: Final = {
    "bestuurlijk_trekker": ("bestuurlijk_trekker",),
    "ketenregisseur": ("ketenregisseur",),
    "aandachtsfunctionaris": ("aandachtsfunctionaris",),
    "keten": ("zorgcoordinator", "aandachtsfunctionaris", "bestuurlijk_trekker"),
}
"""Layer to the roles it is about; the other layers are about zorgcoördinatie."""


def default_title(view: MapView) -> str:
    """Name the layer and the area of a view: ``Zorgcoördinatie in de politieregio Oost-Brabant``."""
    where = f"in de {view.gebied}" if view.gebied else "in Nederland"
    return f"{view.naam} {where}"


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


def write_head(stand: Stand, view: MapView, title: str) -> tuple[Text, ...]:
    """Say what a map shows and what follows from it: title, question, day and conclusion."""
    return (
        *write_title(title),
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


def describe_sources(stand: Stand, view: MapView, named: str = "De tabel noemt ze.") -> str:
    """
    Say on what the classes of a view rest: the register, or how many public sources speak of it and from when.

    ``named`` says in a sentence where these are named.
    """
    if view.layer == "inwoners":
        return cite_inwoners(stand.tables.gemeenten["inwoners_jaar"].max())
    criterium = CRITERIA.get(view.layer.upper())
    said: list[Uitspraak] = [one for one in stand.tables.indicatoren if criterium and one.criterium == criterium.code]
    if not criterium:
        rollen = _ROLLEN.get(view.layer, ("zorgcoordinator",))
        said = [inzet for inzet in stand.tables.contacts if inzet.rol in rollen]
    said = [one for one in said if not one.codes.isdisjoint(view.codes)]
    also = f" Ook telt mee: {criterium.uit_contacten}." if criterium and criterium.uit_contacten else ""
    if not said:
        return f"Geen bron zegt dit hier met zoveel woorden.{also}"
    return f"{_count_sources(said)} {named}{also}"


def _count_sources(said: Sequence[Uitspraak]) -> str:
    """Say how many sources there are and from when."""
    years = sorted({one.bron_datum.year for one in said if one.bron_datum is not None})
    when = "" if not years else f" van {years[0]}" if len(years) == 1 else f" van {years[0]} tot en met {years[-1]}"
    number = len({one.bron for one in said} - {""})
    undated = sum(one.bron_datum is None for one in said)
    note = f"; {count(undated, 'regel', 'regels')} zonder datum" if undated and years else ""
    return f"Bronnen: {count(number, 'openbare bron', 'openbare bronnen')}{when}{note}."
