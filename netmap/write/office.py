"""What documents and slides have in common: text fit for XML, and a file that says nothing about who made it when."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import UTC, date, datetime, time
from typing import Any, Final

from netmap.write.archive import pack

UNREADABLE: Final = (
    *(OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),
    *(KeyError, ValueError, SyntaxError, AttributeError, IndexError),
)
"""What the libraries raise on a template that is broken, locked or something else."""
DECORATIVE: Final = (
    '<a:extLst {}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""What a picture has that is not read aloud; to be filled in with the namespace of drawings."""


def clean(text: str) -> str:
    """Make text from a data file fit for a slide or a document: without control characters; a line end stays."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text.replace("\u00ad", ""))


def write_office(file: Any, title: str, organisatie: str, day: date) -> bytes:
    """
    Turn a presentation or a document into a file.

    Parameters
    ----------
    file
        Of python-pptx or python-docx.
    title, organisatie
        What it is called and who made it; whatever its template says of a person is gone.
    day
        Stands for when it was made.

    Returns
    -------
    content
        The same bytes for the same content.
    """
    moment = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    props = file.core_properties
    props.title, props.author, props.last_modified_by = title, organisatie, organisatie
    props.created = props.modified = props.last_printed = moment
    props.revision, props.language = 1, "nl-NL"
    props.category = props.comments = props.content_status = props.identifier = ""
    props.keywords = props.subject = props.version = ""
    raw = io.BytesIO()
    file.save(raw)
    with zipfile.ZipFile(raw) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})
