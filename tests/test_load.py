"""What a data folder must keep to; every problem is a Dutch sentence with its row, column and remedy."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netmap.errors import MAX_SHOWN, DataError, FolderError, Problem, first_lines
from netmap.inzet import Geschreven, Inzet
from netmap.load import check_folder, load_borders, load_tables
from netmap.rows import MAX_PROBLEMS
from netmap.schema import CONTACT_COLUMNS, GEMEENTE_COLUMNS, HERINDELING_COLUMNS, PERSONAL_COLUMNS, VORMEN, WGS84

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables

    Country = Callable[..., Path]

FINE = {"organisatie": "Fier", "gebied": "Aadorp"}
DAY = "Schrijf jaar-maand-dag, zoals 2021-05-01"
BLANK = "de organisatie ontbreekt. Leeg mag alleen bij 'geen', 'vacature' of 'aangekondigd'."
NUMBER = "is geen heel getal. Schrijf alleen cijfers, zoals 18553."
AGAIN = "Maak de kaart opnieuw"


def lines(folder: Path) -> list[str]:
    return [str(problem) for problem in check_folder(folder)]


def one_problem(country: Country, **cells: str) -> str:
    """Put one row with these cells in the country and return the one line that ``check`` prints about it."""
    (line,) = lines(country({**FINE, **cells}))
    return line


def load_one(country: Country, **cells: str) -> Inzet:
    (inzet,) = load_tables(country({**FINE, **cells})).contacts
    return inzet


def replace_line(path: Path, number: int, text: str) -> None:
    rows = path.read_text(encoding="utf-8").split("\n")
    rows[number - 1] = text
    path.write_text("\n".join(rows), encoding="utf-8")


# --- what is right is read right


def test_a_row_is_read_as_typed_values(country: Country) -> None:
    row = load_one(
        country,
        fte="0,44",
        vanaf="2021",
        tot="2023-05",
        bron_datum="2020-12-31",
        doelgroep="Tot 23 jaar",
        zekerheid="HOOG",
    )
    assert row.rij == 2
    assert row == Inzet(
        id="rij-0",
        rol="zorgcoordinator",
        organisatie="Fier",
        gebied="Aadorp",
        gebied_namen="Aadorp",
        codes=frozenset({"GM0001"}),
        doelgroep="tot 23",
        fte=0.44,
        status="actief",
        vanaf=date(2021, 1, 1),
        tot=date(2023, 5, 1),
        bron="https://bron.example/",
        bron_datum=date(2020, 12, 31),
        zekerheid="hoog",
        bevestigd_op=None,
        geschreven=Geschreven("2021", "2023-05", "2020-12-31", ""),
        knoop="organisatie:fier",
        familie="organisatie:fier",
        inwoners_gebied=10_000,
    )


def test_blank_cells_have_a_meaning_of_their_own(country: Country) -> None:
    row = load_one(country)
    assert (row.status, row.zekerheid, row.doelgroep, row.fte, row.vanaf, row.tot) == (
        "actief",
        "onbekend",
        "",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("written", "fte"), [("0.44", 0.44), ("0,44", 0.44), ("2", 2.0), ("0", 0.0), ("1.234", 1.234), ("1000", 1000.0)]
)
def test_fte_is_read_with_point_or_comma(country: Country, written: str, fte: float) -> None:
    assert load_one(country, fte=written).fte == fte


@pytest.mark.parametrize("word", ["op_afstand", "op afstand", "Op Afstand", "OP-AFSTAND"])
def test_fixed_words_may_be_spelled_freely(country: Country, word: str) -> None:
    assert load_one(country, status=word).status == "op_afstand"


@pytest.mark.parametrize("rol", ["zorgcoördinator", "Zorgcoordinator", "ZORGCOÖRDINATOR"])
def test_the_trema_in_a_role_is_free(country: Country, rol: str) -> None:
    assert load_one(country, rol=rol).rol == "zorgcoordinator"


def test_a_clean_folder_has_no_problems(country: Country) -> None:
    folder = country(FINE, {**FINE, "gebied": "politieregio:Boven", "naam": "Iemand", "rol": "bestuurlijk_trekker"})
    assert lines(folder) == []
    assert load_tables(folder).notices == ()


def test_no_contacts_at_all_is_allowed(country: Country) -> None:
    assert load_tables(country()).contacts == ()


# --- each rule, its line in full


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"rol": ""}, "kolom rol: de cel is leeg. Kies uit: bestuurlijk_trekker, zorgcoordinator, "
         "aandachtsfunctionaris, ketenregisseur, landelijk_coordinatiecentrum, vng, partner."),
        ({"rol": "zorgcordinator"}, "kolom rol: 'zorgcordinator' kan hier niet. Bedoelt u 'zorgcoordinator'?"),
        ({"status": "misschien"}, "kolom status: deze tekst kan hier niet. "
         "Kies uit: actief, pilot, op_afstand, vacature, gestopt, geen, aangekondigd."),
        ({"status": "gestop"}, "kolom status: 'gestop' kan hier niet. Bedoelt u 'gestopt'?"),
        ({"doelgroep": "volwassenen"}, "kolom doelgroep: deze tekst kan hier niet. Kies uit: tot 23, vanaf 23."),
        ({"vorm": "seksuele uitbuitng"}, "kolom vorm: 'seksuele uitbuitng' kan hier niet. Bedoelt u "
         "'seksuele uitbuiting'? Tussen meer woorden hoort een puntkomma."),
        ({"vorm": "arbeidsuitbuiting; alles"}, "kolom vorm: deze tekst kan hier niet. Kies uit: seksuele uitbuiting, "
         "arbeidsuitbuiting, criminele uitbuiting, gedwongen orgaanverwijdering. Tussen meer woorden hoort een "
         "puntkomma."),
        ({"zekerheid": "hoogg"}, "kolom zekerheid: 'hoogg' kan hier niet. Bedoelt u 'hoog'?"),
        ({"id": ""}, "kolom id: het id ontbreekt. Geef elke rij een eigen id, zoals fier-fryslan."),
        ({"gebied": ""}, "kolom gebied: het gebied ontbreekt. Noem een gemeente, een regio of 'landelijk'."),
        ({"gebied": "Bekstad"}, "kolom gebied: 'Bekstad' is geen bekende gemeente. Bedoelt u Beekstad?"),
        ({"bron": ""}, "kolom bron: de bron ontbreekt. Vul in waar dit staat, liefst een webadres."),
        ({"organisatie": ""}, f"kolom organisatie: {BLANK}"),
        ({"organisatie": "", "status": "gestopt"}, f"kolom organisatie: {BLANK}"),
        *(({"organisatie": nobody}, "kolom organisatie: zo heet geen organisatie. Noem haar, of maak de cel leeg.")
          for nobody in ("-", "?", "n.v.t.", "N.B.", "Onbekend", "nog niet bekend")),
        *(({"organisatie": person}, "kolom organisatie: dit lijkt de naam van iemand. Noem alleen de organisatie.")
          for person in ("Mw. J. Jansen (MEE)", "dhr Jansen", "mevrouw drs. J. Jansen", "J. Jansen",
                         "J.J. van der Jansen", "J. Jansen (MEE)")),
        *(({column: "Gesprek met de heer Jansen"},
           f"kolom {column}: de {column} lijkt iemand te noemen. De tekst is niet overgenomen; haal het eruit.")
          for column in ("bron", "opmerking")),
        ({"bron": "-"}, "kolom bron: de bron ontbreekt. Vul in waar dit staat, liefst een webadres."),
        ({"vanaf": "2021-02-30"}, f"kolom vanaf: '2021-02-30' is geen bestaande datum. {DAY}."),
        ({"tot": "2021-13"}, f"kolom tot: '2021-13' is geen bestaande datum. {DAY}."),
        ({"vanaf": "0000"}, "kolom vanaf: '0000' ligt buiten de jaren 1900 tot en met 2199. Verbeter het jaar."),
        ({"vanaf": "1/5/2021"},
         "kolom vanaf: '1/5/2021' kan twee dagen zijn. Schrijf 2021-05-01 of 2021-01-05 (jaar-maand-dag)."),
        ({"vanaf": "19-okt"}, "kolom vanaf: '19-okt' noemt geen jaar. Schrijf het erbij, zoals 2021-10-19."),
        ({"vanaf": "1-6-85"}, "kolom vanaf: '1-6-85' zegt niet in welke eeuw. Schrijf 1985-06-01 of 2085-06-01."),
        ({"vanaf": "31-2-2020"}, f"kolom vanaf: '31-2-2020' is geen bestaande datum. {DAY}."),
        ({"bron_datum": "44317"}, "kolom bron_datum: '44317' is geen datum in de vorm jaar-maand-dag. "
         f"{DAY}; alleen een jaar of jaar-maand mag ook."),
        ({"vanaf": "sinds 2021"}, "kolom vanaf: 'sinds 2021' is geen datum in de vorm jaar-maand-dag. "
         f"{DAY}; alleen een jaar of jaar-maand mag ook."),
        ({"vanaf": "2021-05-01", "tot": "2021-05-01"},
         "kolom tot: '2021-05-01' ligt niet na vanaf ('2021-05-01'). Verbeter een van de twee."),
        ({"vanaf": "2022", "tot": "2021-06"},
         "kolom tot: '2021-06' ligt niet na vanaf ('2022'). Verbeter een van de twee."),
        ({"fte": "-1"}, "kolom fte: '-1' is geen aantal fte. Schrijf een getal, zoals 0.44."),
        ({"fte": "16 uur"}, "kolom fte: '16 uur' is geen aantal fte. Schrijf een getal, zoals 0.44."),
        ({"fte": "1.234,5"}, "kolom fte: '1.234,5' is geen aantal fte. Schrijf een getal, zoals 0.44."),
        ({"fte": "nan"}, "kolom fte: deze tekst is geen aantal fte. Schrijf een getal, zoals 0.44."),
        ({"fte": "1001"}, "kolom fte: '1001' is geen aantal fte. Schrijf een getal, zoals 0.44."),
    ],
)  # fmt: skip
def test_a_wrong_cell_gives_one_line_with_row_column_value_and_remedy(
    country: Country, cells: dict[str, str], line: str
) -> None:
    assert one_problem(country, **cells) == f"contacts.csv, rij 2, {line}"


@pytest.mark.parametrize("status", ["geen", "vacature", "aangekondigd"])
def test_the_organisation_may_be_blank_when_there_is_nobody(country: Country, status: str) -> None:
    assert lines(country({"gebied": "Aadorp", "status": status})) == []


def test_a_repeated_id_is_named_in_each_later_row(country: Country) -> None:
    assert lines(country(*[{**FINE, "id": word} for word in ("a", "b", "a", "a", "")])) == [
        "contacts.csv, rij 4, kolom id: dit id staat al in rij 2. Geef elke rij een eigen id.",
        "contacts.csv, rij 5, kolom id: dit id staat al in rij 2. Geef elke rij een eigen id.",
        "contacts.csv, rij 6, kolom id: het id ontbreekt. Geef elke rij een eigen id, zoals fier-fryslan.",
    ]


def test_all_problems_of_all_rows_and_files_come_at_once(country: Country) -> None:
    folder = country({**FINE, "fte": "veel", "vanaf": "gisteren"}, FINE, {**FINE, "gebied": "Nergens", "rol": "baas"})
    replace_line(folder / "gemeenten.csv", 2, "GM0001,Aadorp,,Oostland,Oost,Boven,10.000,2026,1000")
    replace_line(folder / "herindelingen.csv", 2, "2020-01-01,GM0091,Oudorp,GM0001,Aadorp,verkocht")
    found = [(p.bestand, p.rij, p.kolom) for p in check_folder(folder)]
    assert found == [
        ("gemeenten.csv", 2, "inwoners"),
        ("herindelingen.csv", 2, "soort"),
        ("contacts.csv", 2, "fte"),
        ("contacts.csv", 2, "vanaf"),
        ("contacts.csv", 4, "rol"),
        ("contacts.csv", 4, "gebied"),
    ]
    with pytest.raises(DataError) as caught:
        load_tables(folder)
    assert [(p.bestand, p.rij, p.kolom) for p in caught.value.problems] == found
    assert str(caught.value).count("\n") == len(found) - 1


def test_a_row_without_source_is_reported_and_used(country: Country) -> None:
    tables = load_tables(country({**FINE, "bron": ""}))
    assert [(p.rij, p.kolom, p.blokkeert) for p in tables.problems] == [(2, "bron", False)]
    assert [inzet.organisatie for inzet in tables.contacts] == ["Fier"]


def test_a_former_gemeente_in_an_area_gives_a_notice_with_its_row(country: Country) -> None:
    tables = load_tables(country(FINE, {**FINE, "gebied": "Oudorp"}))
    assert tables.notices == ("contacts.csv, rij 3, kolom gebied: Oudorp is op 1 januari 2020 opgegaan in Aadorp.",)
    assert tables.problems == ()


# --- people


@pytest.mark.parametrize("rol", ["zorgcoordinator", "aandachtsfunctionaris", "ketenregisseur", "partner", "onzin"])
def test_a_name_is_dropped_and_reported_without_repeating_it(country: Country, rol: str) -> None:
    folder = country({**FINE, "rol": rol, "naam": "Geheim Persoon"})
    problem = next(p for p in check_folder(folder) if p.kolom == "naam")
    assert str(problem) == (
        "contacts.csv, rij 2, kolom naam: bij deze rol hoort geen naam van een persoon (veiligheid van slachtoffers). "
        "De naam is niet overgenomen; maak de cel leeg."
    )
    assert not problem.blokkeert
    if rol != "onzin":
        tables = load_tables(folder)
        assert "Geheim" not in repr([asdict(inzet) for inzet in tables.contacts])
        assert tables.problems == (problem,)


@pytest.mark.parametrize("rol", ["bestuurlijk_trekker", "Bestuurlijk trekker", "vng"])
def test_a_holder_of_public_office_may_be_named(country: Country, rol: str) -> None:
    assert load_one(country, rol=rol, naam="Burgemeester B").naam == "Burgemeester B"


@pytest.mark.parametrize("mail", ["b.meester@org.example", "geheim@bron.example", "geen adres"])
def test_only_a_mailbox_of_a_function_leaves_the_door_and_no_telephone_number(country: Country, mail: str) -> None:
    row = load_one(country, email=mail, telefoon="0612345678")
    assert (row.email, load_one(country, email="info@org.example").email) == ("", "info@org.example")
    assert "0612345678" not in repr(asdict(row))


def test_an_inzet_cannot_hold_who_a_person_is(country: Country) -> None:
    fine = load_one(country)
    for facts in ({"naam": "Geheim Persoon"}, {"email": "geheim.persoon@bron.example"}):
        with pytest.raises(ValueError, match=r"^inzet 'rij-0' (names|has)") as caught:
            replace(fine, **facts)  # type: ignore[arg-type]
        assert "eheim" not in str(caught.value)
    assert "info@" not in repr(replace(fine, email="info@org.example"))


@pytest.mark.parametrize(
    ("fte", "read", "asked"),
    [
        ("1.000", 1.0, "'1.000' is gelezen als 1,00 fte. Klopt dat, schrijf dan hoogstens twee decimalen."),
        ("1,250", 1.25, "'1,250' is gelezen als 1,25 fte. Klopt dat, schrijf dan hoogstens twee decimalen."),
        ("16", 16.0, "'16' is veel fte voor één rij. Zijn het uren per week, schrijf dan 0.44. "
                     "Kijk het na, of verdeel het over rijen per gebied."),
        ("999", 999.0, "'999' is veel fte voor één rij. Kijk het na, of verdeel het over rijen per gebied."),
        ("10", 10.0, ""),
        ("0.444", 0.444, ""),
        ("0", 0.0, ""),
    ],
)  # fmt: skip
def test_fte_that_may_be_hours_or_a_typing_error_is_asked_about(
    country: Country, fte: str, read: float, asked: str
) -> None:
    tables = load_tables(country({**FINE, "fte": fte}))
    assert [str(problem) for problem in tables.problems] == [f"contacts.csv, rij 2, kolom fte: {asked}"] * bool(asked)
    assert tables.contacts[0].fte == read


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("", ()),
        ("Seksuele Uitbuiting", ("seksuele uitbuiting",)),
        (
            "criminele uitbuiting ;arbeidsuitbuiting; Criminele uitbuiting",
            ("arbeidsuitbuiting", "criminele uitbuiting"),
        ),
        ("; ".join(VORMEN), ()),
    ],
)
def test_forms_come_in_one_order_and_all_of_them_is_as_blank(
    country: Country, cell: str, read: tuple[str, ...]
) -> None:
    tables = load_tables(country({**FINE, "vorm": cell}))
    assert (tables.contacts[0].vorm, tables.problems) == (read, ())


SECRETS = ("geheim.persoon@bron.example", "06-12345678", "+31 (0)6 1234 5678", "(020) 123 45 67", "Geheim Persoon")
WRONG = {
    "id": "", "rol": "baas", "gebied": "Nergens", "doelgroep": "iedereen", "vorm": "alles", "fte": "veel",
    "status": "weg",
    "vanaf": "ooit", "tot": "nooit", "bron": "", "bron_datum": "toen", "zekerheid": "zeker", "bevestigd_op": "nu",
}  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_no_message_repeats_who_a_person_is_and_how_to_reach_him(country: Country, secret: str) -> None:
    """Every check is made to speak, with the secret in each of the personal columns."""
    personal = dict.fromkeys(PERSONAL_COLUMNS, secret)
    problems = lines(country({**FINE, **WRONG, **personal}, {**FINE, **personal, "rol": "vng"}))
    assert len(problems) == {"Geheim Persoon": 18, "(020) 123 45 67": 17}.get(secret, 19)
    assert secret not in "\n".join(problems)


@pytest.mark.parametrize("secret", SECRETS[:4])
@pytest.mark.parametrize("column", sorted(set(CONTACT_COLUMNS) - PERSONAL_COLUMNS))
def test_contact_details_in_a_shifted_cell_are_not_repeated(country: Country, column: str, secret: str) -> None:
    cells = {**FINE, column: secret}
    problems = lines(country({**cells, "id": cells.get("id", "a")}, {**cells, "id": cells.get("id", "b")}))
    assert problems
    for digits in ("1234", "123 45", "geheim", "@"):
        assert digits not in "\n".join(problems)


@pytest.mark.parametrize("secret", SECRETS[:4])
@pytest.mark.parametrize("column", ["bron", "opmerking"])
def test_contact_details_in_free_text_are_dropped_and_reported(country: Country, column: str, secret: str) -> None:
    tables = load_tables(country({**FINE, column: f"Bel {secret} voor meer"}))
    assert [(p.rij, p.kolom, p.blokkeert) for p in tables.problems] == [(2, column, False)]
    assert [getattr(inzet, column) for inzet in tables.contacts] == [""]


@pytest.mark.parametrize(
    "text",
    [
        "https://medium.com/@vng/artikel.nl",
        "https://bron.example/?id=0612345678",
        "https://www.google.nl/maps/@52.0907,5.1214,12z",
        "Besluit 2019-03-01, zaak 2019-0123456, 16/36 = 0,44 fte, 18.130.208 inwoners",
    ],
)
def test_what_only_resembles_contact_details_is_kept(country: Country, text: str) -> None:
    assert load_one(country, bron=text).bron == text


# --- the register


@pytest.mark.parametrize("code", ["GM0001", "gm0001", "0001", "1", "GM 1", "GM\u00a00001"])
def test_a_code_that_lost_its_zeros_is_read_right(country: Country, code: str) -> None:
    folder = country(FINE)
    replace_line(folder / "gemeenten.csv", 2, f"{code},Aadorp,,Oostland,Oost,Boven,10000,2026,1000")
    assert list(load_tables(folder).gemeenten.index) == ["GM0001", "GM0002", "GM0003", "GM0004"]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("XX1,Aadorp,,Oostland,Oost,Boven,10000,2026,1000",
         "kolom code: 'XX1' is geen gemeentecode. Schrijf GM en vier cijfers, zoals GM0363."),
        ("GM0001,,,Oostland,Oost,Boven,10000,2026,1000",
         "kolom naam: de naam ontbreekt. Vul de naam van de gemeente in."),
        ("GM0001,Aadorp,,Oostland,Oost,,10000,2026,1000",
         "kolom politieregio: de politieregio ontbreekt. Vul haar in."),
        ("GM0001,Aadorp,,Oostland,Oost,Boven,,2026,1000",
         f"kolom inwoners: '' {NUMBER}"),
        ("GM0001,Aadorp,,Oostland,Oost,Boven,10.000,2026,1000",
         f"kolom inwoners: '10.000' {NUMBER}"),
        ("GM0001,Aadorp,,Oostland,Oost,Boven,10 000,2026,1000",
         f"kolom inwoners: '10 000' {NUMBER}"),
        ("GM0001,Aadorp,,Oostland,Oost,Boven,-1,2026,1000",
         f"kolom inwoners: '-1' {NUMBER}"),
    ],
)  # fmt: skip
def test_a_wrong_row_of_the_register_is_refused(country: Country, row: str, line: str) -> None:
    folder = country({**FINE, "gebied": "Beekstad"})
    replace_line(folder / "gemeenten.csv", 2, row)
    (folder / "gemeenten.geojson").unlink()
    assert lines(folder) == [f"gemeenten.csv, rij 2, {line}"]


@pytest.mark.parametrize("code", ["0001", "1", "1.0", "GM1", "GM 0001"])
def test_a_code_that_is_not_written_in_full_is_told(country: Country, code: str) -> None:
    """A sheet takes a code for a number; what netmap makes of it must be seen, for it may be another gemeente."""
    folder = country({**FINE, "gebied": f"{code}; Beekstad"})
    replace_line(folder / "gemeenten.csv", 2, f"{code},Aadorp,,Oostland,Oost,Boven,10000,2026,1000")
    assert load_tables(folder).notices == (
        f"gemeenten.csv, rij 2, kolom code: {code!r} is gelezen als GM0001.",
        f"contacts.csv, rij 2, kolom gebied: {code!r} is gelezen als GM0001 (Aadorp).",
    )


def test_codes_that_changed_places_are_seen_on_the_map(country: Country) -> None:
    folder = country({**FINE, "gebied": "Ceeburg"})
    replace_line(folder / "gemeenten.csv", 3, "GM0004,Beekstad,,Oostland,Oost,Boven,20000,2026,1000")
    replace_line(folder / "gemeenten.csv", 5, "GM0002,Deiland,Dei,Westland,West,Onder,40000,2026,1000")
    (folder / "herindelingen.csv").unlink()
    assert lines(folder) == [
        "gemeenten.geojson, kolom code: GM0002 (Deiland), GM0004 (Beekstad): op de kaart heeft de code de naam van een "
        "andere gemeente. Verbeter haar daar of in gemeenten.csv."
    ]


def test_without_indicatoren_the_criteria_are_not_known_and_that_is_told(country: Country) -> None:
    folder = country(FINE)
    (folder / "indicatoren.csv").unlink()
    assert load_tables(folder).notices == ("indicatoren.csv ontbreekt: van de criteria is niets bekend.",)


def test_a_repeated_code_is_refused_in_the_later_row(country: Country) -> None:
    folder = country(FINE)
    replace_line(
        folder / "gemeenten.csv",
        5,
        "4,Deiland,,Westland,West,Onder,40000,2026,1000\n0001,Aa,,Oostland,Oost,Boven,10000,2026,1000",
    )
    assert lines(folder) == [
        "gemeenten.csv, rij 6, kolom code: 'GM0001' staat er al eerder. Elke gemeente heeft één rij."
    ]


@pytest.mark.parametrize("digits", ["9" * 10, "9" * 4999, "١٢٣"])
def test_a_number_that_no_gemeente_has_is_refused(country: Country, digits: str) -> None:
    folder = country(FINE)
    replace_line(folder / "gemeenten.csv", 2, f"GM0001,Aadorp,,Oostland,Oost,Boven,{digits},2026,1000")
    assert [(p.rij, p.kolom) for p in check_folder(folder)] == [(2, "inwoners")]


@pytest.mark.parametrize(
    ("column", "name", "said"),
    [
        ("politieregio", "boven", "'boven' is geen politieregio. Bedoelt u 'Boven'?"),
        ("politieregio", "Bovem", "'Bovem' is geen politieregio. Bedoelt u 'Boven'?"),
        ("politieregio", "Midden", "'Midden' is geen politieregio. Kies uit: Boven, Onder."),
        ("veiligheidsregio", "Westt", "'Westt' is geen veiligheidsregio. Bedoelt u 'West'?"),
        ("provincie", "Westlund", "'Westlund' is geen provincie. Bedoelt u 'Westland'?"),
    ],
)
def test_a_region_that_does_not_exist_is_refused_with_the_one_that_is_near(
    country: Country, column: str, name: str, said: str
) -> None:
    """Each spelling was a region of its own: an eleventh politieregio on the map."""
    folder = country(FINE)
    cells = dict(
        zip(
            GEMEENTE_COLUMNS,
            ["GM0003", "Ceeburg", "", "Westland", "West", "Boven", "30000", "2026", "1000"],
            strict=True,
        )
    )
    replace_line(folder / "gemeenten.csv", 4, ",".join({**cells, column: name}.values()))
    assert lines(folder) == [f"gemeenten.csv, rij 4, kolom {column}: {said}"]


def test_a_folder_without_regions_of_its_own_keeps_to_the_official_ones(country: Country) -> None:
    folder = country(FINE)
    (folder / "regios.csv").unlink()
    assert lines(folder)[0] == (
        "gemeenten.csv, rij 2, kolom politieregio: deze tekst is geen politieregio. Kies uit: Amsterdam, Den Haag, "
        "Limburg, Midden-Nederland, Noord-Holland, Noord-Nederland, Oost-Brabant, Oost-Nederland, Rotterdam, "
        "Zeeland-West-Brabant."
    )
    assert len(lines(folder)) == 3 * 4


AMOUNT = "te zijn. Kijk of er een cijfer te veel of te weinig staat."


@pytest.mark.parametrize(
    ("column", "number", "said"),
    [
        ("inwoners", "0", f"'0' kan niet: het hoort van 500 tot en met 2.000.000 {AMOUNT}"),
        ("inwoners", "499", f"'499' kan niet: het hoort van 500 tot en met 2.000.000 {AMOUNT}"),
        ("inwoners", "500", ""),
        ("inwoners", "2000000", ""),
        ("inwoners", "999999999", f"'999999999' kan niet: het hoort van 500 tot en met 2.000.000 {AMOUNT}"),
        ("oppervlakte_land_ha", "99", f"'99' kan niet: het hoort van 100 tot en met 200.000 {AMOUNT}"),
        ("oppervlakte_land_ha", "200001", f"'200001' kan niet: het hoort van 100 tot en met 200.000 {AMOUNT}"),
        ("inwoners_jaar", "26", "'26' kan hier niet. Schrijf een jaar, zoals 2026."),
    ],
)
def test_a_number_that_no_gemeente_can_have_is_refused(country: Country, column: str, number: str, said: str) -> None:
    folder = country(FINE)
    (folder / "gemeenten.geojson").unlink()
    cells = dict(
        zip(
            GEMEENTE_COLUMNS,
            ["GM0003", "Ceeburg", "", "Westland", "West", "Boven", "30000", "2026", "1000"],
            strict=True,
        )
    )
    replace_line(folder / "gemeenten.csv", 4, ",".join({**cells, column: number}.values()))
    assert lines(folder) == ([f"gemeenten.csv, rij 4, kolom {column}: {said}"] if said else [])


@pytest.mark.parametrize("name", ["Aadorp", "AADORP", "aadorp."])
def test_two_gemeenten_of_one_name_are_refused(country: Country, name: str) -> None:
    folder = country({**FINE, "gebied": "Deiland"})
    (folder / "gemeenten.geojson").unlink()
    replace_line(folder / "gemeenten.csv", 4, f"GM0003,{name},,Westland,West,Boven,30000,2026,1000")
    assert lines(folder) == [
        f"gemeenten.csv, rij 4, kolom naam: {name!r} kan niet: zo heet ook Aadorp (GM0001, rij 2). "
        "Verbeter een van de twee."
    ]


def test_codes_that_changed_places_are_seen_in_the_herindelingen(country: Country) -> None:
    folder = country(FINE)
    (folder / "gemeenten.geojson").unlink()
    replace_line(folder / "gemeenten.csv", 2, "GM0004,Aadorp,Aa,Oostland,Oost,Boven,10000,2026,1000")
    replace_line(folder / "gemeenten.csv", 5, "GM0001,Deiland,Dei,Westland,West,Onder,40000,2026,1000")
    assert lines(folder) == [
        "herindelingen.csv, rij 2, kolom nieuwe_code: Aadorp heeft hier de code GM0001, maar in gemeenten.csv "
        "GM0004. Verbeter de foute code."
    ]


def test_a_register_without_gemeenten_is_refused(country: Country) -> None:
    folder = country(FINE)
    (folder / "gemeenten.csv").write_text(",".join(GEMEENTE_COLUMNS) + "\n")
    cut_off, empty = lines(folder)
    assert cut_off.startswith("gemeenten.csv: het bestand heeft 0 van de 4 rijen")
    assert empty == "gemeenten.csv: er staat geen enkele gemeente in. Vul het register."
    with pytest.raises(DataError):
        load_tables(folder)


def test_without_herindelingen_former_names_are_not_known_and_that_is_told(country: Country) -> None:
    folder = country(FINE)
    (folder / "herindelingen.csv").unlink()
    tables = load_tables(folder)
    assert tables.notices == ("herindelingen.csv ontbreekt: namen van opgeheven gemeenten worden niet herkend.",)
    assert tables.names.find("Oudorp").codes == ()


def test_codes_of_herindelingen_may_have_lost_their_letters(country: Country) -> None:
    folder = country({**FINE, "gebied": "Oudorp"})
    replace_line(folder / "herindelingen.csv", 2, "2020-01-01,91,Oudorp,1,Aadorp,opgegaan")
    assert [inzet.codes for inzet in load_tables(folder).contacts] == [{"GM0001"}]


@pytest.mark.parametrize(
    ("row", "kolom"),
    [
        ("gisteren,GM0091,Oudorp,GM0001,Aadorp,opgegaan", "datum"),
        ("2020-01-01,XX,Oudorp,GM0001,Aadorp,opgegaan", "oude_code"),
        ("2020-01-01,GM0091,Oudorp,,Aadorp,opgegaan", "nieuwe_code"),
        ("2020-01-01,GM0091,Oudorp,GM0001,Aadorp,", "soort"),
    ],
)
def test_a_wrong_herindeling_is_refused(country: Country, row: str, kolom: str) -> None:
    folder = country(FINE)
    replace_line(folder / "herindelingen.csv", 2, row)
    assert [(p.bestand, p.rij, p.kolom) for p in check_folder(folder)] == [("herindelingen.csv", 2, kolom)]


# --- the folder


@pytest.mark.parametrize("name", ["gemeenten.csv", "contacts.csv"])
def test_a_missing_file_is_named(country: Country, name: str) -> None:
    folder = country(FINE)
    (folder / name).unlink()
    for read in (load_tables, check_folder):
        with pytest.raises(FolderError, match=rf"^Het bestand {name} ontbreekt in de map .*land\."):
            read(folder)


@pytest.mark.parametrize("kind", ["missing", "file", "endless"])
def test_what_is_no_folder_is_refused(tmp_path: Path, kind: str) -> None:
    folder = {"missing": tmp_path / "weg", "file": tmp_path / "bestand", "endless": tmp_path / ("x" * 5000)}[kind]
    (tmp_path / "bestand").touch()
    with pytest.raises(
        FolderError, match=r" bestaat niet of is geen map\. Noem een map met gemeenten\.csv en contacts\.csv\.$"
    ):
        load_tables(folder)


def test_a_problem_says_where_as_far_as_it_is_known() -> None:
    assert str(Problem("a.csv", 3, "rol", "x")) == "a.csv, rij 3, kolom rol: x"
    assert str(Problem("a.csv", None, "rol", "x")) == "a.csv, kolom rol: x"
    assert str(Problem("a.csv", 3, None, "x")) == "a.csv, rij 3: x"
    assert str(Problem("a.csv", None, None, "x")) == "a.csv: x"
    assert str(Problem("a.csv", 3, "ro\nl", "x\x00y\u2028z\u202e")) == "a.csv, rij 3, kolom ro l: x y z "


def test_the_frames_have_the_promised_columns(country: Country) -> None:
    tables: Tables = load_tables(country(FINE))
    assert list(tables.gemeenten.columns) == [*GEMEENTE_COLUMNS[1:], "centrumgemeente_vo"]
    assert list(tables.herindelingen.columns) == list(HERINDELING_COLUMNS)
    assert {field.name for field in fields(Inzet)} == {
        *CONTACT_COLUMNS, "gebied_namen", "codes", "geschreven", "rij", "knoop", "familie", "pagina", "inwoners_gebied",
        "delen", "deel", "einden", "tegen", "hier", "uitgever",
    } - {"telefoon"}  # fmt: skip
    assert tables.gemeenten["inwoners"].tolist() == [10_000, 20_000, 30_000, 40_000]


# --- borders


def test_borders_come_in_rd_in_the_order_of_the_register(country: Country) -> None:
    folder = country(FINE)
    borders = load_borders(folder, load_tables(folder).gemeenten)
    assert borders.crs.to_epsg() == 28992
    assert list(borders.index) == ["GM0001", "GM0002", "GM0003", "GM0004"]
    assert borders["naam"].tolist() == ["Aadorp", "Beekstad", "Ceeburg", "Deiland"]
    assert borders.to_crs(WGS84).total_bounds.round(6).tolist() == [5.0, 52.0, 5.7, 52.1]


def change_borders(folder: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    path = folder / "gemeenten.geojson"
    content = json.loads(path.read_text())
    change(content["features"])
    path.write_text(json.dumps(content))


BOW_TIE = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52.1], [5.1, 52], [5, 52.1], [5, 52]]]}
IN_METRES = {"type": "Polygon", "coordinates": [[[1e5, 4e5], [2e5, 4e5], [2e5, 5e5], [1e5, 4e5]]]}


OTHER_YEAR = "Neem de kaart van het jaar dat bij gemeenten.csv hoort, of werk gemeenten.csv bij."
NO_AREA = "geen vlak. Elke gemeente hoort een Polygon of MultiPolygon te zijn."


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda f: f.pop(), [f"kolom code: in de kaart ontbreekt: GM0004 (Deiland). {OTHER_YEAR}"]),
        (lambda f: f[3]["properties"].update(code="GM0009"), [
            f"kolom code: in de kaart ontbreekt: GM0004 (Deiland). {OTHER_YEAR}",
            f"kolom code: in het register staat niet: GM0009. {OTHER_YEAR}"]),
        (lambda f: f.append(f[1]),
         ["kolom code: dubbel: GM0002 (Beekstad). Maak van elke gemeente één vorm (MultiPolygon)."]),
        (lambda f: f[0].update(geometry=BOW_TIE), [
            "kolom geometry: GM0001 (Aadorp): een rand die zichzelf kruist. "
            "Herstel de vorm, in QGIS met Geometrieën repareren."]),
        (lambda f: f[0].update(geometry=None), [f"kolom geometry: GM0001 (Aadorp): {NO_AREA}"]),
        (lambda f: f[0].update(geometry={"type": "Point", "coordinates": [5, 52]}),
         [f"kolom geometry: GM0001 (Aadorp): {NO_AREA}"]),
        (lambda f: f[0].update(geometry={"type": "Polygon", "coordinates": []}),
         ["kolom geometry: GM0001 (Aadorp): geen enkele rand. Herstel de vorm en bewaar de kaart opnieuw."]),
        (lambda f: f[2].update(geometry=IN_METRES), [
            "kolom geometry: GM0003 (Ceeburg): getallen als in RD (EPSG:28992), terwijl de kaart dat niet zegt. "
            'Bewaar haar in EPSG:4326, of zet er boven: "crs": {"type": "name", "properties": {"name": "EPSG:28992"}}.'
        ]),
    ],
)  # fmt: skip
def test_wrong_borders_are_refused(
    country: Country, change: Callable[[list[dict[str, Any]]], object], expected: list[str]
) -> None:
    folder = country(FINE)
    change_borders(folder, change)
    assert lines(folder) == [f"gemeenten.geojson, {line}" for line in expected]


def test_missing_borders_say_how_to_make_them(country: Country) -> None:
    folder = country(FINE)
    (folder / "gemeenten.geojson").unlink()
    assert lines(folder) == []
    with pytest.raises(FolderError, match=r"Maak het met 'python -m netmap borders', met --jaar of --bestand\.$"):
        load_borders(folder, load_tables(folder).gemeenten)


@pytest.mark.parametrize("column", ["bron_datum", "bevestigd_op"])
def test_a_source_of_the_future_is_reported_but_does_not_stop_the_work(country: Country, column: str) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Aadorp", column: "2199-01-01"})
    assert [str(problem) for problem in check_folder(folder)] == [
        f"contacts.csv, rij 2, kolom {column}: '2199-01-01' ligt in de toekomst. Vul een dag in die er al was."
    ]
    assert len(load_tables(folder).contacts) == 1


# --- limits


def test_of_very_many_problems_the_first_are_shown_and_the_rest_are_counted(country: Country) -> None:
    folder = country(*[{**FINE, "id": f"r{number}", "fte": "veel"} for number in range(3000)])
    with pytest.raises(DataError) as caught:
        load_tables(folder)
    assert len(caught.value.problems) == MAX_PROBLEMS + 2
    assert str(caught.value.problems[-1]) == (
        f"contacts.csv, rij {MAX_PROBLEMS + 2}: er zijn meer dan 1000 problemen; verder is niet gekeken. "
        "Herstel deze eerst."
    )
    shown = str(caught.value).splitlines()
    assert len(shown) == MAX_SHOWN + 1
    assert shown[-1] == "En nog 952 meldingen."


def test_problems_that_do_not_stop_the_work_do_not_stop_the_reading(country: Country) -> None:
    folder = country(*[{**FINE, "id": f"r{number}", "bron": ""} for number in range(1500)])
    assert len(load_tables(folder).contacts) == 1500


@pytest.mark.parametrize(
    ("number", "last"), [(50, "regel 49"), (51, "En nog 1 melding."), (1052, "En nog 1.002 meldingen.")]
)
def test_the_first_lines_say_how_many_more_there_are(number: int, last: str) -> None:
    shown = first_lines(f"regel {line}" for line in range(number))
    assert shown[-1] == last
    assert shown[:50] == [f"regel {line}" for line in range(50)]


@pytest.mark.parametrize("kind", ["pipe", "circle"])
@pytest.mark.parametrize(
    "name", ["contacts.csv", "gemeenten.csv", "indicatoren.csv", "bronnen.toml", "gemeenten.geojson"]
)
def test_a_pipe_or_a_circle_in_the_place_of_a_file_is_told_and_nobody_waits(
    country: Country, name: str, kind: str
) -> None:
    """A pipe without a writer keeps its reader waiting for ever; a circle was taken for a file that is not there."""
    folder = country(FINE)
    path = folder / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    try:
        told = lines(folder)
    except FolderError as error:
        told = [str(error)]
    assert any(name in line and ("geen gewoon bestand" in line or "naar zichzelf" in line) for line in told)
