"""Whether a clause holds a fact: something a reader could check.

A document with number or full name, a figure, a name, a date, a place, an action told so that one
can say whether it happened. Stock words are none, whatever their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.labels import UPPER
from pipeline.outline.words import syllables, toneless, weighed

_SYMBOL = re.compile(r"\b\d{1,5}\s?(?:/\s?\d{4})?\s?[/-]\s?[A-ZĐ]{2,}(?:\s?[-–]\s?[A-ZĐ][\wĐ]*)*")
_DATE = re.compile(
    r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}\b|\btháng\s+\d{1,2}(?:\s?/\s?|\s+năm\s+)\d{4}"
    r"|\bquý\s+(?:[IV]+|\d)\b|\b(?:ngày|tháng)\s+\d{1,2}\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)\s?(%|[^\W\d_]+)?")
_NO_UNIT = frozenset(("năm", "tháng", "ngày", "quý", "giai", "đến", "và", "của"))
_NO_COUNT_BEFORE = re.compile(
    r"(?:\b(?:số|điều|khoản|năm|tháng|ngày|giai đoạn|nhiệm kỳ|mức độ|cấp|hạng|phần|mục|chỉ thị|"
    r"quyết định|nghị quyết|kế hoạch|covid|bước)\s*[-–]?\s*|[-–/]\s*)$",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|một nửa|một phần ba|gấp rưỡi|gấp đôi)\s+"
    r"(?!năm\b|cấp\b|tháng\b)[^\W\d_]+",
    re.IGNORECASE,
)
_RHYTHM = re.compile(
    r"\b(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|ngày|sáng|chiều)\b"
    r"|\bthứ\s+(?:hai|ba|tư|năm|sáu|bảy)\b|\bchủ nhật\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"]([^”\"]{3,80})[”\"]")
_NAME = re.compile(rf"(?:\b[{UPPER}]\w*\b[\s-]*){{2,}}")
# Bodies that any letter names on every page: their name alone tells nothing.
_COMMON_NAME = re.compile(
    r"ủy ban nhân dân|uỷ ban nhân dân|ubnd|văn phòng|phong trào|hồ chí minh|chính phủ|trung ương"
    r"|nhà nước|việt nam|tổ quốc|thủ tướng|học tập và làm|\bbác\b|\bđảng\b|chủ tịch|covid",
    re.IGNORECASE,
)
ENOUGH = 0.5
HABIT = 0.5
"""What names and actions are worth beside a word of habit (``thường xuyên``)."""


def fact_strength(text: str, cited: bool, quoted_away: Iterable[str] = ()) -> float:
    """How surely ``text`` holds a fact, 0 to 1; ``cited``: a legal reference stands in it;
    ``quoted_away``: names in quotation marks that say nothing (the movement's own)."""
    away = [set(syllables(q)) for q in quoted_away]
    left = 1.0
    if cited or _SYMBOL.search(text):
        left *= 0.1
    bare_text = _SYMBOL.sub(" ", text)
    if _DATE.search(bare_text):
        left *= 0.3
    if _figures(_DATE.sub(" ", bare_text)):
        left *= 0.1
    elif _SPELLED.search(text):
        left *= 0.5
    if _RHYTHM.search(text):
        left *= 0.6
    for quoted in _QUOTED.findall(text):
        words = set(syllables(quoted))
        if not any(len(words & a) >= 0.7 * len(words) for a in away):
            left *= 0.3
            break
    if _titled_document(text):
        left *= 0.4
    unquoted = _QUOTED.sub(" ", text)
    told = 1.0
    if _acting_body(unquoted):
        told *= 0.5
    elif _names(unquoted):
        told *= 0.62
    if _has_phrase(text, _actions()):
        told *= 0.5
    if _has_phrase(text, _habits()):  # who always does something has done nothing to be checked
        told = 1 - (1 - told) * HABIT
    return 1 - left * told


def _figures(text: str) -> bool:
    for match in _FIGURE.finditer(text):
        unit = (match.group(2) or "").lower()
        if unit in _NO_UNIT or _NO_COUNT_BEFORE.search(text[: match.start()]):
            continue
        if unit or len(match.group(1)) < 4:
            return True
    return False


def _names(text: str) -> bool:
    """Whether a proper name stands in the text that not every letter has."""
    for match in _NAME.finditer(text):
        name = match.group().strip()
        if match.start() == 0 and len(name.split()) < 3:
            # the first word of a sentence is a capital anyway
            name = " ".join(name.split()[1:])
        if len(name.split()) >= 2 and not _COMMON_NAME.search(name):
            return True
    return False


@cache
def _bodies() -> re.Pattern[str]:
    kinds = "|".join(re.escape(p) for p in outline_wordings().fact_bodies)
    return re.compile(rf"\s*(?i:{kinds})\s+((?:[{UPPER}]\w*[\s,-]*)+)")


def _acting_body(text: str) -> bool:
    """Whether a clause begins with a body by name that does something (``Phòng Nội vụ …``)."""
    match = _bodies().match(text)
    return match is not None and not _COMMON_NAME.search(match.group())


@cache
def _actions() -> frozenset[tuple[str, ...]]:
    return frozenset(syllables(p) for p in outline_wordings().fact_actions)


@cache
def _habits() -> frozenset[tuple[str, ...]]:
    return frozenset(syllables(p) for p in outline_wordings().fact_habits)


@cache
def _documents() -> re.Pattern[str]:
    kinds = "|".join(re.escape(p) for p in outline_wordings().fact_documents)
    # the type, then a name that begins with a capital or after "ban hành", "về"
    return re.compile(
        rf"\b(?i:{kinds})\s+(?:(?i:ban hành|về việc|về)\s+)?(?:[{UPPER}]\w*)(?:[\s-]+\w+){{2,}}"
        rf"|\b(?i:luật)\s[^.;]*?năm\s+\d{{4}}"
    )


def _titled_document(text: str) -> bool:
    return bool(_documents().search(_QUOTED.sub(" ", text)))


def _has_phrase(text: str, phrases: frozenset[tuple[str, ...]]) -> bool:
    words = syllables(text)
    longest = max((len(p) for p in phrases), default=0)
    return any(
        words[n : n + k] in phrases for n in range(len(words)) for k in range(1, longest + 1)
    )


@cache
def _empty() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Stock phrases by first syllable, longest first; several syllables without tone marks."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in outline_wordings().empty_words:
        parts = syllables(phrase)
        if len(parts) > 1:
            parts = tuple(toneless(p) for p in parts)
        table.setdefault(parts[0], []).append(parts)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in table.items()}


def novelty(text: str, known: frozenset[str], movement: tuple[str, ...] = ()) -> tuple[int, float]:
    """How many content words a clause adds to ``known`` and to stock words, and their share of its
    words: a concrete statement has several, the outline's own words said again have none, and in
    a hollow one they are few among many."""
    words = weighed(text, movement)
    exact = tuple(w.text for w in words)
    plain = tuple(toneless(w) for w in exact)
    told = {toneless(w) for w in known}
    fresh = at = 0
    while at < len(words):
        phrases = [p for p in _empty().get(plain[at], ()) if plain[at : at + len(p)] == p]
        phrases += [p for p in _empty().get(exact[at], ()) if exact[at : at + len(p)] == p]
        if phrases:
            at += max(len(p) for p in phrases)
            continue
        fresh += words[at].weight >= 1.0 and plain[at] not in told
        at += 1
    return fresh, fresh / max(1, len(words))
