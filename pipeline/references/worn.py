"""Codes behind a printed type whose marks or letters are worn: ``Kế hoạch số 92-KH'ĐUK``.

On worn copies digits stand when slashes have long gone: of 1,565 slashes on scans with 2 to 4 %
errors one in eight was lost or read as a space or a stop, of 2,980 digits one in a hundred was
misread. So the number is taken as it was read, and what follows is compared with what can follow:
the printed type's code with the codes of bodies. Only what fits far better than all else counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.knowledge.citations import citations
from pipeline.knowledge.decisions import known_symbols
from pipeline.references.codes import means
from pipeline.references.repair import Symbol
from pipeline.references.view import View
from pipeline.text import fold

# Costs of one difference; letters that look alike in print cost less (models/wordings).
_MARK = 0.25  # a mark read as another, or as a space; dirt
_LOST_MARK = 0.5
_LETTER = 1.0
_ALIKE = 0.5
_GONE = 0.9  # a letter lost or gained
_FAR = 9.0
_SLACK = 0.2  # of the letters, for any body known
_NEAR_SLACK = 0.34  # for those that this letter cites in clear or signs with, and everyday ones
_ONLY_SLACK = 0.5  # for the one body that issues a type of texts
_WHOLE = 0.5  # letters wrong in the type's code where the body's is whole
_SHORT = 2  # letters of a body: one of them lost leaves nothing to know it by
_USUAL = 0.3  # for an everyday body that the letter does not cite in clear
_STRANGER = 0.8  # for a body that nothing else in the letter speaks of
_APART = 0.7  # what the next best must cost more
_MARKS_WORN = 1.3  # all marks together
_WORN_OUT = 2.0  # marks and letters together
_TOLD = 0.5  # of a letter's cost in the type's code: the type is printed in front
_DIGIT = 1.5  # a digit lost or gained: THPT2 is no THPT
_WINDOW = 18
_STROKES = "1il7j"  # letters and digits that a slash is read as
_STOP = re.compile(r"(?<=[a-z]{2})\(|[;\n]| ?ng[ae][yv]| (?:cua|ve|va|do|tai|nam|thang)\b|, ")
_NUMBER = re.compile(
    r"(?:^|[^a-z0-9])n?[sxv][o06] ?[.:,'*-]? ?(?P<number>\d{1,5})"
    r"(?!\d)(?:(?!\.\d|/\d(?![a-z]))|(?=[ ./|\\'\"-]{1,2}(?:19|20)[0-9ilo]{2}[^0-9]))"
)
_YEAR = re.compile(r"[ ./|\\'\"-]{1,2}((?:19|20)[0-9ilo]{2})(?![0-9])")
_YEAR_DIGITS = str.maketrans("ilo", "110")
_CODE_AFTER = re.compile(r"[^\w\n,;)]{1,2}(?:[A-Z0-9]{2,8}|[A-Z]{2}g)(?![a-z0-9])")
_GOES_ON = re.compile(r"(?!ngay|cua)(?:[^\s,;:)\]\"/]?[A-Za-z0-9]|[-.']?<)")
_MORE_DIGITS = re.compile(r"\W{1,2}\d[\d/|]")  # 7?3/QĐ-TTg: the number is not whole
_MOST = 300
"""Places of one letter that are looked at: more are no letter."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What may stand behind a number: ``/QĐ-TTg``, ``-CT/TW``."""

    type_code: str
    body: str
    party: bool

    @property
    def text(self) -> str:
        first, second = ("-", "/") if self.party else ("/", "-")
        return f"{first}{self.type_code}{second}{self.body}"


@dataclass(frozen=True, slots=True)
class Found:
    """The tail that is meant, where it ends in the view, and what it cost."""

    tail: Tail
    end: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Fit:
    cost: float
    letters: float
    tail: Tail
    end: int


