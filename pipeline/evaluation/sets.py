"""What is measured: scans, the text that is printed on them, and the grade of damage they show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.errors import BadKnowledge, NoInput, NotADocument
from pipeline.evaluation.gold import Gold, load_gold, match
from pipeline.text import decode

_FIRST_PAGE = ".p1"  # ``<id>.p1.txt`` transcribes the first page alone
_KINDS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".docx", ".txt", ".md"})


@dataclass(frozen=True, slots=True)
class Scan:
    """An input and what is printed on it, a string a page; ``truth`` is empty where nobody has
    typed it, or where the input is no PDF, so that nothing can be compared on it."""

    path: Path
    pages: int
    truth: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanSet:
    """Scans of one condition. ``gold`` is the folder of their labels, None if it has none.
    ``sealed``: figures only, as nobody may look at their errors."""

    name: str
    scans: tuple[Scan, ...]
    gold: Path | None
    sealed: bool = False

    @property
    def compared(self) -> tuple[Scan, ...]:
        """Those whose text is known: all readers read these and no others."""
        return tuple(scan for scan in self.scans if scan.truth)


def find_sets(scans: Path, gold: Path, name: str = "") -> tuple[ScanSet, ...]:
    """The labelled files under ``scans``, by condition: the folder they lie in, or the second
    part of their name (``001.office.pdf``). Files that nobody labelled are left out.

    Raises ``NoInput`` where none is labelled, ``NotADocument`` for a broken PDF."""
    truths, labels = load_truths(gold), _labels(gold)
    found: dict[str, list[Scan]] = {}
    for path in sorted(p for p in scans.rglob("*") if p.suffix.lower() in _KINDS):
        truth = match(path.name, truths)
        if truth is None and match(path.name, labels) is None:
            continue
        scan = _scan(path, truth or ())
        condition = _condition(path.relative_to(scans), {*truths, *labels})
        found.setdefault(" ".join(filter(None, (name, condition))) or scans.name, []).append(scan)
    if not found:
        raise NoInput(what=f"{scans} ({gold})")
    place = gold if labels else None
    return tuple(ScanSet(n, tuple(rows), place) for n, rows in sorted(found.items()))


def load_truths(gold: Path) -> dict[str, tuple[str, ...]]:
    """The typed texts ``<id>.txt`` of a folder, or of ``truth`` beside it; pages parted by form
    feeds. Raises ``BadKnowledge`` on a file that is no UTF-8."""
    texts: dict[str, tuple[str, ...]] = {}
    for folder in (gold.parent / "truth", gold):
        for path in sorted(folder.glob("*.txt")):
            try:
                pages = decode(path.read_bytes()).removesuffix("\n").split("\f")
            except (UnicodeDecodeError, OSError) as error:
                raise BadKnowledge(where=str(path), what=str(error)) from error
            texts[path.stem.removesuffix(_FIRST_PAGE)] = tuple(pages)
    return texts


def shorten(sets: Sequence[ScanSet], pages: int) -> tuple[ScanSet, ...]:
    """The first files of each set, up to so many pages, one file at least."""
    short = []
    for one in sets:
        kept: list[Scan] = []
        left = pages
        for scan in one.scans:
            if kept and scan.pages > left:
                continue
            kept.append(scan)
            left -= scan.pages
        short.append(replace(one, scans=tuple(kept)))
    return tuple(short)


def _labels(gold: Path) -> Mapping[str, Gold]:
    """Labels of fields are welcome, not needed: typed texts alone can be compared too."""
    try:
        return load_gold(gold)
    except BadKnowledge:
        if any(gold.glob("*.json")):
            raise
        return {}


def _scan(path: Path, truth: tuple[str, ...]) -> Scan:
    """A labelled PDF that can't be opened is refused: nothing could be compared on it."""
    if path.suffix.lower() != ".pdf":
        return Scan(path, 1)
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            return Scan(path, len(pdf.pages), truth)
    except (pikepdf.PdfError, OSError) as error:
        raise NotADocument(what=f"{path}: {error}") from error


def _condition(path: Path, ids: set[str]) -> str:
    folders = PurePosixPath(path.as_posix()).parts[:-1]
    if folders:
        return "/".join(folders)
    parts = path.stem.split(".")
    return parts[1] if len(parts) > 1 and path.stem not in ids else ""
