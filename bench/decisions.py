"""
Time removal, forecast, compare and scorecard without a screen, for the real country and for larger ones.

``python -m bench.decisions [--json] [--data DIR] [--factors 1,10,100]``. Larger countries are made as in
``bench.core``. Removal and forecast stand beside the naive way, which builds the graph and the cover anew for every
organisation and for every month; it gives the same counts, which is checked each time. For larger countries the naive
way is timed on a few removals and months and multiplied. Seconds are those of the processor: nothing here waits, and a
busy machine does not count.
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
from netmap.compare.stands import compare_stands
from netmap.coverage import compute_coverage, compute_totals
from netmap.forecast.outlook import compute_forecast
from netmap.geo import find_neighbours
from netmap.graph import build_graph
from netmap.layers import build_stand
from netmap.load import load_borders, load_tables
from netmap.resilience.removable import find_removable
from netmap.resilience.removal import remove_each
from netmap.scorecard import build_scorecard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netmap.load import Tables
    from netmap.resilience.removable import Removable

DAY: Final = date(2026, 11, 22)
EARLY: Final = date(2019, 9, 1)
"""The day that the first one is compared with."""
MONTHS: Final = 60
AIM_S: Final = 0.5
ROUNDS: Final = 5
NAIVE: Final = {1: 1000, 10: 6, 100: 1}
"""Factor to the largest number of removals, and of months, that the naive way does."""

NAIVELY: Final = ("removals", "forecast")
"""Work that is timed beside the naive way."""
ALONE: Final = ("compare", "scorecard")
"""Work that must grow as the country does."""

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
        stand, early = build_stand(tables, DAY), build_stand(tables, EARLY)
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
        "compare_s": seconds(lambda: compare_stands(early, stand), rounds),
        "scorecard_s": seconds(lambda: build_scorecard(stand), rounds),
    }


def report(found: Sequence[Result]) -> str:
    """Write what was found as text."""
    base = found[0]
    rows = [
        f"all single removals of organisations, a forecast from 2015 to {MONTHS} months ahead,",
        f"{EARLY} compared with {DAY}, and the criteria of all regions; seconds; x: per gemeente, of the first size",
        "",
        f"{'size':>5}{'gemeenten':>11}" + "".join(f"{work:>12}{'naive':>9}{'ratio':>7}" for work in NAIVELY)
        + "".join(f"{work:>12}" for work in ALONE) + "".join(f"{'x ' + work:>14}" for work in (*NAIVELY, *ALONE)),
    ]  # fmt: skip
    for one in found:
        cells = [f"{one['factor']:>4}x{one['gemeenten']:>11}"]
        for work in NAIVELY:
            ours, naive = one[f"{work}_s"], one[f"{work}_naive_s"]
            cells.append(f"{ours:>12.3f}{naive:>9.1f}{naive / ours:>7.0f}")
        cells += [f"{one[f'{work}_s']:>12.3f}" for work in ALONE]
        for work in (*NAIVELY, *ALONE):
            growth = one[f"{work}_s"] / one["gemeenten"] / (base[f"{work}_s"] / base["gemeenten"])
            cells.append(f"{growth:>14.2f}")
        rows.append("".join(cells))
    slow = max(base[f"{work}_s"] for work in NAIVELY)
    rows += ["", f"aim: each under {AIM_S} s for the real country: {slow:.3f} s, {'met' if slow < AIM_S else 'MISSED'}"]
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
