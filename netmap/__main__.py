"""``python -m netmap``: the same jobs without a screen."""

from netmap.cli.main import app

app(prog_name="python -m netmap")
