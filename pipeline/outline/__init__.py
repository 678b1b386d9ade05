"""Letters against outlines: heading tree, verdict per item, counts, and reading an outline."""

from pipeline.outline.choose import applies, choose
from pipeline.outline.draft import draft
from pipeline.outline.headings import headings
from pipeline.outline.judge import judge
from pipeline.outline.quantities import quantities

__all__ = ["applies", "choose", "draft", "headings", "judge", "quantities"]
