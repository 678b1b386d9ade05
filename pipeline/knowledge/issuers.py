"""Bodies that issue letters: their official names, printed names and parts of symbols."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, get_args

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import bare, fold, squash

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?$"
)
_COMMITTEES = {"thị ủy": "thị xã", "thành ủy": "thành phố"}
Level = Literal["central", "province", "party"]


@dataclass(frozen=True, slots=True)
class Body:
    """``symbols``: its part of a symbol, the usual one first. ``level`` province: one in each, so
    its official name takes the province's. ``parent``: the body over it, by name. ``since``,
    ``until``: ISO dates of its first and last day, None where the table knows none; ``into``: the
    body that took its work over."""

    name: str
    symbols: tuple[str, ...]
    level: Level
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    local: bool = False
    since: str | None = None
    until: str | None = None
    into: str | None = None

    def stands_on(self, day: str | None) -> bool:
        """Whether it was there on a day (ISO, or a month); of no day, yes."""
        if day is None:
            return True
        begun = self.since is None or self.since[: len(day)] <= day
        return begun and (self.until is None or day <= self.until[: len(day)])


@dataclass(frozen=True, slots=True)
class _Tables:
    bodies: tuple[Body, ...]
    expansions: tuple[tuple[str, str], ...]
    capital_starts: tuple[str, ...]
    heads: tuple[str, ...]
    units: tuple[str, ...]
    organs: tuple[str, ...]


@cache
def _tables() -> _Tables:
    path = models_folder() / "gazetteers" / "issuers.yaml"
    content: dict[str, Any] = read_yaml(path) or {}
    found: list[Body] = []
    for level in get_args(Level):
        rows = content.get(level)
        if not isinstance(rows, list):
            raise BadKnowledge(where=f"{path} @ $.{level}", what="no list")
        for i, row in enumerate(rows):
            try:
                local = level == "province" or row.get("of") == "province"
                found.append(
                    Body(
                        row["name"], tuple(row["symbols"]), level, row.get("parent"),
                        tuple(row.get("aliases", ())), local,
                        row.get("since"), row.get("until"), row.get("into"),
                    )
                )  # fmt: skip
            except (KeyError, TypeError, AttributeError) as error:
                raise BadKnowledge(where=f"{path} @ $.{level}[{i}]", what=str(error)) from error
    names = {b.name for b in found}
    for body in found:
        if body.parent is not None and body.parent not in names:
            raise BadKnowledge(where=f"{path}: {body.name}", what=f"parent {body.parent}")
        if body.into is not None and body.into not in names:
            raise BadKnowledge(where=f"{path}: {body.name}", what=f"into {body.into}")
    expansions = content.get("expansions")
    if not isinstance(expansions, dict):
        raise BadKnowledge(where=f"{path} @ $.expansions", what="no table")
    lists = []
    for key in ("capital_starts", "heads", "units", "organs"):
        if not isinstance(content.get(key), list):
            raise BadKnowledge(where=f"{path} @ $.{key}", what="no list")
        lists.append(tuple(map(str, content[key])))
    longest_first = sorted(expansions.items(), key=lambda e: (-len(e[0]), e[0]))
    return _Tables(tuple(found), tuple(longest_first), *lists)


def bodies() -> tuple[Body, ...]:
    """All bodies of ``models/gazetteers/issuers.yaml``. Raises ``BadKnowledge``."""
    return _tables().bodies


@lru_cache(maxsize=1 << 12)
def body_named(text: str, least: float = 90.0) -> tuple[Body, float] | None:
    """The body whose name or alias ``text`` is, with its likeness 0 to 1. Damage is allowed in
    proportion to the length; ``least`` in percent."""
    wanted = fold(expand(text))
    best: tuple[Body, float] | None = None
    for body, name in _names():
        score = fuzz.ratio(wanted, name)
        if score >= least and (best is None or score / 100 > best[1]) and _may_be(wanted, name):
            best = (body, score / 100)
    return best


def _may_be(read: str, name: str) -> bool:
    """Whether each word of what was read may be that of a name, misread. One word of another
    makes another body: Cục Đường sắt is no Cục Đường bộ, however like the rest is."""
    ours, theirs = read.split(), name.split()
    if len(ours) != len(theirs):  # run together or apart, but none added or left out
        joined, whole = "".join(ours), "".join(theirs)
        return Levenshtein.distance(joined, whole) <= max(2, len(whole) // 12)
    return all(
        Levenshtein.distance(a, b) <= (0 if b.isdigit() else max(1, len(b) // 3))
        for a, b in zip(ours, theirs, strict=True)
    )


@cache
def _names() -> tuple[tuple[Body, str], ...]:
    """Every name and alias, folded."""
    return tuple((body, fold(name)) for body in bodies() for name in (body.name, *body.aliases))


def bodies_of_symbol(code: str) -> tuple[Body, ...]:
    """All bodies that ``code`` (``UBND``, ``SNV``) stands for; exact first, else by letters with
    diacritics and case ignored."""
    exact = tuple(b for b in bodies() if code in b.symbols)
    if exact:
        return exact
    wanted = bare(code).upper()
    return tuple(b for b in bodies() if wanted in (bare(s).upper() for s in b.symbols))


@cache
def known_codes() -> frozenset[str]:
    """All issuers' parts of symbols."""
    return frozenset(code for body in bodies() for code in body.symbols)


