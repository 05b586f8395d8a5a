"""The commands for data of others: a workbook to fill in, and taking in what comes back."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from netmap.cli.common import (
    EXIT_PROBLEMS,
    DataOption,
    GebiedOption,
    OutOption,
    StoreOption,
    is_file,
    keep,
    read_gebied,
    read_tables,
    refusals,
    tell,
)
from netmap.cli.store import WieOption
from netmap.dutch import count, either
from netmap.errors import FolderError, NetmapError, explain_os_error
from netmap.intake.answers import refused_workbook, tell_changes, tell_columns, tell_left_out, tell_word
from netmap.intake.herziening import carry_out, herziening_section
from netmap.intake.mapping import TABELLEN, Herkend, list_targets, name_said, propose, recognise
from netmap.intake.memory import read_memory
from netmap.intake.proposal import add_up, take_over
from netmap.intake.reading import read_file
from netmap.intake.template import build_template
from netmap.intake.together import weigh_each
from netmap.layers import build_stand
from netmap.load import DATA_DIR
from netmap.save import file_name, save_files
from netmap.schema import MEMORY_FILE, dutch_today, fold
from netmap.settings import load_settings
from netmap.store.shape import load_contents, read_folder
from netmap.store.store import Store, check_words
from netmap.toegang import make_beheerder
from netmap.validate import CONTACTS
from netmap.write.text import section_text
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netmap.intake.memory import Geheugen, Onthouden
    from netmap.intake.proposal import Along, Uitslag
    from netmap.intake.reading import Lezing
    from netmap.store.content import Inhoud


class Held:
    """
    Where the data are: a folder, or a store.

    Parameters
    ----------
    data
        The folder.
    opslag
        Address of the store; blank for the folder.
    wie
        Who publishes in the store.
    """

    def __init__(self, data: Path, opslag: str, wie: str) -> None:
        self.data, self.wie = data, wie
        self.store = Store.at(opslag) if opslag else None

    @cached_property
    def inhoud(self) -> Inhoud | None:
        """The newest version of the store; None for a folder."""
        return self.store.read() if self.store else None

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """The files of the data: name to content."""
        return dict(self.inhoud.folder) if self.inhoud else _read(self.data)

    def check_targets(self, out: Path | None, waarom: str) -> None:
        """Refuse a folder that is not empty, and a reason that cannot be kept or where no version can be made."""
        if out and out.exists() and (not out.is_dir() or any(out.iterdir())):
            msg = f"{out} bestaat al en is niet leeg. Kies een nieuwe map: oude gegevens blijven staan."
            raise NetmapError(msg)
        if waarom and self.store is None:
            msg = "--waarom hoort bij een opslag. Noem haar met --opslag of NETMAP_DATABASE."
            raise NetmapError(msg)
        if waarom:
            check_words(waarom)

    def keep(self, uitslag: Uitslag, along: Along, out: Path | None, waarom: str, woord: str) -> None:
        """Keep rows, and what goes along, in a new folder or as a version of the store, as far as that is asked."""
        rows = count(len(uitslag.gewijzigd), "rij", "rijen")
        if out:
            made = take_over(self.contents, uitslag, along)
            save_files({out / name: content for name, content in made.items()})
            typer.echo(f"{out}: {rows} overgenomen.")
        if waarom:
            assert self.store is not None  # `check_targets` refuses a reason without a store
            assert self.inhoud is not None
            gezien = {place: one.volgnummer for place, one in self.inhoud.last.items()}
            asked = uitslag.voorstellen(gezien, woord)
            wie = make_beheerder(self.wie)
            versie = self.store.publish(asked, gebruiker=wie, waarom=waarom, files=along.files)
            typer.echo(f"Versie {versie.nummer} ({versie.naam}): {rows} overgenomen.")

    def tell_effect(self, uitslag: Uitslag, along: Along) -> None:
        """Say what rows would do, when any changes something."""
        if not uitslag.gewijzigd:
            return
        before = build_stand(load_contents(self.contents), dutch_today())
        after = carry_out(before, self.contents, uitslag, along)
        typer.echo(section_text(herziening_section(before, after, uitslag)))


def inlezen(
    bestand: Annotated[Path, typer.Argument(help="Een XLSX-, ODS- of CSV-bestand.")],
    data: DataOption = DATA_DIR,
    blad: Annotated[
        list[str] | None, typer.Option(help="Naam van een blad; zonder deze optie elk blad met een tabel. Mag vaker.")
    ] = None,
    tabel: Annotated[
        Literal["contacten", "criteria", "organisaties"] | None,
        typer.Option(help="Waar het bestand over gaat; zonder deze optie wat de kolommen zeggen."),
    ] = None,
    kolom: Annotated[
        list[str] | None,
        typer.Option(
            help="Wat een kolom betekent, zoals 'Instelling=organisatie'; leeg na de = telt niet mee. Mag vaker."
        ),
    ] = None,
    bedoelt: Annotated[
        list[str] | None, typer.Option(help="Wat een naam betekent, zoals 'Den Bosch=GM0796'. Mag vaker.")
    ] = None,
    vast: Annotated[
        list[str] | None,
        typer.Option(help="Wat voor elke rij geldt waar het bestand zwijgt, zoals 'rol=zorgcoordinator'. Mag vaker."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Nieuwe map voor de gegevens; zonder deze optie wordt niets bewaard.")
    ] = None,
    geweigerd: Annotated[Path | None, typer.Option(help="Werkmap voor de rijen die geweigerd zijn.")] = None,
    opslag: StoreOption = "",
    waarom: Annotated[str, typer.Option(help="Waarom, in een zin: dan wordt het een versie van de opslag.")] = "",
    wie: WieOption = "beheerder",
) -> None:
    """Command ``inlezen``: how a file was read, what it changes, and a new folder or version when that is asked."""
    with refusals():
        held = Held(data, opslag, wie)
        held.check_targets(out, waarom)
        columns = _pairs("--kolom", kolom)
        said = read_memory(held.contents).with_words(columns, _pairs("--bedoelt", bedoelt), _pairs("--vast", vast))
        lezing = read_file(bestand)
        herkend = [Herkend(one, tabel) for one in blad or [""]] if tabel else _recognise(lezing, said, blad or [])
        said = said.with_words(_name_said(columns, herkend))
        koppelingen = [propose(lezing, said, one.blad, TABELLEN[one.tabel]) for one in herkend]
        delen = weigh_each(held.contents, koppelingen, lezing.bestand)
        typer.echo(lezing.gelezen)
        if not blad:
            tell(tell_left_out(lezing, {one.blad for one in koppelingen}, "Noem met --blad elk blad dat u wilt."))
        for deel in delen:
            typer.echo("\n".join(tell_columns(deel.koppeling)))
            tell((*deel.uitslag.notices, *map(str, deel.uitslag.problems)))
            typer.echo("\n".join(tell_changes(deel.uitslag)))
        uitslag = add_up(deel.uitslag for deel in delen)
        held.tell_effect(uitslag, said)
        held.keep(uitslag, said, out, waarom, lezing.woord(dutch_today()))
        has_refused = any(deel.uitslag.geweigerd for deel in delen)
        if geweigerd and has_refused:
            keep(geweigerd, write_xlsx(refused_workbook(delen, dutch_today())))
    if has_refused:
        raise typer.Exit(EXIT_PROBLEMS)


def onthouden(
    data: DataOption = DATA_DIR,
    vergeet: Annotated[
        list[str] | None, typer.Option(help="De naam of kolom die netmap een volgende keer opnieuw vraagt. Mag vaker.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Nieuwe map voor de gegevens; zonder deze optie wordt niets bewaard.")
    ] = None,
    opslag: StoreOption = "",
    waarom: Annotated[str, typer.Option(help="Waarom, in een zin: dan wordt het een versie van de opslag.")] = "",
    wie: WieOption = "beheerder",
) -> None:
    """Command ``onthouden``: what was said at the taking in, and a new folder or version without some of it."""
    with refusals():
        held = Held(data, opslag, wie)
        held.check_targets(out, waarom)
        known = read_memory(held.contents)
        gone = [one for word in vergeet or () for one in _find_words(known, word)]
        for one in known.words:
            typer.echo(f"{tell_word(one)}{' (wordt vergeten)' if one in gone else ''}")
        if not known.words:
            typer.echo("Er is niets onthouden.")
        files = {MEMORY_FILE: known.without(gone).to_toml()}
        if gone and out:
            save_files({out / name: content for name, content in {**held.contents, **files}.items()})
            typer.echo(f"{out}: {count(len(gone), 'antwoord', 'antwoorden')} vergeten.")
        if gone and waarom and held.store:
            versie = held.store.publish((), gebruiker=make_beheerder(wie), waarom=waarom, files=files)
            number = count(len(gone), "antwoord", "antwoorden")
            typer.echo(f"Versie {versie.nummer} ({versie.naam}): {number} vergeten.")


def invulblad(
    data: DataOption = DATA_DIR,
    gebied: GebiedOption = "Nederland",
    out: OutOption = None,
) -> None:
    """Command ``invulblad``: a workbook with what is known of an area, to mend, add to, and take in again."""
    with refusals():
        tables = read_tables(data)
        stand = build_stand(tables, dutch_today())
        area = read_gebied(tables, gebied)
        name = file_name("invulblad", str(area or ""), peildatum=stand.peildatum, suffix="xlsx")
        path = out if is_file(out) else (out or Path()) / name
        keep(path, write_xlsx(build_template(stand, area, load_settings().organisatie)))


def _recognise(lezing: Lezing, geheugen: Geheugen, bladen: list[str]) -> tuple[Herkend, ...]:
    """Find what a file is about, and on which sheets; NetmapError when the columns of one do not say."""
    herkend = recognise(lezing, geheugen, bladen)
    if unclear := [one for one in herkend if not one.tabel]:
        where = f"blad {unclear[0].blad!r}" if len(herkend) > 1 else "het bestand"
        msg = (
            f"{lezing.bestand}: de namen van de kolommen zeggen niet waar {where} over gaat. "
            f"Zeg het met --tabel {either(list(TABELLEN))}."
        )
        raise NetmapError(msg)
    return herkend


def _name_said(columns: Mapping[str, str], herkend: Iterable[Herkend]) -> dict[str, str]:
    """Call what columns stand for as it is remembered; of two tables that have it, the first."""
    doelen = [TABELLEN[one.tabel] for one in herkend]
    return {
        name: next((name_said(target, doel) for doel in doelen if target in list_targets(doel)), target)
        for name, target in columns.items()
    }


def _find_words(geheugen: Geheugen, word: str) -> list[Onthouden]:
    """Find what was said of a name or column, in any spelling; NetmapError when nothing was."""
    if found := [one for one in geheugen.words if fold(one.woord) == fold(word)]:
        return found
    other = "Zonder --vergeet staat hier wat wel." if geheugen.words else "Er is nog niets onthouden."
    msg = f"--vergeet noemt iets dat niet is onthouden. {other}"
    raise NetmapError(msg)


def _read(data: Path) -> dict[str, bytes]:
    """Read the files of a data folder; FolderError when that cannot be."""
    try:
        contents = read_folder(data)
    except OSError as error:
        msg = f"De map {data} kan niet worden gelezen ({explain_os_error(error)})."
        raise FolderError(msg) from None
    if CONTACTS.naam not in contents:
        msg = f"In de map {data} staat geen {CONTACTS.naam}. Noem een map met gegevens."
        raise FolderError(msg)
    return contents


def _pairs(option: str, words: list[str] | None) -> dict[str, str]:
    """Read what stands before and behind the last ``=``."""
    pairs = [word.rpartition("=") for word in words or ()]
    if any(not sign or not name.strip() for name, sign, _ in pairs):
        raise typer.BadParameter("schrijf het als 'naam=betekenis'.", param_hint=option)
    return {name.strip(): meant.strip() for name, _, meant in pairs}
