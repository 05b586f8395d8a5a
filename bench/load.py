"""
Let many visitors choose layers at once, without a browser: each speaks to the server as Streamlit's page does.

``python -m bench.load [--sessions 10,100] [--processes 1,2] [--seconds 30] [--reruns 2000]``, on Linux. A visitor opens
the map, thinks for 2.5 to 7.5 seconds, chooses another layer, and so on. More processes stand behind nginx, as
``docs/nginx.conf`` has it: a visitor stays with one. Seconds are from the choice until the server is done with it; the
browser's part is not in them, and server, nginx and visitors share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from bench.core import ROOT, data_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from websockets.asyncio.client import ClientConnection

THINK_S: Final = (2.5, 7.5)
PATIENCE_S: Final = 60
LIST: Final = "Laag"
SERVER: Final = re.compile(r"^    server 127\.0\.0\.1:\d+;\n", re.MULTILINE)


class Load(NamedTuple):
    """What so many visitors at once had to wait, and what they cost."""

    processes: int
    sessions: int
    seconds: list[float]
    lost: int
    """Choices that got no answer."""
    cpu_ms: float
    """Of the servers, per choice."""
    grown_mb: float
    """Memory of the servers, per visitor."""


class Visitor:
    """One session: opens the map, and chooses layers."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._kept: list[str] = []
        self._list = ""
        self._layers: Sequence[str] = ()
        self._turn = random.randrange(100)

    async def open(self) -> None:
        """Open the map."""
        await self._run(BackMsg())
        if not self._layers:
            msg = f"The page has no list {LIST}."
            raise RuntimeError(msg)

    async def choose(self) -> float:
        """Choose the next layer; seconds until the server is done."""
        self._turn += 1
        ask = BackMsg()
        ask.rerun_script.widget_states.widgets.add(
            id=self._list, string_value=self._layers[self._turn % len(self._layers)]
        )
        started = time.perf_counter()
        await self._run(ask)
        return time.perf_counter() - started

    async def _run(self, ask: BackMsg) -> None:
        """Ask for a run, as the page does: it says what it still has, and that travels as a reference."""
        ask.rerun_script.query_string = ""
        ask.rerun_script.cached_message_hashes.extend(self._kept)
        await self._connection.send(ask.SerializeToString())
        self._kept = []
        while True:
            said = ForwardMsg()
            said.ParseFromString(bytes(await asyncio.wait_for(self._connection.recv(decode=False), PATIENCE_S)))
            kind = said.WhichOneof("type")
            if kind == "ref_hash":
                self._kept.append(said.ref_hash)
            elif said.metadata.cacheable:
                self._kept.append(said.hash)
            if kind == "delta" and said.delta.new_element.selectbox.label == LIST:
                self._list = said.delta.new_element.selectbox.id
                self._layers = list(said.delta.new_element.selectbox.options)
            elif kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return


@asynccontextmanager
async def visit(url: str) -> AsyncIterator[Visitor]:
    """Connect as a visitor with a cookie of its own, who has opened the map."""
    cookie = {"Cookie": f"netmap={uuid.uuid4().hex}"}
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(
        address,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=cookie,
        max_size=None,
        open_timeout=PATIENCE_S,
    ) as connection:
        visitor = Visitor(connection)
        await visitor.open()
        yield visitor


