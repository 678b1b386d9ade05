"""How much a paragraph looks like a heading, from layout and words together.

Layout may be unknown (plain text), numbering may be wrong: neither decides alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.blocks import Block
from pipeline.outline.labels import UPPER, Label, Style
from pipeline.outline.paragraphs import shouts
from pipeline.outline.words import syllables, toneless

# How a label's style alone speaks for a heading, in logits; learned by looking at letters.
_STYLE: dict[Style | None, float] = {
    "part": 3.0, "roman": 2.4, "letter": 1.5, "decimal": 1.2, "arabic": 0.4, "alpha": 0.0,
    "paren": -0.6, "dash": -2.2, "plus": -2.8, None: -2.6,
}  # fmt: skip


_SENTENCE_END = re.compile(rf"(?<=[^\W\d]{{2}})\.\s+(?=[{UPPER}“\"])")


_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


LIKELY = 0.5


_SHORT_TITLE = 10
"""Words of a title that runs into its text."""
# Measured weights: text 0.0 to 0.1, bold italics 0.4 to 0.6, bold 0.7 to 1.
_LIGHT, _HEAVY = 0.2, 0.35


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph (or its run-in beginning) that may be a heading: ``block.text[start:end]`` is
    its title, ``body`` the offset where its own text goes on; ``score`` in logits."""

    block: Block
    index: int
    label: Label | None
    start: int
    end: int
    body: int
    score: float
    run_in: bool

    @property
    def title(self) -> str:
        return self.block.text[self.start : self.end].strip()

    @property
    def printed(self) -> str:
        """The heading as it stands, label and all."""
        label = self.label.printed + " " if self.label and self.label.style != "dash" else ""
        return label + self.title

    @property
    def confidence(self) -> float:
        return 1 / (1 + math.exp(-self.score))

    @property
    def style(self) -> str:
        if self.label is None:
            return "bare caps" if shouts(self.title) else "bare bold"
        if self.label.style == "decimal" and len(self.label.path) > 2:
            return f"decimal{len(self.label.path)}"
        return self.label.style


def candidates(body: Sequence[Block]) -> tuple[Candidate, ...]:
    """Everything that may be a heading, likely or not; run-in headings are cut at their end."""
    weights = [b.bold or 0.0 for b in body]
    bold_tells = min(weights, default=1.0) < _LIGHT and max(weights, default=0.0) > _HEAVY
    # on a page where even the capitals are not heavy, weight could not be seen
    heavy_pages = {b.page for b in body if (b.bold or 0.0) >= _HEAVY}
    found: list[Candidate] = []
    for n, block in enumerate(body):
        if block.table:
            continue
        start = block.label.end if block.label else 0
        end, run_in = _title_end(block, start)
        if end - start < 2 or not any(ch.isalpha() for ch in block.text[start:end]):
            continue
        after = body[n + 1] if n + 1 < len(body) else None
        tells = bold_tells and block.page in heavy_pages
        score = _score(block, start, end, run_in, after, tells)
        body_at = end + len(block.text[end:]) - len(block.text[end:].lstrip(" .:;-–"))
        found.append(Candidate(block, n, block.label, start, end, body_at, score, run_in))
    return tuple(found)


def variants(candidate: Candidate) -> Iterator[Candidate]:
    """The same heading ended at earlier line ends: without layout, a heading that fills its line
    runs on into the text below it."""
    block = candidate.block
    for at, _ in block.starts[1:5]:
        if candidate.start < at < candidate.end and block.text[at : at + 1].isupper():
            score = _score(block, candidate.start, at - 1, True, None, False)
            yield replace(candidate, end=at - 1, body=at, score=score, run_in=True)


def _title_end(block: Block, start: int) -> tuple[int, bool]:
    """Where the title ends in ``block.text``, and whether text follows on the same line."""
    text = block.text
    rest = text[start:]
    whole = len(text)
    colon = _outer_colon(rest)
    if colon is not None and len(rest[:colon].split()) <= 30 and rest[colon + 1 :].strip():
        return start + colon, True
    stop = _SENTENCE_END.search(rest)
    if stop and len(rest[: stop.start()].split()) <= 16 and block.label is not None:
        return start + stop.start(), True
    dash = re.search(rf"\s[-–]\s(?=[{UPPER}])", rest)
    if dash and block.label is not None and len(rest) > 160 and dash.start() < 60:
        return start + dash.start(), True
    return whole, False


