"""``letters/<folder>/index.html``: a letter with its findings drawn over the page pictures.

It stands beside ``pages/1.jpg`` … and asks for nothing else. Addresses: ``#page-3``,
``#item-II.1.a``, ``#field-date``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.compile.labels import LABELS, Lang
from pipeline.compile.pages.assets import as_json, policy, script, style
from pipeline.compile.pages.environment import environment
from pipeline.compile.pages.marks import Mark, Piece, marks_of, pieces
from pipeline.compile.pages.states import unread_pages
from pipeline.compile.tables import Published, decisions, doubts, fields_of, ordered, verdicts
from pipeline.files import write_remade

if TYPE_CHECKING:
    from markupsafe import Markup

NAME = "index.html"
SCRIPTS = ("common.js", "letter.js")
STYLES = ("base.css", "letter.css", "letter-print.css")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. ``picture`` is its file's address from the letter's folder, None where there is
    none; boxes are in its pixels. ``marks`` are those that can be shown here. ``unread``: what
    was noted of a page that gave nothing."""

    number: int
    picture: str | None
    width: int
    height: int
    marks: tuple[Mark, ...]
    text: tuple[Piece, ...]
    unread: str | None

    def boxes(self) -> Iterator[tuple[Mark, tuple[int, int, int, int]]]:
        """Left, top, width, height; larger boxes first, so that small ones stay in reach."""
        drawn = [m for m in self.marks if m.box]
        for mark in sorted(drawn, key=lambda m: -_area(m)):
            x0, y0, x1, y1 = mark.box or (0.0, 0.0, 0.0, 0.0)
            left, top = round(x0 * self.width), round(y0 * self.height)
            yield mark, (left, top, round(x1 * self.width) - left, round(y1 * self.height) - top)


def _area(mark: Mark) -> float:
    x0, y0, x1, y1 = mark.box or (0.0, 0.0, 0.0, 0.0)
    return (x1 - x0) * (y1 - y0)


def write_pages(documents: Sequence[Published], out: Path, lang: Lang = "vi") -> list[Path]:
    """Writes a page for every folder of letters, each in one step, and returns their paths.
    Letters of the same bytes share a folder and so a page. Raises ``OutputUnwritable``."""
    made = environment(lang)
    written = []
    for document in _own(documents):
        folder = out / document["folder"]
        if folder.resolve().is_relative_to(out.resolve()):  # none of ours leads elsewhere
            page = render_letter(document, folder, made)
            write_remade(folder / NAME, page.encode("utf-8", "replace"))
            written.append(folder / NAME)
    return written


def _own(documents: Sequence[Published]) -> list[Published]:
    """One document a folder: the one that the folder was made for, not its copies."""
    first: dict[str, Published] = {}
    for document in ordered(documents):
        folder = document.get("folder")
        if folder and (folder not in first or _is_copy(first[folder])):
            first[folder] = document
    return list(first.values())


def _is_copy(document: Published) -> bool:
    return any(error["code"] == "duplicate" for error in document["errors"])


def render_letter(document: Published, folder: Path, made: Any) -> str:
    """The page as text; ``made`` is the templates' environment, which knows the language."""
    drawn = sheets(document, folder, marks_of(document))
    code, look = script(*SCRIPTS), style(*STYLES)
    page: str = made.get_template("letter.html.j2").render(
        letter=document,
        policy=policy(code, look, "'self' file:"),
        script=code,
        style=look,
        labels_json=_labels(),
        up="../" * len(Path(document["folder"]).parts),
        sheets=drawn,
        marks=_by_entry(mark for sheet in drawn for mark in sheet.marks),
        fields=[(name, v) for name, v in fields_of(document) if not _says_nothing(v)],
        absent=[name for name, v in fields_of(document) if _says_nothing(v)],
        verdicts=[v.item for v in verdicts(document)],
        decisions=decisions([document]),
        asked=[(doubt, _entry(doubt.kind, doubt.key)) for doubt in doubts(document)],
    )
    return page


@cache
def _labels() -> Markup:
    """All words in both languages, for the page's script."""
    return as_json({key: list(words) for key, words in LABELS.items()})


def _says_nothing(value: dict[str, Any]) -> bool:
    return value["source"] == "absent" and not value["review"]


def _entry(kind: str, key: str) -> str | None:
    """Where in the page a doubt is settled."""
    if kind in ("field", "item", "page"):
        return f"{kind}-{key}"
    return None


def _by_entry(marks: Iterable[Mark]) -> dict[str, dict[int, Mark]]:
    found: dict[str, dict[int, Mark]] = {}
    for mark in marks:
        found.setdefault(mark.entry, {})[mark.at] = mark
    return found


def sheets(document: Published, folder: Path, marks: Sequence[Mark]) -> list[Sheet]:
    """All pages of a letter, in order. Where there is a picture, marks are boxes on it; where
    there is none, they are stretches of the text."""
    noted = {e["page"]: e["message"] for e in document["errors"] if e["page"] is not None}
    gone = set(unread_pages(document))
    made = []
    for number in range(1, max(document["pages"], len(document["text"])) + 1):
        size = _size(folder / "pages" / f"{number}.jpg")
        here = [m for m in marks if m.page == number]
        own = tuple(m for m in here if (m.box if size else m.spot))
        text = document["text"][number - 1] if number <= len(document["text"]) else ""
        picture = f"pages/{number}.jpg" if size else None
        unread = noted[number] if number in gone else None
        cut = pieces(text, own if not size else ())
        made.append(Sheet(number, picture, *(size or (0, 0)), own, tuple(cut), unread))
    return made


def _size(picture: Path) -> tuple[int, int] | None:
    """Width and height; None for a picture that is missing or broken."""
    from PIL import Image

    try:
        with Image.open(picture) as image:
            return image.size
    except OSError:
        return None
