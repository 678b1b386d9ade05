"""Which words of a letter stand for it: whole clauses with facts that a reader could check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.compile.synthesis.model import FactKind, Passage, Source
from pipeline.text import fold, squash

FEWEST_WORDS = 5
"""A shorter quote is no statement (``Không.``, the rest of a clause after a page break)."""
_LONG = 60
_CUT = 400
"""Quotes are published up to this many letters; one as long was cut off."""
_DOCUMENT = re.compile(
    r"\d+/(?:\d{4}/)?[A-ZĐ][\w-]*|\d+-[A-ZĐ]+/[A-ZĐ]+|\d{1,2}/\d{1,2}/\d{4}"
    r"|ngày \d{1,2} tháng \d{1,2}"
)
_FIGURE = re.compile(r"\d")
_UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper())
_PROPER = rf"[{_UPPER}][^\W\d_{_UPPER}]+"
"""A word with a capital and small letters; words all in capitals are headings."""
_NAME = re.compile(rf"“[^”]+”|(?<=[\w,;] )(?:{_PROPER}\s){{1,5}}{_PROPER}")
_END = (".", ";", "!", "?", ":", "”", ")", "…")


def facts_of(text: str) -> tuple[FactKind, ...]:
    """The kinds of checkable facts in a quote: a document or date, another figure, a name."""
    rest = _DOCUMENT.sub(" ", text)
    found: list[FactKind] = []
    if _FIGURE.search(rest):
        found.append("figure")
    if rest != text:
        found.append("document")
    if _NAME.search(text):
        found.append("name")
    return tuple(found)


def is_statement(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS


def worth(text: str) -> tuple[bool, int, int]:
    """What decides between two quotes: whole before cut, more kinds of facts before fewer, then
    the longer, up to a limit."""
    whole = text.endswith(_END) and not text[:1].islower() and len(text) < _CUT
    return whole, len(facts_of(text)), min(len(text.split()), _LONG)


def quotes_of(item: Mapping[str, Any], source: Source, pages: Sequence[str] = ()) -> list[Passage]:
    """All statements that a report was given the point for, in its order. ``pages``: its text, by
    which a page number is known from a figure."""
    return [
        Passage(
            _shown(quote),
            source,
            page,
            facts_of(quote),
            bool(item["review"]),
            item.get("why") or "",
        )
        for quote, page in _whole(item["evidence"], pages)
        if is_statement(quote)
    ]


def _whole(evidence: Sequence[Mapping[str, Any]], pages: Sequence[str]) -> list[tuple[str, int]]:
    """Quotes with their page; a clause that runs over a page break is put together again."""
    found: list[tuple[str, int]] = []
    last = 0
    for each in evidence:
        page, quote = each["page"], squash(each["quote"])
        top = pages[page - 1].lstrip().partition("\n")[0].strip() if page <= len(pages) else ""
        if top.isdigit() and quote.startswith(f"{top} "):
            quote = quote[len(top) + 1 :]
        if found and page == last + 1 and not found[-1][0].endswith(_END):
            found[-1] = (f"{found[-1][0]} {quote}", found[-1][1])
        else:
            found.append((quote, page))
        last = page
    return found


def best(passages: Sequence[Passage]) -> Passage | None:
    """The one passage that stands for a report; the earlier of two equals."""
    return max(passages, key=lambda p: worth(p.text), default=None)


def choose(candidates: Iterable[Passage], limit: int, used: Counter[str]) -> list[Passage]:
    """At most ``limit`` passages (0: all), one a report: whole clauses first, then those with most
    kinds of facts, then those whose report was quoted less so far (``used``, which is counted
    on). Who says the same word for word is not quoted again. They come back in the order
    given."""
    given = list(candidates)
    order = sorted(
        range(len(given)),
        key=lambda k: (
            not worth(given[k].text)[0],
            -len(given[k].facts),
            given[k].review,
            used[given[k].source.file],
            k,
        ),
    )
    first: dict[str, int] = {}
    for k in order:
        first.setdefault(fold(given[k].text), k)
    taken = sorted([*first.values()][: limit or None])
    used.update(given[k].source.file for k in taken)
    return [given[k] for k in taken]


def _shown(quote: str) -> str:
    text = squash(quote)
    return f"{text}…" if len(quote) >= _CUT and not text.endswith(_END) else text
