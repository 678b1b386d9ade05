"""One report out of many: what localities say, item by item, in their own words.

``compose`` decides what is said and is free of any layout; ``write_synthesis`` sets it as a Word
file in the layout of Nghị định 30/2020/NĐ-CP. No sentence is made up: what is in quotation marks
stands in a letter, all else are counts and the fixed words of ``models/wordings/synthesis.yaml``.
"""

from pipeline.compile.synthesis.compose import compose
from pipeline.compile.synthesis.model import Group, Passage, Section, Source, Synthesis, Total
from pipeline.compile.synthesis.outlines import find_outline
from pipeline.compile.synthesis.write import write_synthesis

__all__ = [
    "Group", "Passage", "Section", "Source", "Synthesis", "Total", "compose", "find_outline",
    "write_synthesis",
]  # fmt: skip
