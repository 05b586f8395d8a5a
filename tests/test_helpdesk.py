"""Whom to tell that something is not right: one sentence, the same wherever somebody can see that it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from netmap.export.deck import closing_slides
from netmap.layers import Stand
from netmap.regio import Regio
from netmap.sections.brief import brief_sections
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.helpdesk import TITLE, tell_helpdesk
from netmap.sections.leeswijzer import build_leeswijzer
from netmap.sections.sources import sources_section
from netmap.settings import Settings
from netmap.table import Paragraph
from netmap.write.html import section_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.table import Section

    StandOn = Callable[..., Stand]

DAY: Final = "2026-07-01"
MAIL: Final = Settings(meldpunt="mensenhandel@organisatie.example")
SITE: Final = Settings(meldpunt="https://organisatie.example/melden")
FIER: Final = {"id": "zc-a", "organisatie": "Fier", "gebied": "Aadorp"}
TREKKER: Final = {"id": "bt-boven", "rol": "bestuurlijk_trekker", "organisatie": "R", "gebied": "politieregio:Boven"}
NOBODY: Final = (
    "Klopt dit niet? Meld het, met een bron en een datum, aan wie deze netmap beheert. Die kan de gegevens verbeteren."
)


def paragraphs(section: Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(), NOBODY),
        (MAIL, "Klopt dit niet? Meld het, met een bron en een datum, bij mensenhandel@organisatie.example."),
        (SITE, "Klopt dit niet? Meld het, met een bron en een datum, bij https://organisatie.example/melden."),
    ],
)
def test_every_report_workbook_and_slide_says_whom_to_tell(stand_on: StandOn, settings: Settings, said: str) -> None:
    stand = replace(stand_on(DAY, FIER), settings=settings)
    boven = Regio("politieregio", "Boven")
    assert tell_helpdesk(settings) == said
    assert paragraphs(sources_section(stand, stand.codes(), []))[-1] == said
    assert [p for one in brief_sections(stand, boven) for p in paragraphs(one)] == [said]
    assert (TITLE, said) in [row[1:] for row in build_leeswijzer(stand, None, [], "netmap", [], "").rows]
    assert closing_slides(stand, [], settings)[-1].notes.endswith(said)


def test_a_message_about_a_gemeente_names_it_and_the_rows_of_its_zorgcoordinatie(stand_on: StandOn) -> None:
    stand = replace(stand_on(DAY, FIER, TREKKER), settings=MAIL)
    *_, section = gemeente_sections(stand, "GM0001")
    assert section.key == "klopt"
    assert paragraphs(section)[1] == "Noem de rij. Over Aadorp: bt-boven, zc-a."
    html = section_html(section)
    assert 'href="mailto:mensenhandel@organisatie.example?subject=netmap%3A%20Aadorp%20%28zc-a%29"' in html
    assert ">mensenhandel@organisatie.example</a>" in html


@pytest.mark.parametrize(("settings", "links"), [(Settings(), 0), (MAIL, 1), (SITE, 1)])
def test_a_gemeente_of_which_nothing_is_known_has_the_sentence_alone(
    stand_on: StandOn, settings: Settings, links: int
) -> None:
    *_, section = gemeente_sections(replace(stand_on(DAY), settings=settings), "GM0004")
    assert len(section.blocks) == 1
    assert section_html(section).count("<a ") == links


def test_a_strange_name_of_a_row_stays_within_the_subject(stand_on: StandOn) -> None:
    stand = replace(stand_on(DAY, {**FIER, "id": 'a&bcc=x"><b>'}), settings=MAIL)
    html = section_html(gemeente_sections(stand, "GM0001")[-1])
    assert '?subject=netmap%3A%20Aadorp%20%28a%26bcc%3Dx%22%3E%3Cb%3E%29"' in html
    assert "<b>" not in html
