"""Files that need no picture: Word and plain text."""

from __future__ import annotations

from pipeline.errors import NotADocument
from pipeline.reading.plain import read_plain
from pipeline.records import Source, Transcript
from pipeline.settings import Settings
from pipeline.text import decode


def read_file(source: Source, settings: Settings) -> Transcript:
    """The transcript of a ``text`` or ``docx`` source. Raises ``NotADocument`` for others."""
    if source.kind == "text":
        return read_plain(decode(source.path.read_bytes()))
    if source.kind == "docx":
        from pipeline.reading.word import read_docx

        return read_docx(source.path)
    raise NotADocument(what=source.kind)
