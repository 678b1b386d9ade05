"""What can be taken home, always with today's decisions: made when first asked for, kept until
somebody decides again or a new reading comes in."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import NoInput
from pipeline.messages import Lang
from pipeline.review.failures import Refused
from pipeline.review.taking_home.catalogue import Thing, things
from pipeline.review.taking_home.recipes import Order, make, rows_of, zip_folder

if TYPE_CHECKING:
    from pipeline.store.desk import Desk

Maker = Callable[[Order], None]
"""``make``, or something that has it done in another process."""
_WAITING = 8
"""Requests that may wait for what is being made; more are sent away for later."""
_STATES_KEPT = 2  # who began to download an older one may finish
_TABLES_KEPT = 4


@dataclass(frozen=True, slots=True)
class Download:
    """``made`` is an ISO time, None for what will be made when it is asked for; ``size`` in
    bytes. ``of``: the outline, of what is made one an outline."""

    name: str
    kind: str
    of: str | None
    made: str | None
    size: int | None


@dataclass(slots=True)
class Downloads:
    """Safe to use from several threads; each thing is made once for each state of the store."""

    desk: Desk
    out: Path
    outline: str = ""
    maker: Maker = make
    _making: threading.Lock = field(default_factory=threading.Lock)
    _waiting: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_WAITING)
    )
    _rows: OrderedDict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=OrderedDict)

    def listing(self, lang: Lang = "vi") -> tuple[Download, ...]:
        """Everything there is, and when it was made if nothing was decided since."""
        folder = self._folder(self.desk.state(), lang)
        return tuple(self._shown(thing, folder) for thing in things(self.desk.outlines()))

    def get(self, name: str, lang: Lang = "vi") -> Path:
        """The file called ``name``, made if need be. Raises ``Refused``: 404 for a name that is
        not listed or that there is nothing to make of, 503 when too many wait."""
        for thing in things(self.desk.outlines()):
            if thing.name == name:
                return self._made(thing, lang)
        raise Refused(404, "not_found")

    def rows(self, table: str, lang: Lang = "vi") -> list[dict[str, Any]]:
        """The rows of a table, by its columns' names."""
        state = self.desk.state()
        if (known := self._rows.get((state, table))) is not None:
            return known
        made = self._made(Thing("tables.zip", "tables"), lang)
        rows = rows_of(made.parent, table)
        self._rows[state, table] = rows
        while len(self._rows) > _TABLES_KEPT:
            self._rows.popitem(last=False)
        return rows

    def _made(self, thing: Thing, lang: Lang) -> Path:
        path = self._path(thing, self._folder(self.desk.state(), lang))
        if path.is_file():
            return path
        if not self._waiting.acquire(blocking=False):
            raise Refused(503, "busy", {"Retry-After": "10"})
        try:
            with self._making:
                state = self.desk.state()
                folder = self._folder(state, lang)
                path = self._path(thing, folder)
                if not path.is_file():
                    self._make(thing, path.parent, lang)
                    self._forget_older(state)
                return path
        except NoInput as error:
            raise Refused(404, "download.not_yet", what=thing.name) from error
        finally:
            self._waiting.release()

    def _make(self, thing: Thing, folder: Path, lang: Lang) -> None:
        """In a folder of its own, moved to its place when all is there: never half a file."""
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            if thing.recipe == "gold":
                self._gold(part)
            else:
                letters = list(self.desk.documents())
                of = thing.of
                self.maker(Order(thing.recipe, letters, self.out, part, lang, self.outline, of))
            shutil.rmtree(folder, ignore_errors=True)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def _gold(self, folder: Path) -> None:
        """Needs the decisions themselves, not only what follows from them."""
        from pipeline.store.gold import write_gold

        if not write_gold(self.desk, folder / "gold", self.out, training=True).letters:
            raise NoInput(what="gold")
        zip_folder(folder / "gold", folder / "gold.zip")

    def _forget_older(self, state: str) -> None:
        kept = sorted(self._states(), key=lambda p: p.stat().st_mtime_ns, reverse=True)
        for old in kept[_STATES_KEPT:]:
            if old.name != _name_of(state):
                shutil.rmtree(old, ignore_errors=True)

    def _states(self) -> Iterator[Path]:
        root = self._root()
        return (p for p in root.iterdir() if p.is_dir()) if root.is_dir() else iter(())

    def _root(self) -> Path:
        return self.out / "cache" / "desk"

    def _folder(self, state: str, lang: Lang) -> Path:
        return self._root() / _name_of(state) / lang

    def _path(self, thing: Thing, folder: Path) -> Path:
        return folder / thing.place / thing.file

    def _shown(self, thing: Thing, folder: Path) -> Download:
        path = self._path(thing, folder)
        try:
            found = path.stat()
        except OSError:
            return Download(thing.name, thing.recipe, thing.of, None, None)
        made = datetime.fromtimestamp(found.st_mtime, UTC).isoformat(timespec="seconds")
        return Download(thing.name, thing.recipe, thing.of, made, found.st_size)


def _name_of(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()[:16]
