"""
The integer program behind ``where_next``: disjoint new areas that hold the most inwoners, solved by HiGHS.

Two exact models. When areas must be connected and there are not too many possible ones, every possible area is
listed and HiGHS picks; otherwise HiGHS deals the gemeenten out over the posts, with a flow that keeps an area in
one piece. Both end with what was found and an upper bound, so the caller can say what is proven.
"""

from __future__ import annotations

import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Report = Callable[[float, float], None]

MAX_POSSIBLE: Final = 40_000
"""More possible areas than this are not listed."""
_FIRST_ROUND: Final = 150
_FEWER: Final = 2.0**-12
"""What a gemeente costs, in inwoners: of two plans that help as many, the one with fewer gemeenten wins."""
_POLL_SECONDS: Final = 0.25
_LISTING_SHARE: Final = 0.5
"""Part of the time that listing may take before the other model takes over."""


class Post(NamedTuple):
    """How much one new zorgcoördinator can hold."""

    inwoners: int
    gemeenten: int


@dataclass(frozen=True)
class Task:
    """What to solve; gemeenten are numbered in the order of their codes."""

    inwoners: tuple[int, ...]
    beside: tuple[frozenset[int], ...]
    """Per gemeente those beside it, within the same region when an area must stay in one."""
    region: tuple[str, ...]
    posts: tuple[Post, ...]
    """Largest first; of two posts, the first holds at least as much of both."""
    connected: bool

    def without(self, gone: Iterable[int]) -> Task:
        """Return the same task where these gemeenten can be in no area."""
        lost = frozenset(gone)
        too_many = 1 + max(post.inwoners for post in self.posts)
        inwoners = tuple(too_many if i in lost else number for i, number in enumerate(self.inwoners))
        return replace(self, inwoners=inwoners, beside=tuple(others - lost for others in self.beside))


class Solution(NamedTuple):
    """The best plan found, and what no plan can exceed."""

    areas: tuple[tuple[int, ...], ...]
    """Per post its gemeenten, sorted; empty for a post that is not used."""
    bound: int
    """Upper bound of the inwoners of any plan."""


class _Listing(NamedTuple):
    """Possible areas as bit masks, with for each an upper bound of every plan that has it."""

    masks: list[int]
    reach: NDArray[np.float64]


def solve(task: Task, seconds: float, report: Report) -> Solution:
    """
    Find within a number of seconds the areas that hold the most inwoners, and an upper bound.

    Plan and bound are equal when it is proven that none is better. ``report`` is called with the part of the time that
    is used (0 to 1) and the inwoners found so far.
    """
    start = time.monotonic()
    fits = [i for i, number in enumerate(task.inwoners) if number <= task.posts[0].inwoners]
    if not fits or not task.posts[0].gemeenten:
        return Solution(((),) * len(task.posts), 0)
    clock = _Clock(start, seconds, report)
    if task.connected:
        masks = _list_areas(task, fits, start + seconds * _LISTING_SHARE)
        if masks is not None:
            return _pick(task, _bound_each(task, fits, masks), clock)
    return _deal_out(task, fits, clock)


@dataclass
class _Clock:
    """The time left, and whom to tell."""

    start: float
    seconds: float
    report: Report
    best: float = 0.0

    def left(self) -> float:
        """Give the seconds that are left, never none: HiGHS wants a limit above zero."""
        return max(self.start + self.seconds - time.monotonic(), 0.01)

    def tell(self) -> None:
        """Report how much of the time is used and what was found."""
        self.report(min((time.monotonic() - self.start) / self.seconds, 1.0), self.best)

    def run(self, cost: NDArray[np.float64], **model: Any) -> Any:
        """Run HiGHS to the end of the time, telling how far it is."""
        options = {"mip_rel_gap": 0.0, "time_limit": self.left()}
        with ThreadPoolExecutor(1) as pool:
            job = pool.submit(milp, cost, options=options, **model)
            while wait([job], _POLL_SECONDS).not_done:
                self.tell()
            return job.result()


