"""
Time the national workbook in each of its formats.

``python -m bench.exports [--json] [--data DIR] [--runs N]``. The same tables, made once; the formats take turns, each
after one to warm up.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from bench.core import data_folder
from netmap.cards import load_sources
from netmap.export.sheets import build_workbook
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.write.csv import write_csv_zip
from netmap.write.ods import write_ods
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netmap.write.workbook import Workbook

RUNS: Final = 7
WRITERS: Final[Mapping[str, Callable[[Workbook], bytes]]] = {
    "xlsx": write_xlsx,
    "ods": write_ods,
    "csv": write_csv_zip,
}


def measure(folder: Path, runs: int) -> dict[str, Any]:
    """Seconds, seconds of the processor and size per format."""
    stand = build_stand(load_tables(folder), date(2026, 11, 22))
    workbook = build_workbook(stand, None, load_sources(folder))
    found: dict[str, Any] = {name: {"seconds": [], "cpu_seconds": [], "bytes": 0} for name in WRITERS}
    for run in range(runs + 1):
        for name, write in WRITERS.items():
            gc.collect()
            start, busy = time.perf_counter(), time.process_time()
            found[name]["bytes"] = len(write(workbook))
            if run:
                found[name]["seconds"].append(time.perf_counter() - start)
                found[name]["cpu_seconds"].append(time.process_time() - busy)
    cells = sum(len(sheet.rows) * len(sheet.columns) for sheet in workbook.sheets)
    return {"cells": cells, "formats": found}


def report(found: Mapping[str, Any]) -> str:
    """Write what was found as text."""
    rows = [f"{found['cells']} cells", f"{'':<6}{'median s':>10}{'slowest s':>11}{'CPU s':>8}{'kB':>8}"]
    for name, one in found["formats"].items():
        cpu = median(one["cpu_seconds"])
        numbers = f"{median(one['seconds']):>10.3f}{max(one['seconds']):>11.3f}{cpu:>8.3f}{one['bytes'] / 1000:>8.0f}"
        rows.append(f"{name:<6}{numbers}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--data", type=Path, default=data_folder(), help="a folder shaped like data/")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    found = measure(options.data, options.runs)
    print(json.dumps(found) if options.json else report(found))


if __name__ == "__main__":
    main()
