"""What people have said about columns and names, kept in a small file so that they say it once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import tomlkit

from netmap.errors import NetmapError
from netmap.remembered import CHOOSE, SOORTEN, TARGETS, fold_words, read_words
from netmap.schema import MEMORY_FILE, PERSONAL_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netmap.remembered import Soort

_HEAD: Final = "Wat bij het inlezen is gezegd: welke kolom wat betekent, hoe een naam heet, en wat voor elke rij geldt."


class Onthouden(NamedTuple):
    """One thing that somebody said."""

    soort: Soort
    woord: str
    """What it is said of: a name or column as a file has it, folded; or a column of ours."""
    betekenis: str


@dataclass(frozen=True)
class Geheugen:
    """What was said before; all spellings in lower case, without accents."""

    kolommen: Mapping[str, str] = field(default_factory=dict)
    """Name of a column in a file, folded, to a column of ours; blank for one that is left out."""
    namen: Mapping[str, str] = field(default_factory=dict)
    """What somebody wrote for an area, folded, to what is meant by it."""
    vast: Mapping[str, str] = field(default_factory=dict)
    """Column of ours to what every row of a file has that lacks the column, or leaves it blank."""
    bewaard: bool = field(default=False, compare=False)
    """Whether there is a file of it already, that must follow when the last word is taken back."""

    def with_words(
        self, kolommen: Mapping[str, str] | None = None, namen: Mapping[str, str] | None = None,
        vast: Mapping[str, str] | None = None,
    ) -> Geheugen:  # fmt: skip
        """
        Add what somebody says now; it goes before what was said earlier.

        Parameters
        ----------
        kolommen, namen, vast
            As the fields, in any spelling; of ``vast`` a blank takes back what was said.

        Returns
        -------
        geheugen
            Old and new.

        Raises
        ------
        NetmapError
            When a column of ours does not exist, or cannot hold for every row.
        """
        if personal := sorted(PERSONAL_COLUMNS.intersection(vast or ())):
            msg = f"De kolom {personal[0]} kan niet voor elke rij gelden. Zet in het bestand zelf wat er per rij hoort."
            raise NetmapError(msg)
        columns = fold_words(kolommen or {})
        for target in (*columns.values(), *(vast or ())):
            if target and target not in TARGETS:
                msg = f"De kolom {target[:40]!r} bestaat niet. {CHOOSE}"
                raise NetmapError(msg)
        return replace(
            self,
            kolommen={**self.kolommen, **columns},
            namen={**self.namen, **fold_words(namen or {})},
            vast={column: word for column, word in {**self.vast, **(vast or {})}.items() if word},
        )

    def with_new_words(
        self, kolommen: Mapping[str, str] | None = None, namen: Mapping[str, str] | None = None,
        vast: Mapping[str, str] | None = None,
    ) -> Geheugen:  # fmt: skip
        """Add what somebody says now of what nothing was said about: what was said earlier holds for everybody."""
        return self.with_words(kolommen, namen, vast).with_words(self.kolommen, self.namen, self.vast)

    @property
    def words(self) -> tuple[Onthouden, ...]:
        """Everything that was said, one by one."""
        return tuple(
            Onthouden(soort, woord, meant) for soort in SOORTEN for woord, meant in sorted(getattr(self, soort).items())
        )

    def without(self, gone: Iterable[Onthouden]) -> Geheugen:
        """
        Forget what somebody said, so that it is asked again.

        Parameters
        ----------
        gone
            What is forgotten; what is not known, or means something else by now, is passed over.

        Returns
        -------
        geheugen
            All the rest.
        """
        wanted = set(gone)
        kept = [one for one in self.words if one not in wanted]
        kolommen, namen, vast = ({one.woord: one.betekenis for one in kept if one.soort == soort} for soort in SOORTEN)
        return replace(self, kolommen=kolommen, namen=namen, vast=vast)

    @property
    def files(self) -> dict[str, bytes]:
        """The file that keeps it, by name; none when nothing was ever said."""
        return {MEMORY_FILE: self.to_toml()} if self.bewaard or self.words else {}

    def to_toml(self) -> bytes:
        """Write it down; the same bytes for the same words."""
        document = tomlkit.document()
        document.add(tomlkit.comment(_HEAD))
        for name in SOORTEN:
            if said := getattr(self, name):
                document[name] = dict(sorted(said.items()))
        return tomlkit.dumps(document).encode()


def read_memory(contents: Mapping[str, bytes]) -> Geheugen:
    """Read what was said before, as of ``read_words``; empty when there is no such file among them."""
    return Geheugen(bewaard=MEMORY_FILE in contents).with_words(**read_words(contents))
