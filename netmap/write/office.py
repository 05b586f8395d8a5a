"""What documents and slides have in common: text fit for XML, and a file that says nothing about who made it when."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from netmap.errors import NetmapError
from netmap.write.archive import pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNREADABLE: Final = (
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
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text.replace("\u00ad", ""))


@contextmanager
def reading_template(path: Path, setting: str, sort: str, saved: str, broken: type[Exception]) -> Iterator[None]:
    """
    Read a template of the organisation, or say in Dutch what is wrong with it.

    Parameters
    ----------
    path
        The file.
    setting
        Line of ``netmap.toml`` that names it.
    sort
        What it should be: ``bruikbare presentatie``.
    saved
        How it is made so: ``in PowerPoint of Impress, sla het op als 'PowerPoint-presentatie (.pptx)'``.
    broken
        What the library raises of its own on a file that is something else, besides what all do.

    Raises
    ------
    NetmapError
        When the block finds no file or cannot use it.
    """
    try:
        yield
    except FileNotFoundError:
        msg = f"Het sjabloon {path} is er niet. Herstel de regel '{setting}' in netmap.toml, of haal die weg."
        raise NetmapError(msg) from None
    except (broken, *_UNREADABLE) as error:
        msg = (
            f"Het sjabloon {path.name} is geen {sort}. Open het {saved}, zonder wachtwoord of macro's, en probeer het "
            "opnieuw."
        )
        raise NetmapError(msg) from error


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
