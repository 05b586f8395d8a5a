"""The process that `netmap.drawing.typesetter` asks: reads a job as JSON, and writes what typst makes of it."""

from __future__ import annotations

import base64
import json
import sys

import typst


def main() -> None:
    """Do the job that stands on stdin."""
    job = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[job.pop("fonts")])
    task, template, inputs = job.pop("do"), job.pop("template").encode(), job.pop("inputs")
    if task == "query":
        found = typst.query(template, job["selector"], field="value", font_paths=fonts, sys_inputs=inputs)
        sys.stdout.write(found)
        return
    made = typst.compile(template, font_paths=fonts, sys_inputs=inputs, **job)
    pages = made if isinstance(made, list) else [made]
    json.dump([base64.b64encode(page).decode() for page in pages], sys.stdout)


if __name__ == "__main__":
    main()