def _outer_colon(text: str) -> int | None:
    """The first colon outside quotation marks and brackets."""
    masked = _QUOTED.sub(lambda m: "x" * len(m.group()), text)
    masked = re.sub(r"\([^)]*\)", lambda m: "x" * len(m.group()), masked)
    at = masked.find(":")
    return at if at >= 0 else None


@cache
def _openers() -> Callable[[tuple[str, ...]], bool]:
    rows = {_bare(syllables(p)) for p in outline_wordings().heading_openers}
    return lambda words: any(_bare(words[:n]) in rows for n in range(1, 5))


@cache
def _fields() -> frozenset[tuple[str, ...]]:
    return frozenset(_bare(syllables(p)) for p in outline_wordings().form_fields)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without tone marks, which OCR loses first."""
    return tuple(toneless(w) for w in words)


def is_form_field(title: str) -> bool:
    """Whether ``title`` is a blank of a form (``Tên đơn vị``), not a heading."""
    words = _bare(syllables(title))
    return any(words[:n] in _fields() for n in range(1, len(words) + 1))


def _score(
    block: Block, start: int, end: int, run_in: bool, after: Block | None, bold_tells: bool
) -> float:
    title = block.text[start:end].strip()
    words = syllables(title)
    style = block.label.style if block.label else None
    score = _STYLE[style]
    if shouts(title) and len(words) >= 2:
        score += 3.0
    if bold_tells:
        weight = block.bold or 0.0
        # of a title that runs into its text only a part of the line can be heavy
        light = (0.4 if weight > 0.1 else -0.2) if run_in else -0.9
        score += 2.2 if weight >= _HEAVY else light
    if block.centred and len(title) < 120:
        score += 0.5
    plain = _QUOTED.sub(" ", title)
    sentence = sum(w in outline_wordings().sentence_words for w in syllables(plain))
    opened = _openers()(words)
    score += 1.3 if opened else -0.2
    score -= 0.9 * min(sentence, 3)
    if len(words) > 30:
        score -= 1.0 if len(words) <= 60 else 4.0
    if title[:1].islower():
        score -= 2.5
    score += _ending(block, end, run_in, after)
    alone = not run_in and _stands_alone(block, title, words, after)
    if run_in and block.label and not sentence and len(words) <= _SHORT_TITLE:
        score += 0.6  # a numbered noun phrase, then its text
    if style in ("dash", "plus", None) and run_in:
        # "- Về công tác kiểm tra: …" is a heading; "- Tên đơn vị: …" is a form's blank
        score += 2.2 if opened and not sentence and len(words) <= 12 else 0.0
    if run_in and style in ("dash", "plus", None) and is_form_field(title):
        score -= 5.0
    plain_weight = bold_tells and (block.bold or 0) < _HEAVY
    if style is None and not shouts(title) and (plain_weight or not (alone or bold_tells)):
        score -= 1.5
    if alone:
        score += 2.4 if style is None else 0.8
    return score


def _stands_alone(block: Block, title: str, words: tuple[str, ...], after: Block | None) -> bool:
    """Whether a short line without a stop stands over a paragraph of text."""
    return (
        len(block.lines) == 1
        and 1 < len(words) <= 14
        and title[:1].isupper()
        and title[-1:].isalnum()
        and after is not None
        and len(after.text.split()) > 14
    )


def _ending(block: Block, end: int, run_in: bool, after: Block | None) -> float:
    """What the end of a paragraph says: a heading has no full stop, and text after it."""
    text = block.text.rstrip()
    if run_in:
        return 0.0 if block.text[end : end + 1] == ":" else -0.6
    score = 0.0
    if text.endswith((".", ";", ",")) and not text.endswith("..."):
        score -= 1.6
    elif text.endswith(":"):
        score += 0.2
    else:
        score += 0.5
    same = (
        after is not None
        and after.label is not None
        and block.label is not None
        and after.label.style == block.label.style
    )
    if after is None or same:
        score -= 0.6
    return score