def expand(text: str) -> str:
    """Short forms written out: ``UBND tỉnh`` is ``Ủy ban nhân dân tỉnh``."""
    return _short_forms().sub(lambda m: _by_short()[m.group()], text)


def nearest_short(word: str) -> str:
    """A short form that OCR gave a strange letter or mark (``UBNÑD``), as the table has it; any
    other word as it is."""
    plain = bare(word)
    if word in _by_short() or len(word) < 4 or not word.isupper() or _SYLLABLE.match(plain.lower()):
        return word
    near = [s for s in _by_short() if len(s) >= 4 and Levenshtein.distance(plain, bare(s)) <= 1]
    return near[0] if len(near) == 1 else word


@cache
def _by_short() -> dict[str, str]:
    return dict(_tables().expansions)


@cache
def _short_forms() -> re.Pattern[str]:
    shorts = "|".join(re.escape(short) for short, _ in _tables().expansions)
    return re.compile(rf"(?<!\w)(?:{shorts})(?!\w)")


def starts_body(text: str) -> bool:
    """Whether a printed line begins the name of a body, not the rest of one."""
    words = fold(text).split()
    return any(words[: h.count(" ") + 1] == fold(h).split() for h in _tables().heads)


def organ_named(text: str) -> str | None:
    """The organ that a printed line is (``BAN THƯỜNG TRỰC``), whose name needs that of its body."""
    wanted = fold(text)
    return next((organ for organ in _tables().organs if fold(organ) == wanted), None)


def is_unit(word: str) -> bool:
    """Whether a word, or two, stands before the name of a place: ``huyện``, ``thị xã``."""
    return word.lower() in _tables().units


def unit_in(name: str) -> str | None:
    """The administrative unit at the end of a body's name: ``huyện Văn Bàn`` of its committee, or
    of Huyện ủy Văn Bàn."""
    words = name.split()
    for end in range(len(words) - 1, 0, -1):
        size = next((n for n in (2, 1) if n <= end and is_unit(" ".join(words[end - n : end]))), 0)
        if size:
            kind = " ".join(words[end - size : end]).lower()
            kind = _COMMITTEES.get(kind, kind.removesuffix(" ủy"))
            return " ".join([kind, *words[end:]])
    return None


def letter_case(text: str) -> str:
    """A name printed in capitals, as Nghị định 30/2020/NĐ-CP, Phụ lục II writes it: known parts
    and names after ``huyện``, ``xã`` … with capitals, other words small but for the first. Short
    forms (no vowels, or with digits) stay as they are."""
    from pipeline.knowledge.places import provinces

    printed = squash(text).split()
    words = [w if _is_short(w) else w.lower() for w in printed]
    folded = [fold(w).strip(" ,;.") for w in words]
    proper = {fold(p.name): p.name for p in provinces()}
    known = {fold(s): s for s in _tables().capital_starts}
    exact = [w.lower().strip(" ,;.") for w in printed]
    units = set(_tables().units)  # with their marks: `quận` is not `quan`
    i = 0
    while i < len(words):
        size = next((n for n in (4, 3, 2, 1) if _part(folded, i, n) in proper and n > 1), 0)
        if size:
            names = proper[_part(folded, i, size)].split()
            for j, name in enumerate(names[:size]):
                words[i + j] = name + ("," if words[i + j].endswith(",") else "")
        elif size := next((n for n in (3, 2, 1) if _known(folded, exact, i, n, known)), 0):
            small = zip(words[i : i + size], known[_part(folded, i, size)].split(), strict=True)
            words[i : i + size] = [_capital(w) if k[:1].isupper() else w for w, k in small]
        elif any(_part(exact, i - n, n) in units for n in (1, 2) if i >= n):
            for j in range(i, len(words)):
                words[j] = _capital(words[j])
            break
        i += max(1, size)
    return _capital(" ".join(words))


def _known(
    folded: list[str], exact: list[str], start: int, size: int, known: dict[str, str]
) -> bool:
    """Whether a part is in the table. One word needs its marks, unless it lost them all: ``viên``
    is not ``Viện``."""
    found = known.get(_part(folded, start, size))
    if found is None or size > 1:
        return found is not None
    return exact[start] in (found.lower(), folded[start])


def _part(words: list[str], start: int, size: int) -> str:
    return " ".join(words[start : start + size]) if start + size <= len(words) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_short(word: str) -> bool:
    """``CDNN``, ``TNHH``, ``CNTT``, ``2``: no Vietnamese syllable lacks a vowel."""
    return len(word) > 1 and not re.search(r"[aeiouy]", bare(word).lower())
