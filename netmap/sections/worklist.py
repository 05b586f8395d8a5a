"""The work list: which gemeenten need attention, why, and who can know."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netmap.dutch import count, join, part_of
from netmap.explain import ROL_LABEL, STATUS_MEANING, describe_tegenspraak, gather_alike
from netmap.gaps import GAP_LABEL, URGENCY, describe_age, find_gaps
from netmap.schema import dutch_number
from netmap.sections.handvatten import COVER, HELP, list_handvatten
from netmap.sections.phrases import GEMEENTEN, headline, name_some, size_note, subject
from netmap.table import Column, Counts, Listing, Paragraph, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.gaps import Gap
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Block
    from netmap.tegenspraak import Tegenspraak

_COLUMNS: Final = (
    Column("code", "Code", form="full"),
    Column("gemeente", "Gemeente", width=36),
    Column("politieregio", "Politieregio", width=34),
    Column("provincie", "Provincie", form="full"),
    Column(
        "soort", "Wat", explanation="Wat er aan de hand is; dit is ook de volgorde, het dringendste eerst.", width=24
    ),
    Column("inwoners", "Inwoners", "whole", width=21),
    Column("waarom", "Waarom", form="page", width=50),
    Column("wie", "Wie kan dit weten", width=40),
)
_STALE: Final = "te_bevestigen"
_NAMED: Final = 3
"""Gemeenten that are named; more are counted."""
_CONFIRM: Final = "Er is dekking, maar iemand moet bevestigen dat die er nog is."
_OPEN: Final = "Gemeenten zonder volledige dekking, dringendste eerst"


def worklist_table(
    gaps: Sequence[Gap], caption: str = _OPEN, gebied: Regio | None = None, *, told: bool = False
) -> Table:
    """Put the work list in rows, one per gap, in the order given.

    The politieregio is left out where the area makes it the same for all. ``told`` leaves of the reason only what was
    there before, for where the rest has been said.
    """
    rows = (
        (
            gap.code,
            gap.naam,
            gap.politieregio,
            gap.provincie,
            GAP_LABEL[gap.soort],
            gap.inwoners,
            gap.eerder if told else gap.waarom,
            _join(gap.wie_vragen),
        )
        for gap in gaps
    )
    table = Table(
        "werklijst",
        caption,
        _COLUMNS,
        tuple(rows),
        sheet="Werklijst",
        explanation="Gemeenten die aandacht vragen, het dringendste eerst: waarom, en wie het kan weten of oplossen.",
        header="gemeente",
        frozen=2,
    )
    if gebied is None or gebied.soort != "politieregio":
        return table
    return table.select([column.key for column in _COLUMNS if column.key != "politieregio"])


def worklist_blocks(gaps: Sequence[Gap], gebied: Regio | None = None) -> list[Block]:
    """Say once what each kind of gap means and how old the information is; then list the gemeenten.

    One table per kind and what was there before, in the order given; who can know stands with each gemeente.
    """
    alike: dict[tuple[str, str], list[Gap]] = defaultdict(list)
    for gap in gaps:
        alike[gap.soort, gap.eerder].append(gap)
    blocks: list[Block] = [Listing(tuple(map(_describe_kind, _by_kind(gaps).values()))), *_tell_age(gaps)]
    for number, ((kind, before), some) in enumerate(alike.items(), start=1):
        caption = f"{GAP_LABEL[kind]}: {count(len(some), *GEMEENTEN)}. {before}".rstrip(". ")
        table = worklist_table(some, caption, gebied)
        shown = [column.key for column in table.columns if column.key not in ("soort", "waarom")]
        blocks.append(replace(table.select(shown), key=f"werklijst_{number}", sheet=""))
    return blocks


def contradiction_blocks(stand: Stand, codes: Sequence[str]) -> list[Block]:
    """List what sources say against each other, once with the gemeenten it is about: somebody must ask."""
    where: dict[tuple[Tegenspraak, ...], list[str]] = defaultdict(list)
    for code in codes:
        for some in gather_alike(stand.tegenspraken.get(code, ())):
            where[tuple(some)].append(stand.dekking[code].naam)
    if not where:
        return []
    told = (
        f"{subject(some[0].onderwerp)} in {join(namen) if len(namen) <= _NAMED else count(len(namen), *GEMEENTEN)}. "
        f"{describe_tegenspraak(*some)}"
        for some, namen in where.items()
    )
    return [Paragraph("Uitzoeken, want bronnen spreken elkaar tegen:"), Listing(tuple(told))]


def help_blocks(stand: Stand) -> list[Block]:
    """List what helps a gemeente without full cover; nothing when no handvat does."""
    helps = list_handvatten(stand, COVER)
    return [Paragraph(f"{HELP}:"), Listing(helps)] if helps else []


def _tell_age(gaps: Sequence[Gap]) -> Iterator[Paragraph]:
    """Tell of how many of the gemeenten that have a source the information must be confirmed."""
    known = [gap for gap in gaps if gap.status != "onbekend"]
    if old := [gap for gap in known if gap.te_oud]:
        yield Paragraph(f"Van {part_of(len(old), len(known))} is de informatie {describe_age(old)}.")


def count_kinds(gaps: Sequence[Gap]) -> Counts:
    """Count gemeenten and inwoners per kind of gap that occurs, the most urgent first."""
    return Counts(
        tuple(
            (GAP_LABEL[kind], dutch_number(len(some)), size_note(len(some), _inwoners(some)))
            for kind, some in _by_kind(gaps).items()
        )
    )


def worklist_section(stand: Stand, gebied: Regio | None = None, *, compact: bool = False) -> Section:
    """Tell what to do first: gaps with why and who can know, and whom to ask for a confirmation.

    Gaps in the order of the work list, those with the same reason together, then how many have the other functions.
    Compact: gemeenten with the same gap, reason and people to ask share a row, and what helps is left to its own
    section. KeyError when the region is not in the register.
    """
    codes = stand.codes(gebied)
    gaps = find_gaps(stand, codes, also_stale=True)
    uncovered = [gap for gap in gaps if gap.soort != _STALE]
    stale = [gap for gap in gaps if gap.soort == _STALE]
    blocks: list[Block] = []
    if uncovered:
        blocks = worklist_blocks(uncovered, gebied)
        if compact:
            told = [block for block in blocks if not isinstance(block, Table)]
            blocks = [*told, group_worklist(uncovered)]
        else:
            blocks += help_blocks(stand)
        verb = "is" if len(uncovered) == 1 else "zijn"
        line = f"{count(len(uncovered), *GEMEENTEN)} {verb} niet volledig gedekt"
        said = f"Van {count(len(uncovered), *GEMEENTEN)} staat volledige dekking niet vast."
    else:
        confirm = f"{dutch_number(len(stale))} te bevestigen" if stale else "niets te bevestigen"
        line = f"elke gemeente is gedekt; {confirm}"
        said = "Volgens de bronnen is elke gemeente gedekt."
    if stale:
        blocks += _ask_to_confirm(stale)
    blocks += contradiction_blocks(stand, codes)
    blocks += [Paragraph("Andere functies:"), Listing(tuple(_roles(stand, codes)))]
    return Section("werklijst", "Wat eerst moet gebeuren", headline(gebied, line), (said,), tuple(blocks))


def group_worklist(gaps: Sequence[Gap], names: int = 0) -> Table:
    """Let gemeenten that ask for the same share a row, the most urgent and largest first.

    With ``names``, for where there is little room: at most so many in a row, whatever the reason.
    """
    asked = ["soort", "gemeente", "inwoners", *(["waarom"] if not names else []), "wie"]
    shared = worklist_table(gaps, told=True).select(asked).grouped("gemeente", ["inwoners"])
    kind, size = shared.position("soort"), shared.position("inwoners")
    order = [GAP_LABEL[key] for key in URGENCY]
    rows = sorted(shared.rows, key=lambda row: (order.index(str(row[kind])), -int(str(row[size]))))
    if names:
        place = shared.position("gemeente")
        widths = {"gemeente": 60.0, "wie": 75.0}
        columns = tuple(replace(one, width=widths.get(one.key, one.width)) for one in shared.columns)
        shared = replace(shared, columns=columns)
        rows = [(*row[:place], name_some(str(row[place]).split(", "), names), *row[place + 1 :]) for row in rows]
    shown = replace(shared, caption="Gemeenten zonder volledige dekking, dringendste eerst; grootste gemeente eerst")
    return (
        replace(shown, rows=tuple(rows), header="soort")
        .select(["soort", "aantal", *(key for key in ("inwoners", "gemeente", "waarom", "wie") if key in asked)])
        .filled()
    )


def _ask_to_confirm(stale: Sequence[Gap]) -> list[Block]:
    """Tell who can confirm which cover."""
    groups: dict[str, list[Gap]] = defaultdict(list)
    for gap in stale:
        groups[_join(gap.wie_vragen)].append(gap)
    ordered = sorted(groups.items(), key=lambda pair: -_inwoners(pair[1]))
    return [
        Paragraph(
            f"Van {count(len(stale), *GEMEENTEN)} met dekking moet iemand bevestigen dat die er nog is: de "
            f"informatie is {describe_age(stale)}. Wie dit kan weten:"
        ),
        Listing(tuple(f"{count(len(some), *GEMEENTEN)}: {wie}" for wie, some in ordered)),
    ]


def _roles(stand: Stand, codes: Sequence[str]) -> Iterator[str]:
    """Tell for how many gemeenten a source names somebody in a role."""
    for rol, states in stand.rollen.items():
        known = sum(states[code].status == "ja" for code in codes)
        told = f"bekend voor {part_of(known, len(codes))}" if known else "onbekend, geen bron noemt er een"
        yield f"{ROL_LABEL[rol].capitalize()}: {told}."


def _by_kind(gaps: Sequence[Gap]) -> dict[str, list[Gap]]:
    """Sort the gaps out by kind, the most urgent first."""
    kinds = {kind: [gap for gap in gaps if gap.soort == kind] for kind in URGENCY}
    return {kind: some for kind, some in kinds.items() if some}


def _describe_kind(gaps: Sequence[Gap]) -> str:
    """Tell how many there are of one kind, and what it means."""
    kind = gaps[0].soort
    size = f"{count(len(gaps), *GEMEENTEN)}, {dutch_number(_inwoners(gaps))} inwoners"
    meaning = _CONFIRM if kind == _STALE else STATUS_MEANING[kind].zonder_label
    return f"{GAP_LABEL[kind]}: {size}. {meaning}"


def _inwoners(gaps: Sequence[Gap]) -> int:
    return sum(gap.inwoners for gap in gaps)


def _join(asked: Sequence[str]) -> str:
    return "; ".join(asked)
