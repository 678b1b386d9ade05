"""Labels that Word draws before paragraphs and keeps out of their text: ``II.``, ``1.``, ``a)``."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class Numbering:
    """Counts the automatic numbers of one document; ask ``label`` once a paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._abstract: dict[str, Any] = {}
        self._of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return  # a document without lists has no such part
        for abstract in root.iterchildren(_W + "abstractNum"):
            self._abstract[abstract.get(_W + "abstractNumId")] = abstract
        for num in root.iterchildren(_W + "num"):
            self._read_num(num)
        for style in document.styles.element.iterchildren(_W + "style"):
            found = _num_of(style.find(_W + "pPr"))
            if found is not None:
                self._styles[style.get(_W + "styleId")] = found

    def _read_num(self, num: Any) -> None:
        id = num.get(_W + "numId")
        reference = num.find(_W + "abstractNumId")
        if reference is not None:
            self._of[id] = reference.get(_W + "val")
        for override in num.iterchildren(_W + "lvlOverride"):
            start = override.find(_W + "startOverride")
            if start is not None:
                self._starts[id, int(override.get(_W + "ilvl"))] = int(start.get(_W + "val"))

    def label(self, p: Any, style: str | None) -> str:
        """The label drawn before paragraph ``p``, empty where there is none."""
        found = _num_of(p.find(_W + "pPr")) or self._styles.get(style or "")
        if found is None or found[0] == "0":
            return ""
        num, level = found
        abstract = self._of.get(num, "")
        form = self._level(abstract, level)
        if form is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if num not in self._begun:
            self._begun.add(num)
            for (of, at), start in self._starts.items():
                if of == num:
                    counts[at] = start - 1
        counts[level] = counts.get(level, self._start(abstract, level) - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        text = _attribute(form, "lvlText") or ""
        if _attribute(form, "numFmt") == "bullet":
            return "-"
        for at in range(level + 1):
            at_form = self._level(abstract, at)
            kind = _attribute(at_form, "numFmt") if at_form is not None else "decimal"
            number = counts.get(at, self._start(abstract, at))
            text = text.replace(f"%{at + 1}", written(number, kind or "decimal"))
        return text.strip()

    def _level(self, abstract: str, level: int) -> Any:
        node = self._abstract.get(abstract)
        for child in node.iterchildren(_W + "lvl") if node is not None else ():
            if child.get(_W + "ilvl") == str(level):
                return child
        return None

    def _start(self, abstract: str, level: int) -> int:
        form = self._level(abstract, level)
        return int((_attribute(form, "start") if form is not None else None) or 1)


def written(number: int, kind: str) -> str:
    """A number as Word writes it in the format ``kind``; formats we don't know come decimal."""
    if kind in ("upperRoman", "lowerRoman"):
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text if kind == "upperRoman" else text.lower()
    if kind in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{number:02d}"
    return "" if kind == "none" else str(number)


def _num_of(properties: Any) -> tuple[str, int] | None:
    node = properties.find(_W + "numPr") if properties is not None else None
    if node is None:
        return None
    num = _attribute(node, "numId")
    return None if num is None else (num, int(_attribute(node, "ilvl") or 0))


def _attribute(node: Any, name: str) -> str | None:
    child = node.find(_W + name)
    return None if child is None else child.get(_W + "val")
