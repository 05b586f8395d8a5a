"""What a status rests on: how many independent sources, the newest, and the weakest link."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netmap.coverage import find_carrying
from netmap.dutch import count
from netmap.graph import find_inzetten
from netmap.inzet import as_written
from netmap.schema import ZEKERHEDEN, dutch_date

if TYPE_CHECKING:
    from datetime import date

    from netmap.stand import Stand


class Onderbouwing(NamedTuple):
    """What the status of zorgcoördinatie of one gemeente rests on."""

    bronnen: int
    """Different sources; 0 when no source says how it is."""
    onafhankelijk: int
    """Of those, how many are independent of each other."""
    nieuwste: date | str | None
    """Of the newest, up to the day, no more precise than it is written; None when none has a date that counts."""
    later: bool
    """Whether there is a date, but only of after the day."""
    zekerheden: tuple[str, ...]
    """How certain the sources are, each once, the weakest last."""

    @property
    def zwakste(self) -> str:
        """Certainty of the weakest; blank without sources."""
        return self.zekerheden[-1] if self.zekerheden else ""


def find_onderbouwing(stand: Stand, code: str) -> Onderbouwing:
    """
    Find what the status of zorgcoördinatie of a gemeente rests on.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    code
        Gemeente code.

    Returns
    -------
    onderbouwing
        Over the statements that carry the status on the day. Two sources are independent when they have another
        publisher: another site, and not the own sites of organisations with one mother or one person. What another
        page or subdomain of the same site says is the same source once more. When in doubt it is one: a site of many
        publishers counts once. Adding a source never lowers the number.
    """
    one, day = stand.dekking[code], stand.peildatum
    if one.status == "onbekend":
        return Onderbouwing(0, 0, None, later=False, zekerheden=())
    carrying = find_carrying(find_inzetten(stand.graph, code, "zorgcoordinator"), one.status, day)
    return Onderbouwing(
        len({row.bron for row in carrying}),
        len({row.uitgever for row in carrying}),
        as_written(one.bevestigd, carrying, "bevestigd_op", "bron_datum"),
        later=one.bevestigd is None and any(row.woorden for row in carrying),
        zekerheden=tuple(sorted({row.zekerheid for row in carrying}, key=ZEKERHEDEN.index)),
    )


def tell_onderbouwing(one: Onderbouwing) -> str:
    """
    Say in one sentence what a status rests on.

    Parameters
    ----------
    one
        Output of ``find_onderbouwing``, with sources.

    Returns
    -------
    sentence
        ``De status van zorgcoördinatie rust op 2 bronnen die los van elkaar staan; de nieuwste is van 2021, de zwakste
        heeft zekerheid laag.``
    """
    sources = f"De status van zorgcoördinatie rust op {count(one.bronnen, 'bron', 'bronnen')}"
    if one.bronnen == 1:
        when = f"van {dutch_date(one.nieuwste)}" if one.nieuwste else "van na deze dag" if one.later else "zonder datum"
        return f"{sources} {when}, met zekerheid {one.zwakste}."
    if one.onafhankelijk == one.bronnen:
        sources += " die los van elkaar staan"
    elif one.onafhankelijk == 1:
        sources += " die niet los van elkaar staan"
    else:
        sources += f", waarvan {one.onafhankelijk} los van elkaar"
    none = "geen heeft een datum tot en met deze dag" if one.later else "geen heeft een datum"
    newest = f"de nieuwste is van {dutch_date(one.nieuwste)}" if one.nieuwste else none
    weakest = "de zwakste" if len(one.zekerheden) > 1 else "elke"
    return f"{sources}; {newest}, {weakest} heeft zekerheid {one.zwakste}."
