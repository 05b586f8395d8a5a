"""Looking for personal data in a file of any kind: as text, inside zips, SQLite databases, PDFs and pictures."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
import zlib
from contextlib import closing
from html import unescape
from typing import TYPE_CHECKING

from netmap.read import read_table
from netmap.schema import CONTACT_COLUMNS, PERSONAL_COLUMNS, PUBLIC_OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DOMAIN = re.compile(r"(?<=[\w+-])@[\w-]+(?:\.[\w-]+)+")
_LOCAL = re.compile(r"[\w.+-]+$")
PHONE = re.compile(r"(?<![\w./=%-])(?:\+31|0031|0)[\s().-]{0,3}(?:0[\s().-]{0,2})?[1-9](?:[\s().-]{0,2}\d){8}(?![\w.])")
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def private_values(folder: Path) -> set[str]:
    """Everything in ``contacts.csv`` that may not leave, as it is written there."""
    rows = read_table(folder / "contacts.csv", CONTACT_COLUMNS).rows
    private = [row for row in rows if row["rol"] not in PUBLIC_OFFICE]
    return {row[column] for row in private for column in PERSONAL_COLUMNS} | {row["telefoon"] for row in rows}


def texts(content: bytes, name: str = "bestand") -> Iterator[tuple[str, str]]:
    """Every text in a file with its place; what is no text comes as Latin-1, so that any byte can be searched."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield name, " ".join(f"{info.filename} {info.comment!r} {info.extra!r}" for info in archive.infolist())
            for info in archive.infolist():
                yield from texts(archive.read(info), f"{name}/{info.filename}")
        return
    if content.startswith(b"SQLite format 3\x00"):
        yield from _rows(content, name)
    elif content.startswith(b"%PDF"):
        for number, found in enumerate(_PDF_STREAM.finditer(content)):
            raw = zlib.decompressobj().decompress(found[1]) if found[1][:1] == b"x" else found[1]
            yield f"{name}, stroom {number}", raw.decode("latin-1")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield f"{name} (ruw)", content.decode("latin-1")
        yield f"{name} (ruw, utf-16)", content.decode("utf-16-le", errors="replace")
    else:
        yield name, text
        yield f"{name} (opgemaakt)", unescape(re.sub(r"<[^<>]*>", "", text))  # a word may be cut in pieces by tags


def _rows(content: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Every text in every table of a database."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(tables):
            if table.startswith("rtree_") and not table.endswith(("_node", "_rowid", "_parent")):
                continue
            for row in database.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    if isinstance(cell, str):
                        yield f"{name}, tabel {table}", cell


def _mails(text: str) -> Iterator[str]:
    """Every e-mail address; sought from the ``@``, since a long text has few of them."""
    for domain in DOMAIN.finditer(text):
        local = _LOCAL.search(text[max(0, domain.start() - 64) : domain.start()])
        yield (local[0] if local else "") + domain[0]


def find_personal_data(content: bytes, forbidden: Iterable[str] = (), allowed: Iterable[str] = ()) -> list[str]:
    """Places where a forbidden value, an e-mail address or a telephone number stands; never the value itself."""
    values, fine = [value for value in forbidden if value], set(allowed)
    found = []
    for place, text in texts(content):
        found += [f"{place}: verboden waarde {i}" for i, value in enumerate(values) if value in text]
        if "(" in place:
            continue  # in random bytes, and where words of two cells were joined, anything looks like an address
        found += [f"{place}: e-mailadres" for mail in _mails(text) if mail not in fine]
        found += [f"{place}: telefoonnummer" for number in PHONE.findall(text) if number not in fine]
    return found


def assert_no_personal_data(content: bytes, forbidden: Iterable[str] = (), allowed: Iterable[str] = ()) -> None:
    """Fail when personal data is in a file; ``allowed`` are functional mailboxes that may be there."""
    assert find_personal_data(content, forbidden, allowed) == []
