"""Page images, text layers, Word files and plain text become ``Transcript``s."""

from pipeline.reading.files import read_file
from pipeline.reading.identity import reading_identity
from pipeline.reading.overlay import typed_over
from pipeline.reading.page import legibility, read_page
from pipeline.reading.text_layer import read_text_layer

__all__ = [
    "legibility",
    "read_file",
    "read_page",
    "read_text_layer",
    "reading_identity",
    "typed_over",
]
