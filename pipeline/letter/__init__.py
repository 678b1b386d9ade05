"""What page one and the last page of a letter say: zones, header fields, kind."""

from pipeline.letter.read import FIELDS, read_letter
from pipeline.letter.witness import DigitField, DigitReader, DigitReading

__all__ = ["FIELDS", "DigitField", "DigitReader", "DigitReading", "read_letter"]
