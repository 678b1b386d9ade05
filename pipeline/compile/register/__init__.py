"""The register of letters: deadlines met or missed, duplicates and versions, what is unsure."""

from pipeline.compile.register.rows import Campaign, Register, RegisterRow, belongs, make_register
from pipeline.compile.register.timing import Deadline

__all__ = ["Campaign", "Deadline", "Register", "RegisterRow", "belongs", "make_register"]
