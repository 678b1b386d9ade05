"""spaCy as carrier of the analysis: a tokenizer for official letters, and documents that know
their transcript.

``blank()`` is an empty pipeline, ``make_doc`` puts a transcript into it, ``load()`` is the whole
analysis as ``models/letter_pipeline/config.cfg`` wires it. Ground floor: rooms register their
components, this file knows them only by module name.

A symbol is one token (``733/QĐ-TTg``), so is a date (``14/6/2019``), and punctuation after them
is its own. Tokens rebuild the text exactly, whatever the white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.files import models_folder
from pipeline.records import Line, Page, PageStatus, Span, Transcript, Word, join

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

COMPONENTS = {
    "vanban_letter": "pipeline.letter.component",
    "vanban_references": "pipeline.references.component",
    "vanban_outline": "pipeline.outline.component",
}
"""Factories that the config names, and the modules whose import registers them."""

EXTENSIONS = ("letter", "references", "cites", "headings", "coverage", "folder")
_TRANSCRIPT = "vanban_transcript"

_TOKEN = re.compile(
    r"""
      \s+
    | (?:https?://|www\.)[^\s;,()“”"]+                         # an address on the web
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                             # an e-mail address
    | \d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\w)                      # a date
    | \d+[a-zA-Z]?(?:[/-][^\W_][\w&]*)+                        # a symbol, or a fraction
    | \d+(?:[.,]\d+)*(?:%|[a-z](?!\w))?                        # a number
    | [^\W\d_][\w&\u0300-\u036f]*(?:/[A-ZĐ][\w&]*)*            # a word, NFD or not
    | \./\.                                                    # the mark that ends a letter
    | \.{2,} | …+ | -{2,} | _+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def pieces(text: str) -> Iterator[str]:
    """Tokens and white space of ``text``, in order; joined, they are ``text``."""
    return (match.group() for match in _TOKEN.finditer(text))


def words_and_spaces(text: str) -> tuple[list[str], list[bool]]:
    """``text`` as spaCy wants it: tokens, and whether one plain space follows each."""
    words: list[str] = []
    spaces: list[bool] = []
    for piece in pieces(text):
        rest = piece
        if rest[0] == " " and words and not spaces[-1]:
            spaces[-1] = True
            rest = rest[1:]
        if rest:
            words.append(rest)
            spaces.append(False)
    return words, spaces


class VanbanTokenizer:
    """spaCy's tokenizer interface over ``words_and_spaces``. It has no state to save."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words, spaces = words_and_spaces(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Any, batch_size: int = 1000) -> Iterator[Doc]:
        for text in texts:
            yield self(text)

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> VanbanTokenizer:
        return self

    def to_disk(self, _path: Path | str, **_: Any) -> None:
        return None

    def from_disk(self, _path: Path | str, **_: Any) -> VanbanTokenizer:
        return self


def make_tokenizer() -> Any:
    """What a config names as ``{"@tokenizers": "vanban_tokenizer"}``."""

    def create(nlp: Language) -> VanbanTokenizer:
        return VanbanTokenizer(nlp.vocab)

    return create


def plain_transcript(text: str) -> Transcript:
    """A transcript of exactly ``text``: no boxes, pages at form feeds, lines at line feeds."""
    return join(_plain_page(n, part) for n, part in enumerate(text.split("\f"), start=1))


def _plain_page(number: int, text: str) -> Transcript:
    lines = tuple(
        Line(Span(*match.span()), number) for match in re.finditer(r"[^\n]*\S[^\n]*", text)
    )
    words = tuple(
        Word(Span(*match.span()), match.group(), number, None, 1.0)
        for match in re.finditer(r"\S+", text)
    )
    status: PageStatus = "read" if words else "blank"
    page = Page(number, Span(0, len(text)), status, "plain", 1.0)
    return Transcript(text, (page,), lines, words)


def _transcript_of(doc: Doc) -> Transcript:
    """The transcript a document was made from; of a document made from text, a plain one."""
    known = doc.user_data.get(_TRANSCRIPT)
    if known is None:
        known = doc.user_data[_TRANSCRIPT] = plain_transcript(doc.text)
    return known  # type: ignore[no-any-return]


def _keep_transcript(doc: Doc, transcript: Transcript) -> None:
    doc.user_data[_TRANSCRIPT] = transcript


def _word_of(token: Any) -> Word | None:
    """The transcript's word under a token; None under white space."""
    if token.is_space:
        return None
    span = Span(token.idx, token.idx + len(token.text))
    words = _transcript_of(token.doc).words_in(span)
    return words[0] if words else None


def register() -> None:
    """Makes spaCy know the tokenizer and the extensions. Calling it again changes nothing."""
    from spacy import registry
    from spacy.tokens import Doc, Token

    if "vanban_tokenizer" not in registry.tokenizers.get_all():
        registry.tokenizers.register("vanban_tokenizer", func=make_tokenizer)
    Doc.set_extension("transcript", getter=_transcript_of, setter=_keep_transcript, force=True)
    Token.set_extension("word", getter=_word_of, force=True)
    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def blank() -> Language:
    """An empty pipeline with our tokenizer: Vietnamese text, no language data."""
    import spacy

    register()
    return spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "vanban_tokenizer"}}})


def make_doc(nlp: Language, transcript: Transcript, folder: Path | None = None) -> Doc:
    """``transcript`` as a document; ``nlp(make_doc(nlp, transcript))`` analyses it. ``folder``:
    the letter's folder, where its page pictures lie (``doc._.folder``)."""
    register()
    # By the tokenizer itself: spaCy refuses more than a million characters, 400 full pages, for the
    # sake of parsers that are not ours.
    doc = nlp.tokenizer(transcript.text)
    _keep_transcript(doc, transcript)
    doc._.folder = folder
    return doc


def load(path: Path | None = None, *, disable: Iterable[str] = ()) -> Language:
    """The whole analysis, without the components to ``disable`` (they are not even imported).
    ``path``: a pipeline folder other than ``models/letter_pipeline``."""
    import spacy

    register()
    unwanted = list(disable)
    for name, module in COMPONENTS.items():
        if name not in unwanted and find_spec(module) is not None:
            import_module(module)
    return spacy.load(path or models_folder() / "letter_pipeline", exclude=unwanted)
