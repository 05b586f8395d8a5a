"""
Time removal and forecast without a screen, beside the naive way, for the real country and for larger ones.

``python -m bench.decisions [--json] [--data DIR] [--factors 1,10,100]``. Larger countries are made as in
``bench.core``. The naive way builds the graph and the cover anew for every organisation and for every month; it gives
the same counts, which is checked each time. For larger countries it is timed on a few removals and months and
multiplied. Seconds are those of the processor: nothing here waits, and a busy machine does not count.
"""

from __future__ import annotations

import argparse
import gc
import json
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from bench.core import data_folder, wide_codes, write_country
from netmap.coverage import compute_coverage, compute_totals
from netmap.forecast.outlook import compute_forecast
from netmap.geo import find_neighbours
from netmap.graph import build_graph
from netmap.layers import build_stand
from netmap.load import load_borders, load_tables
from netmap.resilience.removable import find_removable
from netmap.resilience.removal import remove_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from netmap.load import Tables
    from netmap.resilience.removable import Removable

DAY: Final = date(2026, 11, 22)
MONTHS: Final = 60
AIM_S: Final = 0.5
ROUNDS: Final = 5
NAIVE: Final = {1: 1000, 10: 6, 100: 1}
"""Factor to the largest number of removals, and of months, that the naive way does."""

Result = dict[str, Any]


def remove_naively(tables: Tables, removable: Removable) -> dict[str, tuple[int, int]]:
    """End the rows and build everything anew; gemeenten and inwoners per status."""
    contacts = tuple(replace(one, tot=DAY) if one.id in removable.inzetten else one for one in tables.contacts)
    return count_naively(replace(tables, contacts=contacts), DAY)


def count_naively(tables: Tables, day: date) -> dict[str, tuple[int, int]]:
    """Build the graph of a day and count."""
    return dict(compute_totals(compute_coverage(build_graph(tables, day)).values()).per_status)


def neighbours_of(tables: Tables, source: Tables, factor: int) -> dict[str, tuple[str, ...]]:
    """Neighbours of every copy of the country; the copies do not touch."""
    beside = find_neighbours(load_borders(source.folder, source.gemeenten))
    size = len(source.gemeenten)
    copies = [{code: f"GM{copy * size + i:04d}" for i, code in enumerate(beside, start=1)} for copy in range(factor)]
    found = {of[code]: tuple(of[other] for other in others) for of in copies for code, others in beside.items()}
    if set(found) != set(tables.gemeenten.index):
        msg = "the copies are not numbered as bench.core numbers them"
        raise ValueError(msg)
    return found


def seconds(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Median of a few rounds, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


def naive_seconds(
    cases: Sequence[Any], most: int, work: Callable[[Any], Any], expected: Callable[[Any], Any]
) -> tuple[float, int]:
    """Time the naive way on some cases, hold its answers against ours, and multiply; with the number of cases done."""
    step = max(len(cases) // most, 1)
    done = cases[::step][:most]
    start = time.process_time()
    answers = [work(case) for case in done]
    spent = time.process_time() - start
    for case, answer in zip(done, answers, strict=True):
        if answer != expected(case):
            msg = f"the naive way differs for {case}"
            raise ValueError(msg)
    return spent / len(done) * len(cases), len(done)


def measure(source: Tables, factor: int) -> Result:
    """Measure one size."""
    with tempfile.TemporaryDirectory() as temporary, wide_codes():
        write_country(source, factor, Path(temporary))
        tables = load_tables(Path(temporary))
        stand = build_stand(tables, DAY)
    beside = neighbours_of(tables, source, factor)
    organisations = [one for one in find_removable(stand) if one.soort == "organisatie"]
    rounds = ROUNDS if factor < 100 else 3
    removals = {one.keys: one for one in remove_each(stand, beside)}
    forecast = compute_forecast(stand, MONTHS)
    unchanged = dict(compute_totals(stand.dekking.values()).per_status)

    def left(one: Removable) -> Mapping[str, tuple[int, int]]:
        return dict(removals[one.key,].na) if (one.key,) in removals else unchanged

    def on(day: date) -> Mapping[str, tuple[int, int]]:
        return dict(forecast.op(day).per_status)

    days = [point.dag for point in forecast.points]
    each, each_done = naive_seconds(organisations, NAIVE[factor], lambda one: remove_naively(tables, one), left)
    course, course_done = naive_seconds(days, NAIVE[factor], lambda day: count_naively(tables, day), on)
    return {
        "factor": factor,
        "gemeenten": len(tables.gemeenten),
        "organisations": len(organisations),
        "months": len(days),
        "areas": sum(len(inzet.codes) for inzet in tables.contacts),
        "removals_s": seconds(lambda: remove_each(stand, beside), rounds),
        "removals_naive_s": each,
        "removals_naive_done": each_done,
        "forecast_s": seconds(lambda: compute_forecast(stand, MONTHS), rounds),
        "forecast_naive_s": course,
        "forecast_naive_done": course_done,
    }


def report(found: Iterable[Result]) -> str:
    """Write what was found as text."""
    rows = [
        f"all single removals of organisations, and a forecast from 2015 to {MONTHS} months ahead; seconds",
        "",
        f"{'size':>5}{'gemeenten':>11}{'organis.':>10}{'removals':>10}{'naive':>9}{'ratio':>8}"
        f"{'points':>8}{'forecast':>10}{'naive':>9}{'ratio':>8}{'per gemeente':>14}",
    ]
    base: Result | None = None
    for one in found:
        base = base or one
        growth = [one[key] / one["gemeenten"] / (base[key] / base["gemeenten"]) for key in ("removals_s", "forecast_s")]
        rows.append(
            f"{one['factor']:>4}x{one['gemeenten']:>11}{one['organisations']:>10}{one['removals_s']:>10.3f}"
            f"{one['removals_naive_s']:>9.1f}{one['removals_naive_s'] / one['removals_s']:>8.0f}{one['months']:>8}"
            f"{one['forecast_s']:>10.3f}{one['forecast_naive_s']:>9.1f}"
            f"{one['forecast_naive_s'] / one['forecast_s']:>8.0f}{growth[0]:>8.2f}{growth[1]:>6.2f}"
        )
    if base is not None:
        slow = max(base["removals_s"], base["forecast_s"])
        rows += [
            "",
            "per gemeente: time per gemeente for removals and forecast, as a multiple of that of the first size",
            f"aim: each under {AIM_S} s for the real country: {slow:.3f} s, {'met' if slow < AIM_S else 'MISSED'}",
        ]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON list")
    parser.add_argument("--data", type=Path, default=data_folder(), help="a folder shaped like data/")
    parser.add_argument("--factors", default="1,10,100", help="sizes, a choice of 1, 10 and 100")
    options = parser.parse_args()
    source = load_tables(options.data)
    found = [measure(source, int(factor)) for factor in options.factors.split(",")]
    print(json.dumps(found) if options.json else report(found))


if __name__ == "__main__":
    main()
