"""A group of gemeenten of one's own: an area like any other, in every product and command."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.errors import NetmapError
from netmap.export.catalogue import Wish, make, name_of, preview
from netmap.export.products import PRODUCTS
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_tables
from netmap.regio import Regio, name_parts
from netmap.sections.optional import ONDERDELEN
from netmap.summary import conclude
from tests.conftest import GEMEENTEN, write_country
from tests.office import read_pages
from tests.test_catalogue import material_of
from tests.test_export_privacy import ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from netmap.export.catalogue import Material
    from netmap.load import Tables

DAY = date(2026, 7, 1)
CODES = [row[0] for row in GEMEENTEN]
KINDS = [(product.key, form.key) for product in PRODUCTS.values() for form in product.formaten]
GROUPS = {"een": "gemeente:Deiland", "twee": "Aadorp; Deiland", "alle": "landelijk; Aadorp"}


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_country(tmp_path_factory.mktemp("groep") / "land", ROWS)


@pytest.fixture(scope="module")
def small(land: Path) -> Material:
    return material_of(build_stand(load_tables(land), DAY))


@pytest.mark.parametrize(
    ("typed", "named", "token"),
    [
        ("Aadorp; Deiland", "eigen groep Aadorp en Deiland", "GM0001;GM0004"),
        ("dei;aa;Aadorp;GM0004", "eigen groep Aadorp en Deiland", "GM0001;GM0004"),
        ("GM0004;GM0001", "eigen groep Aadorp en Deiland", "GM0001;GM0004"),
        ("gemeente:Deiland", "eigen groep Deiland", "GM0004"),
        ("GM0004", "eigen groep Deiland", "GM0004"),
        ("Deiland;", "eigen groep Deiland", "GM0004"),
        ("Oudorp; Beekstad", "eigen groep Aadorp en Beekstad", "GM0001;GM0002"),
        ("politieregio:Boven; -Beekstad", "eigen groep Aadorp en Ceeburg", "GM0001;GM0003"),
        ("politieregio:Boven;", "eigen groep Aadorp, Beekstad en Ceeburg", "GM0001;GM0002;GM0003"),
        ("landelijk; Aadorp", "eigen groep van 4 gemeenten", "GM0001;GM0002;GM0003;GM0004"),
    ],
)
def test_a_group_is_named_after_its_gemeenten_and_found_by_its_codes(
    small: Material, typed: str, named: str, token: str
) -> None:
    gebieden = small.stand.tables.gebieden
    found = gebieden.find(typed)
    assert found is not None
    assert (str(found), found.token, ";".join(small.stand.codes(found))) == (named, token, token)
    assert gebieden.find(token) == found


@given(st.lists(st.sampled_from(CODES), min_size=1))
def test_the_order_and_repetition_of_gemeenten_make_no_other_group(small: Material, codes: list[str]) -> None:
    group = small.stand.tables.gebieden.group(codes)
    assert group == small.stand.tables.gebieden.group(sorted(set(codes)))
    assert small.stand.codes(group) == tuple(sorted(set(codes)))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Aadorp; Bekstad", "'Bekstad' is geen bekende gemeente. Bedoelt u Beekstad?"),
        ("Aadorp; Xyzzy", "'Xyzzy' is geen bekende gemeente. Gebruik de naam of de CBS-code, zoals Breda of GM0758."),
        ("Aadorp; Splitsen", "Splitsen is op 1 januari 2021 verdeeld over Beekstad en Ceeburg. "
         "Kies Beekstad of Ceeburg."),
        ("Aadorp; -Aadorp", "'Aadorp; -Aadorp' bevat geen enkele gemeente. "
         "Noem minstens één gemeente, regio of 'landelijk'."),
        ("GM9999", "'GM9999' is geen bekende gemeente. Gebruik de naam of de CBS-code, zoals Breda of GM0758."),
        ("Aadorp en Deiland", "'Aadorp en Deiland' zijn 2 gemeenten. Zet er een puntkomma tussen: Aadorp; Deiland."),
    ],
)  # fmt: skip
def test_a_group_with_something_unknown_is_refused_with_its_name(small: Material, typed: str, message: str) -> None:
    with pytest.raises(NetmapError) as refused:
        small.stand.tables.gebieden.find(typed)
    assert str(refused.value) == message


def test_a_group_of_another_register_is_no_area(small: Material) -> None:
    with pytest.raises(KeyError):
        small.stand.codes(Regio("eigen groep", "Elders", ("GM0001", "GM9999")))


def test_a_group_counts_as_its_gemeenten_do(real: Tables) -> None:
    """A group of all gemeenten of a region says of itself what the region says."""
    stand = build_stand(real, date(2026, 11, 21))
    region = Regio("politieregio", "Limburg")
    group = real.gebieden.group(stand.codes(region))
    assert str(group) == "eigen groep van 31 gemeenten"
    assert [said.replace(str(group), str(region)) for said in conclude(stand, group)] == list(conclude(stand, region))
    for layer in LAYERS.values():
        assert build_view(stand, layer, group).legend == build_view(stand, layer, region).legend


@pytest.mark.parametrize(("product", "formaat"), KINDS)
@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_every_product_can_be_made_of_a_group(small: Material, product: str, formaat: str, group: str) -> None:
    gebied = small.stand.tables.gebieden.find(group)
    wish = Wish(product, formaat, gebied, alles=product == "dias", secties=tuple(ONDERDELEN))
    assert len(make(small, wish)) > 500
    assert preview(small, wish).alt


def test_files_of_a_group_are_named_after_it(small: Material) -> None:
    gebieden = small.stand.tables.gebieden
    names = [name_of(small, Wish("rapport", "pdf", gebieden.find(group)))[0] for group in GROUPS.values()]
    assert names == [
        "netmap-rapport-eigen-groep-deiland-2026-07-01.pdf",
        "netmap-rapport-eigen-groep-aadorp-en-deiland-2026-07-01.pdf",
        "netmap-rapport-eigen-groep-4-gemeenten-2026-07-01.pdf",
    ]
    assert name_parts(gebieden.find("Aadorp; Deiland")) == ("eigen groep", "Aadorp en Deiland")


def test_the_report_of_a_group_has_its_name_as_title(small: Material, tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(make(small, Wish("rapport", "pdf", small.stand.tables.gebieden.find("Aadorp; Deiland"))))
    first = read_pages(path)[0]
    assert first.lstrip().startswith("Eigen groep Aadorp en Deiland")
    assert "Beekstad" not in first


@pytest.mark.parametrize(
    ("command", "suffix"), [("picture", "svg"), ("slides", "pptx"), ("report", "html"), ("export", "csv.zip")]
)
def test_commands_that_make_files_take_a_group(land: Path, tmp_path: Path, command: str, suffix: str) -> None:
    asked = [command, "--data", land, "--peildatum", "2026-07-01", "--gebied", "Oudorp; Deiland", "--out", tmp_path]
    result = CliRunner().invoke(app, [*map(str, asked), "--format", suffix.split(".")[0]])
    assert result.exit_code == 0, result.stderr
    assert "Oudorp is op 1 januari 2020 opgegaan in Aadorp.\n" in result.stderr
    (made,) = tmp_path.iterdir()
    assert "eigen-groep-aadorp-en-deiland" in made.name


@pytest.mark.parametrize("command", ["removal", "forecast", "criteria"])
def test_commands_that_answer_take_a_group(land: Path, command: str) -> None:
    asked = [command, "--data", str(land), "--peildatum", "2026-07-01", "--gebied", "Deiland; Aadorp", "--json"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["gebied"] == "GM0001;GM0004"
