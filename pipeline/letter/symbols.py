"""The number line: ``Số: 3304/UBND-NC``, however it was written, spaced and read.

`number[/year]/TYPE-ISSUER[-UNIT]` (Nghị định 30/2020/NĐ-CP, Phụ lục III), and the Party's
`number-TYPE/BODY` (Hướng dẫn 36-HD/VPTW).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.knowledge.issuers import known_codes
from pipeline.knowledge.types import LetterType, is_type_code, letter_types, type_of_code
from pipeline.text import bare

_LABEL = re.compile(r"^[\W_]{0,4}(?:[Ss][ốôóòồổộỗọ06õö]|SỐ|[Ss]o(?=\s*:))\s*[:.;,]{0,2}\s*")
_PIECE = r"[A-ZĐƯ][A-Za-zĐđƯư&.0-9]{0,13}"
_SYMBOL = re.compile(rf"{_PIECE}(?:[-/,]{_PIECE}){{0,5}}")
_PARTY = re.compile(
    r"\s*[-–—]\s*(?P<type>[A-ZĐ][A-Za-zĐđ]{1,4})\s*/\s*(?P<body>[A-ZĐ][A-ZĐa-zđ\s–—-]{1,14})"
)
_LOOSE = re.compile(rf"(?<![A-Za-zĐđ]){_PIECE}(?:-{_PIECE})+")
_YEAR = re.compile(r"/\s*(?P<year>(?:19|20)\d\d)\s*(?=/)")
_DASHES = re.compile(r"\s*[-–—−‐]+\s*")
# The engine also reads the fraction's and the division's slash.
_SLASHES = {ord("⁄"): "/", ord("∕"): "/"}
# `06/2022/QH15`: after a year only a term of the National Assembly looks so.
_TERM = re.compile(r"[QO0]H[1Il]([0-9OIlS])")
_AS_DIGITS = str.maketrans({"O": "0", "I": "1", "l": "1", "S": "5"})
_TONES = {c: bare(c) for c in "ÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴ"}


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Character positions in the row's text. ``start``, ``end``: the slot of the number between
    the printed label and the slash. ``symbol`` is normal, without the slash before it; ``party``
    symbols are written after a dash. ``labelled``: whether ``Số`` was seen; ``slash``: whether
    the slash before the symbol was."""

    start: int
    end: int
    symbol: str | None
    symbol_start: int
    symbol_end: int
    party: bool = False
    labelled: bool = True
    slash: bool = True
    repairs: tuple[str, ...] = ()

    def full(self, number: str) -> str:
        return f"{number}{'-' if self.party else '/'}{self.symbol}"


def number_line(text: str) -> NumberLine | None:
    """The number line that ``text`` is, or None. A row that is only a label has no symbol."""
    text = text.translate(_SLASHES)
    label = _LABEL.match(text)
    start = label.end() if label else 0
    if party := _party(text, start):
        return party
    for at in (m.start() for m in re.finditer("/", text[start:])):
        slash = start + at
        year = _YEAR.match(text, slash)
        if found := _symbol_at(text, slash + 1):
            symbol, end = found
            plain = NumberLine(start, slash, symbol, slash + 1, end, labelled=bool(label))
            return (_undashed_party(text, plain) if label else None) or plain
        if year and (found := _symbol_at(text, text.index("/", year.end()) + 1)):
            symbol, end = found
            full = f"{year['year']}/{symbol}"
            return NumberLine(start, slash, full, slash + 1, end, labelled=bool(label))
    loose = list(_LOOSE.finditer(_DASHES.sub(lambda m: "-".ljust(len(m.group())), text), start))
    if loose and (label or is_type_code(loose[-1].group().split("-")[0])):
        at = loose[-1].start()
        symbol, end = _symbol_at(text, at) or (loose[-1].group(), loose[-1].end())
        return NumberLine(
            start, at, symbol, at, end, labelled=bool(label), slash=False,
            repairs=("thiếu dấu / trước ký hiệu",),
        )  # fmt: skip
    if label:
        return NumberLine(start, len(text), None, len(text), len(text))
    return None


