"""
Time the store beside the folder that it replaces.

``python -m bench.store [--address ADDRESS] [--rows 1000]``: what one look for a newer version costs (every click asks),
publishing one and many changed rows beside checking the same folder, and what a version adds to the database. Without
an address an SQLite file in a temporary folder; of another database the size is not told.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from netmap.load import DATA_DIR, load_tables
from netmap.store.content import Voorstel
from netmap.store.store import Store
from netmap.toegang import make_beheerder

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 7


def time_ms(act: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of some runs, in milliseconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - start))
    return median(taken)


def enlarge(folder: Path, rows: int) -> None:
    """Repeat the contacts of a folder under new ids until there are so many."""
    path = folder / "contacts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    made = [{**known[i % len(known)], "id": f"rij-{i}", "spreekt_tegen": ""} for i in range(rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(known[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


def publish(store: Store, count: int) -> None:
    """Publish a version in which so many rows have another remark."""
    now = store.read()
    asked = []
    for ident, cells in list(now.rows["contacts.csv"].cells.items())[:count]:
        seen = now.last["contacts.csv", ident].volgnummer
        asked.append(Voorstel("contacts.csv", ident, {**cells, "opmerking": f"Gezien in versie {now.nummer}."}, seen))
    store.publish(asked, gebruiker=make_beheerder("bench"), waarom="meten")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="", help="of an empty database")
    parser.add_argument("--rows", type=int, default=1000, help="rows of contacts.csv")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(DATA_DIR, Path(name) / "data"))
        enlarge(folder, options.rows)
        path = Path(name) / "store.sqlite"
        store = Store.at(options.address or str(path))
        store.migrate()
        start = time.perf_counter()
        store.take_over(folder, gebruiker=make_beheerder("bench"), waarom="meten")
        first = 1000 * (time.perf_counter() - start)
        look = time_ms(store.newest, 200)
        check = time_ms(lambda: load_tables(folder))
        one = time_ms(lambda: publish(store, 1))
        before = path.stat().st_size if not options.address else 0
        many = time_ms(lambda: publish(store, options.rows))
        print("| what | ms |\n|---|---|")
        print(f"| look for a newer version | {look:.2f} |\n| check the folder, {options.rows} rows | {check:.0f} |")
        print(f"| take the folder over | {first:.0f} |\n| publish 1 changed row | {one:.0f} |")
        print(f"| publish {options.rows} changed rows | {many:.0f} |")
        if not options.address:
            store.engine.dispose()
            grown = (path.stat().st_size - before) / RUNS
            print(f"\nA version with {options.rows} changed rows adds {grown / 1000:.0f} kB.")


if __name__ == "__main__":
    main()
