"""What the rows of the data files state, typed: an inzet, an answer to a criterium, a finding of a survey."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Self

from dateutil.relativedelta import relativedelta

from netmap.personal import is_functional, is_personal
from netmap.schema import (
    BEWIJZEN,
    COVERING,
    INZET_STATUSSEN,
    PUBLIC_OFFICE,
    STALE_AFTER_MONTHS,
    WAARDEN,
    ZEKERHEDEN,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


Geldt = Literal["nu", "geweest", "straks", "onbekend"]
COMENSHA: Final = "landelijk:comensha"
VNG: Final = "landelijk:vng"
NATIONAL: Final = {"landelijk_coordinatiecentrum": COMENSHA, "vng": VNG}
"""Role to the node of the only organisation that fulfils it."""

_SITE: Final = re.compile(r"https?://(?:[^\s/?#@]+\.)?([\w-]+)\.[a-z]{2,}(?=[/?#]|$)", re.IGNORECASE)
_KIND: Final = re.compile(r"^(?:(?:gemeente|stichting|zorg en) )+")
"""What stands before a name and not in the name of a site."""


class Geschreven(NamedTuple):
    """The dates of a row as they are written, for a year is not a day; blank where there is none."""

    vanaf: str = ""
    tot: str = ""
    bron_datum: str = ""
    bron_uiterlijk: str = ""
    bevestigd_op: str = ""


_UNDATED: Final = Geschreven()
_OPEN: Final = frozenset({"aangekondigd", "onbekend"})
_CAUTION: Final = {
    said: place for row in (INZET_STATUSSEN, WAARDEN) for place, said in enumerate(row) if said not in _OPEN
}
"""Status or answer to its place, the most cautious the greatest; without what leaves open how it is."""


class Gewicht(NamedTuple):
    """How much a statement weighs against one that contradicts it: the greater goes before."""

    stelt: bool
    """Whether it says how it is; an announcement or an open question does not."""
    dag: str
    """Day of its last source or confirmation up to the day, as ISO writes it; blank without one: that is the oldest."""
    zekerheid: int
    voorzichtig: int
    """Place of what it says, the most cautious the greatest."""


@dataclass(frozen=True, kw_only=True)
class Uitspraak:
    """What one row says of an area, for how long and on whose word."""

    id: str
    gebied: str
    """The area as the row writes it."""
    gebied_namen: str = ""
    """The same with the names of gemeenten in place of their codes."""
    codes: frozenset[str]
    """Codes of the gemeenten in the area."""
    vorm: tuple[str, ...] = ()
    """Of ``schema.VORMEN``; empty for all of them."""
    vanaf: date | None = None
    tot: date | None = None
    """First day on which it no longer holds; None when unknown, and then it goes on."""
    bron: str = ""
    bron_datum: date | None = None
    bron_uiterlijk: date | None = None
    """Latest day that the source can be from, when it has no date or not an exact one."""
    bevestigd_op: date | None = None
    zekerheid: str = "onbekend"
    spreekt_tegen: tuple[str, ...] = ()
    """Ids of the rows of its own file that it contradicts."""
    opmerking: str = ""
    geschreven: Geschreven = _UNDATED
    rij: int | None = field(default=None, compare=False)
    """Row of the spreadsheet; None when a scenario made it up. The same statement in another row is the same."""
    tegen: tuple[Self, ...] = field(default=(), compare=False, repr=False)
    """Rows that cannot be true together with it, whole; see ``tegenspraak.oppose``."""
    hier: tuple[Self, ...] = field(default=(), compare=False, repr=False)
    """Seen from one gemeente: those of them that are about it, seen from there too."""

    @property
    def onderwerp(self) -> str:
        """What it is about, so that two statements can contradict each other: a role or a criterium."""
        raise NotImplementedError

    @property
    def zegt(self) -> str:
        """What it says of that: a status or an answer."""
        raise NotImplementedError

    @property
    def voorzichtig(self) -> int | None:
        """Place of what it says, the most cautious the greatest; None when it leaves open how it is."""
        return _CAUTION.get(self.zegt)

    def gewicht(self, day: date) -> Gewicht:
        """
        Weigh it against what contradicts it, on a day.

        Parameters
        ----------
        day
            The day: what is said later does not count on it.

        Returns
        -------
        gewicht
            The greater goes before: what says how it is, then the newest with an undated one as the oldest, then the
            most certain, then the most cautious.
        """
        place = self.voorzichtig
        last = self.laatste_woord(day) or ""
        return Gewicht(place is not None, str(last), -ZEKERHEDEN.index(self.zekerheid), place or 0)

    def weerlegd(self, day: date) -> bool:
        """Whether it does not count on a day in the gemeente it is seen from: another goes before all that it says.

        What leaves open how it is counts for nothing anyhow.
        """
        return (
            self.voorzichtig is not None
            and self.holds(day)
            and any(
                other.holds(day) and other.speaks_for(self) and other.gewicht(day) > self.gewicht(day)
                for other in self.hier
            )
        )

    def betwist(self, day: date) -> frozenset[str]:
        """
        Find where it is contradicted, whichever of the two counts.

        Parameters
        ----------
        day
            The day.

        Returns
        -------
        codes
            Gemeenten of its area in which it and a row that contradicts it both hold on the day.
        """
        shared = self.codes & frozenset[str]().union(*(other.codes for other in self.tegen))
        return frozenset(code for code in shared if self.seen_from(code).tegengesproken(day))

    def tegengesproken(self, day: date) -> bool:
        """Whether it and a row that contradicts it both hold on a day in the gemeente it is seen from."""
        return self.holds(day) and any(other.holds(day) for other in self.hier)

    @property
    def beperkt_tot(self) -> tuple[tuple[str, ...], ...]:
        """To what it is limited, per dimension; empty in one where it is for all."""
        return (self.vorm,)

    def includes(self, other: Uitspraak) -> bool:
        """Whether it is for all the people and forms that another is for."""
        return all(map(_within, other.beperkt_tot, self.beperkt_tot))

    def overlaps(self, other: Uitspraak) -> bool:
        """Whether there can be people and forms that both are for."""
        pairs = zip(self.beperkt_tot, other.beperkt_tot, strict=True)
        return all(not one or not two or not {*one}.isdisjoint(two) for one, two in pairs)

    def speaks_for(self, other: Uitspraak) -> bool:
        """Whether it is about all the people and parts of a gemeente that another is about."""
        return self.onderwerp == other.onderwerp and self.includes(other)

    def seen_from(self, code: str) -> Self:
        """Return what it is for one gemeente: with what contradicts it there."""
        if not self.tegen:
            return self
        return replace(self, hier=tuple(other.seen_from(code) for other in self.tegen if code in other.codes))

    @cached_property
    def sinds(self) -> date | None:
        """First day on which it counts: its begin, else the day its source speaks of; None when it always has."""
        spoken = (self.bron_uiterlijk or self.bron_datum, self.bevestigd_op)
        return self.vanaf or min((day for day in spoken if day), default=None)

    def geldt(self, day: date) -> Geldt:
        """
        Say whether it holds on a day.

        Parameters
        ----------
        day
            The day.

        Returns
        -------
        geldt
            ``nu`` when it holds, ``geweest`` when it ended, ``straks`` when it has yet to begin, and ``onbekend`` when
            only a later source speaks and none says since when.
        """
        if self.vanaf is not None and day < self.vanaf:
            return "straks"
        if self.tot is not None and self.tot <= day:
            return "geweest"
        return "nu" if self.sinds is None or self.sinds <= day else "onbekend"

    def holds(self, day: date) -> bool:
        """Whether it holds on a day, and a source of that day or before, or a known begin, says so."""
        return (self.sinds is None or self.sinds <= day) and (self.tot is None or day < self.tot)

    @property
    def woorden(self) -> tuple[date, ...]:
        """Days on which somebody said so: the source and the confirmation, as far as they have a date."""
        return tuple(day for day in (self.bron_datum, self.bevestigd_op) if day is not None)

    def laatste_woord(self, day: date) -> date | None:
        """Day of the last confirmation or source up to a day; what is said later does not count on it."""
        return max((word for word in self.woorden if word <= day), default=None)

    def is_stale(self, day: date, months: int = STALE_AFTER_MONTHS) -> bool:
        """Whether it needs to be confirmed: no source or confirmation of the 24 months up to the day."""
        last = self.laatste_woord(day)
        return last is None or _stale_from(last, months) <= day

    def bewijs(self, day: date) -> str:
        """Say how strong it is as proof on a day: one of ``schema.BEWIJZEN``."""
        if self.laatste_woord(day) is None:
            return "later" if self.woorden else "zonder_datum"
        return "ouder" if self.is_stale(day) else "vers"

    @cached_property
    def stale_from(self) -> date | None:
        """First day after which it needs to be confirmed for good; None when it has no date: it always does."""
        return max(map(_stale_from, self.woorden), default=None)

    @property
    def keerpunten(self) -> frozenset[date]:
        """Days on which it can begin or stop to count, to be fresh, or to be fresh no more."""
        stale = map(_stale_from, self.woorden)
        own = frozenset(day for day in (self.sinds, self.tot, *self.woorden, *stale) if day is not None)
        return own.union(*(other.keerpunten for other in self.hier))


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether all of the first are in the second; an empty one is everything."""
    return not many or (bool(few) and {*few} <= {*many})


