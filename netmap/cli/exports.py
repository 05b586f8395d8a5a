"""Commands that make files to take along: picture, slides, report and export; writers are imported when one is made."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netmap.aankondigingen import INDELINGEN
from netmap.aannames import find_aannames
from netmap.cards import load_sources
from netmap.cli.common import (
    STDOUT,
    DataOption,
    GebiedOption,
    IndelingOption,
    LayerOption,
    OutOption,
    PeildatumOption,
    TeltOption,
    describe_file,
    is_file,
    keep,
    progress_bar,
    read_day,
    read_gebied,
    read_indeling,
    read_layer,
    read_since,
    read_tables,
    refusals,
    tell,
)
from netmap.dutch import count
from netmap.errors import NetmapError
from netmap.geo import find_neighbours
from netmap.indelingen import carry_out, merge_borders
from netmap.jaarreeks import read_jaren
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_borders
from netmap.save import save_files
from netmap.schema import GRENZEN, fold
from netmap.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netmap.drawing.picture import Size
    from netmap.export.catalogue import Material, Progress, Wish
    from netmap.regio import Regio

FormatOption = Annotated[
    str, typer.Option("--format", help="Soort bestand; zonder deze optie zoals --out eindigt, of de gewone soort.")
]
TitelOption = Annotated[str, typer.Option(help="Eigen titel, hooguit 120 tekens.")]
GrenzenOption = Annotated[str, typer.Option(help="Welke grenzen opvallen: politieregio of centrumgemeente.")]
SectiesOption = Annotated[
    str, typer.Option(help="Extra onderdelen met komma's ertussen, zoals kwetsbaarheid,criteria.")
]
SindsOption = Annotated[str, typer.Option(help="Begin van het onderdeel ontwikkeling; zonder deze optie 2019-09-01.")]

KAARTEN = ("plaatje", "vormen")
"""What the map on a slide can be: a picture, or shapes that can be changed."""


def picture(
    layer: LayerOption = "zorgcoordinatie",
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    data: DataOption = DATA_DIR,
    out: OutOption = None,
    formaat: FormatOption = "",
    maat: Annotated[str, typer.Option(help="Een maat zoals dia of a4_staand, of breedte x hoogte: 1600x900.")] = "",
    doel: Annotated[str, typer.Option(help="Waarvoor het plaatje is: papier, projectie of social.")] = "papier",
    titel: TitelOption = "",
    netwerk: Annotated[bool, typer.Option("--netwerk", help="Teken het netwerk over de kaart.")] = False,
    grenzen: GrenzenOption = GRENZEN[0],
    gegevens: Annotated[
        bool, typer.Option("--gegevens", help="Maak ernaast een CSV met wat het plaatje toont, met de bronnen.")
    ] = False,
    qr: Annotated[
        bool, typer.Option("--qr", help="Maak ernaast een QR-code die deze kaart opent; zie adres in netmap.toml.")
    ] = False,
    jaren: Annotated[
        str, typer.Option(help="Kleine kaarten van jaar tot jaar in plaats van een kaart: 2015..2029.")
    ] = "",
) -> None:
    """Command ``picture``: the map or little maps of years as a finished figure, with its data beside it."""
    with refusals():
        if jaren and (netwerk or qr or doel != "papier" or grenzen != GRENZEN[0]):
            msg = "--jaren maakt kleine kaarten. Daarop passen --netwerk, --qr, --doel en --grenzen niet; laat ze weg."
            raise NetmapError(msg)
        if (gegevens or qr) and out == STDOUT:
            beside = "--gegevens" if gegevens else "--qr"
            msg = f"{beside} maakt een tweede bestand, en --out - kan er maar een doorgeven. Laat een van de twee weg."
            raise NetmapError(msg)
        material = _read(data, read_day(peildatum), telt, indeling)
        shown = _with_neighbours(material, gebied)
        doel, size = _read_doel(doel, maat)
        wish = _wish(
            "jaarreeks" if jaren else "plaatje", formaat, out, material, shown, layer, titel,
            size=size, doel=doel, netwerk=netwerk, grenzen=_read_grenzen(material, grenzen),
            jaren=read_jaren(jaren) if jaren else None,
        )  # fmt: skip
        from netmap.export.catalogue import make_picture_code, make_picture_data

        code = make_picture_code(material, wish) if qr else b""  # refused before anything is written
        path = _write(material, wish, out)
        if code:
            keep(path.with_name(f"{path.stem}-qr.{'png' if wish.formaat == 'png' else 'svg'}"), code)
        if gegevens:
            keep(path.with_suffix(".csv"), make_picture_data(material, wish))


def slides(
    layer: LayerOption = "zorgcoordinatie",
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    data: DataOption = DATA_DIR,
    out: OutOption = None,
    formaat: FormatOption = "",
    titel: TitelOption = "",
    een: Annotated[bool, typer.Option("--een", help="Eén dia in plaats van de hele presentatie.")] = False,
    secties: SectiesOption = "",
    sinds: SindsOption = "",
    opening: Annotated[bool, typer.Option("--opening", help="Begin met een openingsdia.")] = False,
    besluit: Annotated[
        bool, typer.Option("--besluit", help="Met een dia om zelf in te vullen welk besluit u vraagt.")
    ] = False,
    kaart: Annotated[
        str, typer.Option(help="De kaart als plaatje, of als vormen die u kunt aanpassen: plaatje of vormen.")
    ] = "plaatje",
    grenzen: GrenzenOption = GRENZEN[0],
) -> None:
    """Command ``slides``: a deck, or one slide."""
    with refusals():
        if een and (opening or besluit):
            msg = "--opening en --besluit horen bij een hele presentatie. Laat --een weg, of laat deze twee weg."
            raise NetmapError(msg)
        if kaart.casefold() not in KAARTEN:
            msg = f"De kaart {kaart[:30]!r} bestaat niet. Kies uit: {', '.join(KAARTEN)}."
            raise NetmapError(msg)
        material = _read(data, read_day(peildatum), telt, indeling)
        wish = _wish(
            "dias",
            formaat,
            out,
            material,
            gebied,
            layer,
            titel,
            (secties, sinds),
            alles=not een,
            opening=opening,
            besluit=besluit,
            vormen=kaart.casefold() == "vormen",
            grenzen=_read_grenzen(material, grenzen),
        )
        _write(material, wish, out)


def report(
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    data: DataOption = DATA_DIR,
    out: OutOption = None,
    formaat: FormatOption = "",
    alle: Annotated[bool, typer.Option("--alle", help="Alle tien politieregio's, elk een eigen bestand.")] = False,
    secties: SectiesOption = "",
    sinds: SindsOption = "",
    briefje: Annotated[bool, typer.Option("--briefje", help="Het burgemeestersbriefje: één bladzijde.")] = False,
) -> None:
    """Command ``report``: the report of an area, or of each politieregio."""
    product = "briefje" if briefje else "rapport"
    with refusals():
        material = _read(data, read_day(peildatum), telt, indeling)
        if not alle:
            _write(material, _wish(product, formaat, out, material, gebied, parts=(secties, sinds)), out)
            return
        if gebied:
            msg = "--alle en --gebied gaan niet samen. Laat een van de twee weg."
            raise NetmapError(msg)
        if is_file(out):
            msg = f"Met --alle is --out een map, en {out} lijkt een bestand. Noem een map, zoals map/."
            raise NetmapError(msg)
        regions = material.stand.tables.gebieden.regios("politieregio")
        made: dict[Path, bytes] = {}
        with progress_bar("Rapporten") as advance:
            for number, region in enumerate(regions):
                advance(number, len(regions), region.naam)
                wish = _wish(product, formaat, None, material, region.token, parts=(secties, sinds))
                path, content = _make(material, wish, out)
                made[path] = content
            advance(len(regions), len(regions), "")
        save_files(made)  # together: half of the regions is no answer
        tell(describe_file(path, content) for path, content in made.items())


def export(
    gebied: GebiedOption = "",
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    data: DataOption = DATA_DIR,
    out: OutOption = None,
    formaat: FormatOption = "",
    secties: SectiesOption = "",
    sinds: SindsOption = "",
) -> None:
    """Command ``export``: tables, the network or the map as data."""
    with refusals():
        material = _read(data, read_day(peildatum), telt, indeling)
        _write(material, _wish("gegevens", formaat, out, material, gebied, parts=(secties, sinds)), out)


def _read(data: Path, day: date, telt: Sequence[str] | None, indeling: str) -> Material:
    """Read a data folder and prepare what everything is made from."""
    from netmap.export.catalogue import Material
    from netmap.maps.shapes import build_shapes

    counted = find_aannames(telt or ())
    by_law = read_tables(data)
    done = read_indeling(by_law, indeling, day)
    settings = load_settings()
    tables, borders = carry_out(by_law, done), merge_borders(load_borders(data, by_law.gemeenten), done)
    cards = load_sources(data) if (data / "bronnen.toml").exists() else []
    return Material(
        build_stand(tables, day, settings, counted), borders, build_shapes(borders, tables), tuple(cards), settings
    )


def _wish(
    product: str,
    formaat: str,
    out: Path | None,
    material: Material,
    gebied: Regio | str,
    layer: str = "zorgcoordinatie",
    titel: str = "",
    parts: tuple[str, str] = ("", ""),
    **more: object,
) -> Wish:
    """Put the options together; the format is what is named, else how the file ends, else the usual one."""
    from netmap.drawing.picture import check_title
    from netmap.export.catalogue import Wish, has_secties, name_of
    from netmap.export.products import PRODUCTS
    from netmap.sections.optional import SINDS, find_onderdelen

    known = [form.key for form in PRODUCTS[product].formaten]
    ending = out.suffix.removeprefix(".").casefold() if is_file(out) else ""
    named = formaat.casefold() or ("csv" if ending == "zip" and "csv" in known else ending) or known[0]
    if named not in known:
        msg = f"De soort {named[:30]!r} bestaat hier niet. Kies uit: {', '.join(known)}."
        raise NetmapError(msg)
    found = read_gebied(material.stand.tables, gebied) if isinstance(gebied, str) else gebied
    secties = find_onderdelen(parts[0])
    since = read_since(parts[1], material.stand.peildatum) if parts[1] else SINDS
    wish = Wish(product, named, found, read_layer(layer).key, check_title(titel), secties=secties, sinds=since, **more)  # type: ignore[arg-type]
    if wish.secties and not has_secties(wish):
        msg = "Extra onderdelen (--secties) kunnen alleen in een hele presentatie, een rapport, of in xlsx, ods of csv."
        raise NetmapError(msg)
    name, _ = name_of(material, wish)
    if ending and not name.endswith(f".{ending}"):
        msg = f"{out} eindigt niet zoals de soort {named}. Laat --out eindigen op {Path(name).suffix}, of noem een map."
        raise NetmapError(msg)
    return wish


def _with_neighbours(material: Material, text: str) -> Regio | str:
    """Widen a gemeente, typed by its bare name, to itself and its neighbours, and say so; all else stays as it is."""
    tables = material.stand.tables
    with suppress(NetmapError):
        tables.gebieden.find(text)
        return text  # the country, a region, or a group somebody chose
    found = tables.names.find(text)
    if found.code is None or found.is_near:
        return text  # whoever reads it tells what is the matter
    around = find_neighbours(material.borders)[found.code]
    naam = tables.names[found.code]
    beside = f"met {count(len(around), 'buurgemeente', 'buurgemeenten')}" if around else "alleen; zij heeft geen buren"
    tell(filter(None, [found.notice, f"{naam} is een gemeente, geen regio. Het plaatje toont {naam} {beside}."]))
    return tables.gebieden.group((found.code, *around), f"{naam} en {len(around)} buurgemeenten")


def _read_doel(text: str, maat: str) -> tuple[str, Size]:
    """Read a purpose, and the size: the one that was asked, else its usual one."""
    from netmap.drawing.picture import DOELEN

    doel = text.strip().casefold()
    if doel not in DOELEN:
        msg = f"Het doel {text[:30]!r} bestaat niet. Kies uit: {', '.join(DOELEN)}."
        raise NetmapError(msg)
    return doel, _read_size(maat or DOELEN[doel].maat)


def _read_grenzen(material: Material, text: str) -> str:
    """Read between which areas the borders stand out."""
    known = GRENZEN if material.stand.tables.indeling else GRENZEN[:1]
    if fold(text) not in known:
        msg = f"De grenzen van {text[:30]!r} kunnen niet op deze kaart. Kies uit: {', '.join(known)}."
        raise NetmapError(msg)
    return fold(text)


def _read_size(text: str) -> Size:
    """Read a size: a name, or width and height."""
    from netmap.drawing.picture import SIZES, make_size

    if found := re.fullmatch(r"(\d{1,6})\s*[x×]\s*(\d{1,6})", text.strip(), re.IGNORECASE):
        return make_size(int(found[1]), int(found[2]))
    if text.casefold() not in SIZES:
        msg = (
            f"De maat {text[:30]!r} bestaat niet. Kies uit: {', '.join(SIZES)}, of schrijf breedte x hoogte: 1600x900."
        )
        raise NetmapError(msg)
    return SIZES[text.casefold()]


def _write(material: Material, wish: Wish, out: Path | None) -> Path:
    """Make one file, showing how far it is, and say where it is."""
    if out == STDOUT and sys.stdout.isatty():
        msg = "Met --out - komt het bestand op het scherm. Stuur het door naar een programma of een bestand."
        raise NetmapError(msg)
    with progress_bar("Maken") as advance:
        path, content = _make(material, wish, out, advance)
    keep(path, content)
    return path


def _make(material: Material, wish: Wish, out: Path | None, advance: Progress | None = None) -> tuple[Path, bytes]:
    """Make what goes in one file, and say where it is to be."""
    from netmap.export.catalogue import make, name_of

    content = make(material, wish, advance)
    return out if is_file(out) else (out or Path()) / name_of(material, wish)[0], content
