"""What columns of a file stand for: proposed by their names, decided by a person, and remembered."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.errors import NetmapError
from netmap.intake.answers import tell_left_out, tell_word
from netmap.intake.mapping import (
    SPELLED,
    TABELLEN,
    ColumnsError,
    Koppeling,
    list_targets,
    name_said,
    propose,
    recognise,
)
from netmap.intake.memory import Geheugen, Onthouden, read_memory
from netmap.intake.reading import Blad, IntakeError, Lezing
from netmap.load import DATA_DIR
from netmap.remembered import read_words
from netmap.schema import CONTACT_COLUMNS, INDICATOR_COLUMNS, MEMORY_FILE, ORGANISATIE_COLUMNS, PERSONAL_COLUMNS
from netmap.validate import CONTACTS, INDICATOREN, ORGANISATIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.rows import DataFile


def read(*rows: Sequence[str], **bladen: Sequence[Sequence[str]]) -> Lezing:
    every = {"": rows} if rows else bladen
    sheets = tuple(Blad(name, tuple(map(tuple, one)), True) for name, one in every.items())
    return Lezing("lijst.xlsx", "XLSX", "", "", False, sheets)


def mapped(
    *rows: Sequence[str],
    geheugen: Geheugen | None = None,
    doel: DataFile = CONTACTS,
    **bladen: Sequence[Sequence[str]],
) -> Koppeling:
    return propose(read(*rows, **bladen), geheugen or Geheugen(), doel=doel)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Gemeente", "gebied"),
        ("gemeentenaam", "gebied"),
        ("Naam gemeente", "gebied"),
        ("GM-code", "gemeentecode"),
        ("CBS code", "gemeentecode"),
        ("organisatie/instelling", "organisatie"),
        ("Organisatie / Instelling", "organisatie"),
        ("Telefoonnummer", "telefoon"),
        ("E-mailadres", "email"),
        ("Bevestigd op", "bevestigd_op"),
        ("BRON_DATUM", "bron_datum"),
        ("Startdatum", "vanaf"),
        ("Toelichting", "opmerking"),
        ("gemeentenamen", "gebied"),
        ("iets anders", ""),
        ("waarom geweigerd", ""),
    ],
)
def test_a_column_is_proposed_by_its_name(name: str, target: str) -> None:
    assert mapped((name, "rol", "status"), ("x", "y", "z")).kolommen[0].doel == target


@pytest.mark.parametrize("doel", TABELLEN.values())
def test_our_own_columns_are_themselves(doel: DataFile) -> None:
    assert [SPELLED[doel.naam][column.replace("_", " ")] for column in doel.columns] == list(doel.columns)


@given(st.sampled_from(list(TABELLEN.values())), st.data(), st.integers(2, 6))
def test_the_order_of_the_columns_does_not_matter(doel: DataFile, data: st.DataObject, count: int) -> None:
    spelled = SPELLED[doel.naam]
    chosen = list({spelled[name]: name for name in data.draw(st.permutations(list(spelled)))}.values())[:count]
    found = mapped(chosen, chosen, doel=doel)
    assert [kolom.doel for kolom in found.kolommen] == [spelled[name] for name in chosen]
    assert found.doelen == tuple(one for one in list_targets(doel) if one in {spelled[name] for name in chosen})


@pytest.mark.parametrize(
    ("names", "tabel"),
    [
        (CONTACT_COLUMNS, "contacten"),
        (INDICATOR_COLUMNS, "criteria"),
        (("gemeente", "rol"), "contacten"),
        (("gemeente", "norm", "antwoord"), "criteria"),
        (("id", "fte"), "contacten"),
        (("id", "bevestigd op"), ""),
        (("rol", "criterium"), ""),
        (ORGANISATIE_COLUMNS, "organisaties"),
        (("Instelling", "Afkortingen", "Onderdeel van"), "organisaties"),
        (("Instelling", "Website"), "organisaties"),
        (("Gemeente", "Instelling", "Website"), ""),
        (("Piet Jansen", "Aadorp"), ""),
    ],
)
def test_a_file_is_about_what_only_one_table_has_a_column_for(names: tuple[str, ...], tabel: str) -> None:
    assert recognise(read(names), Geheugen()) == (("", tabel),)


@pytest.mark.parametrize("name", [path.name for path in sorted(DATA_DIR.glob("*.csv"))])
def test_of_a_file_that_is_changed_elsewhere_it_says_where(name: str) -> None:
    with (DATA_DIR / name).open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    if name in {doel.naam for doel in TABELLEN.values()}:
        assert [TABELLEN[one.tabel].naam for one in recognise(read(header), Geheugen())] == [name]
        return
    with pytest.raises(IntakeError, match=rf"dit lijkt {name}\. Dat bestand wordt hier niet gewijzigd\.") as refused:
        recognise(read(header), Geheugen())
    steps = [str(refused.value).index(step) for step in ("store export --out MAP", "vervang", "store init --data MAP")]
    assert steps == sorted(steps)  # a folder of before would take away what was published since


@pytest.mark.parametrize(("tabel", "doel"), TABELLEN.items())
def test_no_name_that_we_know_points_to_another_table(tabel: str, doel: DataFile) -> None:
    for name in [one for one, target in SPELLED[doel.naam].items() if target != "naam"]:
        assert recognise(read((name,)), Geheugen())[0].tabel in (tabel, ""), name


def test_every_sheet_with_a_table_is_found_and_what_it_is_about() -> None:
    sheets = {
        "uitleg": [["gebied", "is waar het geldt"]],
        "lijst": [["gebied", "criterium", "waarde"]],
        "wie": [["gebied", "organisatie", "rol"]],
        "plaatsen": [["naam", "code", "bron"]],
        "nummers": [["instelling", "telefoonnummer"]],
    }
    lezing = read(**sheets)
    assert recognise(lezing, Geheugen()) == (("lijst", "criteria"), ("wie", "contacten"))
    assert recognise(lezing, Geheugen(), ["wie", "uitleg"]) == (("uitleg", ""), ("wie", "contacten"))
    unclear = read(uitleg=sheets["uitleg"], lijst=[["gebied", "bron", "bron datum"]])
    assert recognise(unclear, Geheugen()) == (("lijst", ""),)
    with pytest.raises(IntakeError, match=r"dit lijkt plaatsen\.csv"):
        recognise(lezing, Geheugen(), ["plaatsen"])


def test_a_sheet_with_all_our_columns_goes_before_one_that_is_like_it() -> None:
    lezing = read(eigen=[list(INDICATOREN.columns)], bronnen=[["gebied", "criterium", "antwoord", "bron"]])
    assert recognise(lezing, Geheugen()) == (("eigen", "criteria"),)
    assert recognise(lezing, Geheugen(), ["bronnen"]) == (("bronnen", "criteria"),)


def test_what_was_said_of_one_table_is_not_said_of_the_other() -> None:
    said = Geheugen().with_words({"Toelichting": "rol_gemeente", "Bron": ""})
    header = "toelichting", "bron", "gebied"
    assert [one.doel for one in mapped(header, geheugen=said, doel=INDICATOREN).kolommen] == [
        "rol_gemeente", "", "gebied",
    ]  # fmt: skip
    assert [one.doel for one in mapped((*header, "rol"), geheugen=said).kolommen] == ["opmerking", "", "gebied", "rol"]


def test_the_name_of_an_organisation_is_never_read_as_that_of_a_person() -> None:
    said = Geheugen().with_words({"Wie": name_said("naam", ORGANISATIES), "Trekker": name_said("naam", CONTACTS)})
    header = "wie", "trekker", "afkorting", "gebied", "rol"
    found = mapped(header, geheugen=said, doel=ORGANISATIES).kolommen
    assert [one.doel for one in found] == ["naam", "", "aliassen", "", ""]
    found = mapped(header, geheugen=said).kolommen
    assert [one.doel for one in found] == ["organisatie", "naam", "", "gebied", "rol"]


def test_what_was_said_of_a_column_yields_where_another_column_has_that_name() -> None:
    said = Geheugen().with_words({"Naam": name_said("naam", ORGANISATIES)})
    found = mapped(("Naam", "Organisatie", "Functie", "Gemeente"), geheugen=said).kolommen
    assert [one.doel for one in found] == ["naam", "organisatie", "rol", "gebied"]
    assert str(found[0]) == "A 'Naam' → naam (anders dan gezegd: zo heet een andere kolom al)"
    assert [one.doel for one in mapped(("Naam", "Functie"), geheugen=said).kolommen] == ["organisatie", "rol"]
    left_out = mapped(("Naam", "Aliassen"), geheugen=Geheugen().with_words({"Naam": ""}), doel=ORGANISATIES)
    assert [one.doel for one in left_out.kolommen] == ["", "aliassen"]
    with pytest.raises(ColumnsError, match="A en B staan allebei voor 'organisatie'") as refused:
        mapped(("Wie", "Organisatie", "Functie"), geheugen=Geheugen().with_words({"Wie": "organisatie"}))
    assert [one.doel for one in refused.value.koppeling.kolommen] == ["organisatie", "organisatie", "rol"]


def test_what_every_row_of_one_table_has_does_not_go_to_the_other_and_can_be_taken_back() -> None:
    said = Geheugen().with_words(vast={"rol": "partner", "zekerheid": "hoog"})
    (row,) = mapped(("gebied", "criterium"), ("Aadorp", "G1"), geheugen=said, doel=INDICATOREN).rows
    assert row.cells == {"gebied": "Aadorp", "criterium": "G1", "zekerheid": "hoog"}
    assert said.with_words(vast={"rol": ""}).vast == {"zekerheid": "hoog"}


def test_a_title_above_the_table_and_another_sheet_are_no_table() -> None:
    title = ["Overzicht van zorgcoördinatoren"], [], ["Gemeente", "Instelling"], ["Aadorp", "Zorg Boven"], ["", ""]
    found = mapped(uitleg=[["organisatie", "is wie het doet"]], lijst=title)
    assert (found.blad, found.kop, [row.rij for row in found.rows]) == ("lijst", 3, [4])
    assert found.rows[0].cells == {"gebied": "Aadorp", "organisatie": "Zorg Boven"}


def test_a_person_decides_and_it_is_remembered() -> None:
    said = Geheugen().with_words({"Wie": "organisatie", "Regio": ""}, {"Aadörp-West": "Aadorp"}, {"rol": "partner"})
    assert read_memory({MEMORY_FILE: said.to_toml()}) == said
    found = mapped(("Gemeente", "WIE", "regio"), ("Beekstad; -aadorp west", "Zorg Boven", "Boven"), geheugen=said)
    assert [kolom.doel for kolom in found.kolommen] == ["gebied", "organisatie", ""]
    assert found.rows[0].cells == {"gebied": "Beekstad; -Aadorp", "organisatie": "Zorg Boven", "rol": "partner"}
    assert found.rows[0].bron == ("Beekstad; -aadorp west", "Zorg Boven", "Boven")


def test_what_every_row_has_fills_only_what_is_blank() -> None:
    said = Geheugen().with_words(vast={"status": "pilot"})
    rows = mapped(("gemeente", "status"), ("Aadorp", ""), ("Beekstad", "geen"), geheugen=said).rows
    assert [row.cells["status"] for row in rows] == ["pilot", "geen"]


def test_one_thing_that_was_said_is_forgotten_and_nothing_else() -> None:
    said = Geheugen().with_words({"Regio": ""}, {"Aadörp-West": "Aadorp", "Ceeburgh": "Ceeburg"}, {"rol": "partner"})
    assert [tell_word(one) for one in said.words] == [
        "kolom 'regio': niet overnemen",
        "naam … (wordt hier niet getoond): Aadorp",
        "naam 'ceeburgh': Ceeburg",
        "elke rij: rol is partner",
    ]
    less = said.without([Onthouden("namen", "ceeburgh", "Ceeburg"), Onthouden("vast", "rol", "vng")])
    assert (less.namen, less.kolommen, less.vast) == ({"aadorp west": "Aadorp"}, said.kolommen, said.vast)
    assert read_memory({MEMORY_FILE: said.without(said.words).to_toml()}) == Geheugen()


def test_what_is_told_of_the_memory_has_no_person_in_it() -> None:
    said = Geheugen().with_words(
        {"06 12345678": "rol"}, {"06 12345679": "Aadorp", "Ceeburgh": "mevrouw Voorbeeld"}, {"opmerking": "a@b.example"}
    )
    assert [tell_word(one) for one in said.words] == [
        "kolom … (wordt hier niet getoond): rol",
        "naam … (wordt hier niet getoond): Aadorp",
        "naam … (wordt hier niet getoond): …",
        "elke rij: opmerking is …",
    ]


@pytest.mark.parametrize("column", sorted(PERSONAL_COLUMNS))
def test_what_is_of_a_person_holds_for_no_every_row_and_is_not_remembered(column: str) -> None:
    with pytest.raises(NetmapError, match=f"De kolom {column} kan niet voor elke rij gelden") as refused:
        Geheugen().with_words(vast={column: "voorbeeld"})
    assert "voorbeeld" not in str(refused.value)
    before = f'[vast]\n{column} = "voorbeeld"\nrol = "partner"\n'.encode()
    assert read_memory({MEMORY_FILE: before}).vast == {"rol": "partner"}


def test_without_a_memory_nothing_is_remembered_and_its_file_is_the_same_each_time() -> None:
    assert read_memory({}) == Geheugen()
    words = {"b": "rol", "a": "status"}
    turned = dict(reversed(words.items()))
    assert Geheugen().with_words(words).to_toml() == Geheugen().with_words(turned).to_toml()


@pytest.mark.parametrize("text", ["[kolommen]\na = 1\n", "[iets]\n", "a = ", "kolommen = 3", '[kolommen]\na = "b"\n'])
def test_a_memory_that_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(NetmapError):
        read_memory({MEMORY_FILE: text.encode()})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('[kolommen]\ngemeente = "gebied"\nweg = ""\norganisatie = "rol "\n', "'organisatie' = 'rol '"),
        ('[kolommen]\nx = ""\n\nw = ""\n"Xandra Quist" = "Vox"\n', "… = …"),
        ('[vast]\nrol = "partner"\nnaam = "x"\norganisaties = "vng"\n', "'organisaties' = 'vng'"),
    ],
)
def test_an_answer_by_hand_with_no_such_column_is_named_and_not_repeated_when_it_may_be_a_person(
    text: str, answer: str
) -> None:
    with pytest.raises(NetmapError) as refused:
        read_words({MEMORY_FILE: text.encode()})
    part = text.partition("\n")[0]
    said = f"{MEMORY_FILE}, onder {part}, antwoord 3 ({answer}): die kolom bestaat niet. Kies uit: id, rol, naam, "
    assert str(refused.value).startswith(said)
    assert str(refused.value).endswith("gemeentecode. Verbeter het antwoord, of haal het weg.")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (("Gemeente", "gemeente ", "rol"), "de kolommen A en B staan allebei voor 'gebied'"),
        (("rol", "Gemeente", "Regio"), "de kolommen B en C staan allebei voor 'gebied'"),
        (("Regio", "Gemeente", "Gebied"), "de kolommen A, B en C staan allemaal voor 'gebied'"),
        (("Piet Jansen", "Aadorp"), "geen rij noemt de kolommen"),
    ],
)
def test_columns_that_cannot_be_matched_are_refused(header: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(IntakeError, match=sentence):
        mapped(header, ("x",) * len(header))


def test_of_a_table_whose_columns_have_other_names_the_first_row_that_may_name_them_is_asked_about() -> None:
    with pytest.raises(ColumnsError, match=r"geen rij noemt de kolommen\. .* of zeg met --kolom") as refused:
        mapped(("Lijst van Oost", ""), ("", ""), ("Wie", "Waar"), ("A", "Aadorp"))
    found = refused.value.koppeling
    assert (found.koppen, found.doelen) == (("Wie", "Waar"), ())
    said = Geheugen().with_words({"Wie": "organisatie", "Waar": "gebied"})
    assert mapped(("Lijst van Oost", ""), ("", ""), ("Wie", "Waar"), ("A", "Aadorp"), geheugen=said).doelen == (
        "organisatie",
        "gebied",
    )


def test_a_table_of_which_every_column_is_left_out_is_told_so_and_can_be_asked_again() -> None:
    header = "Gemeente", "Instelling", "Bijnaam"
    said = Geheugen().with_words(dict.fromkeys(header, ""))
    with pytest.raises(ColumnsError, match=r"^lijst\.xlsx: geen enkele kolom gaat mee. Zeg met --kolom") as refused:
        mapped(header, ("Aadorp", "A", "x"), geheugen=said)
    assert refused.value.asked.endswith("geen enkele kolom gaat mee. Kies bij minstens één kolom wat zij betekent.")
    assert (refused.value.koppeling.koppen, refused.value.koppeling.doelen) == (header, ())
    assert mapped(header, geheugen=said.with_words({"Gemeente": "gebied"})).doelen == ("gebied",)


def test_a_sheet_that_is_not_there_is_refused() -> None:
    lezing = Lezing("t.xlsx", "XLSX", "", "", False, (Blad("een", (("a",),), True), Blad("groot", (), False)))
    for name in ("twee", "groot"):
        with pytest.raises(IntakeError, match="Kies uit: 'een'"):
            propose(lezing, Geheugen(), name)
    for bladen in ((), (Blad("groot", (), False),)):
        nothing = Lezing("t.xlsx", "XLSX", "", "", False, bladen)
        for read_it in (recognise, propose):
            with pytest.raises(IntakeError, match="geen enkel blad is gelezen"):
                read_it(nothing, Geheugen())


def test_of_each_sheet_that_is_not_taken_in_it_is_said() -> None:
    some = (("x",),)
    sheets = Blad("A", some, True), Blad("B", some, True), Blad("leeg", (("",),), True), Blad("Groot", (), False)
    lezing = Lezing("t.xlsx", "XLSX", "", "", False, sheets)
    big = "Blad 'Groot' is te groot en niet gelezen. Stuur alleen de tabel, in een nieuwe werkmap."
    assert list(tell_left_out(lezing, ["A"], "Noem het.")) == [big, "Blad 'B' wordt niet overgenomen. Noem het."]
    assert list(tell_left_out(lezing, [], "Noem ze.")) == [
        big,
        "De bladen 'A' en 'B' worden niet overgenomen. Noem ze.",
    ]


def test_a_name_of_a_person_above_a_column_is_not_repeated() -> None:
    found = mapped(("Gemeente", "rol", "Xandra Quist", ""), ("Aadorp", "partner", "x", "los"))
    assert [str(kolom) for kolom in found.kolommen] == [
        "A 'Gemeente' → gebied",
        "B 'rol' → rol",
        "C '…' → niet overgenomen",
        "D '' → niet overgenomen",
    ]
    assert [kolom.naam for kolom in found.kolommen] == ["Gemeente", "rol", "C", ""]


def test_a_row_that_adds_up_others_is_no_row_of_the_table() -> None:
    rows = [("Gemeente", "Organisatie", "fte", "uren"), ("Aadorp", "A", "1,5", ""), ("", "Subtotaal:", "1,5", "")]
    rows += [("TOTAAL", "", "2,5 fte", "€ 1.000,-"), ("", "Totaal Zorg", "1", ""), ("Totaal", "A", "1", "")]
    found = mapped(*rows)
    assert (found.sommen, [row.rij for row in found.rows]) == ((3, 4), [2, 5, 6])


def test_a_word_that_people_use_is_ours_and_everybody_is_a_blank() -> None:
    header = ("gemeente", "functie", "stand van zaken", "leeftijd", "vorm")
    (row,) = mapped(header, ("Aadorp", "Zorgcoördinatie", "Vacant", "Iedereen", "alle vormen")).rows
    assert row.cells == {
        "gebied": "Aadorp", "rol": "zorgcoordinator", "status": "vacature", "doelgroep": "", "vorm": "",
    }  # fmt: skip


def test_an_unknown_date_number_of_hours_or_source_is_a_blank_and_an_unknown_certainty_is_not() -> None:
    header = ("gemeente", "sinds", "einddatum", "fte", "bron", "zekerheid", "Opm.")
    (row,) = mapped(header, ("Aadorp", "onbekend", "n.v.t.", "?", "Onbekend", "onbekend", "geen")).rows
    assert row.cells == {
        "gebied": "Aadorp", "vanaf": "", "tot": "", "fte": "", "bron": "", "zekerheid": "onbekend", "opmerking": "geen",
    }  # fmt: skip
    assert row.bron == ("Aadorp", "onbekend", "n.v.t.", "?", "Onbekend", "onbekend", "geen")


@pytest.mark.parametrize("typed", ["GM0001", "0001", "1", "1.0", "G0001", "2025GM0001", "GM-0001"])
def test_a_code_in_any_form_is_our_code(typed: str) -> None:
    assert mapped(("gemeente", "rol"), (typed, "partner")).rows[0].cells["gebied"] == "GM0001"
