"""A PostgreSQL server of our own, started for the tests and thrown away after them.

``postgres`` is the URL of an empty database, ``desk_url`` runs a test on a new SQLite file and on a
new PostgreSQL database. Where no server is installed, the PostgreSQL half is skipped.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

_BINARIES = sorted(
    Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True
)
_OWNER = "postgres"
_READY = "vanban_ready"
_NUMBERS = count(1)
_TRIES, _PATIENT = 5, "180"  # starts, and seconds for each


@dataclass(slots=True)
class Server:
    """A running cluster; it listens on this machine alone, and trusts whoever asks."""

    bin: Path
    folder: Path
    port: int
    ready: bool = field(default=False)

    def create(self, template: str = "template0") -> str:
        """The URL of a new database, a copy of ``template``."""
        name = f"vanban_{next(_NUMBERS)}_{os.getpid()}"
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def create_ready(self) -> str:
        """The URL of a new database that is brought up to date already: copied, as that is ten
        times faster than making it."""
        if not self.ready:
            self.sql(f'CREATE DATABASE "{_READY}" TEMPLATE template0')
            _bring_up_to_date(self.url(_READY))
            self.ready = True
        return self.create(_READY)

    def url(self, database: str) -> str:
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str) -> None:
        told = ["-h", "127.0.0.1", "-p", str(self.port), "-U", _OWNER, "-d", "postgres"]
        subprocess.run(
            [self.bin / "psql", *told, "-q", "-c", statement], check=True, capture_output=True
        )


def start(folder: Path, careful: bool = False) -> Server:
    """A new cluster under ``folder``. PostgreSQL refuses to run as root: root becomes its owner.
    A ``careful`` one waits until the disk has what was decided."""
    bin = _BINARIES[0].parent
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, _OWNER)
    locale = ["--encoding=UTF8", "--no-locale", "--no-sync"]
    _as_owner([bin / "initdb", "-D", data, "-U", _OWNER, "--auth=trust", *locale], folder)
    more = "" if careful else " -c fsync=off"
    for tries_left in reversed(range(_TRIES)):
        port = _free_port()  # until it starts, anybody may take it
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}{more}"
        told = ["-D", data, "-l", folder / "log", "-w", "-t", _PATIENT, "-o", options, "start"]
        if _as_owner([bin / "pg_ctl", *told], folder, may_fail=tries_left > 0):
            break
    return Server(bin, folder, port)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def stop(server: Server) -> None:
    data = server.folder / "data"
    _as_owner([server.bin / "pg_ctl", "-D", data, "-m", "immediate", "stop"], server.folder)


def _as_owner(command: list[str | Path], folder: Path, may_fail: bool = False) -> bool:
    become = ["runuser", "-u", _OWNER, "--"] if os.geteuid() == 0 else []
    told = [*become, *map(str, command)]
    # The server keeps what it inherits open: a pipe would never end.
    with (folder / "told").open("ab") as told_to:
        done = subprocess.run(told, cwd=folder, stdout=told_to, stderr=told_to, check=False)
    if not may_fail:
        assert done.returncode == 0, (folder / "told").read_text(errors="replace")
    return done.returncode == 0


def _bring_up_to_date(url: str) -> None:
    from pipeline.store import open_store  # not before a test asks: conftest imports this file

    open_store(url).close()


def _fast_folder() -> str | None:
    """Memory, where there is plenty: copying a database is then ten times as fast."""
    memory = Path("/dev/shm")  # noqa: S108 (the cluster's own folder in it is made safely)
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2e9
    return str(memory) if roomy else None


def why_not() -> str | None:
    """Why there can be no server here."""
    if not _BINARIES:
        return "no PostgreSQL server is installed (Debian: postgresql)"
    if os.geteuid() == 0 and not any(user.pw_name == _OWNER for user in pwd.getpwall()):
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    if reason := why_not():
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="vanban-postgres-", dir=_fast_folder()))
    folder.chmod(0o755)
    server = start(folder)
    yield server
    stop(server)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: Server) -> str:
    """The URL of an empty database."""
    return postgres_server.create()


@pytest.fixture(scope="session")
def ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database that is brought up to date already."""
    path = tmp_path_factory.mktemp("store") / "ready.db"
    _bring_up_to_date(f"sqlite:///{path}")
    return path


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql")),
    ]
)
def desk_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that is empty and up to date: of each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "vanban.db"
        shutil.copy(request.getfixturevalue("ready_sqlite"), path)
        return f"sqlite:///{path}"
    server: Server = request.getfixturevalue("postgres_server")
    return server.create_ready()