def _party(text: str, start: int) -> NumberLine | None:
    for match in _PARTY.finditer(text, start):
        body = re.sub(r"\s", "", _DASHES.sub("-", match["body"])).strip("-")
        if type_of_code(match["type"], party=True) and body.isupper() and len(body) >= 2:
            before = text[start : match.start()]
            # A written number reads as anything, a slash too; two capitals are another symbol.
            if re.search(r"[A-ZĐ]{2}|/\s*(?:19|20)\d\d", before):
                return None
            symbol = f"{match['type']}/{body}"
            return NumberLine(start, match.start(), symbol, match.start("type"), match.end(), True)
    return None


def _undashed_party(text: str, line: NumberLine) -> NumberLine | None:
    """The Party's symbol whose dash was lost (``Số   TB/TU``); None where what stands before the
    slash is no type of the Party's, or what follows it has parts of its own."""
    before = re.search(r"(?<![\w/.])([A-ZĐ][A-Za-zĐđ]{1,4})\s*$", text[line.start : line.end])
    symbol = line.symbol
    if before is None or symbol is None or "-" in symbol:
        return None
    if type_of_code(before[1], party=True) is None:
        return None
    at = line.start + before.start(1)
    return replace(
        line, end=at, symbol=f"{before[1]}/{symbol}", symbol_start=at, party=True, slash=False,
        repairs=("thiếu dấu - trước ký hiệu",),
    )  # fmt: skip


def _symbol_at(text: str, start: int) -> tuple[str, int] | None:
    """The symbol that ``text[start:]`` begins with, blanks around dashes and inside pieces
    dropped, and where it ends."""
    kept: list[str] = []
    end = start
    rest = text[start:].rstrip()
    for token in re.finditer(r"\S+", rest):
        piece = _DASHES.sub("-", token.group())
        piece = (
            _type_first("".join(_TONES.get(ch, ch) for ch in piece))
            if not kept
            else "".join(_TONES.get(ch, ch) for ch in piece)
        )
        trial = "".join(kept) + piece
        core = trial.rstrip("-,.;:'`\"”’|_*~°^)] ")
        if not core or not _SYMBOL.fullmatch(core.rstrip("/")):
            break
        if kept and not (
            kept[-1].endswith(("-", ","))
            or piece.startswith(("-", ","))
            or core[-len(piece) :].isupper()
        ):
            break
        kept.append(piece)
        end = start + token.start() + len(token.group().rstrip("-,.;:'`\"”’|_*~°^)]"))
        if len(core) != len(trial) and not trial.endswith(("-", ",")):
            break
    symbol = "".join(kept).strip("-,.;:'`\"”’|_*~°^)]/ ")
    letters = sum(ch.isupper() for ch in symbol)
    return (symbol, end) if letters >= 2 else None


def _type_first(piece: str) -> str:
    """``bC-VPUBND`` with its type in the right case: OCR shrinks a letter after the slash."""
    head, dash, rest = piece.partition("-")
    if dash and head and head[0].islower() and len(head) <= 5:
        kind = type_of_code(head)
        if kind is not None:
            code = next(c for c in kind.codes if c.lower() == head.lower())
            return f"{code}{dash}{rest}"
    return piece


