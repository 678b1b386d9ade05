"""Repair after reading: a language model of official Vietnamese mends what the engine doubts."""

from pipeline.reading.repair.identity import identity
from pipeline.reading.repair.mend import Mended, mended
from pipeline.reading.repair.rows import shown

__all__ = ["Mended", "identity", "mended", "shown"]
