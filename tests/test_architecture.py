"""The shape of the code itself: arrows point down, the core runs without a screen, nothing dangerous is called."""

from __future__ import annotations

import ast
import functools
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
ORDER = (
    "errors", "files", "schema", "dutch", "personal", "remembered", "settings", "inzet", "tegenspraak", "save", "read",
    "names", "regio", "organisaties", "rows", "cards", "cells", "validate", "register", "centrumgemeenten",
    "aankondigingen", "tellingen", "handvatten", "conflicts", "geojson", "plausible", "load", "toegang", "indelingen",
    "edition", "store", "geo", "graph", "explain", "coverage", "aannames", "klassen", "table", "norms", "criteria",
    "stand", "reasons", "onderbouwing", "view", "layers", "proof", "summary", "headline", "quote", "jaarreeks",
    "choices", "adequacy", "scorecard", "gaps", "chain", "evidence", "difference", "resilience", "confirm", "ronde",
    "rondeboek", "forecast", "scenario", "compare", "where_next", "maps", "drawing", "sections", "write", "export",
    "intake", "borders", "pdok", "cli", "__main__", "ui",
)  # fmt: skip
"""A module or package imports from what stands before it only; put a new one in its place."""
LAYERS = {
    "store": "database shape < trail < content migrations < store < backup",
    "resilience": "removable < chance removal structure < worst",
    "forecast": "course < outlook",
    "scenario": "changes effect < apply share",
    "compare": "succession < stands",
    "where_next": "solver < advise < weigh",
    "maps": "base outline style shapes network < assets < web",
    "drawing": "diagram fonts legend logo palette typst_process < content svg typesetter < captions figure frame"
    " place_names plot < bars name_wishes overlay < choropleth < loose purpose < picture < chart strip",
    "sections": "connections contacts figures helpdesk phrases < handvatten < adequacy answer centrumgemeenten chance"
    " confirm development forecast gemeente gemeenten jaarreeks leeswijzer norms people quote regions remains ronde"
    " scenario sources standing statements versies where_next worklist worst < answers brief criteria ending removal"
    " < optional",
    "write": "archive columns ics json manual pptx_ground qgis qr report text workbook < csv graphml html ods office"
    " pdf xlsx < docx_template geodata pptx_template < docx pptx_text < pptx_chart pptx_footer pptx_map pptx_plan"
    " < pptx",
    "export": "link ronde products < deck reports sheets years < catalogue",
    "intake": "memory template worker < reading < mapping < form matching < proposal < together"
    " < answers herziening ronde",
    "cli": "common words < borders data decisions exports store < intake < ronde < main",
    "ui": "address guard held markdown mishap roles shelf < cache shell < gebruiker other_layers versie warm"
    " < downloads serve"
    " < filters < change < indeling panel sections web_map < onthouden review years < gegevens kwetsbaarheid < pages"
    " < main",
}
"""Within a package too: a module or package in it imports from what stands before the last ``<`` only."""
MAX_LINES = 400
"""Of one module, docstrings not counted: nothing is split, or left unexplained, to stay below it."""

MODULES = sorted((ROOT / "netmap").rglob("*.py"))
CORE = [path for path in MODULES if "ui" not in path.relative_to(ROOT / "netmap").parts]
EVERYTHING = [
    ROOT / "app.py",
    *MODULES,
    *sorted((ROOT / "tools").rglob("*.py")),
    *sorted((ROOT / "bench").rglob("*.py")),
]


def name_of(path: Path) -> str:
    """``netmap.maps.style`` for ``netmap/maps/style.py``, ``netmap.maps`` for its ``__init__``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {name_of(path) for path in MODULES}


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in the tree of a file."""
    return tuple(ast.walk(tree(path)))


@functools.cache
def imports(path: Path) -> tuple[str, ...]:
    """Full names of what a file imports, within functions and for type checking too."""
    found: list[str] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.append(full if full in NAMES else str(node.module))
    return tuple(found)


def rank(module: str) -> int:
    parts = module.split(".")
    return ORDER.index(parts[1]) if len(parts) > 1 else -1


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_the_core_runs_without_a_screen(path: Path) -> None:
    found = set(imports(path))
    assert {name.split(".")[0] for name in found} & {"streamlit", "streamlit_folium", "app"} == set()
    assert {name for name in found if name.startswith("netmap.ui")} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_below(path: Path) -> None:
    me = name_of(path)
    package = me.split(".")[:2]
    above = {
        name
        for name in imports(path)
        if name.split(".")[0] == "netmap" and name.split(".")[:2] != package and rank(name) >= rank(me)
    }
    assert above == set()


