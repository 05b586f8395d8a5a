"""What typst is asked, answered by a process of its own: it never gives back what it remembers of a figure."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netmap.drawing.fonts import font_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROCESS: Final = Path(__file__).with_name("typst_process.py")


def typeset(template: bytes, inputs: Mapping[str, str], *, root: str = ".", **options: Any) -> list[bytes]:
    """
    Typeset a template.

    Parameters
    ----------
    template
        In the language of typst.
    inputs
        What it reads as ``sys.inputs``.
    root
        Folder of the files that it reads.
    options
        As of ``typst.compile``: ``format``, ``ppi``, ``pdf_standards``.

    Returns
    -------
    pages
        One PDF, or one PNG per page.

    Raises
    ------
    subprocess.CalledProcessError
        When the template is wrong.
    """
    answer = _ask({"do": "compile", "template": template.decode(), "inputs": dict(inputs), "root": root, **options})
    return [base64.b64decode(page) for page in answer]


def query(template: bytes, inputs: Mapping[str, str], selector: str) -> list[Any]:
    """Ask for the values that a template labels with ``selector``; as `typeset`."""
    asked = {"do": "query", "template": template.decode(), "inputs": dict(inputs), "root": ".", "selector": selector}
    return _ask(asked)


def _ask(asked: Mapping[str, Any]) -> list[Any]:
    """Start the process, give it the job and read its answer."""
    job = json.dumps({**asked, "fonts": str(font_file().parent)}).encode()
    done = subprocess.run([sys.executable, "-I", str(_PROCESS)], input=job, stdout=subprocess.PIPE, check=True)
    answer: list[Any] = json.loads(done.stdout)
    return answer
