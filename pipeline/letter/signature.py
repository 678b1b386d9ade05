"""Who signs (zones 7a to 7c): authority, title, name, at the bottom right of the letter proper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from pipeline.knowledge.header import header_words
from pipeline.knowledge.issuers import body_named, starts_body
from pipeline.letter.lists import Items
from pipeline.letter.rows import Row, capitals, gather, row_of_span, segments
from pipeline.records import Page, Transcript
from pipeline.text import bare, fold, squash

_AUTHORITY = re.compile(
    r"^\W{0,3}(?P<mark>T/M|K/T|T/L|(?:TM|T\.M|KT|K\.T|TL|T\.L|TUQ|T\.U\.Q|Q)\s?[.,:])\s*(?=\w)"
)
_SCRAP = re.compile(r"^[\W_]+|[^\w.)]+$")


@dataclass(frozen=True, slots=True)
class Signature:
    """Rows of each part; empty where there is none. ``signers`` counts the names found.
    ``hidden``: ink beside the title gave no words, so an authority may stand there unread."""

    authority: tuple[Row, ...]
    title: tuple[Row, ...]
    name: Row | None
    signers: int = 1
    hidden: bool = False

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.authority, *self.title, *((self.name,) if self.name else ()))


def find_signature(
    transcript: Transcript, pages: Sequence[Page], sent: Items | None
) -> Signature | None:
    """The signature block on the page of the recipients, or at the letter's end."""
    if not pages:
        return None
    number = sent.rows[0].page if sent else None
    page = next((p for p in pages if p.number == number), None) or _last_with_words(
        transcript, pages
    )
    if page is None:
        return None
    words = [w for w in transcript.words_in(page.span) if w.page == page.number]
    if words and all(w.box for w in words):
        rows = _right_rows(transcript, gather(transcript, words), sent)
    else:
        rows = _text_rows(transcript, page, sent)
    found = _parts(rows)
    return replace(found, hidden=_hidden(page, found)) if found else None


def _hidden(page: Page, found: Signature) -> bool:
    first = next((r for r in (*found.title, *found.authority) if r.box), None)
    if first is None or first.box is None:
        return page.origin == "ocr"
    x0, y0, x1, y1 = first.box
    tall = y1 - y0
    return any(
        b[2] > x0 - 0.1 and b[0] < x1 and b[3] > y0 - 2 * tall and b[1] < y1 and b[2] - b[0] > 0.012
        for b in page.unread
    )


def _last_with_words(transcript: Transcript, pages: Sequence[Page]) -> Page | None:
    return next((p for p in reversed(pages) if transcript.words_in(p.span)), None)


def _right_rows(transcript: Transcript, rows: Sequence[Row], sent: Items | None) -> list[Row]:
    """The right-hand rows beside and under the recipients; without those, the rows under the
    last line of text."""
    label = sent.rows[0] if sent else None
    if label is not None and label.box is not None:
        top = label.box[1] - 0.09
        edge = 0.46
    else:
        full = [r for r in rows if r.box and r.box[0] < 0.3 and r.box[2] > 0.5 and len(r.words) > 4]
        top = full[-1].box[3] - 0.002 if full and full[-1].box else 0.0
        edge = 0.42
    found = []
    for row in rows:
        for part in segments(transcript, row, 0.03):
            if (
                part.box is None
                or part.box[1] < top
                or part.box[0] < edge - 0.04
                or part.centre < edge + 0.08
            ):
                continue
            if part.box[0] < 0.3 or len(part.words) > 9:
                continue
            found.append(part)
    return found


def _text_rows(transcript: Transcript, page: Page, sent: Items | None) -> list[Row]:
    """Without paper: the lines after the recipients; with none there, those before the label;
    without recipients the page's last lines."""
    lines = [ln for ln in transcript.lines_in(page.span) if ln.page == page.number]
    rows = [row_of_span(transcript, ln.span, ln.page, ln.bold) for ln in lines]
    if sent is None:
        return rows[-6:]
    last, first = sent.rows[-1].span.end, sent.rows[0].span.start
    after = [r for r in rows if r.span.start >= last]
    if _parts(after[:8]) is not None:
        return after[:8]
    return [r for r in rows if r.span.end <= first][-6:]


def _parts(rows: Sequence[Row]) -> Signature | None:
    authority: list[Row] = []
    title: list[Row] = []
    names: list[Row] = []
    for row in rows:
        text = _trim(row.text)
        if not text:
            continue
        if not names and _AUTHORITY.match(text) and capitals(text) > 0.7:
            if title:  # a new signer's block: keep the first
                continue
            authority.append(row)
        elif not names and _is_title(text):
            title.append(row)
        elif (
            not names
            and authority
            and not title
            and capitals(text) > 0.85
            and len(text) > 5
            and starts_body(text)
        ):
            authority.append(row)
        elif not names and title and _continues(text):
            title.append(row)
        elif name_like(text) >= 0.5:
            names.append(row)
    if not (authority or title or names):
        return None
    # The lowest name is the signer's: seals print names too, but above it.
    best = max(names, key=lambda r: (name_like(_trim(r.text)), r.span.start), default=None)
    return Signature(tuple(authority), tuple(title), best, max(1, len(names)))


