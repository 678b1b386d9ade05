"""``models/wordings/synthesis.yaml``: the fixed words of the synthesis, and what is grouped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import nfc, squash

_FIELD = re.compile(r"\{(\w+)\}")
_PLAIN = ("grouped", "lead_words", "silent", "kept", "abbreviations")
_LISTS = ("recipient_lines", "columns", "method_lines")
WANTED: Mapping[str, Mapping[str, frozenset[str]]] = {
    "frame": {
        **dict.fromkeys(
            ("motto", "creed", "parent", "issuer", "number", "place_date", "type", "addressees",
             "recipients", "recipient_lines", "authority", "signature", "signer"),
            frozenset(),
        ),
        "subject": frozenset({"title"}),
        "opening": frozenset({"reports", "outline"}),
    },
    "lines": {
        "tally": frozenset({"covered", "reports", "parts"}),
        "nobody": frozenset({"reports"}),
        **dict.fromkeys(("full", "passing", "unsure"), frozenset({"count"})),
        **dict.fromkeys(("totals", "ceilings"), frozenset({"totals"})),
        "total": frozenset({"count", "what", "reports"}),
        "range": frozenset({"low", "high"}),
        **dict.fromkeys(("also", "thin", "absent", "doubtful"), frozenset({"names"})),
        "group": frozenset({"words", "reports"}),
        "more": frozenset({"count", "names"}),
        "many": frozenset({"count"}),
        "source": frozenset({"name", "symbol", "date", "page"}),
        "unsure_value": frozenset({"value"}),
        "quote": frozenset({"text"}),
        **dict.fromkeys(("alone", "check", "no_symbol", "no_date"), frozenset()),
    },
    "annexes": {
        **dict.fromkeys(
            ("sources", "columns", "again", "partial", "pictures", "loose", "method"), frozenset()
        ),
        "check_fields": frozenset({"fields"}),
        "method_lines": frozenset({"limit"}),
    },
}  # fmt: skip
"""Each key of the file with the fields that the machine fills in; a sentence may leave one out."""


@dataclass(frozen=True, slots=True)
class SynthesisWords:
    """``frame``, ``lines``, ``annexes``: sentences by key; lists are joined by line breaks.
    ``abbreviations``: ``whole = brief``."""

    grouped: tuple[str, ...]
    lead_words: tuple[str, ...]
    silent: tuple[str, ...]
    kept: tuple[str, ...]
    abbreviations: tuple[str, ...]
    frame: Mapping[str, str]
    lines: Mapping[str, str]
    annexes: Mapping[str, str]

    def is_grouped(self, title: str) -> bool:
        """Whether passages under an item of this title are put together by likeness."""
        words = squash(nfc(title)).lower()
        while True:
            rest = next(
                (words[len(w) + 1 :] for w in self.lead_words if words.startswith(f"{w} ")), None
            )
            if rest is None:
                break
            words = rest
        return any(words == g or words.startswith((f"{g} ", f"{g},")) for g in self.grouped)


@cache
def synthesis_words() -> SynthesisWords:
    """The words in force. Raises ``BadKnowledge`` with the path of what is wrong."""
    return read_synthesis_words(models_folder() / "wordings" / "synthesis.yaml")


def read_synthesis_words(file: Path) -> SynthesisWords:
    """The words in ``file``. A missing or unknown key, or a field that nobody fills, is refused."""
    data = read_yaml(file)
    if not isinstance(data, dict):
        raise BadKnowledge(where=str(file), what="no table")
    for key in data.keys() - {*_PLAIN, *WANTED}:
        raise BadKnowledge(where=f"{file} $.{key}", what="khóa lạ / unknown key")
    parts = {name: _part(file, data.get(name), name) for name in WANTED}
    grouped, leads, silent, kept, brief = (_words(file, data.get(key), key) for key in _PLAIN)
    for n, pair in enumerate(brief):
        if not all(pair.partition(" = ")):
            raise BadKnowledge(where=f"{file} $.abbreviations[{n}]", what=pair)
    return SynthesisWords(
        tuple(map(str.lower, grouped)),
        tuple(map(str.lower, leads)),
        tuple(map(str.lower, silent)),
        tuple(map(str.lower, kept)),
        brief,
        parts["frame"],
        parts["lines"],
        parts["annexes"],
    )


def _words(file: Path, value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(w, str) and w.strip() for w in value):
        raise BadKnowledge(where=f"{file} $.{where}", what="cần danh sách từ / a list of words")
    return tuple(squash(nfc(w)) for w in value)


def _part(file: Path, value: object, name: str) -> dict[str, str]:
    wanted = WANTED[name]
    if not isinstance(value, dict):
        raise BadKnowledge(where=f"{file} $.{name}", what="thiếu / missing")
    for key in sorted(value.keys() ^ wanted.keys()):
        raise BadKnowledge(
            where=f"{file} $.{name}.{key}", what="thiếu hoặc lạ / missing or unknown"
        )
    found = {}
    for key, fields in wanted.items():
        here = value[key]
        rows = here if key in _LISTS else [here]
        if not isinstance(rows, list) or not all(isinstance(r, str) and r.strip() for r in rows):
            raise BadKnowledge(where=f"{file} $.{name}.{key}", what="cần chữ / text is wanted")
        text = "\n".join(nfc(r) for r in rows)
        for field in _FIELD.findall(text):
            if field not in fields:
                raise BadKnowledge(where=f"{file} $.{name}.{key}", what=f"{{{field}}}")
        found[key] = text
    return found
