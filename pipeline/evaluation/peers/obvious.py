"""What the obvious approach reads on the same scans: 300 dpi, one pass of Tesseract, patterns.

Its texts are kept with the day they were read, so that the figures can be printed beside ours
whenever ours are.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import BadKnowledge
from pipeline.evaluation.measure import run_measured
from pipeline.evaluation.peers.plain import Plain
from pipeline.evaluation.peers.reader import allowed, split_pages
from pipeline.files import write_atomically

DPI = 300
KEPT = Path("cache") / "obvious.json"
"""Where a run keeps it, under its results."""
_PAGES = 60  # of a letter: how long a file is allowed to take


@dataclass(frozen=True, slots=True)
class Obvious:
    """``texts``: pages of each file by its SHA-256; of one that could not be read, none.
    ``day``: ISO, when the last of them was read; ``how``: how the readers were called."""

    texts: Mapping[str, tuple[str, ...]]
    day: str
    how: str


def how() -> str:
    return f"{Plain(DPI).how}; patterns"


def load(path: Path) -> Obvious | None:
    """What was kept; None where nothing was. Raises ``BadKnowledge`` on a file that is no such."""
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        texts = {sha: tuple(map(str, pages)) for sha, pages in told["texts"].items()}
        return Obvious(texts, str(told["day"]), str(told["how"]))
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise BadKnowledge(where=str(path), what=f"{type(error).__name__}: {error}") from error


def save(kept: Obvious, path: Path) -> None:
    told = {"day": kept.day, "how": kept.how, "texts": dict(sorted(kept.texts.items()))}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    write_atomically(path, text.encode("utf-8"))


def complete(
    path: Path,
    scans: Iterable[Path],
    wanted: Sequence[str],
    day: str,
    tell: Callable[[Path], None],
) -> Obvious:
    """What is kept at ``path``, with the texts of those ``scans`` whose hashes are wanted and were
    not read yet; kept after each, as this takes its time. ``tell`` is called before each; ``day``
    is today. Raises ``BadKnowledge`` as ``load`` does."""
    kept = load(path)
    now = kept if kept is not None and kept.how == how() else Obvious({}, day, how())
    for scan in sorted(scans):
        sha = _sha256(scan)
        if sha in wanted and sha not in now.texts:
            tell(scan)
            now = replace(now, texts={**now.texts, sha: read(scan)}, day=day)
            save(now, path)
    return now


def read(path: Path) -> tuple[str, ...]:
    """The pages of one file, by a program of its own; none where it fails."""
    with TemporaryDirectory(prefix="vanban-obvious-") as work:
        command = [sys.executable, "-m", "pipeline.evaluation.peers.plain", str(DPI)]
        run_measured([*command, str(path), work], seconds=allowed(_PAGES))
        text = Path(work) / "0.txt"
        return split_pages(text.read_text("utf-8")) if text.exists() else ()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
