"""The spaCy component ``vanban_references``: sets ``doc._.references``, ``doc._.cites`` and the
span group ``doc.spans["references"]`` (one span a mention, labelled with the symbol)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from pipeline import language
from pipeline.knowledge.decisions import load_decisions
from pipeline.references.citing import cites
from pipeline.references.finding import find_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

GROUP = "references"


@Language.factory(  # type: ignore[untyped-decorator]
    "vanban_references",
    assigns=["doc._.references", "doc._.cites", "doc.spans"],
    default_config={"decisions": []},
)
def create(nlp: Language, name: str, decisions: list[str]) -> ReferenceFinder:
    """``decisions``: symbols of the decisions asked about; empty takes all that are known."""
    language.register()
    return ReferenceFinder(decisions)


class ReferenceFinder:
    """``ask`` changes the decisions asked about. Texts known by number and date alone are
    recognised whether they are asked about or not: what a letter cites hangs on no question."""

    def __init__(self, decisions: Sequence[str] = ()) -> None:
        self.ask(decisions)

    def ask(self, decisions: Sequence[str]) -> None:
        self._asked = load_decisions(decisions)

    def __call__(self, doc: Doc) -> Doc:
        transcript, letter = doc._.transcript, doc._.letter
        found = find_in(transcript, letter)
        doc._.references = found
        doc._.cites = cites(found, transcript, letter, self._asked)
        doc.spans[GROUP] = list(_spans(doc, found))
        return doc


def _spans(doc: Doc, references: Any) -> Iterator[Span]:
    for reference in references:
        label = reference.symbol or reference.name or ""
        for mention in reference.mentions:
            span = doc.char_span(
                mention.span.start, mention.span.end, label=label, alignment_mode="expand"
            )
            if span is not None:
                yield span
