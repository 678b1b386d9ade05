"""Page images, text layers, Word files and plain text become ``Transcript``s."""

from pipeline.reading.files import read_file
from pipeline.reading.identity import engine_identity
from pipeline.reading.page import legibility, read_page, read_page_with_layer
from pipeline.reading.text_layer import read_text_layer

__all__ = [
    "engine_identity",
    "legibility",
    "read_file",
    "read_page",
    "read_page_with_layer",
    "read_text_layer",
]
