"""Every file says where netmap shows what it was made of."""

from __future__ import annotations

import html
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from netmap.export.catalogue import Material, Wish, make
from netmap.layers import build_stand
from netmap.regio import Regio
from tests.report_reader import open_pdf, read_pdf, squeeze, walk
from tests.test_catalogue import material_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netmap.load import Tables

LIMBURG = Regio("politieregio", "Limburg")
VIEW = "/kaart?laag=zorgcoordinatie&peildatum=2026-11-22&politieregio=Limburg"
HERE = f"https://netmap.example{VIEW}"


@pytest.fixture(scope="module")
def shipped(real: Tables) -> Material:
    return material_of(build_stand(real, date(2026, 11, 22)))


def texts_of(content: bytes) -> Iterator[str]:
    """Every text in a file, also what is not drawn."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from texts_of(archive.read(name))
    elif content.startswith(b"%PDF"):
        yield from _texts_of_pdf(open_pdf(content))
    else:
        yield html.unescape(content.decode(errors="replace"))


def _texts_of_pdf(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        annotations: Any = page.get("/Annots", [])
        yield from (str(one.A.URI) for one in annotations if "/A" in one and "/URI" in one.A)
    yield from (str(one.Alt) for one in walk(pdf.Root.StructTreeRoot) if "/Alt" in one)


@pytest.mark.parametrize(
    ("product", "formaat"),
    [
        ("plaatje", "png"),
        ("plaatje", "svg"),
        ("plaatje", "pdf"),
        ("dias", "pptx"),
        ("briefje", "pdf"),
        ("briefje", "html"),
        ("rapport", "pdf"),
        ("rapport", "docx"),
        ("rapport", "html"),
        ("gegevens", "xlsx"),
        ("gegevens", "ods"),
        ("gegevens", "csv"),
    ],
)
def test_every_file_says_where_netmap_shows_it(shipped: Material, product: str, formaat: str) -> None:
    content = make(shipped, Wish(product, formaat, LIMBURG, alles=product == "dias", adres="https://netmap.example"))
    assert any(HERE in text for text in texts_of(content))


def test_where_netmap_runs_may_be_unknown(shipped: Material) -> None:
    said = f"Deze kaart in netmap: zet {VIEW} achter het adres van netmap."
    assert squeeze(said) in squeeze(read_pdf(make(shipped, Wish("rapport", "pdf", LIMBURG))))
    assert squeeze(said) in squeeze(read_pdf(make(shipped, Wish("briefje", "pdf", LIMBURG))))


def test_each_report_of_a_zip_leads_to_its_own_area(shipped: Material) -> None:
    content = make(shipped, Wish("rapport", "html", alles=True, adres="https://netmap.example"))
    found = list(texts_of(content))
    assert len(found) == 11
    assert sum("&politieregio=" in text for text in found) == 10
    assert sum(HERE in text for text in found) == 1
