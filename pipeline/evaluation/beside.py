"""The obvious approach scored as ours is, on the same letters and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluation.fields import FieldScore, score_fields
from pipeline.evaluation.gold import load_gold, match
from pipeline.evaluation.peers.obvious import Obvious
from pipeline.evaluation.peers.patterns import published


def score_obvious(
    documents: Sequence[Mapping[str, Any]], gold_folder: Path, kept: Obvious
) -> list[tuple[str, FieldScore]]:
    """A score for each field of each letter that the obvious approach was given; one that it
    could not read has no field right."""
    gold = load_gold(gold_folder)
    scores = []
    for document in documents:
        labels = match(document["file"], gold)
        pages = kept.texts.get(str(document["sha256"]))
        if labels is not None and pages is not None:
            told = {"fields": published(pages)}
            scores += [(str(document["file"]), s) for s in score_fields(told, labels)]
    return scores