def _members(mask: int) -> tuple[int, ...]:
    """List the gemeenten in a mask."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)


def _fits(task: Task, mask: int, post: Post) -> bool:
    """Whether an area is within the limits of a post."""
    return mask.bit_count() <= post.gemeenten and sum(task.inwoners[i] for i in _members(mask)) <= post.inwoners


def _list_areas(task: Task, fits: Sequence[int], deadline: float) -> list[int] | None:
    """List every connected area that the largest post can hold; None when there are too many."""
    post, allowed = task.posts[0], sum(1 << i for i in fits)
    beside = [sum(1 << j for j in others) & allowed for others in task.beside]
    todo = [(1 << i, task.inwoners[i], beside[i]) for i in fits]
    seen = {mask for mask, _, _ in todo}
    while todo:
        mask, inwoners, reach = todo.pop()
        if mask.bit_count() == post.gemeenten:
            continue
        for i in _members(reach & ~mask):
            grown = mask | 1 << i
            if grown not in seen and inwoners + task.inwoners[i] <= post.inwoners:
                seen.add(grown)
                todo.append((grown, inwoners + task.inwoners[i], reach | beside[i]))
        if len(seen) > MAX_POSSIBLE or time.monotonic() > deadline:
            return None
    return sorted(seen)


def _worth(task: Task, members: Iterable[int]) -> float:
    """Inwoners, a trifle less for every gemeente."""
    return sum(task.inwoners[i] - _FEWER for i in members)


def _pieces(beside: Sequence[int], mask: int) -> list[int]:
    """Split a mask into the parts that hang together."""
    found = []
    while mask:
        piece, edge = 0, mask & -mask
        while edge:
            piece |= edge
            edge = _union(beside[i] for i in _members(edge)) & mask & ~piece
        found.append(piece)
        mask &= ~piece
    return found


def _union(masks: Iterable[int]) -> int:
    """Join masks."""
    union = 0
    for mask in masks:
        union |= mask
    return union


def _gains(task: Task, piece: int) -> list[float]:
    """Bound what the first, second, … area in a piece can add: the largest post, the most populous gemeenten."""
    post = task.posts[0]
    worths = sorted((_worth(task, (i,)) for i in _members(piece)), reverse=True)
    totals = [0.0]
    for number in range(1, len(task.posts) + 1):
        totals.append(min(sum(worths[: number * post.gemeenten]), number * float(post.inwoners)))
    return [after - before for before, after in pairwise(totals)]


def _bound_each(task: Task, fits: Sequence[int], masks: list[int]) -> _Listing:
    """
    Bound every plan that has a certain area: that area, and the best gains of the other posts in what is left.

    Gains within a piece fall, so the largest ones are together at least what any plan can make of them.
    """
    allowed = sum(1 << i for i in fits)
    beside = [sum(1 << j for j in others) & allowed for others in task.beside]
    whole = _pieces(beside, allowed)
    others = len(task.posts) - 1
    gains_of: dict[int, list[float]] = {piece: _gains(task, piece) for piece in whole}
    reach = []
    for mask in masks:
        gains: list[float] = []
        for piece in whole:
            for rest in _pieces(beside, piece & ~mask) if piece & mask else (piece,):
                if rest not in gains_of:
                    gains_of[rest] = _gains(task, rest)
                gains += gains_of[rest]
        reach.append(_worth(task, _members(mask)) + sum(sorted(gains, reverse=True)[:others]))
    return _Listing(masks, np.array(reach))


def _pick(task: Task, listing: _Listing, clock: _Clock) -> Solution:
    """Let HiGHS pick from the areas that promise most, in growing rounds, until no other area can matter."""
    worth = np.array([_worth(task, _members(mask)) for mask in listing.masks])
    order = np.lexsort((-worth, -listing.reach))
    size = _FIRST_ROUND
    best: list[int] = []
    while True:
        chosen = order[:size]
        result = _pack(task, [listing.masks[i] for i in chosen], worth[chosen], clock)
        if result.x is not None and -result.fun > clock.best:
            best = [listing.masks[i] for i, x in zip(chosen, result.x, strict=True) if x > 0.5]
            clock.best = -result.fun
        clock.tell()
        beyond = listing.reach[order[size:]].max(initial=0.0)
        inside = listing.reach.max() if result.mip_dual_bound is None else -result.mip_dual_bound
        if beyond <= clock.best + _FEWER / 2 or result.status == 1 or clock.left() <= 0.01:
            return _finish(task, best, min(max(inside, beyond), listing.reach.max()))
        matter = int((listing.reach > clock.best).sum())
        size = min(max(matter, size + 1), 4 * size)


def _pack(task: Task, masks: Sequence[int], worth: NDArray[np.float64], clock: _Clock) -> Any:
    """Pick disjoint areas, no more of each size than there are posts that can hold them."""
    rows: list[int] = []
    columns: list[int] = []
    for column, mask in enumerate(masks):
        members = _members(mask)
        rows += members
        columns += [column] * len(members)
    limits = [1.0] * len(task.inwoners)
    for holders in range(1, len(task.posts) + 1):  # what fits only the first few posts
        smaller = task.posts[holders:]
        large = [c for c, mask in enumerate(masks) if not smaller or not _fits(task, mask, smaller[0])]
        rows += [len(limits)] * len(large)
        columns += large
        limits.append(float(holders))
    matrix = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(limits), len(masks))).tocsc()
    return clock.run(
        -worth,
        integrality=np.ones(len(masks)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, -np.inf, limits),
    )


def _finish(task: Task, masks: Iterable[int], bound: float) -> Solution:
    """Give the largest areas to the largest posts and round the bound to whole inwoners."""
    left = sorted(masks, key=lambda mask: (-sum(task.inwoners[i] for i in _members(mask)), _members(mask)))
    areas: list[tuple[int, ...]] = [()] * len(task.posts)
    for number in reversed(range(len(task.posts))):  # the smallest post takes the largest area that it can hold
        fitting = [mask for mask in left if _fits(task, mask, task.posts[number])]
        if fitting and len(left) > number:
            areas[number] = _members(fitting[0])
            left.remove(fitting[0])
    total = sum(task.inwoners[i] for area in areas for i in area)
    return Solution(tuple(areas), max(total, int(np.floor(bound + len(task.inwoners) * _FEWER + 1e-6))))


class _Rows:
    """Linear constraints, gathered term by term."""

    def __init__(self) -> None:
        self.terms: list[tuple[int, int, float]] = []
        self.limits: list[float] = []

    def add(self, terms: Mapping[int, float], at_most: float) -> None:
        """Add one: the sum of the terms is at most this."""
        self.terms += [(len(self.limits), column, factor) for column, factor in terms.items()]
        self.limits.append(at_most)

    def build(self, width: int) -> LinearConstraint:
        """Make the matrix."""
        rows, columns, factors = zip(*self.terms, strict=True)
        matrix = coo_array((factors, (rows, columns)), shape=(len(self.limits), width)).tocsc()
        return LinearConstraint(matrix, -np.inf, self.limits)


def _deal_out(task: Task, fits: Sequence[int], clock: _Clock) -> Solution:
    """Let HiGHS put every gemeente with one post or none."""
    count, posts = len(fits), task.posts
    inwoners = [task.inwoners[i] for i in fits]
    width = count * len(posts)
    rows = _Rows()
    for i in range(count):
        rows.add({k * count + i: 1.0 for k in range(len(posts))}, 1)
    for k, post in enumerate(posts):
        rows.add({k * count + i: float(inwoners[i]) for i in range(count)}, post.inwoners)
        rows.add({k * count + i: 1.0 for i in range(count)}, post.gemeenten)
        if k and posts[k - 1] == post:  # equal posts are not told apart: the first has the most inwoners
            signs = ((k, 1.0), (k - 1, -1.0))
            rows.add({post_ * count + i: sign * inwoners[i] for post_, sign in signs for i in range(count)}, 0)
    whole = width  # columns up to here are whole numbers
    highest = [1.0] * width
    for k in range(len(posts)):
        more = (_add_flow if task.connected else _add_regions)(task, fits, k, rows, len(highest))
        highest += more
    whole_columns = np.ones(len(highest))
    whole_columns[whole:] = [float(limit == 1.0) for limit in highest[whole:]]
    cost = np.zeros(len(highest))
    cost[:width] = [_FEWER - number for _ in posts for number in inwoners]
    result = clock.run(cost, integrality=whole_columns, bounds=Bounds(0, highest), constraints=rows.build(len(highest)))
    masks: dict[int, int] = defaultdict(int)
    if result.x is not None:
        for column in np.flatnonzero(result.x[:width] > 0.5):
            masks[int(column) // count] |= 1 << fits[int(column) % count]
    simple = min(sum(inwoners), sum(post.inwoners for post in posts))
    bound = simple if result.mip_dual_bound is None else min(simple, -result.mip_dual_bound)
    return _finish(task, masks.values(), bound)


def _add_regions(task: Task, fits: Sequence[int], k: int, rows: _Rows, first: int) -> list[float]:
    """Keep an area within one region: one switch per region, of which one may be on."""
    regions = sorted({task.region[i] for i in fits})
    rows.add({first + r: 1.0 for r in range(len(regions))}, 1)
    for number, i in enumerate(fits):
        rows.add({k * len(fits) + number: 1.0, first + regions.index(task.region[i]): -1.0}, 0)
    return [1.0] * len(regions)


def _add_flow(task: Task, fits: Sequence[int], k: int, rows: _Rows, first: int) -> list[float]:
    """Keep an area in one piece: one root sends a unit to each member, over borders within the area only."""
    count = len(fits)
    place = {i: number for number, i in enumerate(fits)}
    arcs = [(a, place[j]) for a, i in enumerate(fits) for j in sorted(task.beside[i]) if j in place]
    most = float(min(task.posts[k].gemeenten, count))
    flow = first + count
    into: dict[int, list[int]] = defaultdict(list)
    out: dict[int, list[int]] = defaultdict(list)
    for number, (a, b) in enumerate(arcs):
        out[a].append(flow + number)
        into[b].append(flow + number)
    rows.add({first + i: 1.0 for i in range(count)}, 1)
    for i in range(count):
        member, root = k * count + i, first + i
        rows.add({root: 1.0, member: -1.0}, 0)
        arriving = dict.fromkeys(into[i], 1.0)
        rows.add({member: 1.0, root: -most, **dict.fromkeys(into[i], -1.0), **dict.fromkeys(out[i], 1.0)}, 0)
        rows.add({**arriving, member: -most}, 0)
    return [1.0] * count + [most + 1] * len(arcs)
