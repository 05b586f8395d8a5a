"""Zip archives that are the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file can name: when it was made is nobody's business and would change the bytes."""


def pack(members: Mapping[str, bytes], *, first_stored: bool = False) -> bytes:
    """
    Put files in one zip archive.

    Parameters
    ----------
    members
        Name to content; they keep their order.
    first_stored
        Whether the first one is left uncompressed, as OpenDocument asks of ``mimetype``.

    Returns
    -------
    archive
        The same bytes for the same members, whenever and wherever it is made.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for i, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, _NO_DAY)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            stored = first_stored and i == 0
            archive.writestr(info, content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
