"""No export holds personal data beyond the names of holders of public office, in bytes or metadata."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netmap.cards import load_sources
from netmap.export.sheets import build_workbook
from netmap.geo import label_points
from netmap.layers import build_stand
from netmap.load import check_folder, load_borders
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.gemeenten import gemeenten_section
from netmap.sections.people import people_section
from netmap.sections.regions import regions_section
from netmap.sections.sources import sources_section
from netmap.sections.standing import standing_section
from netmap.sections.worklist import worklist_section
from netmap.write.csv import write_csv_zip
from netmap.write.geodata import write_geojson, write_gpkg
from netmap.write.graphml import build_network, write_gexf, write_graphml
from netmap.write.html import section_html
from netmap.write.json import section_json
from netmap.write.ods import write_ods
from netmap.write.text import section_text
from netmap.write.xlsx import write_xlsx
from tests.privacy import assert_no_personal_data, find_personal_data, private_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

MAILBOX = "mensenhandel@org.example"
ROWS: tuple[dict[str, Any], ...] = (
    {"organisatie": "Zorg A", "gebied": "landelijk", "naam": "Persoon Een", "email": "persoon.een@org.example",
     "telefoon": "06-00000000"},
    {"organisatie": "Zorg B", "gebied": "Aadorp", "naam": "Persoon Twee", "email": MAILBOX,
     "telefoon": "0031 20 1234567", "opmerking": "bel persoon.drie@org.example of 020-1234568"},
    {"rol": "aandachtsfunctionaris", "organisatie": "Aadorp", "gebied": "Aadorp", "naam": "Persoon Vier",
     "bron": "persoon.vier@org.example", "telefoon": "020 765 43 21"},
    {"rol": "bestuurlijk_trekker", "organisatie": "Deiland", "gebied": "politieregio:Onder", "naam": "Bestuurder Een",
     "email": "b.een@org.example", "telefoon": "+31 6 12345678"},
    {"organisatie": "Zorg C", "gebied": "Aadorp", "email": "info@org.example; j.x@org.example"},
    {"organisatie": "Zorg D", "gebied": "Aadorp", "email": "info@org.example, bel J. X 06-87654321",
     "telefoon": "020-2345678, vraag naar J. X"},
    {"organisatie": "Zorg E", "gebied": "Aadorp", "email": "mensenhandelachternaam@org.example",
     "telefoon": "020-2345678 of 020-2345679"},
    {"rol": "bestuurlijk_trekker", "organisatie": "Ceeburg", "gebied": "politieregio:Boven",
     "naam": "Bestuurder Twee, 06-87654322", "bron": "https://bron.example/?wie=j.y@org.example",
     "opmerking": "mail j.y [at] org.example of bel 06/87654323"},
)  # fmt: skip
FORBIDDEN = (
    "Persoon Een", "persoon.een", "06-00000000", "Persoon Twee", "0031 20 1234567", "persoon.drie", "020-1234568",
    "Persoon Vier", "persoon.vier", "020 765 43 21", "b.een@", "+31 6 12345678",
    "info@org", "j.x@", "J. X", "06-8765", "020-2345", "mensenhandelachternaam", "Bestuurder Twee", "j.y", "06/8765",
)  # fmt: skip


def exports(stand: Stand) -> dict[str, bytes]:
    """Every export of data, also with what is past."""
    borders = load_borders(stand.tables.folder, stand.tables.gemeenten)
    workbook = build_workbook(stand, None, load_sources(stand.tables.folder))
    network = build_network(stand, label_points(borders), alles=True)
    return {
        "xlsx": write_xlsx(workbook),
        "ods": write_ods(workbook),
        "csv": write_csv_zip(workbook),
        "graphml": write_graphml(network),
        "gexf": write_gexf(network),
        "gpkg": write_gpkg(stand, borders),
        "geojson": write_geojson(stand, borders),
    }


def test_no_export_holds_a_private_value(stand_on: Callable[..., Stand]) -> None:
    for formaat, content in exports(stand_on("2026-07-01", *ROWS)).items():
        assert find_personal_data(content, FORBIDDEN, allowed=[MAILBOX]) == [], formaat


def test_a_holder_of_public_office_and_a_functional_mailbox_may_be_named(stand_on: Callable[..., Stand]) -> None:
    workbook = build_workbook(stand_on("2026-07-01", *ROWS), None, [])
    contacts = next(table for table in workbook.tables if table.key == "contacten")
    named = list(zip(contacts.cells("naam"), contacts.cells("email"), strict=True))
    assert named == [("", ""), ("", MAILBOX), ("", ""), ("Bestuurder Een", "")] + [("", "")] * 4


def test_a_name_or_mailbox_cannot_slip_into_the_tables(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", *ROWS)
    for facts in ({"naam": "Persoon Een"}, {"email": "persoon.een@org.example"}):
        with pytest.raises(ValueError, match=r"^inzet 'rij-0'"):
            replace(stand.tables.contacts[0], **facts)  # type: ignore[arg-type]


def test_no_page_and_no_json_holds_a_private_value(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", *ROWS)
    told = [
        standing_section(stand), worklist_section(stand), people_section(stand), regions_section(stand),
        gemeenten_section(stand), sources_section(stand, stand.codes(), load_sources(stand.tables.folder)),
        *(section for code in stand.codes() for section in gemeente_sections(stand, code)),
    ]  # fmt: skip
    for section in told:
        for write in (section_html, section_text, lambda one: section_json(one, stand.peildatum)):
            assert find_personal_data(str(write(section)).encode(), FORBIDDEN, allowed=[MAILBOX]) == [], section.key


def test_check_says_in_which_cells_private_values_stood_and_repeats_none(stand_on: Callable[..., Stand]) -> None:
    problems = check_folder(stand_on("2026-07-01", *ROWS).tables.folder)
    assert not any(problem.blokkeert for problem in problems)
    assert [(problem.rij, problem.kolom) for problem in problems] == [
        (2, "naam"), (2, "email"), (2, "telefoon"), (3, "naam"), (3, "opmerking"), (4, "naam"), (4, "bron"),
        (5, "email"), (5, "telefoon"), (6, "email"), (7, "email"), (7, "telefoon"), (8, "email"), (8, "telefoon"),
        (9, "naam"), (9, "bron"), (9, "opmerking"),
    ]  # fmt: skip
    assert find_personal_data("\n".join(map(str, problems)).encode(), FORBIDDEN) == []


def test_the_shipped_data_leaves_without_personal_data(real: Tables) -> None:
    forbidden = private_values(real.folder)
    for formaat, content in exports(build_stand(real, date(2026, 11, 21))).items():
        assert find_personal_data(content, forbidden) == [], formaat


def _zip(text: str, comment: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("a/b.xml")
        info.comment = comment.encode()
        archive.writestr(info, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"mail persoon.een@org.example",
        b"bel 06-12345678 of",
        b"<a>020 123 45 67</a>",
        b"tel:+31612345678",
        b"Geheim Persoon",
        b"<r>Geheim </r><r>Persoon</r>",
        b"Geheim &#80;ersoon",
        b"\xff\xfe\x00Geheim Persoon\xff",
        b"\xff\xff" + "Geheim Persoon".encode("utf-16-le"),
        _zip("Geheim Persoon"),
        _zip("niets", comment="Geheim Persoon"),
        b"%PDF-1.7\nstream\n" + zlib.compress(b"(Geheim Persoon)") + b"\nendstream",
    ],
)
def test_the_scan_finds_what_it_looks_for(content: bytes) -> None:
    assert find_personal_data(content, ["Geheim Persoon"])
    with pytest.raises(AssertionError):
        assert_no_personal_data(content, ["Geheim Persoon"])


@pytest.mark.parametrize(
    "content",
    [b"https://x.example/0612345678/a", b"[5.061234567,52.01]", b"0.44 fte in 2021-05-01", b"GM0363 0014", b"\xff@a.b"],
)
def test_the_scan_leaves_ordinary_things_alone(content: bytes) -> None:
    assert find_personal_data(content, ["Geheim Persoon"]) == []
