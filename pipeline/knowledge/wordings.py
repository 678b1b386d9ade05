"""``models/wordings/outline.yaml``: words that decide how a report is read against an outline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import nfc, squash


@dataclass(frozen=True, slots=True)
class Concept:
    """Items whose title has a phrase of ``subject``, and none of ``unless``, are spoken of where
    a cue stands; a hint alone is not enough. ``opens`` count at the beginning of a clause only."""

    subject: tuple[str, ...]
    cues: tuple[str, ...]
    hints: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineWordings:
    """Lower case, NFC. What each list means is said in the file itself."""

    function_words: tuple[str, ...]
    compounds: tuple[str, ...]
    no_content: tuple[str, ...]
    boilerplate: tuple[str, ...]
    weak: tuple[str, ...]
    empty_words: tuple[str, ...]
    heading_openers: tuple[str, ...]
    form_fields: tuple[str, ...]
    sentence_words: frozenset[str]
    judgement: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    negations: tuple[str, ...]
    turns: tuple[str, ...]
    leads: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    concepts: tuple[Concept, ...]
    fact_actions: tuple[str, ...]
    fact_habits: tuple[str, ...]
    fact_named: tuple[str, ...]
    fact_documents: tuple[str, ...]
    fact_bodies: tuple[str, ...]
    units: tuple[str, ...]
    between: tuple[str, ...]
    people: tuple[str, ...]
    awards: tuple[str, ...]
    ceilings: tuple[str, ...]


@cache
def outline_wordings() -> OutlineWordings:
    """The wordings in force. Raises ``BadKnowledge`` with the path of what is wrong."""
    return read_wordings(models_folder() / "wordings" / "outline.yaml")


@cache
def confidence_weights() -> dict[str, dict[str, float]]:
    """Weights of the signs of a verdict, by kind of item; made by ``tools/outline``."""
    file = models_folder() / "wordings" / "outline_confidence.yaml"
    data = read_yaml(file)
    if not isinstance(data, dict) or not {"leaf", "parent"} <= set(data):
        raise BadKnowledge(where=str(file), what="leaf, parent")
    for kind, rows in data.items():
        if not isinstance(rows, dict) or not all(isinstance(v, int | float) for v in rows.values()):
            raise BadKnowledge(where=f"{file} $.{kind}", what=repr(rows)[:60])
    return {kind: {k: float(v) for k, v in rows.items()} for kind, rows in data.items()}


def read_wordings(file: Path) -> OutlineWordings:
    """The wordings in ``file``."""
    data = read_yaml(file)

    def get(*path: str) -> Any:
        here = data
        for n, key in enumerate(path):
            if not isinstance(here, dict) or key not in here:
                raise BadKnowledge(where=f"{file} $.{'.'.join(path[: n + 1])}", what="?")
            here = here[key]
        return here

    def words(value: Any, where: str) -> tuple[str, ...]:
        rows = value.split(",") if isinstance(value, str) else value
        if not isinstance(rows, list) or not all(isinstance(r, str) and r.strip() for r in rows):
            raise BadKnowledge(where=f"{file} $.{where}", what=repr(value)[:60])
        return tuple(dict.fromkeys(squash(nfc(r)).lower() for r in rows))

    def many(*path: str) -> tuple[str, ...]:
        return words(get(*path), ".".join(path))

    rows = get("concepts")
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise BadKnowledge(where=f"{file} $.concepts", what="?")
    return OutlineWordings(
        function_words=many("function_words"),
        compounds=many("compounds"),
        no_content=many("no_content"),
        boilerplate=many("boilerplate"),
        weak=many("weak"),
        empty_words=many("empty_words"),
        heading_openers=many("heading_openers"),
        form_fields=many("form_fields"),
        sentence_words=frozenset(many("sentence_words")),
        judgement=many("judgement"),
        opening=many("opening"),
        closing=many("closing"),
        negations=many("negations"),
        turns=many("turns"),
        leads=many("leads"),
        synonyms=tuple(words(g, f"synonyms[{n}]") for n, g in enumerate(get("synonyms"))),
        concepts=tuple(
            Concept(
                words(row.get("subject"), f"concepts[{n}].subject"),
                words(row.get("cues"), f"concepts[{n}].cues"),
                words(row.get("hints", []), f"concepts[{n}].hints"),
                words(row.get("unless", []), f"concepts[{n}].unless"),
                words(row.get("opens", []), f"concepts[{n}].opens"),
            )
            for n, row in enumerate(rows)
        ),
        fact_actions=many("facts", "actions"),
        fact_habits=many("facts", "habits"),
        fact_named=many("facts", "named"),
        fact_documents=many("facts", "documents"),
        fact_bodies=many("facts", "bodies"),
        units=many("quantities", "units"),
        between=many("quantities", "between"),
        people=many("quantities", "people"),
        awards=tuple(squash(nfc(a)) for a in get("quantities", "awards")),
        ceilings=many("quantities", "ceilings"),
    )