def mend(
    symbol: str, titled: LetterType | None, initials: tuple[str, ...], *, shaky: bool = False
) -> tuple[str, tuple[str, ...]]:
    """The symbol with OCR confusions repaired, and what was repaired. A piece that is a known
    code stays; else it becomes the one known code of the same letters (``QD`` is ``QĐ``), the
    code of the type printed as title, or the issuer's initials, if only one letter differs.
    ``shaky``: the type was read with a small letter, so the title may correct even a known code."""
    cut = re.split(r"([-/,])", symbol)
    repairs: list[str] = []
    codes = _all_codes()
    first = next((i for i, p in enumerate(cut) if p and not p.isdigit() and p not in "-/,"), 0)
    for i in range(0, len(cut), 2):
        piece = cut[i]
        if i and cut[i - 2].isdigit() and (term := _TERM.fullmatch(piece)) and piece not in codes:
            cut[i] = f"QH1{term[1].translate(_AS_DIGITS)}"
            repairs += [f"{piece} → {cut[i]}"] if cut[i] != piece else []
            continue
        if shaky and i == first and titled is not None and piece not in titled.codes:
            like = (c for c in titled.codes if any(map(str.__eq__, c, piece)))
            better = next((c for c in like if len(c) == len(piece)), piece)
            repairs += [f"{piece} → {better} theo tên loại"] if better != piece else []
            cut[i] = better
            continue
        if not piece or piece.isdigit() or piece in codes:
            continue
        better = _same_letters(piece, initials)
        if better is None and (i == first or len(piece) > 3):
            # Short parts may be a unit's own name; only long ones are surely a known body's.
            better = _same_letters(piece, codes)
        if better is None and i == first and titled is not None:
            better = next((c for c in titled.codes if _one_off(piece, c)), None)
        if better is None and i > first:
            better = next((c for c in initials if _one_off(piece, c)), None)
        if better is not None and better != piece:
            repairs.append(f"{piece} → {better}")
            cut[i] = better
    return "".join(cut), tuple(repairs)


def expected(symbol: str, titled: LetterType | None, initials: tuple[str, ...]) -> bool:
    """Whether every part of a symbol is what title and issuer say it must be."""
    pieces = [p for p in re.split(r"[-/]", symbol) if not p.isdigit()]
    if titled is not None and pieces and pieces[0] in titled.codes:
        return len(pieces) == 2 and pieces[1] in initials
    return titled is None and len(pieces) == 1 and pieces[0] in initials


def sound(symbol: str, initials: tuple[str, ...]) -> bool:
    """Whether a symbol is one that offices write: a known type or issuer first, then known codes,
    with at most one part of plain capitals, the unit that drafted the letter."""
    pieces = [p for p in re.split(r"[-/]", symbol) if p and not p.isdigit()]
    known = {*_all_codes(), *initials}
    strange = [p for p in pieces if p not in known]
    if len(pieces) < 2 or pieces[0] in strange:
        return False
    return not strange or (
        strange == pieces[2 if typed(symbol) else 1 :]
        and bool(re.fullmatch(r"[A-ZĐƯ]{1,7}\d?", strange[0]))
    )


def near_miss(symbol: str, initials: tuple[str, ...]) -> str | None:
    """The issuer's initials that an unknown part of a symbol all but spells: too short to mend
    (``CI`` may be ``CT``, or another office), and too like them to be believed."""
    known, pieces = _all_codes(), re.split(r"[-/,]", symbol)
    if any(piece in initials for piece in pieces):
        return None
    for piece in pieces:
        if piece and not piece.isdigit() and piece not in known:
            for code in initials:
                a, b = bare(piece).upper(), bare(code).upper()
                if len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
                    return code
    return None


def typed(symbol: str) -> bool:
    """Whether the symbol has a type of letter before its issuer; ``QH15`` is one with its term."""
    pieces = [p for p in re.split(r"[-/,]", symbol) if p and not p.isdigit()]
    return any(is_type_code(p.rstrip("0123456789")) for p in pieces[:1])


def _all_codes() -> tuple[str, ...]:
    return (*sorted({c for t in letter_types() for c in t.codes}), *sorted(known_codes()))


def _same_letters(piece: str, codes: tuple[str, ...]) -> str | None:
    loose = {c for c in codes if bare(c).upper() == bare(piece).upper()}
    return loose.pop() if len(loose) == 1 else None


def _one_off(piece: str, code: str) -> bool:
    a, b = bare(piece).upper(), bare(code).upper()
    if len(b) < 3:
        return False
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
