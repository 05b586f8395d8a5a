"""Handvatten: what helps shows where there is a gap and nowhere else, with a source and a link that can be trusted."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from netmap.export.reports import build_report
from netmap.export.sheets import build_workbook
from netmap.handvatten import find_handvatten
from netmap.layers import build_stand
from netmap.load import check_folder, load_tables
from netmap.norms import CRITERIA
from netmap.regio import Regio
from netmap.schema import HANDVAT_COLUMNS
from netmap.sections.criteria import answered_section
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.handvatten import COVER, HELP, handvatten_section
from netmap.sections.worklist import worklist_section
from netmap.settings import Settings
from netmap.table import Link, Listing
from netmap.write.docx import write_docx
from netmap.write.html import block_html
from netmap.write.pdf import write_pdf
from netmap.write.report import Report
from netmap.write.xlsx import write_xlsx
from tests.conftest import NOW, write_cards, write_csv
from tests.report_reader import open_docx, open_pdf
from tests.test_criteria import write_indicators

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes

DAY = date(2026, 7, 1)
BOVEN = Regio("politieregio", "Boven")
GUIDE = {
    "id": "een",
    "criterium": "G1; G5",
    "titel": "Gids voor beleid",
    "uitgever": "Huis van Gidsen",
    "link": "https://www.gids.example/beleid",
    "datum": "2024-05",
    "bron": "https://gids.example/",
    "zekerheid": "hoog",
}
LINE = "Gids voor beleid (Huis van Gidsen, mei 2024): https://www.gids.example/beleid. Bij {}."


def write_guides(folder: Path, *rows: Mapping[str, str]) -> Path:
    cells = [[{**GUIDE, **row}.get(column, "") for column in HANDVAT_COLUMNS] for row in rows]
    write_csv(folder / "handvatten.csv", HANDVAT_COLUMNS, cells)
    return write_cards(folder)


@pytest.fixture
def helped(country: Callable[..., Path]) -> Callable[..., Stand]:
    """The small country, in which Aadorp has beleid, with these handvatten."""

    def build(*rows: Mapping[str, str], beleid: str = "Aadorp") -> Stand:
        contact, said = {"gebied": "Aadorp", "organisatie": "Fier"}, {"gebied": beleid, "criterium": "G1"}
        folder = write_indicators(country(contact), said)
        return build_stand(load_tables(write_guides(folder, *rows), NOW), DAY)

    return build


def help_for(stand: Stand, code: str) -> tuple[str, ...]:
    """Lines under the heading in the panel of a gemeente."""
    found = [block for one in gemeente_sections(stand, code) if one.title == HELP for block in one.blocks]
    return tuple(line for block in found if isinstance(block, Listing) for line in block.items)


def listed(stand: Stand) -> list[str]:
    """Lines of every list in the work list of the country."""
    return [line for one in worklist_section(stand).blocks if isinstance(one, Listing) for line in one.items]


# --- a gap shows what helps, and nothing else does


def test_a_gap_shows_its_handvat_and_no_gap_does_not(helped: Callable[..., Stand]) -> None:
    """In Aadorp both criteria are met; of Beekstad nothing is known."""
    stand = helped({})
    assert help_for(stand, "GM0001") == ()
    assert help_for(stand, "GM0002") == (LINE.format("G1 Beleid en G5 Zorgcoördinatie"),)


def test_only_the_criteria_that_are_a_gap_are_named(helped: Callable[..., Stand]) -> None:
    stand = helped({"criterium": "g5;G1;R9"})
    assert help_for(stand, "GM0001") == (LINE.format("R9 Regionaal plan"),)


def test_the_work_list_shows_what_helps_with_cover(helped: Callable[..., Stand]) -> None:
    assert LINE.format("G5 Zorgcoördinatie") in listed(helped({}))
    assert not [line for line in listed(helped({"criterium": "G1"})) if "Gids" in line]


def test_a_region_shows_what_helps_on_the_page_in_the_report_and_in_the_workbook(
    helped: Callable[..., Stand], shapes: Shapes
) -> None:
    stand = helped({})
    row = (Link("Gids voor beleid (Huis van Gidsen, mei 2024)", GUIDE["link"]), "G1 Beleid, G5 Zorgcoördinatie")
    section = handvatten_section(stand, BOVEN)
    assert section.tables[0].rows[0][:3] == (*row, "gids.example")
    assert answered_section(stand, BOVEN).tables[-1] == section.tables[0]
    assert section.tables[0] in build_workbook(stand, BOVEN, []).tables
    report = build_report(stand, None, shapes, [], Settings())
    order = [one.key for one in report.sections]
    assert order.index("handvatten") == order.index("werklijst") + 1


def test_a_region_without_a_gap_shows_nothing(helped: Callable[..., Stand]) -> None:
    stand = helped({"criterium": "G1"}, beleid="politieregio:Boven")
    assert handvatten_section(stand, BOVEN).blocks == ()
    assert handvatten_section(stand, Regio("politieregio", "Onder")).blocks != ()


def test_a_folder_without_handvatten_shows_none(stand_on: Callable[..., Stand], shapes: Shapes) -> None:
    stand = stand_on("2026-07-01")
    assert stand.tables.handvatten == ()
    assert help_for(stand, "GM0001") == ()
    assert handvatten_section(stand).blocks == ()
    assert "handvatten" not in [one.key for one in build_report(stand, None, shapes, [], Settings()).sections]
    assert "Handvatten" not in [table.sheet_name for table in build_workbook(stand, None, []).tables]


# --- what a row must keep to


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"criterium": "G12"}, "handvatten.csv, rij 2, kolom criterium: 'G12' is geen criterium. "
                               "Kies uit G1 tot en met G9 en R1 tot en met R9."),
        ({"criterium": ""}, "handvatten.csv, rij 2, kolom criterium: het criterium ontbreekt. "
                            "Noem er een of meer, zoals G1; R2."),
        ({"link": "http://gids.example/"}, "handvatten.csv, rij 2, kolom link: dit is geen veilig "
                                           "webadres. Schrijf het hele adres, met https:// ervoor."),
        ({"link": "https://gids@kwaad.example/"}, "handvatten.csv, rij 2, kolom link: "),
        ({"link": ""}, "handvatten.csv, rij 2, kolom link: de link ontbreekt. "
                       "Schrijf het hele adres, met https:// ervoor."),
        ({"bron": ""}, "handvatten.csv, rij 2, kolom bron: de bron ontbreekt. Vul in waar u het vond."),
        ({"titel": ""}, "handvatten.csv, rij 2, kolom titel: de titel ontbreekt. "
                        "Schrijf de titel zoals hij op de bladzijde staat."),
        ({"uitgever": ""}, "handvatten.csv, rij 2, kolom uitgever: de uitgever ontbreekt. Vul in wie het uitgaf."),
        ({"datum": "gisteren"}, "handvatten.csv, rij 2, kolom datum: "),
        ({"datum": "2199"}, "handvatten.csv, rij 2, kolom datum: '2199' ligt in de toekomst. "
                            "Vul een dag in die er al was."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_remedy(
    country: Callable[..., Path], cells: Mapping[str, str], said: str
) -> None:
    folder = write_guides(country({"gebied": "Aadorp", "organisatie": "Fier"}), cells)
    assert [str(problem)[: len(said)] for problem in check_folder(folder)] == [said]


def test_a_date_that_is_not_known_is_said_so(helped: Callable[..., Stand]) -> None:
    (one,) = helped({"datum": ""}).tables.handvatten
    assert one.naam == "Gids voor beleid (Huis van Gidsen, datum onbekend)"


# --- the links


def test_a_reader_can_follow_the_link_wherever_it_stands(helped: Callable[..., Stand]) -> None:
    stand = helped({})
    target = 'href="https://www.gids.example/beleid"'
    panel = next(one for one in gemeente_sections(stand, "GM0002") if one.title == HELP)
    assert f'{target} target="_blank" rel="noopener noreferrer">gids.example</a>' in str(block_html(panel.blocks[0]))
    assert target in str(block_html(handvatten_section(stand).tables[0]))
    report = Report("Land", "Hulp", DAY, "netmap", "netmap", (handvatten_section(stand),))
    assert GUIDE["link"] in [rel.target_ref for rel in open_docx(write_docx(report)).part.rels.values()]
    pages = open_pdf(write_pdf(report)).pages
    assert GUIDE["link"] in [str(link.A.URI) for page in pages for link in page.get("/Annots", [])]
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(build_workbook(stand, None, []))))["Handvatten"]
    assert sheet["A2"].hyperlink.target == GUIDE["link"]


# --- the shipped ones


def test_every_shipped_handvat_helps_with_something_has_a_source_and_says_what_it_is(real: Tables) -> None:
    assert len(real.handvatten) == 10
    for one in real.handvatten:
        assert set(one.criteria) <= set(CRITERIA)
        assert one.criteria
        assert one.bron.startswith("https://")
        assert one.opmerking
        assert one.uitgever in {"VNG", "CoMensha", "CCV"}
        assert one.site.removeprefix("kompasaanpakmensenhandel.") in {"vng.nl", "comensha.nl", "hetccv.nl"}


def test_the_criteria_with_and_without_a_shipped_handvat_are_known(real: Tables) -> None:
    """Where none was found none is shown: nothing is made up."""
    found = {code for one in real.handvatten for code in one.criteria}
    assert sorted(set(CRITERIA) - found) == ["G8", "G9", "R3", "R5", "R6", "R7", "R9"]
    assert [one.titel for one in find_handvatten(real.handvatten, COVER)] == [
        "Uitbreiding netwerk Zorgcoördinatoren",
        "Nieuwe aanpak Tilburg leidt naar beter zicht op en bescherming van slachtoffers mensenhandel",
        "Zorgcoördinatie regio Twente",
    ]