class Servers(NamedTuple):
    """Processes that serve one address."""

    url: str
    pids: list[int]

    def cpu_ms(self) -> float:
        """CPU time so far, together."""
        return sum(1000 * time.clock_gettime(~pid << 3 | 2) for pid in self.pids)  # the kernel's clock of a process

    def memory_mb(self) -> float:
        """Memory in use, together."""
        pages = (int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) for pid in self.pids)
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def serve(processes: int) -> Iterator[Servers]:
    """Start so many processes, and nginx before them when there are more; stop all afterwards."""
    with ExitStack() as stack:
        ports = [free_port() for _ in range(processes)]
        apps = []
        for port in ports:
            command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            apps.append(stack.enter_context(running(command, {**os.environ, "NETMAP_DATA": str(data_folder())})))
        for port in ports:
            wait_for(f"http://127.0.0.1:{port}/healthz")
        url = f"http://127.0.0.1:{ports[0]}"
        if processes > 1:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = f"http://127.0.0.1:{write_nginx(folder, ports)}"
            program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
            if program is None:
                sys.exit("More than one process needs nginx (Debian: apt-get install nginx).")
            stack.enter_context(
                running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], dict(os.environ))
            )
            wait_for(f"{url}/healthz")
        yield Servers(url, [app.pid for app in apps])


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until it is no longer needed."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_for(url: str) -> None:
    """Wait until an address says that all is well."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    sys.exit(f"{url} is not ready after {PATIENCE_S} s.")


def write_nginx(folder: Path, ports: Sequence[int]) -> int:
    """Write the documented settings with these processes; return the port."""
    port = free_port()
    text = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    servers = "".join(f"    server 127.0.0.1:{one};\n" for one in ports)
    text = SERVER.sub("", text).replace("consistent;", f"consistent;\n{servers}", 1)
    user = "user root;" if os.geteuid() == 0 else ""
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{ worker_connections 2048; }}"
    main = f"{head} http {{ access_log off; {paths} include {folder}/netmap.conf; }}"
    (folder / "netmap.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return port


async def measure(servers: Servers, sessions: int, seconds: float) -> Load:
    """Let so many visitors come, and then choose for so long."""
    before = servers.memory_mb()
    times: list[float] = []
    lost = 0
    opened = asyncio.Barrier(sessions + 1)
    slots = asyncio.Semaphore(8)  # coming is not what is measured

    async def be() -> None:
        nonlocal lost
        async with slots:
            visitor = await stack.enter_async_context(visit(servers.url))
        await opened.wait()
        until = time.monotonic() + seconds
        while (pause := random.uniform(*THINK_S)) < until - time.monotonic():
            await asyncio.sleep(pause)
            try:
                times.append(await visitor.choose())
            except TimeoutError:
                lost += 1

    async with AsyncExitStack() as stack:
        tasks = [asyncio.create_task(be()) for _ in range(sessions)]
        await opened.wait()
        cpu = servers.cpu_ms()
        await asyncio.gather(*tasks)
        cpu = servers.cpu_ms() - cpu
        grown = servers.memory_mb() - before
    return Load(len(servers.pids), sessions, times, lost, cpu / max(1, len(times)), grown / sessions)


async def repeat(servers: Servers, reruns: int) -> list[tuple[int, float]]:
    """Let one visitor choose so often; memory in MB after every tenth of it."""
    found = []
    async with visit(servers.url) as visitor:
        for turn in range(1, reruns + 1):
            await visitor.choose()
            if turn % max(1, reruns // 10) == 0:
                found.append((turn, servers.memory_mb()))
    return found


def row(load: Load) -> str:
    """Write a line of the table."""
    p95 = quantiles(load.seconds, n=20)[-1]
    cells = [load.processes, load.sessions, len(load.seconds), load.lost, f"{median(load.seconds):.3f}", f"{p95:.3f}"]
    return f"| {' | '.join(map(str, [*cells, f'{load.cpu_ms:.0f}', f'{load.grown_mb:.2f}']))} |"


def numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=numbers, default=[10, 25, 50, 100, 200])
    parser.add_argument("--processes", type=numbers, default=[1, 2, 4])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--reruns", type=int, default=2000, help="of one session, for its memory; 0 for none")
    options = parser.parse_args()
    print("| processes | sessions | choices | lost | median, s | p95, s | CPU per choice, ms | MB per session |")
    print("|---|---|---|---|---|---|---|---|")
    for processes in options.processes:
        for sessions in options.sessions:
            with serve(processes) as servers:
                print(row(asyncio.run(measure(servers, sessions, options.seconds))), flush=True)
    if options.reruns:
        with serve(1) as servers:
            found = asyncio.run(repeat(servers, options.reruns))
        print("\n" + ", ".join(f"{memory:.0f} MB after {turn}" for turn, memory in found))


if __name__ == "__main__":
    main()
