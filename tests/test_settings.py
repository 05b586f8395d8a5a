"""The settings of an organisation, and files that are written as a whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from netmap.errors import NetmapError, explain_os_error
from netmap.personal import is_personal
from netmap.save import READY, save_file, write_whole
from netmap.settings import Settings, load_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "netmap.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_has_a_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NETMAP_SETTINGS", raising=False)
    assert load_settings() == Settings()


def test_the_environment_names_the_file_and_paths_are_relative_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logo.png").write_bytes(b"plaatje")
    path = write(tmp_path, 'organisatie = "Regio Boven"\nlogo = "logo.png"\nfte_laag = 1\nfte_hoog = 2.5\n')
    monkeypatch.setenv("NETMAP_SETTINGS", str(path))
    assert load_settings() == Settings("Regio Boven", logo=tmp_path / "logo.png", fte_laag=1.0, fte_hoog=2.5)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "kleur = 'rood'",
            "kent 'kleur' niet; wat wel kan: adres, fte_hoog, fte_laag, kans_hoog, kans_laag, kans_midden, logo, "
            "meldpunt, organisatie, sjabloon, sjabloon_docx, tarief_fte",
        ),
        ("sjabloon = 'weg.pptx'", "sjabloon noemt 'weg.pptx', en dat bestand is er niet"),
        *(
            (f"adres = {value}", "adres moet het webadres van netmap zijn, zoals https://netmap.example")
            for value in ("3", "''", "'netmap.example'", "'http://netmap.example'", "'https://netmap.example/?a=b'")
        ),
        ("logo = 3", "logo moet de naam van een bestand zijn, tussen aanhalingstekens"),
        (f"logo = '{'x' * 5000}'", "logo moet de naam van een bestand zijn, tussen aanhalingstekens"),
        ("logo = 'http://169.254.169.254/'", "logo noemt 'http://169.254.169.254/', en dat bestand is er niet"),
        ("organisatie = ''", "organisatie moet een naam van 1 tot 80 tekens zijn"),
        ("fte_laag = 'veel'", "fte_laag moet een getal van 0 tot en met 1000 zijn, zoals 0.5"),
        ("fte_laag = true", "fte_laag moet een getal van 0 tot en met 1000 zijn, zoals 0.5"),
        ("fte_laag = inf", "fte_laag moet een getal van 0 tot en met 1000 zijn, zoals 0.5"),
        ("fte_laag = 2020-01-01", "fte_laag moet een getal van 0 tot en met 1000 zijn, zoals 0.5"),
        (f"fte_laag = {'9' * 5000}", "is geen geldige TOML"),
        (f"fte_laag = {'[' * 5000}", "is geen geldige TOML"),
        ("fte_laag = 3", "fte_laag (3.0) is hoger dan fte_hoog (1.0)"),
        ("kans_laag = 50", "kans_laag moet een getal van 0 tot en met 1 zijn, zoals 0.5"),
        ("kans_laag = 0.9", "kans_laag (0.9) is hoger dan kans_midden (0.8)"),
        ("kans_midden = 0.99", "kans_midden (0.99) is hoger dan kans_hoog (0.95)"),
        ("fte_laag", "is geen geldige TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_the_remedy(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(NetmapError) as refused:
        load_settings(path)
    assert complaint in str(refused.value)
    assert str(refused.value).endswith("Herstel het, of haal de regel weg.")


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "netmap.toml"
    os.mkfifo(path) if kind == "pipe" else path.mkdir()
    with pytest.raises(NetmapError, match=r"\((dit is geen gewoon bestand|dit is een map)\)"):
        load_settings(path)


@pytest.mark.parametrize(
    "address",
    [
        "mensenhandel@organisatie.example",
        "info@a-b.organisatie.example",
        "https://organisatie.example",
        "https://www.organisatie.example:8443/melden/?over=netmap#formulier",
        "https://intranet/netmap",
    ],
)
def test_whom_to_tell_is_a_mailbox_of_a_function_or_a_page(tmp_path: Path, address: str) -> None:
    assert load_settings(write(tmp_path, f'meldpunt = "{address}"')).meldpunt == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mensenhandel",
        "mensenhandel@organisatie",
        "j.jansen@organisatie.example",
        "info@organisatie.example; post@organisatie.example",
        "info@organisatie.example?bcc=post@ander.example",
        "Meldpunt <info@organisatie.example>",
        "http://organisatie.example",
        "https://",
        "https://naam:wachtwoord@organisatie.example/",  # pragma: allowlist secret
        "https://organisatie.example/a b",
        "https://organisatie.example/).",
        "javascript:alert(1)",
        "mailto:info@organisatie.example",
        "https://wa.me/31612345678",
        "https://www.linkedin.com/in/j-jansen",
        "https://organisatie.example/?mail=j.jansen%40organisatie.example",
        f"https://organisatie.example/{'a' * 200}",
    ],
)
def test_anything_else_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    with pytest.raises(NetmapError) as refused:
        load_settings(write(tmp_path, f'meldpunt = "{address}"'))
    assert str(refused.value) == (
        f"De instellingen in {tmp_path / 'netmap.toml'}: meldpunt moet één e-mailadres van een functie zijn, zoals "
        "mensenhandel@organisatie.example, of een webadres dat met https:// begint. Herstel het, of haal de regel weg."
    )


@pytest.mark.parametrize("name", ["J. Jansen 06-12345678", "j.jansen@organisatie.example", "https://wa.me/31612345678"])
def test_who_made_it_is_no_address_and_no_setting_is_repeated_that_is_one(tmp_path: Path, name: str) -> None:
    for key, value in (("organisatie", name), ("logo", name), (f'"{name}"', "x")):
        with pytest.raises(NetmapError) as refused:
            load_settings(write(tmp_path, f'{key} = "{value}"'))
        assert not is_personal(str(refused.value))


def test_whom_to_tell_must_be_a_text(tmp_path: Path) -> None:
    with pytest.raises(NetmapError, match="meldpunt moet één e-mailadres"):
        load_settings(write(tmp_path, "meldpunt = 3"))


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(NetmapError, match="kan niet worden gelezen"):
        load_settings(tmp_path / "weg.toml")


def test_a_file_is_saved_in_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "nieuw" / "map" / "kaart.png"
    save_file(path, b"eerst")
    save_file(path, b"daarna")
    assert path.read_bytes() == b"daarna"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EACCES, "geen toegang"), (errno.EROFS, "alleen om te lezen"), (9999, "systeemfout 9999")],
)
def test_the_reason_of_the_system_is_told_in_dutch(number: int, reason: str) -> None:
    assert reason in explain_os_error(OSError(number, "English words"))


def test_a_folder_that_cannot_be_written_gives_a_dutch_sentence(tmp_path: Path) -> None:
    (tmp_path / "bezet").write_text("een bestand, geen map")
    with pytest.raises(NetmapError, match="kan niet worden geschreven"):
        save_file(tmp_path / "bezet" / "kaart.png", b"inhoud")


@pytest.mark.parametrize("there", [{}, {"a"}, {"b"}, {"a", "b", "c"}], ids=len)
@pytest.mark.parametrize("fails", ["a", "b", "c"])
def test_all_files_are_written_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: set[str], fails: str
) -> None:
    for name in there:
        (tmp_path / name).write_bytes(b"oud")
    contents = {tmp_path / name: b"nieuw" for name in "abc"}
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == fails and self.parent.name == READY:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr(Path, "replace", failing)
        write_whole(contents)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(there, b"oud")
    write_whole(contents)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == contents


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kaart.png"
    save_file(path, b"oud")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NetmapError, match="de schijf is vol"):
        save_file(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


def test_the_address_of_netmap_ends_without_a_slash(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, 'adres = "https://netmap.example:8443/kaarten/"')).adres == (
        "https://netmap.example:8443/kaarten"
    )
