"""What type checkers and editors see of ``pipeline``; the names come when first asked for."""

from pipeline.journey.corpus import Adaptation as Adaptation
from pipeline.journey.corpus import Corpus as Corpus
from pipeline.journey.corpus import Picture as Picture
from pipeline.journey.corpus import load as load
from pipeline.journey.corpus import outlines as outlines
from pipeline.journey.corpus import plot_noise as plot_noise
from pipeline.journey.corpus import plot_reliability as plot_reliability
from pipeline.journey.corpus import read as read

__version__: str
