"""Letters that several bodies issue together: whose names stand in the header, and how they part.

``BỘ TƯ PHÁP - BỘ NỘI VỤ``, ``UBND TỈNH … - UBMTTQ TỈNH …``, over lines with a dash at an end or a
beginning; under ``LIÊN NGÀNH``; or one under the other, where only the symbol (``TTLT-BTP-BNV``)
tells that neither is over the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.header import header_words
from pipeline.knowledge.issuers import body_named, starts_body
from pipeline.letter.rows import Row
from pipeline.text import fold

_BETWEEN = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+")
_FIRST = re.compile(r"^[\W_]*[-–—]\s*(?=\w)")
_LAST = re.compile(r"[-–—]\s*$")
_OFFICE = "van phong"


def goes_on(above: str, text: str) -> bool:
    """Whether a line belongs to the joint name that begins in the line above."""
    return bool(_LAST.search(above.strip()) or (_FIRST.match(text) and starts_body(_bare(text))))


def partners(text: str) -> tuple[str, ...]:
    """The bodies of a joint name; one where there is no more. Names have dashes of their own
    (``Ban Thi đua - Khen thưởng``): only what begins a body parts from what stands before it. The
    one office of several bodies (``Văn phòng HĐND - UBND``) is one."""
    if fold(text).startswith(_OFFICE) or body_named(text, 97) is not None:
        return (text,)
    parts: list[str] = []
    at = 0
    for match in _BETWEEN.finditer(text):
        before, after = text[at : match.start()], text[match.end() :]
        if starts_body(before) and starts_body(after):
            parts.append(before.strip())
            at = match.end()
    return (*parts, text[at:].strip())


def opening_dash(text: str) -> bool:
    """Whether a line of a joint name begins with the dash."""
    return bool(_FIRST.match(text))


def marker(rows: Sequence[Row]) -> Row | None:
    """The row that says that the bodies under it issue together, and names none itself."""
    words = {fold(word) for word in header_words().joint}
    return next((r for r in rows if fold(_bare(r.text)).strip(" .:") in words), None)


def _bare(text: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)
