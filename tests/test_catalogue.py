"""Everything to take along: every product in every format, the same bytes twice, named alike, without personal data."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation

from netmap.cards import load_sources
from netmap.drawing.picture import make_size
from netmap.export.catalogue import Material, Wish, has_secties, make, name_of, preview
from netmap.export.products import PRODUCTS
from netmap.layers import build_stand
from netmap.load import load_borders
from netmap.maps.shapes import build_shapes
from netmap.regio import Regio
from netmap.sections.optional import ONDERDELEN
from netmap.settings import Settings
from netmap.summary import conclude
from tests.office import read_pages
from tests.privacy import find_personal_data, private_values
from tests.report_reader import open_pdf, read_pdf, squeeze
from tests.test_export_privacy import FORBIDDEN, MAILBOX, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

BOVEN = Regio("politieregio", "Boven")
EAST = Regio("politieregio", "Oost-Nederland")
ALL = tuple(ONDERDELEN)
KINDS = [(product.key, form.key) for product in PRODUCTS.values() for form in product.formaten]


def material_of(stand: Stand) -> Material:
    tables = stand.tables
    borders = load_borders(tables.folder, tables.gemeenten)
    cards = tuple(load_sources(tables.folder))
    return Material(stand, borders, build_shapes(borders, tables), cards, Settings())


@pytest.fixture
def small(stand_on: Callable[..., Stand]) -> Material:
    """The small country, with rows that hold what must never leave."""
    return material_of(stand_on("2026-07-01", *ROWS))


@pytest.fixture(scope="module")
def shipped(real: Tables) -> Material:
    return material_of(build_stand(real, date(2026, 11, 22)))


def find_private(content: bytes, folder: Path, forbidden: Iterable[str]) -> list[str]:
    """Look in every file; of a PDF in its bytes for values only, since coordinates look like telephone numbers."""
    if content.startswith(b"PK") and b".pdf" in content:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [one for name in archive.namelist() for one in find_private(archive.read(name), folder, forbidden)]
    found = find_personal_data(content, forbidden, allowed=[MAILBOX])
    if not content.startswith(b"%PDF"):
        return found
    path = folder / "bestand.pdf"
    path.write_bytes(content)
    text = "\n".join(read_pages(path)).encode()
    assert len(text) > 100
    values = [one for one in found if "verboden waarde" in one]
    return values + find_personal_data(text, forbidden, allowed=[MAILBOX])


def titles_of(content: bytes) -> list[str]:
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(content)).slides]


@pytest.mark.parametrize(("product", "formaat"), KINDS)
@pytest.mark.parametrize("alles", [False, True], ids=["een", "alles"])
def test_every_file_is_the_same_twice_and_keeps_the_private_private(
    small: Material, tmp_path: Path, product: str, formaat: str, alles: bool
) -> None:
    wish = Wish(product, formaat, None if alles else BOVEN, size=make_size(1200, 900), alles=alles, secties=ALL)
    content = make(small, wish)
    assert len(content) > 500
    assert content == make(small, wish)
    assert find_private(content, tmp_path, FORBIDDEN) == []


@pytest.mark.parametrize(("product", "formaat"), [("dias", "pptx"), ("rapport", "pdf"), ("gegevens", "xlsx")])
def test_the_shipped_data_leave_without_personal_data(
    shipped: Material, tmp_path: Path, product: str, formaat: str
) -> None:
    forbidden = private_values(shipped.stand.tables.folder)
    gebied = EAST if product == "dias" else None
    content = make(shipped, Wish(product, formaat, gebied, alles=product == "dias", secties=ALL))
    assert find_private(content, tmp_path, forbidden) == []


def test_what_cannot_hold_sections_is_made_without(small: Material) -> None:
    for wish in (Wish("plaatje", "png"), Wish("dias", "pptx"), Wish("gegevens", "gpkg")):
        more = Wish(wish.product, wish.formaat, secties=ALL)
        assert not has_secties(more)
        assert make(small, more) == make(small, wish)
        assert name_of(small, more) == name_of(small, wish)


def test_sections_come_before_the_caveats_and_the_sources(small: Material) -> None:
    plain = titles_of(make(small, Wish("dias", "pptx", alles=True)))
    more = titles_of(make(small, Wish("dias", "pptx", alles=True, secties=("kwetsbaarheid", "criteria"))))
    assert (more[: len(plain) - 2], more[-2:]) == (plain[:-2], plain[-2:])
    assert len(more) == len(plain) + 4  # what one organisation carries, the worst case, the criteria, and L1
    said = read_pdf(make(small, Wish("rapport", "pdf", BOVEN, secties=("criteria",))))
    assert squeeze(said).index("Vergelijkingvandepolitieregio's") < squeeze(said).rindex("Antwoordenpercriterium")
    assert squeeze(said).rindex("Antwoordenpercriterium") < squeeze(said).index("Bronnenenbegrippen")


def test_the_preview_says_of_every_sheet_what_is_in_it(small: Material) -> None:
    table = preview(small, Wish("gegevens", "xlsx", secties=ALL)).tabel
    assert table is not None
    assert table.rows[0][::2] == (
        "Leeswijzer", "Wat de bladen, kolommen en woorden betekenen, en uit welke bronnen het komt.",
    )  # fmt: skip
    assert len(table.rows) == 20
    assert all(table.cells("inhoud"))


def test_sections_have_sheets_of_their_own(small: Material) -> None:
    book = load_workbook(io.BytesIO(make(small, Wish("gegevens", "xlsx", secties=ALL))))
    assert book.sheetnames == [
        "Leeswijzer", "Gemeenten", "Contacten", "Werklijst", "Criteria", "Indicatoren", "Vergelijking",
        "Verbindingen", "Kwetsbaarheid", "Ergste geval", "Enige bestuurlijk trekker", "Vooruitblik", "Jaarreeks",
        "Toereikendheid", "Centrumgemeenten", "Criteria samengevat", "L1 per centrumgemeente", "Normen",
        "Norm per criterium", "Ontwikkeling",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        (Wish("plaatje", "svg"), "netmap-plaatje-zorgcoordinatie-nederland-2026-07-01.svg"),
        (Wish("plaatje", "png", doel="social"), "netmap-plaatje-zorgcoordinatie-nederland-social-2026-07-01.png"),
        (Wish("dias", "pptx", Regio("provincie", "Oostland")), "netmap-dias-provincie-oostland-2026-07-01.pptx"),
        (Wish("rapport", "pdf", BOVEN), "netmap-rapport-boven-2026-07-01.pdf"),
        (Wish("rapport", "pdf", BOVEN, secties=("criteria",)), "netmap-rapport-boven-met-criteria-2026-07-01.pdf"),
        (Wish("rapport", "html", alles=True), "netmap-rapporten-2026-07-01.zip"),
        (Wish("gegevens", "csv", secties=ALL), "netmap-gegevens-nederland-met-alle-onderdelen-2026-07-01.zip"),
    ],
)
def test_a_file_is_named_after_what_is_in_it(small: Material, wish: Wish, name: str) -> None:
    assert name_of(small, wish)[0] == name


def test_a_report_has_the_same_name_alone_and_in_the_zip(small: Material) -> None:
    content = make(small, Wish("rapport", "html", alles=True, secties=("kwetsbaarheid",)))
    areas = (BOVEN, Regio("politieregio", "Onder"), None)
    alone = {area: Wish("rapport", "html", area, secties=("kwetsbaarheid",)) for area in areas}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [name_of(small, wish)[0] for wish in alone.values()]
        assert [archive.read(name) for name in archive.namelist()] == [make(small, wish) for wish in alone.values()]
    shown = preview(small, Wish("rapport", "html", alles=True, secties=("kwetsbaarheid",))).tabel
    assert shown is not None
    assert list(shown.cells("bestand")) == [name_of(small, wish)[0] for wish in alone.values()]


def test_the_preview_of_slides_has_the_titles_of_the_file(shipped: Material) -> None:
    wish = Wish("dias", "pptx", EAST, alles=True, secties=("criteria", "ontwikkeling"))
    shown = preview(shipped, wish).tabel
    assert shown is not None
    assert list(shown.cells("titel")) == titles_of(make(shipped, wish))
    assert list(shown.cells("dia")) == [str(number) for number in range(1, len(shown.rows) + 1)]


def test_the_preview_of_a_report_is_its_first_page_with_words(small: Material) -> None:
    shown = preview(small, Wish("rapport", "pdf", BOVEN))
    with Image.open(io.BytesIO(shown.beeld)) as image:
        width, height = image.size
    assert height / width == pytest.approx(297 / 210, rel=0.01)
    assert " ".join(conclude(small.stand, BOVEN)) in shown.alt


@pytest.mark.parametrize("formaat", ["xlsx", "graphml", "geojson"])
def test_the_preview_of_data_counts_what_is_in_it(small: Material, formaat: str) -> None:
    shown = preview(small, Wish("gegevens", formaat, BOVEN, secties=("criteria",))).tabel
    assert shown is not None
    if formaat == "xlsx":
        assert "Criteria samengevat" in shown.cells("blad")
    else:
        assert dict(shown.rows)["gemeenten" if formaat == "geojson" else "gemeente"] == 3


@pytest.mark.parametrize("gebied", [EAST, Regio("provincie", "Zeeland")], ids=str)
def test_a_report_without_sections_has_two_to_five_pages(shipped: Material, gebied: Regio) -> None:
    pages = [len(open_pdf(make(shipped, Wish("rapport", "pdf", gebied, secties=keys))).pages) for keys in ((), ALL)]
    assert 2 <= pages[0] <= 5 < pages[1]


def test_a_product_that_does_not_exist_is_an_error(small: Material) -> None:
    with pytest.raises(KeyError):
        make(small, Wish("film", "mp4"))
    with pytest.raises(KeyError):
        preview(small, Wish("film", "mp4"))


@pytest.mark.parametrize(("product", "formaat"), [("rapport", "html"), ("plaatje", "svg"), ("gegevens", "graphml")])
def test_the_public_address_stands_in_what_is_taken_along_whatever_the_visitor_used(
    small: Material, product: str, formaat: str
) -> None:
    material = replace(small, settings=Settings(adres="https://netmap.example"))
    made = make(material, Wish(product, formaat, adres="http://127.0.0.1:8501")).decode()
    assert "https://netmap.example/kaart?laag=zorgcoordinatie" in made
    assert "127.0.0.1" not in made
