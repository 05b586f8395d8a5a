"""
Time whole commands, each in a process of its own: most of a quick command is reading the code of libraries.

``python -m bench.start [--json] [--data DIR] [--runs N] [--tree DIR ...]``. Beside the commands stand a process that
does nothing and one that only imports pandas. With ``--tree`` the same commands also run from other checkouts. All take
turns, each after one to warm up; the seconds are those of the processor, of the process and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from bench.core import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RUNS: Final = 7
HERE: Final = Path(__file__).resolve().parent.parent
DAY: Final = ("--peildatum", "2026-11-22")


def programs(data: Path, out: Path) -> dict[str, list[str]]:
    """Name what is timed, with the arguments for Python."""
    netmap = ["-m", "netmap"]
    return {
        "nothing": ["-c", "pass"],
        "import pandas": ["-c", "import pandas"],
        "--help": [*netmap, "--help"],
        "status": [*netmap, "status", "--data", str(data), *DAY],
        "picture": [*netmap, "picture", "--data", str(data), *DAY, "--out", str(out / "kaart.png")],
    }


def cpu_seconds(tree: Path, arguments: Sequence[str]) -> float:
    """Run one program in a fresh process of a checkout; seconds of the processor, its own and the system's."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen([sys.executable, *arguments], cwd=tree, stdout=silent, stderr=silent)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{' '.join(arguments)} ended with {process.returncode}"
        raise RuntimeError(msg)
    return used.ru_utime + used.ru_stime


def measure(data: Path, trees: Sequence[Path], runs: int) -> dict[str, dict[str, list[float]]]:
    """Seconds of the processor per checkout and program."""
    with tempfile.TemporaryDirectory() as folder:
        timed = programs(data, Path(folder))
        found: dict[str, dict[str, list[float]]] = {str(tree): {name: [] for name in timed} for tree in trees}
        for run in range(runs + 1):
            for name, arguments in timed.items():
                for tree in trees:
                    seconds = cpu_seconds(tree, arguments)
                    if run:
                        found[str(tree)][name].append(seconds)
    return found


def report(found: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """Write what was found as text; the last column is beside the same process of the first checkout."""
    rows = []
    first = next(iter(found.values()))
    for tree, times in found.items():
        rows += [tree, f"{'':<15}{'median s':>10}{'slowest s':>11}{'of pandas':>11}{'of first':>10}"]
        for name, seconds in times.items():
            middle = median(seconds)
            ratios = f"{middle / median(times['import pandas']):>11.2f}{middle / median(first[name]):>10.2f}"
            rows.append(f"{name:<15}{middle:>10.3f}{max(seconds):>11.3f}{ratios}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--data", type=Path, default=data_folder(), help="a folder shaped like data/")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--tree", type=Path, action="append", default=[], help="another checkout, to compare with")
    options = parser.parse_args()
    trees = [HERE, *(tree.resolve() for tree in options.tree)]
    found: Any = measure(options.data.resolve(), trees, options.runs)
    print(json.dumps(found) if options.json else report(found))


if __name__ == "__main__":
    main()
