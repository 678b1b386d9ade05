"""A path or an upload becomes a ``Source``, or a refusal with a code."""

from pipeline.intake.find import find
from pipeline.intake.mending import write_mended
from pipeline.intake.opening import open_source
from pipeline.intake.passwords import read_passwords, write_unlocked

__all__ = ["find", "open_source", "read_passwords", "write_mended", "write_unlocked"]
