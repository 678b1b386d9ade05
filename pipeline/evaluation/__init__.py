"""How good we are, as a command that users can run on their own labels."""

from pipeline.evaluation.evaluate import Report, evaluate

__all__ = ["Report", "evaluate"]