def layers_of(package: str) -> dict[str, int]:
    """Module or package within a package to its layer, the lowest first."""
    return {name: layer for layer, names in enumerate(LAYERS[package].split("<")) for name in names.split()}


def test_every_package_has_its_layers() -> None:
    assert {name.split(".")[1] for name in NAMES if name.count(".") > 1} == set(LAYERS)


@pytest.mark.parametrize("package", LAYERS)
def test_within_a_package_a_module_imports_only_from_a_lower_layer(package: str) -> None:
    layers = layers_of(package)
    inside = {name_of(path): path for path in MODULES if name_of(path).startswith(f"netmap.{package}.")}
    assert {name.split(".")[2] for name in inside} == set(layers)
    arrows = [(me, name) for me, path in inside.items() for name in imports(path) if name in inside]
    assert [(me, name) for me, name in arrows if layers[name.split(".")[2]] >= layers[me.split(".")[2]]] == []


def test_every_package_that_is_imported_is_asked_for_by_name() -> None:
    """What comes along with another package may go away with it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=[]", one)[0].casefold() for one in project["dependencies"]}
    packages = packages_distributions()
    roots = {name.split(".")[0] for path in MODULES for name in imports(path)} - set(sys.stdlib_module_names)
    silent = {root for root in roots - {"netmap"} if not asked & {name.casefold() for name in packages[root]}}
    assert silent == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    arrows = nx.DiGraph([(name_of(path), name) for path in MODULES for name in imports(path) if name in NAMES])
    assert list(nx.simple_cycles(arrows)) == []


def test_every_module_has_its_place_in_the_order() -> None:
    assert {name.split(".")[1] for name in NAMES if "." in name} <= set(ORDER)


def test_a_package_holds_only_a_docstring_at_its_door() -> None:
    doors = [path for path in MODULES if path.name == "__init__.py"]
    assert {name_of(path): len(tree(path).body) for path in doors} == {name_of(path): 1 for path in doors}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    texts = [node for node in nodes(path) if isinstance(node, ast.Expr) and is_text(node.value)]
    docstrings = sum((node.end_lineno or 0) - node.lineno + 1 for node in texts)
    assert len(path.read_text(encoding="utf-8").splitlines()) - docstrings <= MAX_LINES


def is_text(node: ast.expr) -> bool:
    """Say whether this is a text; one that stands by itself explains what is before or around it."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_public_function_and_class_is_explained(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    scopes: list[ast.Module | ast.ClassDef] = [
        module,
        *(node for node in module.body if isinstance(node, ast.ClassDef)),
    ]
    bare = [
        node.name
        for scope in scopes
        for node in scope.body
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert bare == []


def dangers(path: Path) -> Iterator[str]:
    """What the house style and the threat model forbid, with its line."""
    for node in nodes(path):
        match node:
            case ast.ExceptHandler(type=None):
                yield f"{node.lineno}: bare except"
            case ast.ExceptHandler(type=caught):
                names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
                if any(isinstance(name, ast.Name) and name.id in {"Exception", "BaseException"} for name in names):
                    yield f"{node.lineno}: except Exception"
            case ast.keyword(arg="unsafe_allow_html" | "unsafe_allow_javascript", value=value):
                if not (isinstance(value, ast.Constant) and value.value is False):
                    yield f"{value.lineno}: {node.arg}"
            case ast.Call(func=ast.Name(id="eval" | "exec" | "compile" | "__import__")):
                yield f"{node.lineno}: code from text"
            case ast.Attribute(value=ast.Name(id="yaml"), attr="load"):
                yield f"{node.lineno}: yaml.load"
            case ast.Attribute(value=ast.Attribute(attr="components"), attr="v1"):
                yield f"{node.lineno}: components.v1"
            case ast.Attribute(attr="read_pickle" | "to_pickle"):
                yield f"{node.lineno}: pickle"
            case ast.Call(func=ast.Attribute(attr="read_file" | "from_file" | "read_dataframe" | "open_arrow")):
                yield f"{node.lineno}: GDAL reads a file, which may name another file or host; use json and shapely"
            case ast.Call(func=ast.Name(id="Markup") | ast.Attribute(attr="Markup"), args=[text, *_]):
                if not is_text(text):
                    yield f"{node.lineno}: Markup of what is no constant; fill a constant with format"
            case ast.Call(func=ast.Attribute(attr="html", value=ast.Name(id="st")), args=[text, *_]):
                if isinstance(text, ast.JoinedStr) or (
                    isinstance(text, ast.BinOp) and not isinstance(text.op, ast.Div)
                ):
                    yield f"{node.lineno}: st.html of a text put together; fill a Markup with format"
    forbidden = ("pickle", "marshal", "shelve", "dill", "joblib", "streamlit.components.v1")
    for name in imports(path):
        if name.startswith(forbidden):
            yield f"import {name}"


def bare_texts_for_folium(path: Path) -> Iterator[str]:
    """
    What is handed to Folium or Branca and is neither written out here nor encoded by ``safe`` or ``_json``.

    Folium evaluates text as a template, on the server. Counted are the packages' own functions and classes, and the
    classes that the file makes of them.
    """
    doors = {
        (alias.asname or alias.name).split(".")[0]
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).split(".")[0] in {"folium", "branca"}
    }
    own = [node for node in nodes(path) if isinstance(node, ast.ClassDef)]
    doors |= {node.name for node in own if doors & {root_name(base) for base in node.bases}}
    for node in nodes(path):
        if isinstance(node, ast.Call) and root_name(node.func) in doors:
            handed = [*node.args, *(one.value for one in node.keywords)]
            yield from (
                f"{node.lineno}: text for Folium without safe()" for one in handed if not is_encoded(one, doors)
            )


