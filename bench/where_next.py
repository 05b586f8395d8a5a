"""
Time the advice where next on the real country: one to five new zorgcoördinatoren, several sets of rules.

``python -m bench.where_next [--seconds 20] [--plain]``. The advice includes the runner-up, so up to six integer
programs. ``--plain`` also runs the best plan alone through the usual model (every gemeente to a post, with a flow
for connectedness), which is what netmap falls back to when there are too many possible areas to list.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from typing import Final
from unittest.mock import patch

from netmap.geo import build_contiguity
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_borders, load_tables
from netmap.schema import dutch_number
from netmap.sections.where_next import describe_rules
from netmap.where_next import solver
from netmap.where_next.advise import Advies, Rules, advise

DAY: Final = date(2026, 11, 21)
RULES: Final = (
    Rules(max_inwoners=250_000),
    Rules(max_inwoners=400_000),
    Rules(max_gemeenten=10),
    Rules(max_inwoners=400_000, binnen="veiligheidsregio"),
    Rules(max_inwoners=250_000, samenhangend=False),
)
MOST: Final = 5


def row(name: str, number: int, advies: Advies, seconds: float) -> str:
    """Write one line of the table."""
    proof = "proven" if advies.bewezen else f"gap {100 * advies.gat:.4f}%"
    second = dutch_number(advies.tweede.inwoners) if advies.tweede else "none"
    return f"| {name} | {number} | {dutch_number(advies.inwoners)} | {proof} | {second} | {seconds:.2f} |"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="time limit per advice")
    parser.add_argument("--plain", action="store_true", help="also the usual model")
    options = parser.parse_args()
    tables = load_tables()
    stand = build_stand(tables, DAY)
    start = time.perf_counter()
    contact = build_contiguity(load_borders(DATA_DIR, tables.gemeenten))
    print(f"borders and contact graph: {time.perf_counter() - start:.2f} s\n")
    print("| rules | new | inwoners | proof | runner-up | seconds |\n|---|---|---|---|---|---|")
    models = {"": solver.MAX_POSSIBLE} | ({" (usual model)": 0} if options.plain else {})
    for model, possible in models.items():
        for rules in RULES:
            for number in range(1, MOST + 1):
                start = time.perf_counter()
                with patch.object(solver, "MAX_POSSIBLE", possible):
                    advies = advise(stand, contact, (1.0,) * number, rules, seconden=options.seconds)
                seconds = time.perf_counter() - start
                print(row(describe_rules(rules) + model, number, advies, seconds), flush=True)


if __name__ == "__main__":
    main()
