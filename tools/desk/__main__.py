"""``python -m tools.desk methods | pages | load``: how fast the review desk is.

Each fills an empty database with made-up reports (eight pages, thirty items each) first: a SQLite
file that is thrown away, or with ``--postgres`` a server of our own, with ``--database`` one of
yours. ``load`` fails where an answer was wrong, or a decision was lost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.store import address, open_desk
from tools.desk import load, methods, pages
from tools.desk.filling import fill
from tools.desk.server import serving


def main() -> int:
    asked = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="vanban-desk-") as folder:
        base = Path(folder)
        with _database(base / "postgres", asked) as database:
            return _measured(asked, base / "out", database)


def _measured(asked: argparse.Namespace, out: Path, database: str) -> int:
    if asked.what == "methods":
        out.mkdir()
        desk = open_desk(address(out, database))
        try:
            methods.measure(desk, asked.letters)
        finally:
            desk.close()
        return 0
    people = fill(out, database, asked.letters, asked.users)
    log = out.parent / "log"
    with serving(out, database, log) as served:
        if asked.what == "pages":
            timings = pages.measure(served, out, database, people[0], asked.times)
            pages.tell(timings)
            return int(any(one.slow for one in timings))
        told = load.run(served, people, asked.minutes, out.parent)
    return load.tell(told, load.events(out, database), log)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tools.desk", description=__doc__)
    parser.add_argument("what", choices=("methods", "pages", "load"))
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--times", type=int, default=40, help="looks at each page (pages)")
    parser.add_argument("--users", type=int, default=20, help="people at once (load)")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (load)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--postgres", action="store_true", help="start a server of our own")
    which.add_argument("--database", default="", metavar="URL", help="an empty database")
    return parser


@contextmanager
def _database(folder: Path, asked: argparse.Namespace) -> Iterator[str]:
    """The URL asked for; a server of our own writes as carefully as an office's does."""
    if not asked.postgres:
        yield asked.database
        return
    from tests import postgres

    if reason := postgres.why_not():
        sys.exit(reason)
    folder.mkdir()
    folder.parent.chmod(0o755)
    server = postgres.start(folder, careful=True)
    try:
        yield server.create()
    finally:
        postgres.stop(server)


if __name__ == "__main__":
    sys.exit(main())