def root_name(node: ast.expr) -> str:
    """``folium`` of ``folium.plugins.Draw``; empty for what is no name."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def is_encoded(node: ast.expr, doors: set[str]) -> bool:
    """Say whether this is written out here, comes out of what encodes text for Folium, or is judged by itself."""
    if isinstance(node, ast.Call):
        return root_name(node.func) in {"safe", "_json", *doors}
    if isinstance(node, ast.List | ast.Tuple):
        return all(is_encoded(one, doors) for one in node.elts)
    return isinstance(node, ast.Constant)


@pytest.mark.parametrize("path", EVERYTHING, ids=name_of)
def test_nothing_dangerous_is_called(path: Path) -> None:
    assert list(dangers(path)) == []


@pytest.mark.parametrize("path", [ROOT / "app.py", *MODULES], ids=name_of)
def test_all_text_that_reaches_folium_is_encoded(path: Path) -> None:
    """The rivals in bench/ are Folium as others use it, on our own data."""
    assert list(bare_texts_for_folium(path)) == []


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    pass\nexcept:\n    pass",
        "try:\n    pass\nexcept (ValueError, Exception):\n    pass",
        "st.markdown(x, unsafe_allow_html=True)",
        "st.markdown(x, unsafe_allow_html=flag)",
        "import pickle",
        "from streamlit.components.v1 import html",
        "import streamlit.components.v1 as components",
        "st.components.v1.html(x)",
        "yaml.load(x)",
        "pd.read_pickle(x)",
        "eval(x)",
        "gpd.read_file(path)",
        "gpd.GeoDataFrame.from_file(path)",
        "Markup(text)",
        "markupsafe.Markup(text)",
        "Markup(f'<b>{text}</b>')",
        "st.html(f'<b>{text}</b>')",
        "st.html('<b>' + text)",
    ],
)
def test_the_search_for_danger_finds_it(tmp_path: Path, code: str) -> None:
    path = tmp_path / "gevaar.py"
    path.write_text(code)
    assert list(dangers(path)) != []


@pytest.mark.parametrize(
    "code",
    [
        "import folium\nfolium.Popup(view.vraag)",
        "import folium\nfolium.Popup(f'{view.vraag}')",
        "from folium import Popup\nPopup(str(naam))",
        "import folium\nfolium.Marker([52, 5], tooltip=naam)",
        "import folium as f\nf.GeoJsonTooltip(['naam'], aliases=[naam])",
        "from folium import plugins\nplugins.Draw(naam)",
        "from branca.element import Element\nElement(naam)",
        "from branca.element import MacroElement\nclass Eigen(MacroElement):\n    pass\nEigen(naam)",
    ],
)
def test_the_search_for_bare_text_finds_it(tmp_path: Path, code: str) -> None:
    path = tmp_path / "kaal.py"
    path.write_text(code)
    assert list(bare_texts_for_folium(path)) != []


def test_the_search_for_bare_text_lets_encoded_text_through(tmp_path: Path) -> None:
    path = tmp_path / "veilig.py"
    path.write_text("import folium\nfolium.Marker([52, 5], tooltip=safe(naam), popup=folium.Popup(safe(tekst)))")
    assert list(bare_texts_for_folium(path)) == []


def test_only_a_process_of_its_own_imports_typst() -> None:
    """Typst keeps what it remembers of every figure and report until its process ends."""
    assert [name_of(path) for path in MODULES if "typst" in set(imports(path))] == ["netmap.drawing.typst_process"]
    assert [name_of(path) for path in EVERYTHING if "netmap.drawing.typst_process" in set(imports(path))] == []
