"""What a letter's page shows of its findings: one mark a place, on the picture or in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from pipeline.compile.signed import needs_a_look, signatures_of
from pipeline.compile.tables import Published, clean, fields_of, verdicts

MarkKind = Literal["field", "item", "ref", "quantity", "link"]


@dataclass(frozen=True, slots=True)
class Mark:
    """``entry``: the address of what it belongs to, in the list beside the page (``item-II.1``);
    ``at``: which of its places this is. ``box`` is None where the letter has no paper, ``quote``
    empty where there are no words. ``spot``: where it is found in the page's text, if it is."""

    kind: MarkKind
    entry: str
    at: int
    page: int
    box: tuple[float, float, float, float] | None
    quote: str
    doubtful: bool
    spot: tuple[int, int] | None = None

    @property
    def id(self) -> str:
        return f"at-{self.entry}-{self.at}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text with the marks that hold it, the narrowest first; ``begin`` are
    those that begin here."""

    text: str
    marks: tuple[Mark, ...]
    begin: tuple[Mark, ...]


def marks_of(document: Published) -> list[Mark]:
    """Every place of every finding, in the order of the lists."""
    found = [*_fields(document), *_items(document), *_references(document)]
    found += [*_quantities(document), *_links(document), *_signatures(document)]
    return list(_placed(document["text"], found))


def _placed(texts: Sequence[str], marks: Iterable[Mark]) -> Iterator[Mark]:
    """With their spots: what is told twice of one page stands there twice, one after the other."""
    behind: dict[tuple[str, int], int] = {}
    solid: dict[int, _Solid] = {}
    for mark in marks:
        spot = None
        if 0 < mark.page <= len(texts):
            if mark.page not in solid:
                solid[mark.page] = _solid(texts[mark.page - 1])
            spot = _find(solid[mark.page], mark.quote, behind.get((mark.entry, mark.page), 0))
        if spot:
            behind[mark.entry, mark.page] = spot[1]
        yield replace(mark, spot=spot)


def _mark(
    kind: MarkKind, entry: str, at: int, place: dict[str, Any], quote: str, doubtful: bool
) -> Iterator[Mark]:
    if place["page"] is not None:
        x0, y0, x1, y1 = place["box"] or (0.0, 0.0, 0.0, 0.0)
        box = (x0, y0, x1, y1) if place["box"] else None
        yield Mark(kind, entry, at, place["page"], box, quote, doubtful)


def _fields(document: Published) -> Iterator[Mark]:
    for name, value in fields_of(document):
        quote = value["raw"] or ""
        yield from _mark("field", f"field-{name}", 0, value, quote, value["review"])


def _items(document: Published) -> Iterator[Mark]:
    for verdict in verdicts(document):
        item = verdict.item
        for at, place in enumerate(item["evidence"]):
            entry = f"item-{item['id']}"
            yield from _mark("item", entry, at, place, place["quote"], item["review"])


def _signatures(document: Published) -> Iterator[Mark]:
    """Shown as fields are: they say who and when."""
    for n, one in enumerate(signatures_of(document)):
        yield from _mark("field", f"signature-{n}", 0, one, "", needs_a_look(one))


def _references(document: Published) -> Iterator[Mark]:
    for n, reference in enumerate(document["references"]):
        doubtful = bool(reference.get("findings"))
        for at, place in enumerate(reference["places"]):
            # What the first place prints is published; of the others, that the symbol is there.
            quote = reference["symbol"] or "" if at else reference["raw"]
            yield from _mark("ref", f"ref-{n}", at, place, quote, doubtful)


def _quantities(document: Published) -> Iterator[Mark]:
    for n, count in enumerate(document["quantities"]):
        yield from _mark("quantity", f"quantity-{n}", 0, count, count["raw"], False)


def _links(document: Published) -> Iterator[Mark]:
    for n, link in enumerate(document["cites"].get("via", ())):
        yield from _mark("link", f"link-{n}", 0, link, link["quote"], False)


def find_quote(text: str, quote: str, start: int = 0) -> tuple[int, int] | None:
    """Where ``quote`` stands in ``text`` from ``start`` on, white space aside: a quote runs on
    where the page breaks its lines. None where it does not stand there."""
    return _find(_solid(text), quote, start)


@dataclass(frozen=True, slots=True)
class _Solid:
    """A text without its white space, and where each of its characters stood."""

    text: str
    at: Sequence[int]


def _solid(text: str) -> _Solid:
    at = [n for n, ch in enumerate(text) if not ch.isspace()]
    return _Solid("".join(text.split()), at)


def _find(solid: _Solid, quote: str, start: int) -> tuple[int, int] | None:
    wanted, at = "".join(quote.split()), solid.at
    first = solid.text.find(wanted, bisect_left(at, start)) if wanted else -1
    return (at[first], at[first + len(wanted) - 1] + 1) if first >= 0 else None


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text cut where marks begin and end; together the pieces are the text, cleaned."""
    spots = [(m.spot, m) for m in marks if m.spot]
    edges = sorted({0, len(text), *(edge for spot, _ in spots for edge in spot)})
    made = []
    for start, end in pairwise(edges):
        over = [(s[1] - s[0], n) for n, (s, _) in enumerate(spots) if s[0] <= start and end <= s[1]]
        held = tuple(spots[n][1] for _, n in sorted(over))
        begin = tuple(mark for mark in held if mark.spot and mark.spot[0] == start)
        made.append(Piece(clean(text[start:end]), held, begin))
    return made
