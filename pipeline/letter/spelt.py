"""How the letter's own text writes the name of a body: in mixed case, which capitals hide."""

from __future__ import annotations

import re

from pipeline.knowledge.places import Province
from pipeline.letter.rows import capitals
from pipeline.text import bare, squash


def find_said(name: str, text: str) -> str | None:
    """The name as the letter's text writes it in mixed case, the commonest way; None where it
    never does. Blanks and lines don't matter, nor do lost diacritics."""
    pieces = [re.escape(w) for w in re.findall(r"\w+", bare(name).lower())]
    if len(pieces) < 3:
        return None
    pattern = re.compile(r"(?<!\w)" + r"[\W_]{1,4}".join(pieces) + r"(?!\w)")
    plain = bare(text).lower()
    if len(plain) != len(text):
        return None
    counted: dict[str, int] = {}
    for match in pattern.finditer(plain):
        said = squash(text[match.start() : match.end()])
        if said[:1].isupper() and capitals(said) < 0.6:
            counted[said] = counted.get(said, 0) + 1
    return max(counted, key=lambda s: (counted[s], s)) if counted else None


def as_written(name: str, text: str) -> str:
    """The name with capitals where the letter's text has them on two words or more of it, and
    never without: of ``TRƯỜNG THPT CHUYÊN LÊ QUÝ ĐÔN`` nothing else tells what is a name."""
    words = name.split()
    for size in range(min(5, len(words) - 1), 1, -1):
        for at in range(1, len(words) - size + 1):
            small = words[at : at + size]
            proper = [w.capitalize() for w in small]
            if all(w.islower() for w in small) and " ".join(proper) in text:
                words[at : at + size] = proper if " ".join(small) not in text else small
    return " ".join(words)


def said_with_place(name: str, text: str, province: Province | None) -> str:
    """The name with its province, where the letter's text mostly writes it so: ``Bệnh viện Sản -
    Nhi tỉnh Phú Thọ``, of which the header prints the beginning."""
    if province is None:
        return name
    whole = f"{name} {province.official}"
    flat = squash(text)
    often = flat.count(whole)
    return whole if often and 2 * often > flat.count(name) else name
