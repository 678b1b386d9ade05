"""From what was read to the symbol that was printed, with a note of every mend.

The rule above all: OCR noise is mended, a number that could be right is left alone. Letters that
stand for digits, spaces, letter case and lost diacritics are noise; ``1733`` is not ``733``.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.knowledge.citations import Citations, citations
from pipeline.references.symbols import Core, Part
from pipeline.references.view import View
from pipeline.text import bare, nfc

_DIGITS = str.maketrans("OoQlI|SZ", "00011152")
_SLASH_LIKE = "137"  # digits that a slash is misread as


@dataclass(frozen=True, slots=True)
class Symbol:
    """``number`` keeps its leading zeros. ``codes``: with their marks, ``QĐ-TTg``, ``CT/TW``.
    ``kind``: type by its code. ``known``: how many codes mean something. ``other``: another
    reading that is as plausible. ``end``: where it ends in the view."""

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
    known = citations()
    party = core.mark == "-"
    parts = _joined(core.parts, view, known)
    codes: list[str] = []
    marks: list[str] = []
    notes: list[str] = []
    kind = type_code = None
    meaning = 0
    end = core.end
    for n, part in enumerate(parts):
        raw = nfc(view.raw(part.start, part.end))
        is_type = n == 0
        mended = _type_code(raw, lead, known) if is_type else None
        if mended is None:
            if is_type and not raw[0].isalpha():
                return None
            mended = _issuer_code(raw, known, strict=n > 0 and part.gap.count(" ") > 1)
        elif is_type:
            type_code = mended
            kind = known.type_of_code.get((mended, party)) or known.type_of_code.get(
                (mended, not party)
            )
        if mended is None:
            if n == 0:
                return None
            break
        meaning += mended.lower() != raw.lower() or _means(mended, known)
        if n:
            marks.append(part.mark)
        codes.append(mended)
        squeezed = raw.replace(" ", "")
        if " " in raw and "\n" not in raw:
            notes.append(f"{raw}→{squeezed}")
        if squeezed != mended:
            notes.append(f"{squeezed}→{mended}")
        end = part.end
    if party and len(codes) < 2:
        return None
    number = core.number.replace(".", "").translate(_DIGITS) if not core.glued else core.number
    if core.number[-1].isalpha() and core.number[-1] not in "OoQlISZ" and not core.glued:
        number = core.number[:-1].replace(".", "").translate(_DIGITS) + core.number[-1].lower()
    year = core.year.translate(_DIGITS) if core.year else None
    mark = "-" if party else "/"
    other = None
    doubt = 1.0
    if core.glued:
        number, other, doubt = _unglued(number, core.mark, year)
        shown = core.number + core.mark
        notes.insert(0, f"{shown}→{number}/")
        if other:
            other = f"{other}/{_tail(codes, marks)}"
    elif number != core.number:
        notes.insert(0, f"{core.number}→{number}")
        doubt = 0.85
    if not core.glued and core.mark in "\\|":
        notes.append(f"{core.mark}→/")
    head = view.raw(core.number_end, core.parts[0].start)
    gaps = [head, *(part.gap for part in parts[1 : len(codes)])]
    if any(" " in gap and "\n" not in gap and "\f" not in gap for gap in gaps):
        notes.append("␣→")
    if not 0 < len(number) <= 6 or not number[0].isdigit() or int(_digits(number)) == 0:
        return None
    return Symbol(
        number, year, mark, tuple(codes), tuple(marks), kind, type_code, meaning, end,
        tuple(notes), doubt * 0.97 ** len(notes), other,
    )  # fmt: skip


def _tail(codes: list[str], marks: list[str]) -> str:
    return codes[0] + "".join(m + c for m, c in zip(marks, codes[1:], strict=True))


def _digits(number: str) -> str:
    return "".join(ch for ch in number if ch.isdigit())


def _unglued(number: str, mark: str, year: str | None) -> tuple[str, str | None, float]:
    """Number, its other reading, and the faith in it, where no slash was read. A last digit that
    looks like a slash is one when four digits or more stand there: most numbers have fewer."""
    if mark or year:
        return number, None, 0.85
    if number[-1] in _SLASH_LIKE and len(number) > 1:
        short = number[:-1]
        if len(number) >= 4:
            return short, number, 0.55
        return number, short, 0.55
    return number, None, 0.8


def _joined(parts: tuple[Part, ...], view: View, known: Citations) -> tuple[Part, ...]:
    """``V PUBND`` → ``VPUBND``: the last code and the word after it, if together they are a
    code that they are not alone."""
    last = parts[-1]
    seen = view.flat[last.start : last.end].lower()
    rest = view.flat[last.end : last.end + 12]
    if rest[:1] == " " and len(parts) > 1 and seen not in known.issuer_codes:
        word = rest[1:].split(" ")[0].rstrip(",.;:)")
        if word.isalnum() and word[0].isupper() and seen + word.lower() in known.issuer_codes:
            wider = Part(last.mark, last.gap, last.start, last.end + 1 + len(word))
            return (*parts[:-1], wider)
    return parts


def _type_code(raw: str, lead: str | None, known: Citations) -> str | None:
    """The type's code that ``raw`` is, mended where the printed type says so."""
    key = bare(raw).lower()
    same = known.type_codes.get(key, ())
    if raw in same:
        return raw
    wanted = known.codes_of_type.get(lead or "", ())
    for code in same:
        if code in wanted:
            return code
    if same:
        return same[0] if raw[0].isupper() else None
    for code in wanted:
        if raw in known.misread_types.get(code, ()):
            return code
    return None


def _issuer_code(raw: str, known: Citations, strict: bool) -> str | None:
    """The issuer's (or unit's) code that ``raw`` is; unknown ones as read if they look like one.
    ``strict``: only known ones, as spaces around a dash may part two phrases."""
    raw = raw.replace(" ", "").replace("\n", "").replace("\f", "")
    key = bare(raw).lower()
    if raw in known.misread_issuers:
        return known.misread_issuers[raw]
    code = known.issuer_codes.get(key)
    if code is not None:
        # Same letters: Đ lost or letter case wrong. What is printed with Đ is kept.
        return raw if raw == code.code or (bare(raw) == raw and raw in code.code) else code.code
    same = known.type_codes.get(key)  # TT01-style codes inside joint symbols
    if same and raw[0].isupper():
        return same[0] if raw not in same else raw
    if strict or key in known.no_codes or not _looks_like_code(raw):
        return None
    return raw


def _looks_like_code(raw: str) -> bool:
    if not raw[0].isupper() or any(ch.isalpha() and bare(ch) != ch and ch not in "ĐđƯ" for ch in raw):
        return False
    letters = [ch for ch in raw if ch.isalpha()]
    small = [a.islower() and b.islower() for a, b in zip(raw, raw[1:], strict=False)]
    upper = sum(ch.isupper() for ch in letters)
    return not any(small) and 2 * upper >= len(letters)


def _means(code: str, known: Citations) -> bool:
    key = bare(code).lower()
    return key in known.issuer_codes or key in known.type_codes
