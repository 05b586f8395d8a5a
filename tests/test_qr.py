"""The QR code beside a picture: the modules of the view's address, and nothing else."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
import segno
from PIL import Image
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.write.qr import write_qr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINK = "https://netmap.example/kaart?laag=zorgcoordinatie&peildatum=2026-07-01&politieregio=Boven"
QUIET = 4
STEP = 10


def modules(link: str) -> list[list[bool]]:
    return [[bool(cell) for cell in row] for row in segno.make_qr(link, error="m", boost_error=False).matrix]


def read_png(content: bytes) -> list[list[bool]]:
    """The middle of every module, dark or light."""
    image = Image.open(io.BytesIO(content)).convert("L")
    number = image.width // STEP
    assert (image.size, image.info["dpi"][0]) == ((number * STEP, number * STEP), pytest.approx(300, abs=1))
    dark = [[image.getpixel((x * STEP + 5, y * STEP + 5)) == 0 for x in range(number)] for y in range(number)]
    assert not any(map(any, [*dark[:QUIET], *dark[-QUIET:]]))
    return [row[QUIET:-QUIET] for row in dark[QUIET:-QUIET]]


def test_a_png_has_every_module_within_a_quiet_border() -> None:
    assert read_png(write_qr(LINK, "png")) == modules(LINK)
    assert write_qr(LINK, "png") == write_qr(LINK, "png")


def test_an_svg_says_what_it_opens() -> None:
    drawn = write_qr(LINK, "svg").decode()
    assert re.findall("<title>(.*?)</title>", drawn) == [LINK.replace("&", "&amp;")]
    side = (len(modules(LINK)) + 2 * QUIET) * STEP
    assert f'width="{side}" height="{side}"' in drawn


@pytest.mark.parametrize(("formaat", "code"), [("png", "kaart-qr.png"), ("pdf", "kaart-qr.svg")])
def test_the_command_puts_it_beside_the_picture(
    country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, formaat: str, code: str
) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Aadorp"})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "netmap.toml").write_text('adres = "https://netmap.example"\n', encoding="utf-8")
    words = ["picture", "--out", f"kaart.{formaat}", "--gebied", "Boven", "--qr"]
    result = CliRunner().invoke(app, [*words, "--data", str(folder), "--peildatum", "2026-07-01"])
    assert result.exit_code == 0
    content = (tmp_path / code).read_bytes()
    assert content == write_qr(LINK, "png" if formaat == "png" else "svg")


def test_without_an_address_nothing_is_made(
    country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Aadorp"})
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["picture", "--out", "kaart.png", "--qr", "--data", str(folder)])
    assert result.exit_code == 2
    assert result.stderr == ('Een QR-code heeft het adres van netmap nodig. Zet adres = "https://…" in netmap.toml.\n')
    assert not (tmp_path / "kaart.png").exists()
