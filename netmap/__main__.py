"""``python -m netmap``: the same jobs without a screen; Ctrl-C at any moment ends it with one line."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType


def _leave() -> NoReturn:
    """End at once: Python's own way out would be stopped by a second Ctrl-C."""
    os.write(2, b"Afgebroken. Wat nog niet af was, is niet bewaard.\n")
    os._exit(128 + signal.SIGINT)


def _stop(_signal: int, frame: FrameType | None) -> None:
    """Stop what is being done, so that it cleans up; code that is being read may lose an exception: that is left."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            _leave()
        frame = frame.f_back
    raise KeyboardInterrupt


signal.signal(signal.SIGINT, _stop)
try:
    from netmap.cli.main import app  # only now: it may be stopped too

    app(prog_name="python -m netmap")
except KeyboardInterrupt:
    _leave()
finally:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
