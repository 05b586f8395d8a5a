"""What may be quoted about the cover of an area: true at every edge, and never more than the rows say."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.aannames import find_aannames
from netmap.export.deck import build_deck
from netmap.export.reports import build_brief, build_report
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, load_sources, load_tables
from netmap.quote import find_quotes, quote_view
from netmap.regio import CENTRUMGEMEENTE, Regio
from netmap.sections.quote import quote_section
from netmap.settings import Settings
from netmap.write.pdf import write_pdf
from tests.conftest import NOW
from tests.office import read_pages
from tests.test_centrumgemeenten import DIVIDED, divide
from tests.test_laws import AFTER, many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes

    StandOn = Callable[..., Stand]

BOVEN, ONDER = Regio("politieregio", "Boven"), Regio("politieregio", "Onder")
FRESH = {"organisatie": "Fier", "bron_datum": "2026-01"}
OLD = {"organisatie": "Fier", "bron_datum": "2019"}
UNDATED = {"organisatie": "Moviera", "bron": "https://lijst.example/"}


def everywhere(row: dict[str, str]) -> dict[str, str]:
    return {"gebied": "landelijk", **row}


@pytest.mark.parametrize(
    ("day", "gebied", "rows", "wel", "niet"),
    [
        ("2026-07-01", None, [],
         "Van geen van de 4 gemeenten is bekend dat er zorgcoördinatie geregeld is. Over 4 gemeenten zegt geen bron "
         "hoe het er nu is.",
         "In geen van de 4 gemeenten is zorgcoördinatie geregeld. Onbekend is geen nee: van 4 gemeenten is het niet "
         "bekend."),
        ("2026-07-01", ONDER, [],
         "Van geen enkele gemeente van de politieregio Onder is bekend dat er zorgcoördinatie geregeld is. Over 1 "
         "gemeente zegt geen bron hoe het er nu is.",
         "In geen enkele gemeente van de politieregio Onder is zorgcoördinatie geregeld. Onbekend is geen nee: van 1 "
         "gemeente is het niet bekend."),
        ("2026-07-01", None, [{"gebied": "Aadorp", **OLD}, {"gebied": "Beekstad; Ceeburg", **UNDATED}],
         "Volgens een bron uit 2019 en een bron zonder datum is in 3 van de 4 gemeenten zorgcoördinatie geregeld; 2 "
         "daarvan rusten op bronnen zonder datum. De zin noemt waar het aantal op steunt: 2 openbare bronnen.",
         "In 3 van de 4 gemeenten is zorgcoördinatie geregeld. Bij alle 3 gedekte gemeenten is de bron ouder dan 24 "
         "maanden of zonder datum."),
        ("2026-07-01", None, [{"gebied": "Aadorp", **UNDATED}],
         "Volgens een bron zonder datum is in 1 van de 4 gemeenten zorgcoördinatie geregeld. De zin noemt waar het "
         "aantal op steunt: 1 openbare bron.",
         "In 1 van de 4 gemeenten is zorgcoördinatie geregeld. Bij de enige gedekte gemeente is de bron zonder datum."),
        ("2026-07-01", ONDER, [{"gebied": "Deiland", **FRESH}],
         "Volgens een bron uit 2026 is in de enige gemeente van de politieregio Onder zorgcoördinatie geregeld. De zin "
         "noemt waar het aantal op steunt: 1 openbare bron.",
         "In de enige gemeente van de politieregio Onder is genoeg zorgcoördinatie. De bronnen zeggen wie het doet, "
         "niet of dat genoeg is."),
        ("2026-07-01", None, [{"gebied": "Aadorp", **FRESH}],
         "Volgens een bron uit 2026 is in 1 van de 4 gemeenten zorgcoördinatie geregeld. De zin noemt waar het aantal "
         "op steunt: 1 openbare bron.",
         "Het netwerk is landelijk dekkend. Van 3 van de 4 gemeenten staat volledige dekking niet vast."),
        ("2026-07-01", BOVEN, [{"gebied": "Aadorp", **FRESH}],
         "Volgens een bron uit 2026 is in 1 van de 3 gemeenten van de politieregio Boven zorgcoördinatie geregeld. De "
         "zin noemt waar het aantal op steunt: 1 openbare bron.",
         "De hele politieregio Boven is gedekt. Van 2 van de 3 gemeenten staat volledige dekking niet vast."),
        ("2026-07-01", None, [everywhere(FRESH)],
         "Volgens een bron uit 2026 is in alle 4 gemeenten zorgcoördinatie geregeld. De zin noemt waar het aantal op "
         "steunt: 1 openbare bron.",
         "In alle 4 gemeenten is genoeg zorgcoördinatie. De bronnen zeggen wie het doet, niet of dat genoeg is."),
        ("2026-07-01", None, [everywhere({**FRESH, "status": "geen"})],
         "Volgens de bronnen is in geen van de 4 gemeenten zorgcoördinatie geregeld. Over elke gemeente zegt een bron "
         "hoe het er is.",
         "Het netwerk is landelijk dekkend. Van alle 4 gemeenten staat volledige dekking niet vast."),
        ("2026-07-01", None, [everywhere({**FRESH, "doelgroep": "vanaf_23"})],
         "Volgens de bronnen is in geen van de 4 gemeenten volledig zorgcoördinatie geregeld. Over elke gemeente zegt "
         "een bron hoe het er is.",
         "Het netwerk is landelijk dekkend. Van alle 4 gemeenten staat volledige dekking niet vast."),
        ("2020-01-01", None, [{"gebied": "Aadorp", **OLD}, {"gebied": "Beekstad", **FRESH}],
         "Volgens een bron uit 2019 was op 1 januari 2020 in 1 van de 4 gemeenten zorgcoördinatie geregeld. De zin "
         "noemt waar het aantal op steunt: 1 openbare bron.",
         "Het netwerk was op 1 januari 2020 landelijk dekkend. Van 3 van de 4 gemeenten staat volledige dekking niet "
         "vast."),
        ("2020-01-01", None, [{"gebied": "Aadorp", **FRESH, "vanaf": "2019"}],
         "Volgens een latere bron was op 1 januari 2020 in 1 van de 4 gemeenten zorgcoördinatie geregeld. De zin noemt "
         "waar het aantal op steunt: 1 openbare bron.",
         "Op 1 januari 2020 was in 1 van de 4 gemeenten zorgcoördinatie geregeld. Bij de enige gedekte gemeente is de "
         "bron van na die dag."),
        ("2020-01-01", None, [everywhere(FRESH)],
         "Van geen van de 4 gemeenten is bekend dat er op 1 januari 2020 zorgcoördinatie geregeld was. Over 4 "
         "gemeenten zegt geen bron hoe het er op die dag was.",
         "Op 1 januari 2020 was in geen van de 4 gemeenten zorgcoördinatie geregeld. Onbekend is geen nee: van 4 "
         "gemeenten is het niet bekend."),
    ],
)  # fmt: skip
def test_the_line_says_what_the_rows_say_and_the_other_says_more(
    stand_on: StandOn, day: str, gebied: Regio | None, rows: Iterable[Any], wel: str, niet: str
) -> None:
    quotes = find_quotes(stand_on(day, *rows), gebied)
    assert (" ".join(quotes.wel), " ".join(quotes.niet)) == (wel, niet)


def test_of_a_day_to_come_both_lines_say_so(country: Callable[..., Path]) -> None:
    folder = country({"gebied": "Aadorp; Beekstad", **FRESH})
    quotes = find_quotes(build_stand(load_tables(folder, today=NOW), date(2027, 1, 1)))
    assert quotes.wel.zin == (
        "Volgens een bron uit 2026 zou op 1 januari 2027 in 2 van de 4 gemeenten zorgcoördinatie geregeld zijn, als er "
        "niets verandert."
    )
    assert tuple(quotes.niet) == (
        "Op 1 januari 2027 is in 2 van de 4 gemeenten zorgcoördinatie geregeld.",
        "Dit is nog niet zo, en het klopt alleen als er niets verandert.",
    )


def test_the_line_says_what_counts(country: Callable[..., Path]) -> None:
    folder = country({"gebied": "Aadorp", **FRESH, "zekerheid": "hoog"}, everywhere({**FRESH, "zekerheid": "laag"}))
    stand = build_stand(load_tables(folder, today=NOW), NOW, telt=find_aannames(["zonder-laag"]))
    quotes = find_quotes(stand)
    assert quotes.wel.zin == (
        "Volgens een bron uit 2026 is in 1 van de 4 gemeenten zorgcoördinatie geregeld; bronnen met zekerheid laag "
        "tellen niet mee."
    )
    assert tuple(quotes.niet) == (
        "In 1 van de 4 gemeenten is zorgcoördinatie geregeld.",
        "De zin laat weg dat niet alle bronnen meetellen.",
    )


def test_of_the_region_of_a_centrumgemeente_only_known_gemeenten_are_counted(country: Callable[..., Path]) -> None:
    folder = divide(country({"gebied": "Aadorp", **FRESH}), *DIVIDED)
    quotes = find_quotes(build_stand(load_tables(folder, today=NOW), NOW), Regio(CENTRUMGEMEENTE, "Aadorp"))
    assert quotes.wel.zin == (
        "Volgens een bron uit 2026 is in de enige bekende gemeente van de regio van centrumgemeente Aadorp "
        "zorgcoördinatie geregeld."
    )
    assert tuple(quotes.niet) == (
        "De hele regio van centrumgemeente Aadorp is gedekt.",
        "1 andere gemeente hoort er misschien ook bij.",
    )


@settings(max_examples=40, deadline=None)
@given(contacts=many, day=st.dates(date(2016, 1, 1), date(2042, 1, 1)), gebied=st.sampled_from([None, BOVEN, ONDER]))
def test_the_numbers_of_the_line_are_those_of_the_rows(
    rewrite: Callable[[Iterable[Any]], Path], contacts: list[dict[str, Any]], day: date, gebied: Regio | None
) -> None:
    cells = [
        {key: "" if value is None else str(value) for key, value in {"id": f"r{i}", **row}.items() if key != "codes"}
        for i, row in enumerate(contacts)
    ]
    stand = build_stand(load_tables(rewrite(cells), today=AFTER), day)
    quotes = find_quotes(stand, gebied)
    dekking = [stand.dekking[code] for code in stand.codes(gebied)]
    covered = [one for one in dekking if one.is_gedekt]
    assert quotes.wel.zin != quotes.niet.zin
    whole = {"geen enkele": 0, "de enige": 1, "beide": 2}
    (said,) = re.findall(r"(geen enkele|de enige|beide|alle \d+|(?:geen|\d+) van de \d+) gemeente", quotes.wel.zin)
    number = whole.get(said, int("".join(re.findall(r"^(?:alle )?(\d+)", said)) or 0))
    assert number == len(covered)
    undated = sum(one.bewijs == "zonder_datum" for one in covered)
    told = re.findall(r"; (\d+) daarvan", quotes.wel.zin)
    assert told in ([str(undated)] if undated else [], [])
    assert (not told and bool(undated)) <= ("zonder datum" in quotes.wel.zin or "later" in quotes.wel.zin)
    if not covered and any(one.status == "onbekend" for one in dekking):
        assert quotes.wel.zin.startswith("Van geen ")
        assert "bekend" in quotes.wel.zin


def test_a_report_and_the_first_slide_say_it(real: Tables, shapes: Shapes) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    gebied, cards = Regio("politieregio", "Limburg"), load_sources(DATA_DIR)
    wel, niet = find_quotes(stand, gebied)
    report = build_report(stand, gebied, shapes, cards, Settings())
    assert report.sections[1] == quote_section(stand, gebied)
    first, *others = build_deck(stand, shapes, cards, Settings(), gebied=gebied)
    told = f"Zo kunt u het zeggen: “{wel.zin}”", f"Zo niet: “{niet.zin}” {niet.reden}"
    assert first.sentences[0] == "\n".join(told)  # one does not stand without the other
    assert all(one in first.notes for one in told)
    assert not any("Zo niet" in sentence for slide in others for sentence in slide.sentences)
    assert quote_section(stand, gebied) in build_brief(stand, gebied, shapes, Settings()).sections
    of_another, *_ = build_deck(stand, shapes, cards, Settings(), layer=LAYERS["r1"], gebied=gebied)
    assert of_another.sentences[0].split("\n") == [
        "Zo kunt u het zeggen: “R1 Bestuurlijk trekker: ja in de politieregio Limburg (stand op 21 november 2026, "
        "volgens een bron uit 2022).”",
        "Zo niet: “R1 Bestuurlijk trekker: ja in de politieregio Limburg.” Van de politieregio Limburg is het te "
        "bevestigen.",
    ]


TREKKER = {"rol": "bestuurlijk_trekker", "contact": "Burgemeester van Aadorp", "gebied": "Aadorp"}


@pytest.mark.parametrize(
    ("day", "gebied", "layer", "rows", "wel", "niet"),
    [
        ("2026-07-01", None, "bestuurlijk_trekker", [{**TREKKER, **FRESH}],
         "Voor 1 van de 4 gemeenten noemt een bron een bestuurlijk trekker (stand op 1 juli 2026, volgens een bron uit "
         "2026). De zin noemt de dag en waar hij op steunt.",
         "Bestuurlijk trekker: nee in 3 van de 4 gemeenten. Onbekend is geen nee: van 3 gemeenten is het niet bekend."),
        ("2026-07-01", ONDER, "bestuurlijk_trekker", [],
         "Bestuurlijk trekker: onbekend in de enige gemeente in de politieregio Onder (stand op 1 juli 2026). Geen "
         "bron zegt er iets over.",
         "Bestuurlijk trekker: nee in de enige gemeente in de politieregio Onder. Onbekend is geen nee: van 1 gemeente "
         "is het niet bekend."),
        ("2026-07-01", None, "bestuurlijk_trekker", [everywhere({**TREKKER, **OLD, "gebied": "landelijk"})],
         "Voor alle 4 gemeenten noemt een bron een bestuurlijk trekker (stand op 1 juli 2026, volgens een bron uit "
         "2019). De zin noemt de dag en waar hij op steunt.",
         "Voor alle 4 gemeenten noemt een bron een bestuurlijk trekker. Van alle 4 gemeenten is het te bevestigen."),
        ("2026-07-01", None, "bestuurlijk_trekker", [everywhere({**TREKKER, **FRESH, "gebied": "landelijk"})],
         "Voor alle 4 gemeenten noemt een bron een bestuurlijk trekker (stand op 1 juli 2026, volgens een bron uit "
         "2026). De zin noemt de dag en waar hij op steunt.",
         "Voor alle 4 gemeenten noemt een bron een bestuurlijk trekker. De zin laat weg op welke dag dit zo is, en "
         "volgens wie."),
        ("2026-12-01", None, "bestuurlijk_trekker", [{**TREKKER, **FRESH}],
         "Voor 1 van de 4 gemeenten noemt een bron een bestuurlijk trekker (stand op 1 december 2026, als er niets "
         "verandert, volgens een bron uit 2026). De zin noemt de dag en waar hij op steunt.",
         "Bestuurlijk trekker: nee in 3 van de 4 gemeenten. Onbekend is geen nee: van 3 gemeenten is het niet bekend."),
    ],
)  # fmt: skip
def test_a_map_of_another_layer_has_lines_of_its_own(
    country: Callable[..., Path], day: str, gebied: Regio | None, layer: str, rows: Any, wel: str, niet: str
) -> None:
    stand = build_stand(load_tables(country(*rows), today=date(2026, 7, 1)), date.fromisoformat(day))
    quotes = quote_view(stand, build_view(stand, LAYERS[layer], gebied))
    assert quotes is not None
    assert (" ".join(quotes.wel), " ".join(quotes.niet)) == (wel, niet)


def test_of_every_layer_that_says_what_sources_claim_something_may_be_said(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    views = {key: build_view(stand, layer) for key, layer in LAYERS.items()}
    silent = {key for key, view in views.items() if quote_view(stand, view) is None}
    assert silent == {"actualiteit", "zekerheid", "blijft_gedekt", "looptijd", "inwoners", "toereikendheid"}
    cover = views["zorgcoordinatie"]
    assert quote_view(stand, cover) == find_quotes(stand)
    assert all(one.wel.zin != one.niet.zin for view in views.values() if (one := quote_view(stand, view)))


@pytest.mark.parametrize("gebied", [None, Regio("politieregio", "Midden-Nederland")], ids=str)
def test_it_stands_on_the_first_page(real: Tables, shapes: Shapes, tmp_path: Path, gebied: Regio | None) -> None:
    report = build_report(build_stand(real, date(2026, 11, 21)), gebied, shapes, (), Settings())
    path = tmp_path / "rapport.pdf"
    path.write_bytes(write_pdf(report))
    first = read_pages(path)[0]
    assert "Zo kunt u het zeggen: “Volgens" in first
    assert "Zo niet: “" in first
