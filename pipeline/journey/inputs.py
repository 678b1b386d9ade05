"""What a run reads: its inputs, and the letters that people handed in at the review desk.

Files handed in lie under ``OUT/uploads``, with a list of what they are called; they belong to the
results, so every run into OUT reads them too. Beside the cache a run notes what it read and how it
was asked to, so that letters can be added later without naming the others again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.files import write_atomically
from pipeline.settings import Settings

UPLOADS = "uploads"
_LIST = Path(UPLOADS) / "letters.json"
_NOTE = Path("cache") / "inputs.json"
PATHS = ("outline", "password_file", "trust_roots")
_ASKED = (
    "decisions", "engine", "tessdata", "repair", "ocr_dpi", "picture_dpi", "review_below", *PATHS,
)  # fmt: skip
"""Settings that say what is read and how, not where or how fast."""
Named = tuple[Path, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the last run into a folder read, and the settings that decided what came out."""

    letters: tuple[Named, ...]
    settings: Mapping[str, Any]


def gather(inputs: Sequence[Path], out: Path, named: Sequence[Named] = ()) -> list[Named]:
    """Every letter with its name: those ``named``, those found under ``inputs`` (but for what
    lies in ``out``), and those handed in. A letter handed in makes room for one of its name."""
    from pipeline import intake

    inside = out.resolve()
    # resolve() raises where links run in a ring.
    own = ((p, n, Path(os.path.realpath(p))) for p, n in intake.find(inputs))
    found = [(path, name) for path, name, place in own if inside not in place.parents]
    given = {name for _, name in named}
    taken = given | {name for _, name in found}
    handed_in = []
    for file, name in uploads(out).items():
        path = out / UPLOADS / file
        if name not in given and path.is_file():
            free = unlike(name, taken)
            taken.add(free)
            handed_in.append((path, free))
    return [*named, *found, *handed_in]


def uploads(out: Path) -> dict[str, str]:
    """The files handed in: their names under ``OUT/uploads``, and what the letters are called."""
    try:
        told = json.loads((out / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    # The list says names, never places: a path in it would lead elsewhere.
    return {f: str(n) for f, n in told.items() if PurePosixPath(f).name == f and "\\" not in f}


def save_uploads(out: Path, files: Mapping[str, str]) -> None:
    """Raises ``OutputUnwritable``."""
    told = json.dumps(files, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(out / _LIST, told.encode("utf-8"))


def remember(out: Path, found: Iterable[Named], settings: Settings) -> None:
    """Notes what was read. Raises ``OutputUnwritable``."""
    letters = [{"name": name, "path": str(path.absolute())} for path, name in found]
    chosen = {name: getattr(settings, name) for name in _ASKED}
    chosen |= {k: str(Path(chosen[k]).absolute()) for k in PATHS if chosen.get(k)}
    told = json.dumps({"settings": chosen, "letters": letters}, ensure_ascii=False, indent=1)
    write_atomically(out / _NOTE, told.encode("utf-8", "surrogateescape"))


def recall(out: Path, documents: Iterable[Mapping[str, Any]]) -> Earlier:
    """What the last run into ``out`` read. A letter is read again from its kept original, which
    stays what it was; one that was refused from where it lay. ``documents`` are its results, which
    do where the note is lost."""
    try:
        told = json.loads((out / _NOTE).read_bytes().decode("utf-8", "surrogateescape"))
        noted = {str(row["name"]): Path(row["path"]) for row in told["letters"]}
        settings = told["settings"]
    except (OSError, ValueError, KeyError, TypeError):
        noted, settings = {}, {}
    letters: dict[str, Path] = dict(noted)
    for document in documents:
        name = str(document["file"])
        if (original := _original(out, document)) is not None:
            letters[name] = original
    kept = {k: tuple(v) if isinstance(v, list) else v for k, v in settings.items() if k in _ASKED}
    return Earlier(tuple((path, name) for name, path in letters.items()), kept)


def given(out: Path) -> list[Named]:
    """The files that the last run into ``out`` read, where they lay then; none where no note of
    it is left."""
    try:
        told = json.loads((out / _NOTE).read_bytes().decode("utf-8", "surrogateescape"))
        return [(Path(row["path"]), str(row["name"])) for row in told["letters"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def unlike(name: str, taken: set[str]) -> str:
    """``name``, or with a number where another letter is called so: ``a (2).pdf``."""
    path, count, chosen = PurePosixPath(name), 2, name
    while chosen in taken:
        chosen = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
        count += 1
    return chosen


def _original(out: Path, document: Mapping[str, Any]) -> Path | None:
    """The bytes of a letter as they came in, where they are kept."""
    folder = document.get("folder")
    kept = out / str(folder) / "original" if folder else None
    files = sorted(p for p in kept.iterdir() if p.is_file()) if kept and kept.is_dir() else []
    return files[0] if files else None
