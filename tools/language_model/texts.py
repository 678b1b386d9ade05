"""What the language model learns from: our own text alone; of letters, the training split."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.knowledge.places import provinces
from tools.letters.layout import set_letter
from tools.letters.letter import read_letters
from tools.letters.pages import letter_text

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
KNOWLEDGE = ("gazetteers/issuers", "gazetteers/provinces", "gazetteers/types", "outlines/*",
             "wordings/outline", "wordings/header")  # fmt: skip
"""Names of people stay out: a name is never mended."""


def sentences() -> Iterator[str]:
    """The corpus: one sentence, or one list of words and phrases, a line."""
    for path in sorted(CORPUS.glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()


def phrases_of_knowledge() -> Iterator[str]:
    """Names of offices and places, titles and wordings, from the files under ``models``."""
    for pattern in KNOWLEDGE:
        for path in sorted((ROOT / "models").glob(f"{pattern}.yaml")):
            yield from _strings(yaml.safe_load(path.read_text(encoding="utf-8")))


def places() -> Iterator[str]:
    """Provinces as letters name them: ``Ủy ban nhân dân tỉnh Phú Thọ``, ``Phú Thọ, ngày 5``."""
    for place in provinces():
        yield f"{place.official}. {place.name}, ngày 5"
        yield f"Ủy ban nhân dân {place.official}"


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def letters(splits: tuple[str, ...] = ("train",)) -> Iterator[str]:
    """Whole texts of our own letters, without who signed; a line's end is no end of a sentence."""
    for letter in read_letters(ROOT / "data/letters"):
        if letter.split in splits:
            text = letter_text(set_letter(letter)).replace(letter.signer_name, ".")
            yield text.replace("\n", " ").replace("\f", " . ")