def _continues(text: str) -> bool:
    return capitals(text) > 0.85 and sum(c.isalpha() for c in text) > 5 and "." not in text[:4]


def _is_title(text: str) -> bool:
    return capitals(text) > 0.7 and closest_title(text) is not None


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    return tuple((fold(t), t) for t in header_words().titles)


def closest_title(text: str) -> tuple[str, float] | None:
    """The office whose printed name ``text`` begins with or is, and how alike, 0 to 1."""
    wanted = fold(text)
    best: tuple[str, float] | None = None
    for folded, title in _titles():
        whole = fuzz.ratio(wanted, folded) / 100
        head = (
            fuzz.ratio(wanted[: len(folded)], folded) / 100
            if len(wanted) > len(folded) + 3
            else 0.0
        )
        score = max(whole, 0.97 * head)
        if score >= 0.82 and (
            best is None or score > best[1] or (score == best[1] and len(title) > len(best[0]))
        ):
            best = (title, score)
    return best


def title_text(text: str) -> tuple[str, float]:
    """The title as printed, its letters repaired where it is an office of the table, and how
    sure: 1 for an exact one."""
    trimmed = _trim(text)
    found = closest_title(trimmed)
    if found is None:
        return trimmed, 0.6
    title, like = found
    whole = fuzz.ratio(fold(trimmed), fold(title)) / 100
    if whole >= 0.82:
        return title.upper(), whole
    rest = trimmed.split()[title.count(" ") + 1 :]
    return f"{title.upper()} {_rest(' '.join(rest))}".strip(), like


def _rest(text: str) -> str:
    """The rest of a long title (``VỤ TRƯỞNG VỤ GIÁO DỤC PHỔ THÔNG``): a body, maybe known."""
    match = body_named(text)
    return match[0].name.upper() if match and match[1] >= 0.95 else text


def authority_text(text: str) -> tuple[str, float]:
    """``TM. ỦY BAN NHÂN DÂN``: one space after the mark, the rest repaired where it is known."""
    trimmed = _trim(text)
    mark = _AUTHORITY.match(trimmed)
    if mark is None:
        return trimmed, 0.7
    rest = squash(trimmed[mark.end() :])
    letters = mark["mark"] if "/" in mark["mark"] else re.sub(r"\W", "", mark["mark"]) + "."
    office = closest_title(rest)
    if office is not None and fuzz.ratio(fold(rest), fold(office[0])) >= 82:
        return f"{letters} {office[0].upper()}", office[1]
    body = body_named(rest)
    if body is not None and fold(body[0].name) == fold(rest):
        return f"{letters} {_upper_name(rest, body[0].name)}", 0.98
    return f"{letters} {rest}", 0.85


def _upper_name(printed: str, name: str) -> str:
    return name.upper() if bare(name).upper() == bare(printed).upper() else printed


@cache
def _families() -> frozenset[str]:
    return frozenset(fold(n) for n in header_words().family_names)


def name_like(text: str) -> float:
    """How much ``text`` is like a person's name: 2 to 5 words, each with a capital first, the
    first a family name."""
    words = [w for w in re.split(r"\s+", text) if w]
    while words and (fold(words[0]).strip(".") in _DEGREES or not words[0][0].isalpha()):
        words = words[1:]
    if words and (family := _family(words[0])) is not None:
        words = [family, *words[1:]]
    words = [w for w in words if len(w) > 1 or w.isupper()]
    if not 2 <= len(words) <= 6 or capitals(text) > 0.75:
        return 0.0
    shaped = sum(w[0].isupper() and w == w.capitalize() and w.isalpha() for w in words) / len(words)
    known = fold(words[0]) in _families()
    return round(0.6 * shaped + (0.4 if known else 0.0), 3) if shaped > 0.6 else 0.0


def name_text(text: str) -> tuple[str, float]:
    """The name without scraps of pen and seal, its family name mended if a letter of it was
    lost; and how much of it stands as it was read, 1 for all."""
    words = [w for w in _trim(text).split() if any(c.isalpha() for c in w)]
    if words and (family := _family(words[0])) is not None and family != words[0]:
        words, mended = [family, *words[1:]], 0.85
    else:
        mended = 1.0
    inner = [w for w in words if len(w) > 1 or w.isupper()]
    kept = 1.0 if inner == words else 0.85
    words = inner or words
    while len(words) > 2 and not words[0][0].isupper() and _family(words[0]) is None:
        words, kept = words[1:], 0.8
    while len(words) > 2 and not words[-1][0].isupper():
        words, kept = words[:-1], min(kept, 0.9)
    return " ".join(words), min(kept, mended)


def _family(word: str) -> str | None:
    """The family name that ``word`` is, or was before it lost its first letter, hat or tone."""
    names = header_words().family_names
    if word in names:
        return word
    alike = [n for n in names if fold(n) == fold(word)] or [
        n for n in names if n[1:] == word or (len(word) > 3 and fold(n)[1:] == fold(word))
    ]
    return alike[0] if len(alike) == 1 else None


_DEGREES = {"ths", "ts", "pgs", "gs", "bs", "ds", "ks", "cn", "bscki", "bsckii", "gs.ts", "pgs.ts"}


def _trim(text: str) -> str:
    return squash(_SCRAP.sub("", text))
