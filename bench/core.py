"""
Time load, graph and coverage without a screen, for the real country and for larger ones.

``python -m bench.core [--json] [--data DIR]``. A larger country is the real one several times over: every copy has
its own gemeenten, regions and contacts, and rows for the whole country stay single. So the work should grow as
the number of gemeenten does, and the time per gemeente should stay what it is.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from netmap import names, validate
from netmap.coverage import compute_coverage
from netmap.graph import build_graph
from netmap.load import DATA_DIR, load_borders, load_tables
from netmap.plausible import BORDERS_FILE
from netmap.schema import (
    CONTACT_COLUMNS,
    GEMEENTE_COLUMNS,
    HERINDELING_COLUMNS,
    REGIO_COLUMNS,
    REGION_COLUMNS,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netmap.load import Tables

Times = dict[str, float]
"""Stage to milliseconds."""

ROOT: Final = Path(__file__).resolve().parent.parent
STAGES: Final = ("tables", "borders", "graph", "coverage")
AIM_MS: Final = 250
FACTORS: Final = (1, 10, 100)
FRESH_RUNS: Final = 9
ROUNDS: Final = 5
REAL_RUNS_PER_ROUND: Final = 5
_WIDE_CODE: Final = re.compile(r"(?:GM)?\s*(\d{1,6})", re.IGNORECASE)


def data_folder() -> Path:
    """Return the folder that ``NETMAP_DATA`` names, else the shipped one."""
    return Path(os.environ.get("NETMAP_DATA") or DATA_DIR)


def time_stages(folder: Path) -> Times:
    """Do the work once on a folder shaped like ``data/``; milliseconds per stage."""
    clock = [time.perf_counter()]
    tables = load_tables(folder)
    clock.append(time.perf_counter())
    if (folder / BORDERS_FILE).exists():
        load_borders(folder, tables.gemeenten)
    clock.append(time.perf_counter())
    graph = build_graph(tables, date.today())
    clock.append(time.perf_counter())
    compute_coverage(graph)
    clock.append(time.perf_counter())
    return {stage: 1000 * (after - before) for stage, before, after in zip(STAGES, clock[:-1], clock[1:], strict=True)}


def time_fresh(folder: Path, runs: int = FRESH_RUNS) -> list[Times]:
    """Do the work in new processes, each once: what comes right after the imports."""
    command = [sys.executable, "-m", "bench.core", "--once", "--data", str(folder)]
    found = [subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True) for _ in range(runs)]
    return [json.loads(one.stdout) for one in found]


@contextmanager
def wide_codes() -> Iterator[None]:
    """Accept codes of six digits: four are enough for the Netherlands, not for a hundred of them."""
    with patch.object(validate, "_CODE", _WIDE_CODE), patch.object(names, "_CODE", _WIDE_CODE):
        yield


def write_country(source: Tables, factor: int, folder: Path) -> None:
    """Write the real country ``factor`` times, as a folder shaped like ``data/``; more than one has no borders.

    Borders of a second Netherlands are refused, for they would lie outside the first or over it.
    """
    size = len(source.gemeenten)
    copies: list[dict[str, str]] = []
    for copy in range(factor):
        copies.append({code: f"GM{copy * size + i:04d}" for i, code in enumerate(source.gemeenten.index, start=1)})
    write_csv(folder / "gemeenten.csv", GEMEENTE_COLUMNS, _gemeenten(source, copies))
    write_csv(folder / "herindelingen.csv", HERINDELING_COLUMNS, _herindelingen(source, copies))
    write_csv(folder / "contacts.csv", CONTACT_COLUMNS, _contacts(source, copies))
    write_csv(folder / "regios.csv", REGIO_COLUMNS, _regios(source, factor))
    if factor == 1:
        collection = json.loads((source.folder / BORDERS_FILE).read_bytes())
        for feature in collection["features"]:
            feature["properties"] = {"code": copies[0][feature["properties"]["code"]]}
        (folder / BORDERS_FILE).write_text(json.dumps(collection, separators=(",", ":")), encoding="utf-8")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _gemeenten(source: Tables, copies: Sequence[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    records = source.gemeenten.reset_index().to_dict("records")
    for copy, code_of in enumerate(copies):
        for row in records:
            others = ";".join(_copied(name, copy) for name in str(row["alternatieve_namen"]).split(";") if name)
            regions = {column: _copied(str(row[column]), copy) for column in REGION_COLUMNS}
            own = {"code": code_of[row["code"]], "naam": _copied(str(row["naam"]), copy), "alternatieve_namen": others}
            yield {str(key): value for key, value in row.items()} | regions | own


def _regios(source: Tables, factor: int) -> Iterator[dict[str, str]]:
    for kind in REGION_COLUMNS:
        for name in sorted(source.gemeenten[kind].unique()):
            for copy in range(factor):
                yield dict.fromkeys(REGIO_COLUMNS, "") | {"soort": kind, "naam": _copied(name, copy)}


def _herindelingen(source: Tables, copies: Sequence[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """Former gemeenten; a code that is no longer in the register gets a number after all the others."""
    rows = source.herindelingen.to_dict("records")
    former = sorted({str(row[column]) for row in rows for column in ("oude_code", "nieuwe_code")})
    former = [code for code in former if code not in source.gemeenten.index]
    first = len(copies) * len(source.gemeenten) + 1
    for copy, code_of in enumerate(copies):
        old = {code: f"GM{first + copy * len(former) + i:04d}" for i, code in enumerate(former)}
        for row in rows:
            yield {
                "datum": row["datum"].isoformat(),
                "oude_code": (old | dict(code_of))[row["oude_code"]],
                "oude_naam": _copied(row["oude_naam"], copy),
                "nieuwe_code": (old | dict(code_of))[row["nieuwe_code"]],
                "nieuwe_naam": _copied(row["nieuwe_naam"], copy),
                "soort": row["soort"],
            }


def _contacts(source: Tables, copies: Sequence[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """Contacts as they are written; the area of a copy lies in that copy."""
    with (source.folder / "contacts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for copy in range(len(copies)):
        for row in rows:
            tokens = [token.strip() for token in row["gebied"].split(";") if token.strip()]
            if copy and any(fold(token) == "landelijk" for token in tokens):
                continue
            area = "; ".join(_copied_token(token, source, copy) for token in tokens)
            organisation = _copied(row["organisatie"], copy) if row["organisatie"] else ""
            yield row | {"id": _copied(row["id"], copy), "gebied": area, "organisatie": organisation}


def _copied_token(token: str, source: Tables, copy: int) -> str:
    """Name the same area in another copy; a gemeente by its name, however it was written."""
    sign = "-" if token.startswith("-") else ""
    bare = token.removeprefix("-").strip()
    if ":" in bare or fold(bare) == "landelijk":
        return sign + (_copied(bare, copy) if ":" in bare else bare)
    return sign + _copied(source.names[str(source.names.find(bare).code)], copy)


def _copied(name: str, copy: int) -> str:
    return f"{name} {copy}" if copy else name


def measure(folder: Path) -> dict[str, Any]:
    """Measure the real country in new processes, then all sizes in turn."""
    fresh = time_fresh(folder)
    tables = load_tables(folder)
    size = len(tables.gemeenten)
    ratios: dict[int, list[Times]] = {factor: [] for factor in FACTORS}
    times: dict[int, list[Times]] = {factor: [] for factor in FACTORS}
    with tempfile.TemporaryDirectory() as temporary, wide_codes():
        folders = {factor: Path(temporary) / str(factor) for factor in FACTORS}
        for factor, target in folders.items():
            target.mkdir()
            write_country(tables, factor, target)
        time_stages(folders[1])
        for _ in range(ROUNDS):
            for factor, target in folders.items():
                gc.collect()
                once = [time_stages(target) for _ in range(REAL_RUNS_PER_ROUND if factor == 1 else 1)]
                times[factor].append(middle(once))
                base = with_total(times[1][-1])
                larger = with_total(times[factor][-1])
                ratios[factor].append({stage: larger[stage] / factor / base[stage] for stage in larger})
    return {
        "gemeenten": size,
        "contacts": len(tables.contacts),
        "fresh_ms": middle([with_total(one) for one in fresh]),
        "fresh_max_ms": max(with_total(one)["total"] for one in fresh),
        "ms": {factor: middle([with_total(one) for one in times[factor]]) for factor in FACTORS},
        "per_gemeente": {factor: middle(ratios[factor]) for factor in FACTORS},
    }


def with_total(times: Times) -> Times:
    """Add the sum, once without and once with the borders."""
    without = sum(times[stage] for stage in STAGES if stage != "borders")
    return {**times, "total without borders": without, "total": without + times["borders"]}


def middle(runs: Sequence[Times]) -> Times:
    """Median per stage."""
    return {stage: median(run[stage] for run in runs) for stage in runs[0]}


def report(found: Mapping[str, Any]) -> str:
    """Write what was found as text."""
    rows = [
        f"{found['gemeenten']} gemeenten, {found['contacts']} contacts; milliseconds, medians",
        "",
        f"{'stage':<22}{'first call':>12}"
        + "".join(f"{f'{factor}x':>12}" for factor in FACTORS)
        + "".join(f"{f'{factor}x / gem.':>14}" for factor in FACTORS[1:]),
    ]
    for stage, first in found["fresh_ms"].items():
        has_borders = stage in {"borders", "total"}
        cells = "".join(
            f"{'-':>12}" if has_borders and factor > 1 else f"{found['ms'][factor][stage]:>12.1f}" for factor in FACTORS
        )
        growth = "".join(
            f"{'-':>14}" if has_borders else f"{found['per_gemeente'][factor][stage]:>14.2f}" for factor in FACTORS[1:]
        )
        rows.append(f"{stage:<22}{first:>12.1f}{cells}{growth}")
    first = found["fresh_ms"]["total"]
    verdict = "met" if first < AIM_MS else "MISSED"
    rows += [
        "",
        f"first call: right after the imports, {FRESH_RUNS} new processes, slowest {found['fresh_max_ms']:.0f} ms",
        f"1x, 10x, 100x: {ROUNDS} rounds in one process",
        "/ gem.: time per gemeente, as a multiple of that of the real country in the same round",
        f"aim: load, graph and coverage under {AIM_MS} ms after imports: {first:.0f} ms, {verdict}",
    ]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--data", type=Path, default=data_folder(), help="a folder shaped like data/")
    parser.add_argument("--once", action="store_true", help="only the real country, once, as JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(time_stages(options.data)))
        return
    found = measure(options.data)
    print(json.dumps(found) if options.json else report(found))


if __name__ == "__main__":
    main()
