"""How fast netmap is, beside two usual ways to draw the same map; see docs/benchmarks.md."""
