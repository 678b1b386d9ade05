"""The order of the rooms: the only code that knows them all.

A letter walks through once: intake, scan, reading, letter and references, then (when all letters
are known) the corpus' chains, the outline, and what people take home. ``order`` holds the order;
each other module takes one step of it.
"""

from pipeline.journey.entries import Outcome, Progress
from pipeline.journey.order import run

__all__ = ["Outcome", "Progress", "run"]
