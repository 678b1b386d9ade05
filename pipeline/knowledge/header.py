"""Words that mark a letter's zones: mottoes, offices of signers, stamps, openings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """``models/wordings/header.yaml``, list by list, as written there."""

    mottoes: tuple[str, ...]
    creeds: tuple[str, ...]
    titles: tuple[str, ...]
    authorities: tuple[str, ...]
    urgency: tuple[str, ...]
    secrecy: tuple[str, ...]
    openings: tuple[str, ...]
    digital_signature: tuple[str, ...]
    joint: tuple[str, ...]
    closings: tuple[str, ...]
    signing_time: tuple[str, ...]


@cache
def header_words() -> HeaderWords:
    """Raises ``BadKnowledge`` where a list is missing, or holds anything but words."""
    path = models_folder() / "wordings" / "header.yaml"
    content = read_yaml(path)
    lists = []
    for each in fields(HeaderWords):
        words = content.get(each.name) if isinstance(content, dict) else None
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            # YAML reads a bare `Y` or `No` as a truth value: such words need quotes.
            raise BadKnowledge(where=f"{path} @ $.{each.name}", what="no list of words")
        lists.append(tuple(words))
    return HeaderWords(*lists)


@cache
def deputies() -> Mapping[str, str]:
    """What a deputy is called, by the head's office, where it is not "Phó" and that office.
    Raises ``BadKnowledge`` where that is no table of words."""
    path = models_folder() / "wordings" / "header.yaml"
    content = read_yaml(path)
    table = content.get("deputies") if isinstance(content, dict) else None
    words = [w for pair in table.items() for w in pair] if isinstance(table, dict) else [None]
    if not isinstance(table, dict) or not all(isinstance(w, str) and w for w in words):
        raise BadKnowledge(where=f"{path} @ $.deputies", what="no table of words")
    return dict(table)
