"""A real PostgreSQL for the tests: started in a temporary folder on a free port, and gone afterwards."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

_WAIT_S = 60
_NUMBERS = itertools.count(1)


def find_postgres() -> Path:
    """Find the folder with the programs of PostgreSQL, or say what to install."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = Path(on_path) if on_path else (debian[-1] if debian else None)
    if found is None:
        msg = "The tests of the store need PostgreSQL. Install it (Debian: apt-get install postgresql)."
        raise RuntimeError(msg)
    return found.parent


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start PostgreSQL and yield the address of its server, without the name of a database."""
    programs = find_postgres()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="netmap-postgres-"))
    become: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        become = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")
    made = [*become, str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "netmap", "--no-sync", "-E", "UTF8"]
    options = ["-D", data, "-p", str(port), "-k", str(folder), "-F", "-c", "listen_addresses=127.0.0.1"]
    server = None
    try:
        subprocess.run(made, check=True, capture_output=True, cwd=folder)
        log = (folder / "log").open("wb")
        server = subprocess.Popen([*become, str(programs / "postgres"), *options], cwd=folder, stdout=log, stderr=log)
        _wait(port, folder / "log")
        yield f"postgresql+psycopg://netmap@127.0.0.1:{port}"
    finally:
        if server is not None:
            pid = (folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
            os.kill(int(pid), signal.SIGQUIT)  # at once: nobody needs what is in it
            server.wait(timeout=_WAIT_S)
            log.close()
        shutil.rmtree(folder)


def _wait(port: int, log: Path) -> None:
    """Wait until PostgreSQL answers."""
    until = time.monotonic() + _WAIT_S
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="netmap", dbname="postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                msg = f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8')}"
                raise RuntimeError(msg) from None
            time.sleep(0.05)
        else:
            return


def make_database(server: str) -> str:
    """Make a new database and return its address."""
    name = f"netmap_{next(_NUMBERS)}"
    port = int(server.rpartition(":")[2])
    with psycopg.connect(host="127.0.0.1", port=port, user="netmap", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"
