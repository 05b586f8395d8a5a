"""What nobody foresaw: the reader gets a number, and the log says what it stands for without a word of the data."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from netmap.ui import mishap
from tests.browser import ROOT, running_app
from tests.screen import text

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

CELL = "J. Geheim, 06-12345678"
SCRIPT = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from netmap.ui import mishap

def look_up(rows):
    cell = Path(__file__).with_name("cel.txt").read_text()
    try:
        return rows[cell]
    except KeyError as error:
        raise ValueError(f"{{cell}} ontbreekt") from error

if __name__ == "__main__":
    st.title("Proef")
    look_up({{}})
else:
    mishap.keep_values_out_of_the_log()
    app = st.App(__file__, on_script_error=mishap.tell)
"""


def failing() -> Exception:
    """An error with a cell in its message, and in that of the error that led to it."""
    try:
        try:
            {}[CELL]
        except KeyError as error:
            raise ValueError(CELL) from error
    except ValueError as error:
        return error


def test_an_error_is_described_by_kind_and_place_and_never_by_its_message() -> None:
    described = mishap.describe(failing())
    assert described.startswith("ValueError\n")
    assert "veroorzaakt door KeyError\n" in described
    assert re.search(r'test_ui_mishap\.py", line \d+, in failing', described)
    assert CELL not in described


def test_the_number_on_the_page_is_the_one_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    at = AppTest.from_string(
        "from netmap.ui import mishap\nfrom tests.test_ui_mishap import failing\nassert mishap.tell(failing())"
    )
    with caplog.at_level(logging.ERROR, "netmap"):
        at.run(timeout=60)
    assert not at.exception
    (number,) = re.findall(r"Noem dan dit nummer bij de beheerder: (\d{6})\.", text(at))
    (line,) = [record.getMessage() for record in caplog.records if record.name == "netmap"]
    assert line.startswith(f"Fout {number}: ValueError\n")
    assert CELL not in line


def test_whoever_logs_an_error_describes_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The message of an error, of a download that fails too, may repeat a cell."""
    usual = logging.getLogRecordFactory()
    log, handler = logging.getLogger("streamlit.proef"), logging.StreamHandler(sys.stdout)
    log.addHandler(handler)
    try:
        mishap.keep_values_out_of_the_log()
        try:
            raise failing()
        except ValueError:
            log.exception("Download %s", 7)
    finally:
        logging.setLogRecordFactory(usual)
        logging.getLogger("streamlit.error_util").filters.clear()
        log.removeHandler(handler)
    said = capsys.readouterr().out
    assert said.startswith("Download 7: ValueError\n")
    assert "veroorzaakt door KeyError" in said
    assert CELL not in said


def test_streamlit_serves_the_app_with_this_page_for_errors() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert found.import_string == "app:app"
    assert ", on_script_error=mishap.tell)\n" in (ROOT / "app.py").read_text(encoding="utf-8")


def test_an_unforeseen_error_is_a_dutch_sentence_with_a_number_and_no_cell_is_in_the_log(
    tmp_path: Path, chromium: Browser
) -> None:
    script, log = tmp_path / "proef.py", tmp_path / "log.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "cel.txt").write_text(CELL, encoding="utf-8")
    with running_app(script=script, log=log) as url:
        page = chromium.new_context().new_page()
        page.goto(url)
        told = page.get_by_role("alert")
        expect(told).to_contain_text("Er ging iets mis.")
        number = re.findall(r"\d{6}", told.inner_text())[0]
        assert "This app has encountered an error" not in page.content()
    said = log.read_text(encoding="utf-8")
    assert f"Fout {number}: ValueError" in said
    assert re.search(r'proef\.py", line \d+, in look_up', said)
    assert CELL not in said
