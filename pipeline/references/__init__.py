"""The texts that a letter cites, and how it hangs on the decisions asked about.

``find(text)`` is the whole grammar for a plain text; ``find_in`` knows the letter around it;
``cites`` tells how a letter hangs on decisions, ``link_corpus`` follows chains between letters.
"""

from pipeline.references.chains import link, link_corpus
from pipeline.references.citing import cites
from pipeline.references.finding import find, find_in

__all__ = ["cites", "find", "find_in", "link", "link_corpus"]
