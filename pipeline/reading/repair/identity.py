"""What a repair depends on beside code: a reading made with other words is another reading."""

from __future__ import annotations

import hashlib
from functools import cache

from pipeline.knowledge.files import models_folder

_FILES = (
    "language/phrases.tsv", "language/repair.yaml", "language/syllables.yaml",
    "noise/confusions.yaml", "gazetteers/names.yaml",
)  # fmt: skip


@cache
def identity() -> str:
    """Changes when the language model, its rules, or the counted misreadings do."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((models_folder() / name).read_bytes())
    return digest.hexdigest()[:8]
