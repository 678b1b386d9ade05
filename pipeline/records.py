"""What walks through the house: the frozen types that every room shares.

The paper itself (spans, words, pages, transcripts) lies in ``paper``; everything found on it is
defined here. Nothing else of ours is imported. Offsets are Python string indices into
``Transcript.text``. Boxes are ``(x0, y0, x1, y1)`` in fractions of the page, top left origin.
Pages count from 1. Confidences are probabilities, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.geometry import IDENTITY as IDENTITY
from pipeline.geometry import Box as Box
from pipeline.geometry import Homography as Homography
from pipeline.geometry import map_box as map_box
from pipeline.geometry import map_point as map_point
from pipeline.geometry import union as union
from pipeline.paper import Line as Line
from pipeline.paper import LineKind as LineKind
from pipeline.paper import Page as Page
from pipeline.paper import PageOrigin as PageOrigin
from pipeline.paper import PageStatus as PageStatus
from pipeline.paper import Place as Place
from pipeline.paper import Side as Side
from pipeline.paper import Span as Span
from pipeline.paper import Transcript as Transcript
from pipeline.paper import Word as Word
from pipeline.paper import join as join

FileKind = Literal["pdf", "image", "docx", "text"]
ValueSource = Literal["read", "inferred", "blank", "unreadable", "absent", "corrected"]
LetterKind = Literal["report", "plan", "dispatch", "guideline", "other", "unknown"]
Citing = Literal["direct", "indirect", "none"]
HeadingVerdict = Literal["kept", "renamed", "merged", "none"]
ContentVerdict = Literal["full", "thin", "none"]
ZoneKind = Literal[
    "motto", "issuer", "number", "place_date", "type", "subject", "addressees", "body",
    "signature", "recipients", "urgency", "secrecy", "incoming", "appendix", "attached_to",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong, with a stable ``code``; ``page`` None is the whole file."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature of a PDF, checked offline. ``time``: ISO, as ``time_source`` says it
    (``timestamp``: vouched for by a time-stamping authority; ``claimed``: by the signer alone).
    ``intact``: the signed bytes are unchanged; None where that could not be checked (``trouble``
    says why). ``covers_all``: nothing was added after it; ``changed`` names what was (empty,
    ``signatures``, ``forms``, ``metadata``, ``annotations``, ``pages``, ``other``). ``trusted``:
    its certificate hangs on a root that the user gave; None where none was given. ``page``,
    ``box``: where it shows."""

    signer: str
    organisation: str
    time: str | None
    intact: bool | None
    covers_all: bool
    changed: str = ""
    trusted: bool | None = None
    field: str = ""
    page: int | None = None
    box: Box | None = None
    time_source: Literal["timestamp", "claimed"] | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """An input that passed intake. ``name`` is the path relative to the INPUT it came from.
    ``signatures``: digital ones, in the order they were made. ``notes``: what was mended, and
    what else a person should know; no fault. ``locked``: it has a password; then ``path`` may be
    a copy without one, and ``original`` the file as it came."""

    path: Path
    name: str
    kind: FileKind
    sha256: str
    pages: int
    size: int
    signatures: tuple[Signature, ...] = ()
    notes: tuple[Problem, ...] = ()
    locked: bool = False
    original: Path | None = None


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels, made by ``scan`` and read by ``reading``.

    ``paper``: uint8 RGB array (height, width, 3), upright, otherwise as scanned.
    ``clean``: uint8 grey array (height', width'), straight, cleaned, at working resolution.
    ``to_paper``: homography from fractions of ``clean`` to fractions of ``paper``.
    ``dpi``: resolution of ``clean`` in dots an inch. ``turned``: degrees the page was turned.
    ``steps``: what was done, in order, each with its measure (``deskew 1.25``).
    ``rough``: so dirty that the engine should threshold locally.
    ``gutter``: where the white between two pages on one sheet is, in fractions of the width of
    ``clean``; None of a single page. The left page is read before the right one.
    """

    number: int
    paper: Any
    clean: Any
    dpi: float
    to_paper: Homography = IDENTITY
    turned: int = 0
    blank: bool = False
    steps: tuple[str, ...] = ()
    rough: bool = False
    gutter: float | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A header field. ``source`` says how it is known; ``why`` from what it was inferred, what
    was repaired, or who says so. ``span`` points into the transcript where there are words;
    ``place`` is its evidence on paper (of a blank or unreadable value: where it should stand)."""

    value: str | tuple[str, ...] | None
    source: ValueSource
    confidence: float
    raw: str | None = None
    place: Place | None = None
    span: Span | None = None
    review: bool = False
    why: str | None = None

    def __post_init__(self) -> None:
        if self.source in ("blank", "unreadable", "absent") and isinstance(self.value, str):
            raise ValueError(f"a value that is {self.source} can't be {self.value!r}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is no probability")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of Nghị định 30/2020/NĐ-CP, Phụ lục I, as found in a transcript."""

    kind: ZoneKind
    span: Span
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What page one and the last page say."""

    kind: LetterKind
    kind_confidence: float
    fields: Mapping[str, Value]
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text is cited; ``repairs`` lists what OCR noise was mended."""

    span: Span
    raw: str
    places: tuple[Place, ...]
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """One distinct text that a letter cites. ``symbol`` is normal (``733/QĐ-TTg``), None for a
    law known by name; ``about`` is the cited text's subject as printed after it, if any;
    ``issuer_inferred``: the issuer is not printed beside it, but follows from the symbol."""

    symbol: str | None
    type: str | None
    date: str | None
    issuer: str | None
    confidence: float
    mentions: tuple[Mention, ...]
    name: str | None = None
    about: str | None = None
    findings: tuple[str, ...] = ()
    issuer_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain from a letter to a decision. ``how``: ``symbol`` (cites it itself),
    ``text`` (cites ``through``, which implements it), ``movement`` (names the movement)."""

    decision: str
    how: Literal["symbol", "text", "movement"]
    through: str | None
    quote: str
    place: Place | None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Cites:
    """How a letter hangs on one decision, with the chain that shows it."""

    decision: str
    verdict: Citing
    via: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """``id`` is the path of printed labels (``III.1.đ``); ``wordings``: other titles seen."""

    id: str
    title: str
    optional: bool = False
    weight: float = 1.0
    wordings: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        return self.id.count(".") + 1

    @property
    def parent(self) -> str | None:
        return self.id.rpartition(".")[0] or None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a guideline asks of a report. ``deadline`` is an ISO date. ``applies_to`` holds
    letter kinds. ``repairs`` lists what was mended while reading, for a person to confirm."""

    name: str
    title: str
    guideline: str | None
    decision: str | None
    deadline: str | None
    applies_to: tuple[str, ...]
    items: tuple[OutlineItem, ...]
    repairs: tuple[str, ...] = ()

    def item(self, id: str) -> OutlineItem:
        """The item named ``id``. Raises ``KeyError`` if there is none."""
        for item in self.items:
            if item.id == id:
                return item
        raise KeyError(id)

    def children(self, id: str | None) -> Iterator[OutlineItem]:
        return (item for item in self.items if item.parent == id)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a letter. ``label`` as printed (``II.``), ``title`` without it; ``body`` is
    the text it heads, up to the next heading of its level or above."""

    span: Span
    label: str | None
    title: str
    level: int
    body: Span
    parent: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that earned a point. ``page`` counts from 1."""

    span: Span | None
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """How a report answers one outline item; ``DOMAIN`` rules decide. ``why``: one sentence in
    Vietnamese that explains the verdict."""

    id: str
    title: str
    heading: HeadingVerdict
    content: ContentVerdict
    printed_heading: str | None
    moved: bool
    score: float
    confidence: float
    review: bool
    evidence: tuple[Evidence, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ExtraSection:
    """A section that no outline item asks for."""

    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class PartScore:
    """A part of the outline (an item of the first level), or the whole (``id`` empty).
    ``lenient``: weighted share of its items covered, wherever the text stands; ``strict``: of
    those that also have a heading of their own. 0 to 1."""

    id: str
    lenient: float
    strict: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """A report against its outline. ``score``: weighted share of items covered, 0 to 1;
    ``scores``: the same for the whole and for each part, lenient and strict."""

    outline: str
    score: float
    items: tuple[ItemVerdict, ...]
    extra_sections: tuple[ExtraSection, ...]
    order_changed: bool
    scores: tuple[PartScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count that a letter states. ``count_max`` only for ranges; ``ceiling``: an upper limit,
    not a result; ``section``: the outline item or heading label it stands under."""

    count: int
    count_max: int | None
    unit: str
    award: str | None
    raw: str
    span: Span
    place: Place
    section: str | None = None
    ceiling: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """All that is known of one input file; ``compile.contract`` publishes it."""

    file: str
    sha256: str
    status: Literal["ok", "partial", "failed"]
    errors: tuple[Problem, ...]
    pages: int
    text: tuple[str, ...]
    letter: Letter | None
    references: tuple[Reference, ...] = ()
    cites: tuple[Cites, ...] = ()
    coverage: Coverage | None = None
    quantities: tuple[Quantity, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    folder: str | None = None
    signatures: tuple[Signature, ...] = ()
