"""The words that set a deadline: ``models/wordings/deadlines.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import nfc

_KEYS = ("before", "by", "near", "not_near")
_DAY = r"(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)"


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """``pattern``: a word, then day, month and year. ``by``: the words that include the day;
    ``near``: words that mark the deadline of a report, ``not_near`` of something else."""

    pattern: re.Pattern[str]
    by: tuple[str, ...]
    near: tuple[str, ...]
    not_near: tuple[str, ...]


@cache
def deadline_words() -> DeadlineWords:
    """Raises ``BadKnowledge`` where a list is missing or holds anything but words."""
    path = models_folder() / "wordings" / "deadlines.yaml"
    content = read_yaml(path)
    lists: list[tuple[str, ...]] = []
    for key in _KEYS:
        words = content.get(key) if isinstance(content, dict) else None
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise BadKnowledge(where=f"{path} @ $.{key}", what="no list of words")
        lists.append(tuple(nfc(w).lower() for w in words))
    before, by, near, not_near = lists
    longest_first = sorted((*before, *by), key=lambda w: (-len(w), w))
    words = "|".join(r"\s+".join(map(re.escape, w.split())) for w in longest_first)
    pattern = re.compile(rf"(?<!\w)({words})\s+(?:ngày\s+)?{_DAY}", re.IGNORECASE)
    return DeadlineWords(pattern, by, near, not_near)
