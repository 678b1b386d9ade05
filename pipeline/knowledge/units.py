"""Districts until June 2025 and communes since July 2025: in which province each lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.knowledge.places import Province, province_named
from pipeline.text import fold, nfc, squash

_REFORM = "2025-07-01"
"""From this day on there are no districts, and communes are those of today."""
_LEVELS = ("districts", "communes")
_Provinces = frozenset[str]


def province_of_unit(name: str, on: str | None) -> Province | None:
    """The province of ``huyện Văn Bàn`` or ``phường Hạc Thành`` on a day or in a month (ISO); of
    no day, where both times agree. Diacritics may be lost. None where no unit or several provinces
    have the name."""
    levels = _LEVELS if on is None else (_LEVELS[on >= _REFORM[: len(on)]],)
    found = {p for level in levels for p in _called(level, name)}
    return province_named(found.pop()) if len(found) == 1 else None


def _called(level: str, name: str) -> _Provinces:
    exact, loose = _units()[level]
    wanted = squash(nfc(name)).lower()
    return exact.get(wanted) or loose.get(fold(wanted), frozenset())


@cache
def _units() -> Mapping[str, tuple[Mapping[str, _Provinces], Mapping[str, _Provinces]]]:
    """By level: provinces by unit in small letters, and the same without marks."""
    path = models_folder() / "gazetteers" / "units.yaml"
    content = read_yaml(path)
    made = {}
    for level in _LEVELS:
        exact, loose = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for province, unit in _rows(content, level, str(path)):
            exact[unit].add(province)
            loose[fold(unit)].add(province)
        made[level] = tuple({k: frozenset(v) for k, v in t.items()} for t in (exact, loose))
    return made  # type: ignore[return-value]


def _rows(content: Any, level: str, path: str) -> Iterator[tuple[str, str]]:
    """(province, unit) of one level. Raises ``BadKnowledge``."""
    table = content.get(level) if isinstance(content, dict) else None
    if not isinstance(table, dict) or not table:
        raise BadKnowledge(where=f"{path} @ $.{level}", what="no table")
    for province, kinds in table.items():
        if province_named(str(province)) is None or not isinstance(kinds, dict):
            raise BadKnowledge(where=f"{path} @ $.{level}.{province}", what="no province")
        for kind, names in kinds.items():
            if not isinstance(names, list) or not all(isinstance(n, str) and n for n in names):
                # YAML reads a bare `Y` or `No` as a truth value: such words need quotes.
                raise BadKnowledge(where=f"{path} @ $.{level}.{province}.{kind}", what="no names")
            yield from ((str(province), f"{kind} {nfc(name)}".lower()) for name in names)
