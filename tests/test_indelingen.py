"""The country as it becomes when an announced herindeling is law, beside the one that is."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import shapely
from typer.testing import CliRunner

from netmap.aankondigingen import INDELINGEN, Aankondiging, find_meant, name_indeling
from netmap.aannames import Blik
from netmap.cli.main import app
from netmap.compare.stands import compare_stands
from netmap.export.link import tell_view
from netmap.indelingen import carry_out, merge_borders
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_borders, load_tables
from netmap.schema import AANKONDIGING_COLUMNS, CENTRUM_COLUMNS
from netmap.summary import conclude, credit, describe_view
from tests.conftest import write_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables

DAY = date(2027, 6, 1)
BRON = "https://bron.example/wet"
BEEKSTAD = (
    "2027-01-01",
    "GM0002",
    "Beekstad",
    "GM0001",
    "Aadorp",
    "opgegaan",
    "wetsvoorstel",
    BRON,
    "2025",
    "hoog",
    "",
)
"""Beekstad (20.000 inwoners) is to go up in Aadorp (10.000), beside it."""
REAL = "Wijdemeren bij Hilversum per 1 januari 2027"


def announce(folder: Path, *rows: tuple[str, ...], centra: tuple[tuple[str, str, str], ...] = ()) -> Tables:
    write_csv(folder / "aangekondigde_herindelingen.csv", AANKONDIGING_COLUMNS, rows or [BEEKSTAD])
    names = {"GM0001": "Aadorp", "GM0002": "Beekstad", "GM0003": "Ceeburg", "GM0004": "Deiland"}
    if centra:
        belong = [(code, names[code], own, maybe, BRON, "2025", "hoog", "") for code, own, maybe in centra]
        write_csv(folder / "centrumgemeenten.csv", CENTRUM_COLUMNS, belong)
    return load_tables(folder, DAY)


def done(tables: Tables, day: date = DAY) -> Tables:
    return carry_out(tables, find_meant(tables.aangekondigd, day))


def row(gebied: str, **cells: Any) -> dict[str, Any]:
    return {"organisatie": "Fier", "gebied": gebied, "bron_datum": "2027-01", **cells}


@pytest.fixture(scope="module")
def announced(real: Tables) -> Tables:
    return done(real)


# --- which herindelingen


@pytest.mark.parametrize(("day", "number"), [(date(2026, 12, 31), 0), (date(2027, 1, 1), 1), (DAY, 1)])
def test_a_herindeling_is_meant_from_its_day_on(real: Tables, day: date, number: int) -> None:
    assert len(find_meant(real.aangekondigd, day)) == number


def test_before_the_day_nothing_is_carried_out(real: Tables) -> None:
    assert done(real, date(2026, 12, 31)) is real
    borders = load_borders(real.folder, real.gemeenten)
    assert merge_borders(borders, ()) is borders


def one(day: str, old: str, new: str) -> Aankondiging:
    return Aankondiging(date.fromisoformat(day), old, new, f"n{old}", f"n{new}", "voorstel", BRON, "")


def test_one_that_is_split_or_goes_round_is_not_drawn() -> None:
    split = [one("2027-01-01", "A", "B"), one("2027-01-01", "A", "C")]
    assert find_meant(split, DAY) == ()
    there_and_back = [one("2027-01-01", "A", "B"), one("2027-02-01", "B", "A")]
    assert find_meant(there_and_back, DAY) == (there_and_back[0],)
    assert find_meant([one("2027-01-01", "A", "A")], DAY) == ()
    twice = [one("2027-02-01", "A", "B"), one("2027-01-01", "A", "B")]
    assert find_meant(twice, DAY) == (twice[1],)


def test_one_after_the_other_ends_in_the_last(country: Callable[..., Path]) -> None:
    later = ("2027-02-01", "GM0001", "Aadorp", "GM0003", "Ceeburg", *BEEKSTAD[5:])
    tables = done(announce(country(row("Beekstad")), BEEKSTAD, later))
    assert list(tables.gemeenten.index) == ["GM0003", "GM0004"]
    assert tables.gemeenten["inwoners"]["GM0003"] == 60_000
    (inzet,) = tables.contacts
    assert (inzet.codes, inzet.delen) == ({"GM0003"}, (("GM0003", ("Beekstad",)),))
    assert tables.names.find("Beekstad").code == "GM0003"


# --- the small country


def test_the_register_has_one_gemeente_less_and_as_many_inwoners(country: Callable[..., Path]) -> None:
    before = announce(country(row("Aadorp")))
    tables = done(before)
    assert list(tables.gemeenten.index) == ["GM0001", "GM0003", "GM0004"]
    assert tables.gemeenten.loc["GM0001", ["naam", "inwoners", "oppervlakte_land_ha"]].tolist() == [
        "Aadorp",
        30_000,
        2_000,
    ]
    assert list(before.gemeenten.index) == ["GM0001", "GM0002", "GM0003", "GM0004"]  # what was read stays as it is
    assert before.gemeenten["inwoners"]["GM0001"] == 10_000
    assert name_indeling(tables.doorgevoerd) == "indeling volgens aankondiging (Beekstad bij Aadorp per 1 januari 2027)"
    assert name_indeling(before.doorgevoerd) == ""
    assert tables.aangekondigd == ()


@pytest.mark.parametrize(
    ("gebied", "status", "delen"),
    [
        ("Beekstad", "deels", ("Beekstad",)),
        ("GM0002", "deels", ("Beekstad",)),
        ("Aadorp; Beekstad", "enkel", ()),
        ("Aadorp", "enkel", ()),
        ("Oudorp", "deels", ("Oudorp",)),  # a former gemeente of Aadorp
        ("Oudorp; Beekstad", "deels", ("Beekstad", "Oudorp")),
        ("politieregio:Boven", "enkel", ()),
        ("politieregio:Boven; -Beekstad", "enkel", ()),  # of Aadorp as a whole, by the name it keeps
    ],
)
def test_who_is_there_for_the_old_gemeente_is_there_for_a_part(
    country: Callable[..., Path], gebied: str, status: str, delen: tuple[str, ...]
) -> None:
    tables = done(announce(country(row(gebied))))
    assert dict(tables.contacts[0].delen).get("GM0001", ()) == delen
    assert build_stand(tables, DAY).dekking["GM0001"].status == status


def test_what_is_said_of_nobody_stays_unknown(country: Callable[..., Path]) -> None:
    stand = build_stand(done(announce(country(row("Deiland")))), DAY)
    assert {code: dekking.status for code, dekking in stand.dekking.items()} == {
        "GM0001": "onbekend",
        "GM0003": "onbekend",
        "GM0004": "enkel",
    }


@pytest.mark.parametrize(
    "gebied", ["Beekstad", "Aadorp; Beekstad", "Oudorp; Beekstad", "politieregio:Boven", "landelijk"]
)
def test_it_is_as_if_the_folder_were_of_after_the_law(country: Callable[..., Path], gebied: str) -> None:
    folder = country(row(gebied))
    drawn = done(announce(folder))
    register = pd.read_csv(folder / "gemeenten.csv", dtype=str, keep_default_na=False)
    register.loc[register["code"] == "GM0001", ["inwoners", "oppervlakte_land_ha"]] = ["30000", "2000"]
    register[register["code"] != "GM0002"].to_csv(folder / "gemeenten.csv", index=False)
    herindelingen = pd.read_csv(folder / "herindelingen.csv", dtype=str)
    herindelingen = herindelingen[herindelingen["nieuwe_code"] != "GM0002"]
    herindelingen.loc[len(herindelingen) + 1] = BEEKSTAD[:6]
    herindelingen.to_csv(folder / "herindelingen.csv", index=False)
    law = load_tables(folder, DAY)
    pd.testing.assert_frame_equal(drawn.gemeenten, law.gemeenten)
    assert drawn.contacts == law.contacts
    assert build_stand(drawn, DAY).dekking["GM0001"].status == build_stand(law, DAY).dekking["GM0001"].status


def test_the_name_of_the_old_gemeente_says_where_it_goes(country: Callable[..., Path]) -> None:
    tables = done(announce(country(row("Aadorp"))))
    found = tables.names.find("Beekstad")
    assert (found.code, found.part) == ("GM0001", "Beekstad")
    assert found.notice == "Volgens aankondiging gaat Beekstad op 1 januari 2027 op in Aadorp."
    assert tables.gebieden.parse("GM0002; Ceeburg").notices == (found.notice,)
    assert tables.gebieden.find("GM0002; GM0003").codes == ("GM0001", "GM0003")


@pytest.mark.parametrize(
    ("centra", "centrum", "candidates"),
    [
        ((("GM0001", "Ceeburg", ""), ("GM0002", "Ceeburg", ""), ("GM0003", "Ceeburg", "")), "Ceeburg", ()),
        (
            (
                ("GM0001", "Ceeburg", ""),
                ("GM0002", "Deiland", ""),
                ("GM0003", "Ceeburg", ""),
                ("GM0004", "Deiland", ""),
            ),
            "",
            ("Ceeburg", "Deiland"),
        ),
        (
            (
                ("GM0001", "Ceeburg", ""),
                ("GM0002", "", "Ceeburg;Deiland"),
                ("GM0003", "Ceeburg", ""),
                ("GM0004", "Deiland", ""),
            ),
            "",
            ("Ceeburg", "Deiland"),
        ),
        ((("GM0001", "Aadorp", ""), ("GM0002", "Ceeburg", ""), ("GM0003", "Ceeburg", "")), "Aadorp", ()),
    ],
    ids=["the same", "two", "not known", "its own"],
)
def test_two_that_belong_to_another_centrumgemeente_belong_to_none_that_is_known(
    country: Callable[..., Path], centra: tuple[tuple[str, str, str], ...], centrum: str, candidates: tuple[str, ...]
) -> None:
    tables = done(announce(country(row("Aadorp")), centra=centra))
    assert (tables.indeling["GM0001"].centrum, tables.indeling["GM0001"].kandidaten) == (centrum, candidates)
    assert "GM0002" not in tables.indeling
    assert tables.gemeenten["centrumgemeente_vo"]["GM0001"] == centrum
    assert build_stand(tables, DAY).centra


def test_a_comparison_over_the_day_is_a_herindeling(country: Callable[..., Path]) -> None:
    tables = announce(country(row("Aadorp; Beekstad")))
    comparison = compare_stands(build_stand(tables, DAY), build_stand(done(tables), DAY))
    assert comparison.gemeenten["GM0001"].aard == "herindeling"
    assert (
        "Volgens aankondiging gaat Beekstad op 1 januari 2027 op in Aadorp." in comparison.gemeenten["GM0001"].redenen
    )
    assert comparison.zonder_opvolger == ()


# --- on the map


def test_every_line_says_which_gemeenten_it_is_about(country: Callable[..., Path]) -> None:
    tables = announce(country(row("Aadorp; Beekstad")))
    for some in (tables, done(tables)):
        stand = build_stand(some, DAY)
        view = build_view(stand, LAYERS["zorgcoordinatie"])
        assert view.blik == stand.blik == Blik(DAY, (), some.doorgevoerd)
        assert (f", {name_indeling(done(tables).doorgevoerd)}" in describe_view(view)) == (some is not tables)
        said = " ".join(conclude(stand))
        assert "Beekstad gaat op 1 januari 2027 op in Aadorp, als de wet doorgaat (wetsvoorstel, 2025)." in said
        assert ("Deze kaart toont de gemeenten van nu." in said) == (some is tables)
        announced = "Indeling volgens aankondiging (Beekstad bij Aadorp per 1 januari 2027)."
        for text in (said, credit(some), credit(some, short=True)):
            assert (announced in text) == (some is not tables)


# --- the shipped data


def test_wijdemeren_goes_to_hilversum(real: Tables, announced: Tables) -> None:
    assert (len(real.gemeenten), len(announced.gemeenten)) == (342, 341)
    assert set(real.gemeenten.index) - set(announced.gemeenten.index) == {"GM1696"}
    for column, number in (("inwoners", 119_267), ("oppervlakte_land_ha", 9_315)):
        assert announced.gemeenten[column]["GM0402"] == number
        assert announced.gemeenten[column].sum() == real.gemeenten[column].sum()
    same = announced.gemeenten.index.drop("GM0402")
    pd.testing.assert_frame_equal(announced.gemeenten.loc[same], real.gemeenten.loc[same])
    assert announced.indeling["GM0402"].centrum == "Hilversum"
    assert announced.names.find("Loosdrecht").code == "GM0402"  # a place in Wijdemeren


def test_both_divisions_differ_at_these_two_only(real: Tables, announced: Tables) -> None:
    before, after = build_stand(real, DAY), build_stand(announced, DAY)
    for key, layer in LAYERS.items():
        classes = [build_view(stand, layer).class_of for stand in (before, after)]
        differ = {code for code in classes[0] if classes[0][code] != classes[1].get(code)}
        assert {"GM1696"} <= differ <= {"GM1696", "GM0402"}, key
        counted = [sum(entry.gemeenten for entry in build_view(stand, layer).legend) for stand in (before, after)]
        assert counted == [342, 341], key
        people = [sum(entry.inwoners for entry in build_view(stand, layer).legend) for stand in (before, after)]
        assert people[0] == people[1] == 18_130_208, key
    assert len(after.centra) == len(before.centra) == 35
    areas = [{one.naam: {*one.gemeenten} for one in stand.centra} for stand in (before, after)]
    assert areas[0].pop("Hilversum") - areas[1].pop("Hilversum") == {"GM1696"}
    assert areas[1] == areas[0]
    assert "van de 341 gemeenten" in " ".join(conclude(after))


def test_the_borders_still_fit(real: Tables, announced: Tables) -> None:
    borders = load_borders(real.folder, real.gemeenten)
    merged = merge_borders(borders, announced.doorgevoerd)
    assert list(merged.index) == list(announced.gemeenten.index)
    assert "GM1696" in borders.index
    assert merged.crs == borders.crs
    assert merged["naam"]["GM0402"] == "Hilversum"
    assert shapely.coverage_is_valid(merged.geometry.to_numpy())
    assert merged.geometry.is_valid.all()
    assert merged.geometry["GM0402"].geom_type == "Polygon"  # they share a border, and no sliver is left between them
    assert merged.geometry["GM0402"].area == pytest.approx(borders.geometry[["GM0402", "GM1696"]].area.sum())
    same = merged.index.drop("GM0402")
    assert merged.geometry[same].geom_equals_exact(borders.geometry[same], 0).all()
    countries = [shapely.coverage_union_all(some.geometry.to_numpy()) for some in (borders, merged)]
    assert countries[0].equals(countries[1])


def test_the_real_name_is_that_of_the_title(announced: Tables) -> None:
    assert name_indeling(announced.doorgevoerd) == f"indeling volgens aankondiging ({REAL})"


# --- what is made of it


@pytest.mark.parametrize("indeling", INDELINGEN)
def test_the_link_of_a_view_has_the_announced_division_only(real: Tables, announced: Tables, indeling: str) -> None:
    tables = announced if indeling == "aangekondigd" else real
    said = tell_view(build_stand(tables, DAY), "zorgcoordinatie", None)
    assert ("&indeling=aangekondigd " in said) == (tables is announced)
    assert "vastgesteld" not in said


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, [*arguments, "--peildatum", "2027-06-01"])


@pytest.mark.parametrize(("indeling", "number"), [("vastgesteld", 342), ("Aangekondigd", 341)])
def test_the_commands_count_with_the_gemeenten_that_are_asked_for(tmp_path: Path, indeling: str, number: int) -> None:
    status = run("status", "--indeling", indeling, "--json")
    assert status.exit_code == 0
    assert json.loads(status.stdout)["totalen"]["gemeenten"] == number
    made = run("export", "--format", "geojson", "--indeling", indeling, "--out", str(tmp_path))
    assert made.exit_code == 0
    (path,) = tmp_path.iterdir()
    assert ("aangekondigde-indeling" in path.name) == (number == 341)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert len(content["features"]) == number
    assert (REAL in content["titel"]) == (number == 341)
    assert ("Wijdemeren" in {feature["properties"]["naam"] for feature in content["features"]}) == (number == 342)


def test_who_asks_for_what_is_not_there_is_told() -> None:
    early = CliRunner().invoke(app, ["status", "--peildatum", "2026-12-31", "--indeling", "aangekondigd"])
    assert "Op 31 december 2026 is er geen aangekondigde indeling. U ziet de vastgestelde indeling." in early.stderr
    assert "gemeenten" in early.stdout
    wrong = run("status", "--indeling", "nieuw")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "De indeling 'nieuw' bestaat niet. Kies uit: vastgesteld, aangekondigd.\n",
    )
    asked = run("vraag", "Wijdemeren", "--indeling", "aangekondigd").stdout
    assert asked.startswith(
        "Volgens aankondiging gaat Wijdemeren op 1 januari 2027 op in Hilversum. Hilversum op 1 juni"
    )
