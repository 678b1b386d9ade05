"""Whether results are whole: originals byte for byte what came in, everything made from them
there, the database sound. Nothing is written, nothing is mended."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from xml.parsers import expat

from pipeline import store
from pipeline.compile.columns import TABLES
from pipeline.compile.held import Held, held_results
from pipeline.errors import VanbanError
from pipeline.files import PART
from pipeline.journey import inputs
from pipeline.journey.compiling import GRAPH, NOT_IN_PARTS, parts_in
from pipeline.store.rows import storable

FaultKind = Literal[
    "missing", "changed", "input_changed", "damaged", "unlike", "stray", "unfinished"
]
_ALWAYS = ("text.txt", "kept.json", "findings.json", "index.html")
_PAPER = (".pdf", ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff", ".bmp", ".webp")


@dataclass(frozen=True, slots=True)
class Fault:
    """``where`` is a path below the results, or that of an input; ``what`` a detail of any
    language (two hashes, a parser's words)."""

    kind: FaultKind
    where: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """``originals`` and ``inputs``: how many were hashed."""

    letters: int
    originals: int
    inputs: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Published:
    """What must be known of all letters at once. ``folders``: where the letters of each stand in
    the file, as letters of the same bytes share one; ``files``: name and hash of each."""

    folders: Mapping[str, Sequence[int]]
    files: Sequence[tuple[str, str]]


def verify(out: Path, database: str = "") -> Verified:
    """Looks at everything that a run left in ``out``, a letter at a time. Raises ``NoInput`` where
    there was none."""
    with held_results(out) as letters:
        try:
            published = _published(letters)
        except (ValueError, KeyError) as error:
            return Verified(0, 0, 0, (Fault("damaged", "documents.jsonl", str(error)),))
        faults: list[Fault] = []
        for folder, places in published.folders.items():
            faults += _check_letter(out, folder, [letters[n] for n in places])
    given, looked_at = _check_inputs(out, published)
    faults += given
    faults += _check_strays(out, published.folders)
    faults += _check_made(out)
    faults += _check_database(out, published, database)
    return Verified(len(published.files), len(published.folders), looked_at, tuple(faults))


def _published(letters: Held) -> _Published:
    folders: dict[str, array[int]] = {}
    files: list[tuple[str, str]] = []
    for at, letter in enumerate(letters):
        files.append((str(letter["file"]), str(letter["sha256"])))
        if letter.get("folder"):
            folders.setdefault(str(letter["folder"]), array("Q")).append(at)
    return _Published(folders, files)


def _check_letter(out: Path, folder: str, own: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    here = out / folder
    missing = [name for name in _ALWAYS if not (here / name).is_file()]
    yield from (Fault("missing", f"{folder}/{name}") for name in missing)
    if "findings.json" not in missing:
        found = _json(here / "findings.json")
        if found is None:
            yield Fault("damaged", f"{folder}/findings.json")
        elif found not in own:
            yield Fault("unlike", f"{folder}/findings.json", "documents.jsonl")
    kept = _json(here / "kept.json") if "kept.json" not in missing else {}
    if not isinstance(kept, dict):
        yield Fault("damaged", f"{folder}/kept.json")
        return
    yield from _check_original(here, folder, kept, own[0])
    if (made := kept.get("searchable")) and not (here / str(made["file"])).is_file():
        yield Fault("missing", f"{folder}/{made['file']}")
    if PurePosixPath(str(kept.get("original", {}).get("file", ""))).suffix.lower() in _PAPER:
        noted = {error["page"] for error in own[0]["errors"]}
        for number in range(1, own[0]["pages"] + 1):
            if number not in noted and not (here / "pages" / f"{number}.jpg").is_file():
                yield Fault("missing", f"{folder}/pages/{number}.jpg")


def _check_original(
    here: Path, folder: str, kept: dict[str, Any], document: dict[str, Any]
) -> Iterator[Fault]:
    """The bytes that came in, against what was noted of them when they did."""
    if "original" not in kept:
        return
    name = str(kept["original"]["file"])
    digest = _sha256(here / name)
    if digest is None:
        yield Fault("missing", f"{folder}/{name}")
    elif digest != document["sha256"]:
        yield Fault("changed", f"{folder}/{name}", f"{document['sha256'][:12]} → {digest[:12]}")
    elif digest != kept["original"]["sha256"]:
        yield Fault("unlike", f"{folder}/kept.json", name)


def _check_inputs(out: Path, published: _Published) -> tuple[list[Fault], int]:
    """The files as they were given, where they still are. Those that went elsewhere are no fault:
    their originals are kept."""
    wanted = {file: sha256 for file, sha256 in published.files if sha256}
    faults, looked_at = [], 0
    for path, name in inputs.given(out):
        if name in wanted and (digest := _sha256(path)) is not None:
            looked_at += 1
            if digest != wanted[name]:
                what = f"{wanted[name][:12]} → {digest[:12]}"
                faults.append(Fault("input_changed", str(path), what))
    return faults, looked_at


def _check_strays(out: Path, folders: Iterable[str]) -> Iterator[Fault]:
    """Folders of no letter, and files that a run left half written."""
    letters = out / "letters"
    known = {PurePosixPath(folder).name for folder in folders}
    if letters.is_dir():
        for folder in sorted(p for p in letters.iterdir() if p.name not in known):
            yield Fault("stray", folder.relative_to(out).as_posix())
    for part in sorted(out.rglob(f".*{PART}")):
        yield Fault("unfinished", part.relative_to(out).as_posix())


def _check_made(out: Path) -> Iterator[Fault]:
    """What is made from all letters: there, and whole."""
    parts = parts_in(out)
    tables = [f"tables/{name}.csv" for name in TABLES if not (parts and name in NOT_IN_PARTS)]
    checks: dict[str, Callable[[Path], str]] = {
        "compliance.xlsx": _broken_zip,
        "report.html": _broken_page,
        **({} if parts else {GRAPH: _broken_xml}),
        **dict.fromkeys(tables, lambda _: ""),
    }
    by_end = {".xlsx": _broken_zip, ".html": _broken_page, ".graphml": _broken_xml}
    checks |= {name: by_end[PurePosixPath(name).suffix] for name in parts}
    for name, check in checks.items():
        path = out / name
        if not path.is_file():
            yield Fault("missing", name)
        elif what := check(path):
            yield Fault("damaged", name, what)


def _broken_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() or ""
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        return str(error)


def _broken_page(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64))
        return "" if b"</html>" in file.read() else "</html>?"


def _broken_xml(path: Path) -> str:
    try:
        with path.open("rb") as file:
            expat.ParserCreate().ParseFile(file)
    except expat.ExpatError as error:
        return str(error)
    return ""


def _check_database(out: Path, published: _Published, url: str) -> Iterator[Fault]:
    """Sound by its own check, and of the same letters as the published facts."""
    name = store.DATABASE
    if not url:
        if not (out / name).is_file():
            yield Fault("missing", name)
            return
        if said := _unsound(out / name):
            yield Fault("damaged", name, said)
            return
    try:
        base = store.open_store(store.address(out, url))
        try:
            held = base.held()
        finally:
            base.close()
    except VanbanError as error:
        yield Fault("damaged", name, str(error))
        return
    for file, _ in sorted(held ^ {(storable(file), sha256) for file, sha256 in published.files}):
        yield Fault("unlike", name, str(file))


def _unsound(path: Path) -> str:
    try:
        with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as base:
            said = [str(row[0]) for row in base.execute("PRAGMA integrity_check(3)")]
            said += [f"foreign key: {row[0]}" for row in base.execute("PRAGMA foreign_key_check")]
        base.close()
    except sqlite3.Error as error:
        return str(error)
    return "" if said == ["ok"] else "; ".join(said)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _sha256(path: Path) -> str | None:
    """None where there is no plain file to read."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