def worn_places(view: View, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Numbers behind a "số" outside ``taken``, as (start, end) in the view."""
    covered = sorted(taken)
    found: list[tuple[int, int]] = []
    n = 0
    for match in _NUMBER.finditer(view.low):
        start, end = match.span("number")
        while n < len(covered) and covered[n][1] <= start:
            n += 1
        if n == len(covered) or covered[n][0] >= end:
            found.append((start, end))
        if len(found) == _MOST:
            break
    return found


def in_clear(symbols: Iterable[Symbol], own: str | None, party: bool = False) -> frozenset[Tail]:
    """The tails that a letter cites in clear, with each body under each type; ``own``: the code
    that it signs with, ``party``: in the Party's style. A body that no table knows counts where
    two numbers have it."""
    known = citations()
    numbers: dict[tuple[str, bool], set[str]] = {}
    for symbol in symbols:
        clean = not symbol.repairs and not symbol.cut and symbol.type_code
        if clean and len(symbol.codes) == 2 and not symbol.year:
            numbers.setdefault((symbol.codes[1], symbol.party), set()).add(symbol.number)
    bodies = {body for body, seen in numbers.items() if means(body[0], known) or len(seen) > 1}
    bodies |= {(own, party)} if own else set()
    return frozenset(
        Tail(code, body, party)
        for body, party in bodies
        for kind, codes in known.codes_of_type.items()
        for code in codes
        if kind != known.untyped  # which has no code
    )


def near_at(view: View, at: int, kind: str, near: frozenset[Tail]) -> Found | None:
    """The tail of an everyday body, or of one that the letter cites in clear, behind
    ``flat[:at]`` that was read whole but for its dash or one letter that looks like another."""
    codes = citations().codes_of_type.get(kind, ())
    own = frozenset(t for t in near if t.type_code in codes)
    found = _fitting(view, at, own, own | _everyday(kind))
    most = _ALIKE if found and found.tail in own else _ALIKE + _USUAL
    return found if found and found.cost <= most else None


def tail_at(view: View, at: int, kind: str, near: frozenset[Tail]) -> Found | None:
    """What is meant by the codes behind ``flat[:at]``, a number with the type ``kind`` in front;
    None where nothing fits, or two things do."""
    codes = citations().codes_of_type.get(kind, ())
    own = frozenset(t for t in near if t.type_code in codes)
    return _fitting(view, at, own, own | _general(kind))


def completed_at(view: View, at: int, kind: str) -> Found | None:
    """The tail behind a number and year of a type that one body alone issues, however little of
    it could be read."""
    tail = citations().completed.get(kind)
    if tail is None:
        return None
    code, _, body = tail.partition("-")
    meant = Tail(code, body, False)
    marks, wrong, end = _cost(_window(view, at), fold(meant.text), len(code) + 1)
    letters = sum(ch.isalnum() for ch in meant.text)
    fits = wrong <= _ONLY_SLACK * letters and marks + wrong <= _WORN_OUT
    return Found(meant, at + end, marks + wrong) if fits else None


def _fitting(view: View, at: int, near: frozenset[Tail], tails: frozenset[Tail]) -> Found | None:
    window = _window(view, at)
    if len(window) < 3 or _MORE_DIGITS.match(window):
        return None
    best: dict[tuple[str, str], _Fit] = {}
    for tail in sorted(tails, key=_text):
        letters = sum(ch.isalnum() for ch in tail.text)
        close = tail in near or tail.body in citations().everyday
        marks, wrong, end = _cost(window, fold(tail.text), len(tail.type_code) + 1)
        slack = _NEAR_SLACK if close and len(tail.body) > _SHORT else _SLACK
        if wrong <= slack * letters and marks <= _MARKS_WORN and marks + wrong <= _WORN_OUT:
            known = 0.0 if tail in near else _USUAL if close else _STRANGER
            fit = _Fit(marks + wrong + known, wrong, tail, end)
            what = (tail.type_code, tail.body)  # in either style it is one thing
            best[what] = min(best.get(what, fit), fit, key=lambda f: (f.cost, f.tail not in near))
    fits = sorted(best.values(), key=lambda f: (f.cost, f.tail.text))
    if not fits:
        return None
    whole = [f for f in fits if f.letters <= _WHOLE and _has_body(window, f.tail)]
    first = max(whole, key=lambda f: len(f.tail.body)) if whole else fits[0]
    if not whole and len(fits) > 1 and fits[1].cost - first.cost < _APART:
        return None
    return Found(first.tail, at + first.end, first.cost)


def year_at(view: View, at: int) -> tuple[str | None, int]:
    """The year of a normative text behind the number that ends at ``flat[at]``, and where it
    ends; its slashes may be gone."""
    match = _YEAR.match(view.low, at)
    return (match[1].translate(_YEAR_DIGITS), match.end()) if match else (None, at)


def _has_body(window: str, tail: Tail) -> bool:
    """Whether the body's code can be read whole: the type's, printed in front, says little more."""
    before = f"[^a-z0-9]|{fold(tail.type_code[-1])}"
    return bool(re.search(rf"(?:{before}){re.escape(fold(tail.body))}(?![a-z0-9])", window))


def _window(view: View, at: int) -> str:
    window = view.low[at : at + _WINDOW]
    stop = _STOP.search(window)
    return window[: stop.start()] if stop else window


def symbol_from(
    view: View, start: int, number: str, at: int, found: Found, kind: str, year: str | None = None
) -> Symbol:
    """The symbol of a number at ``flat[start:at]`` (and ``year``) with the tail that was found."""
    tail = found.tail
    text = f"{number}{f'/{year}' if year else ''}{tail.text}"
    raw = view.raw(start, found.end)
    # Where no mark stands between, the number's last digit may be what was read of the slash.
    glued = view.flat[at : at + 1].isalnum()
    short = number[:-1]
    doubtful = glued and not year and len(short) > 1 and short.strip("0")
    return Symbol(
        number, year, "-" if tail.party else "/", (tail.type_code, tail.body),
        ("/" if tail.party else "-",), kind, tail.type_code, 2, found.end, (f"{raw}→{text}",),
        (0.6 if doubtful else 0.9) - 0.12 * found.cost,
        f"{short}{tail.text}" if doubtful else None,
    )  # fmt: skip


def is_worn(symbol: Symbol, view: View) -> bool:
    """Whether something about a symbol says that its codes were not read in full."""
    goes_on = bool(_GOES_ON.match(view.flat, symbol.end))
    known = all(means(c, citations()) for c in symbol.codes)
    lone = len(symbol.codes) == 1 and bool(symbol.type_code)
    short = len(symbol.codes[-1]) < _SHORT + 1
    goes_on |= (lone or short or not known) and bool(_CODE_AFTER.match(view.flat, symbol.end))
    mended = any(not note.rpartition("→")[2].isdigit() for note in symbol.repairs)
    strange = mended and not known
    return symbol.cut or goes_on or strange


def _text(tail: Tail) -> str:
    return tail.text


@cache
def _general(kind: str) -> frozenset[Tail]:
    """The tails of a type with every body known, and those of texts known by name."""
    known = citations()
    found = set()
    for code in known.codes_of_type.get(kind, ()) if kind != known.untyped else ():
        for key, body in known.issuer_codes.items():
            if (code, True) in known.type_of_code and key in known.party_codes:
                found.add(Tail(code, body.code, True))
            if (code, False) in known.type_of_code and key not in known.party_codes:
                found.add(Tail(code, body.code, False))
        for text in known_symbols():
            parts = re.fullmatch(rf"\d+(?:/{code}-(.+)|-{code}/(.+))", text)
            if parts:
                found.add(Tail(code, parts[1] or parts[2], parts[2] is not None))
    return frozenset(found)


@cache
def _everyday(kind: str) -> frozenset[Tail]:
    return frozenset(tail for tail in _general(kind) if tail.body in citations().everyday)


@lru_cache(maxsize=20_000)
def _cost(window: str, wanted: str, told: int) -> tuple[float, float, int]:
    """What makes the beginning of ``window`` differ from ``wanted``: in marks, in letters, and
    where that beginning ends, at the end of a word. The first ``told`` characters are known from
    the printed type, so that letters misread there count half."""
    rows = len(window) + 1
    # (total, marks) for window[:i] against wanted[:j]
    line = [_dirt(window[:n]) for n in range(rows)]
    for at, ch in enumerate(wanted):
        mark = not ch.isalnum()
        weight = 1.0 if mark or at >= told else _TOLD
        lost = _LOST_MARK if mark else weight * _gone(ch)
        fresh = [(line[0][0] + lost, line[0][1] + (lost if mark else 0.0))]
        for n in range(1, rows):
            seen = window[n - 1]
            both = mark and (not seen.isalpha() or seen in _STROKES)
            change = 0.0 if seen == ch else weight * _changed(ch, seen)
            gained = _MARK if not seen.isalnum() else _gone(seen)
            fresh.append(
                min(
                    (line[n - 1][0] + change, line[n - 1][1] + (change if both else 0.0)),
                    (line[n][0] + lost, line[n][1] + (lost if mark else 0.0)),
                    (fresh[n - 1][0] + gained, fresh[n - 1][1] + gained * (not seen.isalnum())),
                )
            )
        line = fresh
    ends = [n for n in range(1, rows) if n == rows - 1 or not window[n].isalnum()]
    total, marks, end = min(((*line[n], n) for n in ends), default=(_FAR, 0.0, 0))
    return marks, total - marks, end


def _dirt(text: str) -> tuple[float, float]:
    marks = sum(_MARK for ch in text if not ch.isalnum())
    return marks + sum(_gone(ch) for ch in text if ch.isalnum()), marks


def _gone(ch: str) -> float:
    return _DIGIT if ch.isdigit() else _GONE


def _changed(printed: str, seen: str) -> float:
    if not printed.isalnum():
        return _MARK if not seen.isalnum() else _LOST_MARK if seen in _STROKES else _LETTER
    if not seen.isalnum():
        return _LETTER
    return _ALIKE if seen in citations().look_alike.get(printed, "") else _LETTER
