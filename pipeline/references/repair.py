"""From what was read to the symbol that was printed, with a note of every mend.

The rule above all: OCR noise is mended, a number that could be right is left alone. Letters that
stand for digits, spaces, letter case and lost diacritics are noise; ``1733`` is not ``733``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import Citations, citations
from pipeline.knowledge.decisions import known_symbols
from pipeline.references.bodies import same_body
from pipeline.references.codes import issuer_code, key_of, means, type_code, unjoined, worn_at
from pipeline.references.symbols import Core, Part
from pipeline.references.view import View
from pipeline.text import nfc

_MARKS = ("", "-", "/")
_SLASHES = ("|", "\\")
_DIGIT_LIKE = "OoQlI|SZ!]"
_DIGITS = str.maketrans(_DIGIT_LIKE, "0001115211")
# What is left of an issuer's code behind the type's: a dash, and something that ends the word.
_WORN = re.compile(r" ?[-/|\\;.:~_=*\"'][^\s,;]{1,9}(?: (?=[a-z] ))?")
_DIRTY = re.compile(r"[-/] ?[<>*~_'\"]")  # a dash or slash with a speck behind it
_SLASH_LIKE = "137"  # digits that a slash is misread as


@dataclass(frozen=True, slots=True)
class Symbol:
    """``number`` keeps its leading zeros. ``codes``: with their marks, ``QĐ-TTg``, ``CT/TW``.
    ``kind``: type by its code. ``known``: how many codes mean something. ``other``: another
    reading that is as plausible. ``end``: where it ends in the view. ``cut``: the print goes on
    after the type's code, but what it says can't be read. ``torn``: the number, where a sign that
    is no digit stands in it, with "?" in its place."""

    number: str
    year: str | None
    mark: str
    codes: tuple[str, ...]
    marks: tuple[str, ...]
    kind: str | None
    type_code: str | None
    known: int
    end: int
    repairs: tuple[str, ...] = ()
    doubt: float = 1.0
    other: str | None = None
    cut: bool = False
    torn: str | None = None

    @property
    def text(self) -> str:
        year = f"/{self.year}" if self.year else ""
        return f"{self.number}{year}{self.mark}{self.tail}"

    @property
    def tail(self) -> str:
        return self.codes[0] + "".join(
            m + c for m, c in zip(self.marks, self.codes[1:], strict=True)
        )

    @property
    def party(self) -> bool:
        return self.mark == "-"


def symbol_of(core: Core, view: View, lead: str | None) -> Symbol | None:
    """The symbol that ``core`` stands for; None if its codes are no codes. ``lead``: the type
    printed in front, if any."""
    parts = _joined(core.parts, view, citations())
    read = _read(parts, view, lead)
    party = core.mark == "-"
    if not read.codes or (party and len(read.codes) < 2) or (core.odd and not read.type_code):
        return None
    number, other, doubt = _number(core)
    if not number[:1].isdigit() or len(number) > 6 or int(digits_of(number)) == 0:
        return None
    notes = [*read.notes, *_mark_notes(core, view, parts[: len(read.codes)])]
    if core.glued or number != core.number:
        slash = "/" if core.glued else ""
        notes.insert(0, f"{core.number}{core.mark if core.glued else ''}→{number}{slash}")
    year = core.year.translate(_DIGITS) if core.year else None
    seen = view.raw(core.start, core.number_end)
    if "§" in seen:
        notes.insert(0, f"{seen}→{number}")
        doubt *= 0.8
    if year != core.year:
        notes.append(f"{core.year}→{year}")
    if core.start and view.flat[core.start - 1].isalpha():  # số733
        notes.insert(0, "→␣")
    symbol = Symbol(
        number, year, "-" if party else "/",
        tuple(read.codes), tuple(read.marks), _kind(read.type_code, party), read.type_code,
        read.known, parts[min(len(read.codes), len(parts)) - 1].end, tuple(notes),
        doubt * 0.97 ** len(notes),
    )  # fmt: skip
    worn = _WORN.match(view.flat, symbol.end) if read.type_code and len(read.codes) == 1 else None
    if worn:
        return replace(symbol, cut=True, end=worn.end())
    if not other:
        return symbol
    short, long = replace(symbol, number=other), symbol
    if short.text in known_symbols():  # 7333QĐ-TTg: a text that letters are known to cite
        return replace(short, other=long.text)
    return replace(long, other=short.text)


@dataclass(slots=True)
class _Read:
    """Codes while they are being read. ``known``: how many of them mean something."""

    codes: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    type_code: str | None = None
    known: int = 0


def _read(parts: tuple[Part, ...], view: View, lead: str | None) -> _Read:
    """The codes that ``parts`` stand for, up to the first that is none."""
    known = citations()
    read = _Read()
    for n, part in enumerate(parts):
        raw = nfc(view.raw(part.start, part.end))
        if n > 1 and (part.gap.count(" ") > 1 or part.mark == ","):
            break  # a dash between phrases, as the symbol has its issuer
        clear = part.mark in (*_MARKS, *_SLASHES) or _DIRTY.fullmatch(part.mark)
        if not clear and not (read.type_code and key_of(raw) in known.issuer_codes):
            break  # a comma or a stop, not a dash misread
        code = type_code(raw, lead, known) if n == 0 else None
        if code is not None:
            read.type_code = code
        elif n == 0 and len(parts) == 1 and (two := unjoined(raw, lead, known)):
            read.type_code = two[0]
            read.codes, read.marks, read.known = list(two), ["-"], 2
            read.notes.append(f"{raw}→{'-'.join(two)}")
            break
        elif raw[0].isalpha():
            code = issuer_code(raw, known, near=n == (read.type_code is not None))
            if n == 1 and code and (tail := known.completed.get(lead or "")):
                code = _only(read.type_code, code, tail)
        if code is None:
            break
        read.codes.append(code)
        read.known += code.lower() != raw.lower() or means(code, known)
        if n:
            mark = part.mark if part.mark in _MARKS else "/" if part.mark[0] in "/|\\" else "-"
            read.marks.append(mark)
            if mark != part.mark:
                read.notes.append(f"{part.mark}→{mark}")
        if "\n" not in raw and raw != code:
            read.notes.append(f"{raw}→{code}")
    return read


def _only(type_code: str | None, code: str, tail: str) -> str:
    """``CV`` → ``CP`` behind the ``NĐ`` of a Nghị định: one body alone issues them."""
    kind, _, only = tail.partition("-")
    near = Levenshtein.distance(key_of(code), key_of(only)) <= 1
    return only if kind == type_code and near else code


def _kind(code: str | None, party: bool) -> str | None:
    """The type by its code; of the Party's or of the state's texts, whichever the style is."""
    if code is None:
        return None
    known, term = citations().type_of_code, code.rstrip("0123456789")
    return known.get((term, party)) or known.get((term, not party))


def _mark_notes(core: Core, view: View, parts: tuple[Part, ...]) -> Iterator[str]:
    """What was mended between number and codes: misread slashes and spaces around marks (a
    line's end is none)."""
    stops = [core.number_end, *(part.end for part in parts)]
    gaps = [view.raw(a, part.start) for a, part in zip(stops, parts, strict=False)]
    if core.odd or (not core.glued and core.mark in "\\|"):
        yield f"{gaps[0].strip()}→{'/' + core.year if core.year else ''}/"
    if any(" " in gap and not re.search(r"[\n\f]", gap) for gap in gaps):
        yield "␣→"


def _number(core: Core) -> tuple[str, str | None, float]:
    """The number, its other reading where there is one, and the faith in it."""
    number = core.number
    suffix = ""
    if not core.glued and number[-1].isalpha() and number[-1] not in _DIGIT_LIKE:
        number, suffix = number[:-1], number[-1].lower()  # 30c/NQ-CP
    plain = number.replace(".", "").translate(_DIGITS)
    if core.glued:
        return _unglued(plain, core.mark, core.year)
    doubt = 1.0 if plain == number.replace(".", "") else 0.85
    return plain + suffix, None, 0.7 if re.search(r"\.\d{1,2}$", number) else doubt


def digits_of(number: str) -> str:
    return "".join(ch for ch in number if ch.isdigit())


def _unglued(number: str, mark: str, year: str | None) -> tuple[str, str | None, float]:
    """Number, its other reading, and the faith in it, where no slash was read. A slash that left
    no trace is four times as frequent as one read as a digit (``models/noise``); yet a last digit
    that looks like one may be it."""
    if mark or year:
        return number, None, 0.85
    if number[-1] in _SLASH_LIKE and len(number) > 1:
        return number, number[:-1], 0.55
    return number, None, 0.8


def _joined(parts: tuple[Part, ...], view: View, known: Citations) -> tuple[Part, ...]:
    """``V PUBND`` → ``VPUBND``: the last code and the word after it, if together they are a
    code that they are not alone."""
    last = parts[-1]
    seen = view.flat[last.start : last.end].lower()
    rest = view.flat[last.end : last.end + 12]
    term = re.match(r" (1[0-9]|[89])(?!\w)", rest)
    if term and seen.endswith("qh") and seen in known.type_codes:
        return (*parts[:-1], Part(last.mark, last.gap, last.start, last.end + term.end()))
    if rest[:1] == " " and len(parts) > 1 and seen not in known.issuer_codes:
        word = rest[1:].split(" ")[0].rstrip(",.;:)")
        piece = word.isalnum() and (word[0].isupper() or len(word) < 3)
        if piece and seen + word.lower() in known.issuer_codes:
            wider = Part(last.mark, last.gap, last.start, last.end + 1 + len(word))
            return (*parts[:-1], wider)
    return parts


def own_mended(symbol: Symbol, code: str | None, issuer: str | None) -> Symbol:
    """The symbol with ``code``, that of the citing letter's own office ``issuer``, where an
    unknown code is that but for one letter: offices cite themselves. A code that is printed as
    their own is theirs, even if another body's differs in a stroke only."""
    at = 1 if symbol.type_code else 0
    mend = f"{code}→{symbol.codes[at]}" if at < len(symbol.codes) else ""
    if code and mend in symbol.repairs and key_of(code) == key_of(symbol.codes[at]):
        body = citations().issuer_codes.get(key_of(code))
        if body is None or not any(same_body(name, issuer or name) for name in body.names):
            codes = (*symbol.codes[:at], code, *symbol.codes[at + 1 :])
            return replace(
                symbol, codes=codes, repairs=tuple(r for r in symbol.repairs if r != mend)
            )
    if not code or symbol.cut or at >= len(symbol.codes) or means(symbol.codes[at], citations()):
        return symbol
    seen, wanted = key_of(symbol.codes[at]), key_of(code)
    numbered = [re.sub(r"\D", "", each) for each in (seen, wanted)]  # THPT2 is no THPT
    one_off = abs(len(seen) - len(wanted)) == 1 == Levenshtein.distance(seen, wanted)
    at_worn = worn_at(symbol.codes[at])
    worn = at_worn is not None and _but_for(seen, at_worn) == _but_for(wanted, at_worn)
    if not (one_off or worn) or numbered[0] != numbered[1]:
        return symbol
    codes = (*symbol.codes[:at], code, *symbol.codes[at + 1 :])
    repairs = (*symbol.repairs, f"{symbol.codes[at]}→{code}")
    return replace(symbol, codes=codes, repairs=repairs, doubt=symbol.doubt * 0.9)


def _but_for(code: str, at: int) -> str:
    return f"{code[:at]}?{code[at + 1 :]}"


def issuer_mended(symbol: Symbol, code: str) -> Symbol:
    """The symbol with ``code``, that of the issuer printed beside it, where an unknown code of
    its own is nearly the same: ``BTĐĐĐKT`` by the Ban Thi đua - Khen thưởng is ``BTĐKT``; or where
    nothing of it could be read."""
    at = 1 if symbol.type_code else 0
    if symbol.cut:
        return replace(
            symbol, codes=(*symbol.codes, code), marks=("/" if symbol.party else "-",), cut=False,
            repairs=(*symbol.repairs, f"?→{code}"), doubt=symbol.doubt * 0.8,
        )  # fmt: skip
    if code in symbol.codes or at >= len(symbol.codes) or len(code) < 4:
        return symbol
    seen, wanted = key_of(symbol.codes[at]), key_of(code)
    if means(symbol.codes[at], citations()) or Levenshtein.distance(seen, wanted) > 2:
        return symbol
    note = f"{symbol.codes[at]}→{code}"
    codes = (*symbol.codes[:at], code, *symbol.codes[at + 1 :])
    repairs = (*symbol.repairs, note)
    return replace(symbol, codes=codes, repairs=repairs, doubt=symbol.doubt * 0.9)
