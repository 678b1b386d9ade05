"""A doubt as a card: what the machine read, how sure it is and why, and how to settle it.

Pure functions: a ``Doubt`` of the store and its letter's published document go in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

from pipeline.compile.labels import named
from pipeline.compile.pages.marks import find_quote
from pipeline.compile.tables import name_of
from pipeline.records import ContentVerdict, HeadingVerdict
from pipeline.review.pages.catalogue import say_code
from pipeline.review.pages.local import Lang

Published = dict[str, Any]
Form = Literal["text", "date", "lines", "content", "heading"]
CHOICES: dict[str, tuple[str, ...]] = {
    "content": get_args(ContentVerdict),
    "heading": get_args(HeadingVerdict),
}
LISTS = ("addressees", "recipients")


class Doubted(Protocol):
    """What of the store's ``Doubt`` a card shows."""

    @property
    def key(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def confidence(self) -> float | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def why(self) -> str | None: ...
    @property
    def page(self) -> int | None: ...
    @property
    def box(self) -> Any: ...
    @property
    def quote(self) -> str | None: ...
    @property
    def disagrees(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Card:
    """``seen`` is the letter's latest event when the card was made: whoever decides from it has
    seen no later one. ``text`` is what the input holds at first, ``machine`` what was read.
    ``heading`` is the item's other verdict, for a card on its content."""

    doubt: Doubted
    letter: str
    file: str
    pages: int
    seen: int
    form: Form
    text: str
    title: str
    choices: tuple[str, ...]
    heading: str | None
    newly: str | None

    @property
    def page(self) -> int:
        """The page to show first; an absent value has none of its own, and page one tells."""
        return self.doubt.page or 1


def form_of(what: str) -> Form:
    """How ``what`` is settled: by one of a few verdicts, or by words of a kind."""
    room, _, rest = what.partition(".")
    if room == "coverage":
        return "heading" if rest.endswith(".heading") else "content"
    if rest.endswith("date"):
        return "date"
    return "lines" if rest in LISTS else "text"


def item_of(document: Published, what: str) -> dict[str, Any]:
    """The outline item that ``coverage.III.4.content`` speaks of; empty for fields."""
    id = what.removeprefix("coverage.").rpartition(".")[0]
    items = (document.get("coverage") or {"items": []})["items"]
    return next((item for item in items if item["id"] == id), {})


def card_of(doubt: Doubted, document: Published, lang: Lang) -> Card:
    form = form_of(doubt.what)
    item = item_of(document, doubt.what) if form in CHOICES else {}
    disagrees = doubt.disagrees is not None
    return Card(
        doubt=doubt,
        letter=name_of(document),
        file=document["file"],
        pages=max(1, document["pages"]),
        seen=int(document.get("events") or 0),
        form=form,
        text=say_code(doubt.what, doubt.value, lang) if form not in CHOICES else "",
        title=f"{item['id']}. {item['title']}" if item else "",
        choices=CHOICES.get(form, ()),
        heading=item.get("heading") if form == "content" else None,
        newly=say_code(doubt.what, doubt.disagrees, lang) if disagrees else None,
    )


def said(card: Card, lang: Lang) -> str:
    """What stands there now, in words: the value, or why there is none."""
    text = say_code(card.doubt.what, card.doubt.value, lang)
    return text or f"({named('source', card.doubt.source or 'absent', lang)})"


def texts_of(document: Published, doubt: Doubted) -> list[list[tuple[str, bool]]]:
    """The text of each page, in pieces, with the quote marked: for letters without paper."""
    told = []
    for number, text in enumerate(document["text"], 1):
        spot = find_quote(text, doubt.quote or "") if number == doubt.page else None
        start, end = spot or (0, 0)
        pieces = [(text[:start], False), (text[start:end], True), (text[end:], False)]
        told.append([(piece, hit) for piece, hit in pieces if piece])
    return told
