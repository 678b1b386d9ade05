"""Whoever can read a scan: ourselves, and what people would use instead.

Each is one small module behind ``Reader``, runs as a program of its own so that its cost can be
measured alike, and is left out with a plain word where it is not installed.
"""

from pipeline.evaluation.peers.ocrmypdf import OcrMyPdf
from pipeline.evaluation.peers.ours import Ours
from pipeline.evaluation.peers.plain import Plain
from pipeline.evaluation.peers.reader import Reader, Taken

__all__ = ["OcrMyPdf", "Ours", "Plain", "Reader", "Taken"]
