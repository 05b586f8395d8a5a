"""What the benchmarks need before they measure anything."""

from __future__ import annotations

from bench.browser import find_missing


def test_a_package_that_is_not_installed_is_named_before_a_rival_waits_for_it() -> None:
    said = "# why\npytest==1.0\nnooit-van-gehoord==1.2.3 \\\n    --hash=sha256:0\n"
    assert find_missing(said) == ["nooit-van-gehoord"]
