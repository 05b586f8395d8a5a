"""LibreOffice, to open what netmap makes as a reader would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def find_program(name: str, package: str) -> str:
    """Find a program, or say what to install."""
    found = shutil.which(name)
    if found is None:
        msg = f"This test needs {name}, and it was not found. Install it (Debian: apt-get install {package})."
        raise RuntimeError(msg)
    return found


def convert_to_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """Open files in LibreOffice, with a profile of its own, and save them as PDF."""
    soffice = os.environ.get("NETMAP_SOFFICE") or find_program("soffice", "libreoffice-impress")
    profile = f"-env:UserInstallation={(folder / 'profiel').resolve().as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return [folder / f"{file.stem}.pdf" for file in files]


def save_sheet_as_csv(file: Path, number: int, folder: Path) -> Path:
    """Open a workbook in LibreOffice and save one sheet, the first is 1, as CSV in UTF-8 with semicolons."""
    soffice = os.environ.get("NETMAP_SOFFICE") or find_program("soffice", "libreoffice-calc")
    profile = f"-env:UserInstallation={(folder / 'profiel').resolve().as_uri()}"
    target = f"csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,{number}"
    command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    (saved,) = folder.glob(f"{file.stem}-*.csv")
    return saved


def read_pages(pdf: Path) -> list[str]:
    """Read the text of a PDF, a string per page."""
    command = [find_program("pdftotext", "poppler-utils"), "-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return text.split("\f")[:-1]


def read_sizes(pdf: Path) -> set[float]:
    """Read how large the letters of a PDF are, in points."""
    command = [find_program("pdftohtml", "poppler-utils"), "-xml", "-stdout", "-i", "-zoom", "3", str(pdf)]
    xml = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return {int(size) / 3 for size in re.findall(r'<fontspec id="\d+" size="(\d+)"', xml)}


def read_words(pdf: Path) -> list[list[tuple[str, float, float]]]:
    """Read the words of a PDF, a list per page: each with its upper and lower side in points from the top."""
    command = [find_program("pdftotext", "poppler-utils"), "-bbox", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    found = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<')
    return [
        [(word, float(top), float(bottom)) for top, bottom, word in found.findall(page)]
        for page in text.split("<page ")[1:]
    ]
