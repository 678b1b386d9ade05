"""A path or an upload becomes a ``Source``, or a refusal with a code."""

from pipeline.intake.find import find
from pipeline.intake.opening import open_source

__all__ = ["find", "open_source"]
