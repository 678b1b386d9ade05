"""What a reading depends on beside code: the engine and its data, and the words of stamps."""

from __future__ import annotations

import hashlib

from pipeline.knowledge.header import header_words
from pipeline.reading.engines import engine_identity
from pipeline.reading.repair import identity as repair_identity
from pipeline.settings import Settings


def reading_identity(settings: Settings) -> str:
    """A text that changes when a page would be read otherwise, though code and settings stay."""
    words = header_words()
    stamps = hashlib.sha256(repr((words.urgency, words.secrecy)).encode()).hexdigest()[:8]
    return f"{engine_identity(settings)} {stamps} {repair_identity()}"
