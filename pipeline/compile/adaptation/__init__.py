"""How localities adapt an outline: what they do with each item, in which order, in whose words.

All of it is measured on published documents; ``frames`` gives each measure as a table.
"""

from pipeline.compile.adaptation.flow import Flow, flow_of
from pipeline.compile.adaptation.frames import (
    operations_frame,
    order_frame,
    passages_frame,
    repeats_frame,
    reuse_frame,
    similarity_frame,
)
from pipeline.compile.adaptation.likeness import Tree, profile_tree, wording_tree
from pipeline.compile.adaptation.operations import Operation, Step, steps
from pipeline.compile.adaptation.order import OrderChange, order_change
from pipeline.compile.adaptation.repeats import Repeats, repeats
from pipeline.compile.adaptation.reuse import Reuse, reuse_among, reuse_from
from pipeline.compile.adaptation.shingles import Passage, shared

__all__ = [
    "Flow", "Operation", "OrderChange", "Passage", "Repeats", "Reuse", "Step", "Tree", "flow_of",
    "operations_frame", "order_change", "order_frame", "passages_frame", "profile_tree",
    "repeats", "repeats_frame", "reuse_among", "reuse_frame", "reuse_from", "shared",
    "similarity_frame", "steps", "wording_tree",
]  # fmt: skip
