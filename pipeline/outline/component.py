"""The outline room as a spaCy component: ``doc._.headings`` and ``doc._.coverage``, from
``doc._.transcript``, ``doc._.letter``, ``doc._.references`` and ``doc._.cites``."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.outlines import all_outlines, load_outline
from pipeline.outline.choose import choose
from pipeline.outline.headings import headings
from pipeline.outline.judge import judge
from pipeline.outline.quantities import quantities


class OutlineJudge:
    """Holds a letter against the outline that applies to it. ``outline``: path of an outline
    file; empty means all under ``models/outlines``."""

    def __init__(self, outline: str = "") -> None:
        self.outlines = (load_outline(outline),) if outline else all_outlines()
        for name in ("transcript", "letter", "references", "cites", "headings", "coverage"):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=None)
        if not Doc.has_extension("quantities"):
            Doc.set_extension("quantities", default=())

    def __call__(self, doc: Doc) -> Doc:
        transcript, letter = doc._.transcript, doc._.letter
        if transcript is None:
            raise ValueError("a Doc without a transcript: make it with pipeline.language.make_doc")
        chosen = choose(letter, doc._.cites or (), self.outlines)
        doc._.headings = headings(transcript, letter)
        doc._.coverage = None
        if chosen is not None:
            doc._.coverage = judge(transcript, letter, doc._.references or (), chosen)
        doc._.quantities = quantities(transcript, letter, doc._.coverage)
        return doc


@Language.factory("vanban_outline", default_config={"outline": ""})  # type: ignore[untyped-decorator]
def make_outline_judge(nlp: Language, name: str, outline: str) -> Any:
    """The factory that ``models/letter_pipeline/config.cfg`` names."""
    return OutlineJudge(outline)
