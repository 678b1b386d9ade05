"""Names of bodies whose first letters the scan cut off, put right by what the symbol says."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.issuers import Body, bodies_of_symbol, body_named
from pipeline.knowledge.places import Province
from pipeline.letter.issuer import Named, of_place
from pipeline.letter.rows import Row, joined
from pipeline.text import fold, squash

_LOST = 4
"""Letters that may be missing at a line's beginning."""
_LIKENESS = 0.85


def uncut(named: Sequence[Named], codes: Sequence[str], here: Province | None) -> list[Named]:
    """The bodies as they must have been printed, where every line is but the end of what symbol
    and place say that should stand there (``Ở XÂY DỰNG`` of ``SXD``); else as they are."""
    rows = [row for each in named for row in each.rows]
    if not rows or not codes or named[-1].body is not None or named[-1].partners:
        return list(named)
    for body in bodies_of_symbol(codes[0]):
        province = here if body.local else None
        for k in range(len(rows)):
            if not _is_end(rows[k:], _printed(body, province)):
                continue
            issuer = _named(body, province, rows[k:])
            if k == 0:
                return [issuer]
            over = body_named(body.parent, 99.0) if body.parent else None
            if over is not None and _is_end(rows[:k], _printed(over[0], here)):
                return [_named(over[0], here if over[0].local else None, rows[:k]), issuer]
    return list(named)


def _named(body: Body, province: Province | None, rows: Sequence[Row]) -> Named:
    official = of_place(body.name, province) if province is not None else body.name
    why = f"mất chữ đầu dòng: {joined(rows)} → {official}"
    return Named(official, body, _LIKENESS, province, tuple(rows), why=why)


def _printed(body: Body, province: Province | None) -> list[str]:
    """How a header may print a body."""
    names = [body.name, *body.aliases]
    if province is None:
        return names
    ends = (province.official, province.name)
    return [*names, *(f"{name} {end}" for name in names for end in ends)]


def _is_end(rows: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether the rows are a name without some of its first letters."""
    said = squash(fold(" ".join(row.text for row in rows)).strip(" .:*_-|"))
    return len(said) > _LOST and any(
        fold(name).endswith(said) and 0 < len(fold(name)) - len(said) <= _LOST for name in names
    )