def _stale_from(word: date, months: int = STALE_AFTER_MONTHS) -> date:
    """First day on which a word is more than so many months old."""
    later, next_day = relativedelta(months=months), timedelta(days=1)
    # the later of the two, for 24 months before a leap day is the last of February
    return max(word + later + next_day, word + next_day + later)


@dataclass(frozen=True, kw_only=True)
class Inzet(Uitspraak):
    """
    Who fulfils a role for which gemeenten: one row of ``contacts.csv``.

    Made once by ``load_tables`` and kept as it is on its node of the graph. It holds no personal data beyond the name
    of a holder of public office: a telephone number has no field, and a mailbox that is not a function's is refused.

    Raises
    ------
    ValueError
        When it would name anybody else, or hold a mailbox that may be a person's or contact details for a name.
    """

    rol: str
    naam: str = ""
    """Of a holder of public office, else blank."""
    organisatie: str = ""
    email: str = field(default="", repr=False)
    """Mailbox of a function, or blank."""
    doelgroep: str = ""
    """One of ``schema.SEGMENTEN``; blank for everyone."""
    fte: float | None = None
    """For the whole area; None when no source says."""
    status: str = "actief"
    """One of ``schema.INZET_STATUSSEN``."""
    knoop: str = ""
    """Node of the organisation in the graph, the same for all its names; blank without organisation."""
    familie: str = ""
    """The same for all organisations with one mother: they are not independent; blank without organisation."""
    uitgever: str = field(default="", compare=False)
    """The same for all sources that are not independent of each other; see ``Organisaties.publisher``."""
    pagina: str = field(default="", compare=False)
    """Page of the organisation's own site, by its row or that a row has as its source; blank when none has."""
    inwoners_gebied: int = 0
    """Of all gemeenten in the area."""
    delen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Codes of gemeenten of which only former gemeenten are in the area, with the names of those."""
    einden: tuple[tuple[str, date, str], ...] = ()
    """Codes of gemeenten where its organisation stopped before the rest, with the day, also as it is written."""
    deel: tuple[str, ...] = ()
    """Seen from one gemeente: the former gemeenten in it that it is limited to; empty for the whole."""

    def __post_init__(self) -> None:
        if self.naam and self.rol not in PUBLIC_OFFICE:
            msg = f"inzet {self.id!r} names a person who holds no public office"
            raise ValueError(msg)
        if is_personal(self.naam):
            msg = f"inzet {self.id!r} has contact details in place of a name"
            raise ValueError(msg)
        if self.email and not is_functional(self.email, self.organisatie):
            msg = f"inzet {self.id!r} has a mailbox that may be a person's"
            raise ValueError(msg)

    def seen_from(self, code: str) -> Self:
        """Return what it is for one gemeente: only for the former gemeenten that are meant, and until it stopped there.

        Itself where nothing is special about the gemeente.
        """
        one = super().seen_from(code)
        if deel := next((parts for place, parts in self.delen if place == code), ()):
            one = replace(one, deel=deel)
        for place, day, written in self.einden:
            if place == code:
                one = replace(one, tot=day, geschreven=one.geschreven._replace(tot=written))
        return one

    def split(self) -> tuple[Inzet, ...]:
        """Return it as statements of one end each: where it goes on, and where its organisation stopped before."""
        ends = sorted({(day, written) for _, day, written in self.einden})
        stopped = [
            replace(
                self,
                codes=self.codes.intersection(code for code, *end in self.einden if tuple(end) == (day, written)),
                tot=day,
                geschreven=self.geschreven._replace(tot=written),
                einden=(),
            )
            for day, written in ends
        ]
        if not stopped:
            return (self,)
        return (replace(self, codes=self.where(date.max), einden=()), *stopped)

    def where(self, day: date) -> frozenset[str]:
        """Gemeenten of its area where it had not stopped by a day, and no other goes before it on that day."""
        weerlegd = {code for code in self.betwist(day) if self.seen_from(code).weerlegd(day)}
        return self.codes - {code for code, end, _ in self.einden if end <= day} - weerlegd

    @property
    def onderwerp(self) -> str:
        """Its role."""
        return self.rol

    @property
    def zegt(self) -> str:
        """Its status."""
        return self.status

    def speaks_for(self, other: Uitspraak) -> bool:
        """Whether it is for all whom another is for, and for all of the gemeente that the other is for."""
        return isinstance(other, Inzet) and super().speaks_for(other) and _within(other.deel, self.deel)

    @property
    def beperkt_tot(self) -> tuple[tuple[str, ...], ...]:
        """The forms and the part of the target group; empty for all."""
        return (*super().beperkt_tot, (self.doelgroep,) if self.doelgroep else ())

    @property
    def heel(self) -> bool:
        """Whether it is for the whole gemeente and every form, be it for a part of the target group."""
        return not self.deel and not self.vorm

    @property
    def covers(self) -> bool:
        """Whether its status counts as cover, on the days that it holds."""
        return self.status in COVERING

    def covers_on(self, day: date) -> bool:
        """Whether it counts as cover on a day."""
        return self.status in COVERING and self.holds(day) and not self.weerlegd(day)

    @property
    def holder(self) -> str:
        """Who fulfils it: the organisation, with the name of a holder of public office."""
        return f"{self.naam} ({self.organisatie})" if self.naam else self.organisatie


def by_holder(inzetten: Iterable[Inzet]) -> dict[tuple[str, str], list[Inzet]]:
    """Sort rows out by who fulfils the role: by organisation and person, however both are written."""
    found: dict[tuple[str, str], list[Inzet]] = defaultdict(list)
    for inzet in inzetten:
        found[inzet.knoop, fold(inzet.naam)].append(inzet)
    return found


@dataclass(frozen=True, kw_only=True)
class Indicator(Uitspraak):
    """What a source answers to one criterium for an area: one row of ``indicatoren.csv``."""

    criterium: str
    """A key of ``norms.CRITERIA``."""
    waarde: str
    """One of ``schema.WAARDEN``."""
    rol_gemeente: tuple[str, ...] = ()
    """Of ``schema.ROLLEN_GEMEENTE``; empty for all of them."""

    @property
    def onderwerp(self) -> str:
        """Its criterium."""
        return self.criterium

    @property
    def zegt(self) -> str:
        """Its answer."""
        return self.waarde

    @property
    def beperkt_tot(self) -> tuple[tuple[str, ...], ...]:
        """The forms and the roles of a gemeente; empty for all."""
        return (*super().beperkt_tot, self.rol_gemeente)


@dataclass(frozen=True, kw_only=True)
class Meting:
    """What a survey among gemeenten found for the whole country: one row of ``landelijke_metingen.csv``."""

    id: str
    jaar: int
    criterium: str
    """A key of ``norms.CRITERIA``, or blank."""
    uitspraak: str
    aandeel: str
    """Percentage of those who answered, as the source says it: ``4,5`` or ``circa 5``."""
    antwoorden: int | None
    """Gemeenten that answered; None when unknown."""
    gevraagd: int | None
    """Gemeenten that were asked; None when unknown."""
    bron: str
    bron_datum: date | None
    zekerheid: str
    opmerking: str
    geschreven: Geschreven
    rij: int


def speaks_later(uitspraken: Iterable[Uitspraak], day: date) -> bool:
    """Say whether a source or confirmation is of after a day: of that day it is no proof."""
    return any(word > day for one in uitspraken for word in one.woorden)


def weakest(bewijzen: Iterable[str]) -> str:
    """Find the weakest proof (of ``schema.BEWIJZEN``): what rests on all of them is no stronger; blank for none."""
    return max(bewijzen, key=("", *BEWIJZEN).index, default="")


def same_as(organisatie: str) -> str:
    """Reduce the name of an organisation to what all its spellings share; signs alone stay what they are."""
    return fold(organisatie) or organisatie


def is_own_page(organisatie: str, bron: str) -> bool:
    """
    Say whether a source is a page of the organisation itself: its site is called as the organisation is.

    Parameters
    ----------
    organisatie
        Its name; of ``HVO-Querido / ACM`` either part, of ``Gemeente Tilburg`` also the rest.
    bron
        What the row has as its source.

    Returns
    -------
    own
        ``https://publicaties.comensha.nl/x`` is of CoMensha; when in doubt False.
    """
    return name_site(bron) in own_sites(organisatie)


def name_site(bron: str) -> str:
    """Name the site that a source is on by the word before its last point: ``comensha``; blank when it is on none."""
    found = _SITE.match(bron)
    return found[1].casefold().replace("-", "") if found else ""


def own_sites(organisatie: str) -> frozenset[str]:
    """List what the own site of an organisation can be called, as ``name_site`` does."""
    parts = (_KIND.sub("", part).replace(" ", "") for part in fold(organisatie).split("/"))
    return frozenset(filter(None, parts))


def name_codes(gebied: str, gemeenten: pd.DataFrame) -> str:
    """Write names in place of the codes in an area; a code that the register lacks stays."""
    names = gemeenten["naam"]
    return re.sub(r"GM\d{4}", lambda found: str(names.get(found[0], found[0])), gebied)


def as_written(day: date | None, uitspraken: Iterable[Uitspraak], *columns: str) -> date | str | None:
    """
    Give a day no more precision than the statements it comes from.

    Parameters
    ----------
    day
        A day computed from the statements, or None.
    uitspraken
        The statements.
    columns
        Date columns that the day may come from.

    Returns
    -------
    written
        The day when a statement gives it in full, else the year or month as text; None stays None.
    """
    if day is None:
        return None
    found = [getattr(one.geschreven, column) for one in uitspraken for column in columns if getattr(one, column) == day]
    written: str = max(found, key=len, default="") or day.isoformat()
    return day if written == day.isoformat() else written
