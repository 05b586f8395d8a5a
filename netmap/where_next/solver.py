"""
The integer program behind ``where_next``: new areas that help the most inwoners, solved by HiGHS.

A gemeente is in as many areas as it needs organisations, or in none: mostly one, so that areas are disjoint. A quick
plan comes first; where it meets what no plan can exceed, that is all. Else one of two exact models. When areas must be
connected and there are not too many possible ones, every possible area is listed and HiGHS picks; otherwise HiGHS
deals the gemeenten out over the posts, with a flow that keeps an area in one piece. Both end with what was found and
an upper bound, so the caller can say what is proven.
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
    need: tuple[int, ...]
    """Per gemeente the number of posts that help it: it is in so many areas, or in none."""

    def helped(self, areas: Iterable[Iterable[int]]) -> int:
        """Count the inwoners of a plan, each once."""
        return sum(self.inwoners[i] for i in {i for area in areas for i in area})

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
    fits = [
        i
        for i, (number, need) in enumerate(zip(task.inwoners, task.need, strict=True))
        if number <= task.posts[0].inwoners and need <= len(task.posts)
    ]
    if not fits or not task.posts[0].gemeenten:
        return Solution(((),) * len(task.posts), 0)
    quick, highest = _grow(task, fits), _ceiling(task, fits)
    worth = sum(_worth(task, _members(mask)) for mask in quick)
    plan = _finish(task, quick, highest)
    if worth >= highest:
        return plan
    found = _search(task, fits, _Clock(start, seconds, report, max(worth, 0.0)))
    best = max(found, plan, key=lambda one: task.helped(one.areas))
    return best._replace(bound=min(found.bound, plan.bound))


def _search(task: Task, fits: Sequence[int], clock: _Clock) -> Solution:
    """Let HiGHS find the best plan."""
    masks = None
    if task.connected:
        masks = _list_areas(task, fits, clock.start + clock.seconds * _LISTING_SHARE)
    return _deal_out(task, fits, clock) if masks is None else _pick(task, _bound_each(task, fits, masks), clock)


def _grow(task: Task, fits: Iterable[int]) -> list[int]:
    """Make a plan at once: per post the best area that grows from one gemeente by its most populous neighbour.

    Only of gemeenten that need one post.
    """
    left = {i for i in fits if task.need[i] == 1}
    plan = []
    for post in task.posts:
        best, tried = 0, 0
        for seed in sorted(left, key=lambda i: (-task.inwoners[i], i)):
            if tried >> seed & 1 or not _fits(task, 1 << seed, post):
                continue
            area, room, edge = 1 << seed, post.inwoners - task.inwoners[seed], _reach(task, seed, left)
            while area.bit_count() < post.gemeenten:
                options = [i for i in edge if task.inwoners[i] <= room and not area >> i & 1]
                if not options:
                    break
                one = max(options, key=lambda i: (task.inwoners[i], -i))
                area, room, edge = area | 1 << one, room - task.inwoners[one], edge | _reach(task, one, left)
            tried |= area
            best = max(best, area, key=lambda mask: _worth(task, _members(mask)))
        if best:
            plan.append(best)
            left.difference_update(_members(best))
    return plan


def _reach(task: Task, one: int, left: set[int]) -> set[int]:
    """Find the gemeenten that an area with this one may have next."""
    if task.connected:
        return left & task.beside[one]
    return {i for i in left if task.region[i] == task.region[one]}


def _ceiling(task: Task, fits: Sequence[int]) -> float:
    """Bound every plan: the best gains of the posts in the pieces that no area can join."""
    if task.connected:
        pieces = _pieces(_borders(task, fits), sum(1 << i for i in fits))
    else:
        pieces = [sum(1 << i for i in fits if task.region[i] == region) for region in {task.region[i] for i in fits}]
    gains = sorted((gain for piece in pieces for gain in _gains(task, piece)), reverse=True)
    return sum(gains[: len(task.posts)])


def _borders(task: Task, fits: Iterable[int]) -> list[int]:
    """Give per gemeente a mask of those beside it that fit a post."""
    allowed = sum(1 << i for i in fits)
    return [sum(1 << j for j in others) & allowed for others in task.beside]


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
    post, beside = task.posts[0], _borders(task, fits)
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
    """Inwoners, a trifle less for every gemeente; who needs two posts counts for half with each."""
    return sum(task.inwoners[i] / task.need[i] - _FEWER for i in members)


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
    worths = sorted((_worth(task, (i,)) for i in _members(piece) for _ in range(task.need[i])), reverse=True)
    totals = [0.0]
    for number in range(1, len(task.posts) + 1):
        totals.append(min(sum(worths[: number * post.gemeenten]), number * float(post.inwoners)))
    return [after - before for before, after in pairwise(totals)]


def _bound_each(task: Task, fits: Sequence[int], masks: list[int]) -> _Listing:
    """
    Bound every plan that has a certain area: that area, and the best gains of the other posts in what is left.

    Gains within a piece fall, so the largest ones are together at least what any plan can make of them.
    """
    beside = _borders(task, fits)
    whole = _pieces(beside, sum(1 << i for i in fits))
    once = sum(1 << i for i in fits if task.need[i] == 1)
    others = len(task.posts) - 1
    gains_of: dict[int, list[float]] = {piece: _gains(task, piece) for piece in whole}
    reach = []
    for mask in masks:
        gains: list[float] = []
        for piece in whole:
            for rest in _pieces(beside, piece & ~(mask & once)) if piece & mask & once else (piece,):
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
            best = [
                listing.masks[i] for i, x in zip(chosen, result.x[: len(chosen)], strict=True) for _ in range(round(x))
            ]
            clock.best = -result.fun
        clock.tell()
        beyond = listing.reach[order[size:]].max(initial=0.0)
        inside = listing.reach.max() if result.mip_dual_bound is None else -result.mip_dual_bound
        if beyond <= clock.best + _FEWER / 2 or result.status == 1 or clock.left() <= 0.01:
            return _finish(task, best, min(max(inside, beyond), listing.reach.max()))
        matter = int((listing.reach > clock.best).sum())
        size = min(max(matter, size + 1), 4 * size)


def _pack(task: Task, masks: Sequence[int], worth: NDArray[np.float64], clock: _Clock) -> Any:
    """Pick areas that need each other's gemeenten in full, no more of each size than posts can hold them."""
    having: dict[int, list[int]] = defaultdict(list)
    for column, mask in enumerate(masks):
        for i in _members(mask):
            having[i].append(column)
    rows = _Rows()
    highest = [float(min(task.need[i] for i in _members(mask))) for mask in masks]
    for i, columns in having.items():
        highest += rows.add_need(columns, task.need[i], len(highest))
    for holders in range(1, len(task.posts) + 1):  # what fits only the first few posts
        smaller = task.posts[holders:]
        large = [c for c, mask in enumerate(masks) if not smaller or not _fits(task, mask, smaller[0])]
        rows.add(dict.fromkeys(large, 1.0), holders)
    return clock.run(
        np.concatenate([-worth, np.zeros(len(highest) - len(masks))]),
        integrality=np.ones(len(highest)),
        bounds=Bounds(0, highest),
        constraints=rows.build(len(highest)),
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
    trifles = sum(task.need) * _FEWER
    return Solution(tuple(areas), max(task.helped(areas), int(np.floor(bound + trifles + 1e-6))))


class _Rows:
    """Linear constraints, gathered term by term."""

    def __init__(self) -> None:
        self.terms: list[tuple[int, int, float]] = []
        self.limits: list[float] = []

    def add(self, terms: Mapping[int, float], at_most: float) -> None:
        """Add one: the sum of the terms is at most this."""
        self.terms += [(len(self.limits), column, factor) for column, factor in terms.items()]
        self.limits.append(at_most)

    def add_need(self, columns: Iterable[int], need: int, first: int) -> list[float]:
        """Choose at most one of some columns, or as many as are needed or none: then with a switch of its own."""
        terms = dict.fromkeys(columns, 1.0)
        if need == 1:
            self.add(terms, 1)
            return []
        self.add({**terms, first: -float(need)}, 0)
        self.add({**dict.fromkeys(terms, -1.0), first: float(need)}, 0)
        return [1.0]

    def build(self, width: int) -> LinearConstraint:
        """Make the matrix."""
        rows, columns, factors = zip(*self.terms, strict=True)
        matrix = coo_array((factors, (rows, columns)), shape=(len(self.limits), width)).tocsc()
        return LinearConstraint(matrix, -np.inf, self.limits)


def _deal_out(task: Task, fits: Sequence[int], clock: _Clock) -> Solution:
    """Let HiGHS put every gemeente with the posts that it needs or none."""
    count, posts = len(fits), task.posts
    inwoners = [task.inwoners[i] for i in fits]
    width = count * len(posts)
    rows = _Rows()
    whole = width  # columns up to here are whole numbers
    highest = [1.0] * width
    for i, number in enumerate(fits):
        highest += rows.add_need(range(i, width, count), task.need[number], len(highest))
    for k, post in enumerate(posts):
        rows.add({k * count + i: float(inwoners[i]) for i in range(count)}, post.inwoners)
        rows.add({k * count + i: 1.0 for i in range(count)}, post.gemeenten)
        if k and posts[k - 1] == post:  # equal posts are not told apart: the first has the most inwoners
            signs = ((k, 1.0), (k - 1, -1.0))
            rows.add({post_ * count + i: sign * inwoners[i] for post_, sign in signs for i in range(count)}, 0)
    for k in range(len(posts)):
        more = (_add_flow if task.connected else _add_regions)(task, fits, k, rows, len(highest))
        highest += more
    whole_columns = np.ones(len(highest))
    whole_columns[whole:] = [float(limit == 1.0) for limit in highest[whole:]]
    cost = np.zeros(len(highest))
    cost[:width] = [-_worth(task, (i,)) for _ in posts for i in fits]
    result = clock.run(cost, integrality=whole_columns, bounds=Bounds(0, highest), constraints=rows.build(len(highest)))
    masks: dict[int, int] = defaultdict(int)
    if result.x is not None:
        for column in np.flatnonzero(result.x[:width] > 0.5):
            masks[int(column) // count] |= 1 << fits[int(column) % count]
    bound = _ceiling(task, fits) if result.mip_dual_bound is None else -result.mip_dual_bound
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
