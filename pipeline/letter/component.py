"""The letter room as a spaCy component: ``doc._.letter`` from ``doc._.transcript``."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.letter.beside import Beside
from pipeline.letter.read import read_letter
from pipeline.letter.witness import DigitReader


class LetterReader:
    """Reads zones, fields and kind of the letter that a ``Doc`` was made of. ``reader`` may be
    set after loading: it needs the letter's page pictures; so may ``known``, what is known of the
    letter beside its pages."""

    def __init__(self, review_below: float = 0.85) -> None:
        self.review_below = review_below
        self.reader: DigitReader | None = None
        self.known: Beside | None = None
        if not Doc.has_extension("transcript"):
            Doc.set_extension("transcript", default=None)
        if not Doc.has_extension("letter"):
            Doc.set_extension("letter", default=None)

    def __call__(self, doc: Doc) -> Doc:
        transcript = doc._.transcript
        if transcript is None:
            raise ValueError("a Doc without a transcript: make it with pipeline.language.make_doc")
        doc._.letter = read_letter(transcript, self.reader, self.review_below, self.known)
        return doc


@Language.factory("vanban_letter", default_config={"review_below": 0.85})  # type: ignore[untyped-decorator]
def make_letter_reader(nlp: Language, name: str, review_below: float) -> Any:
    """The factory that ``models/letter_pipeline/config.cfg`` names."""
    return LetterReader(review_below)
