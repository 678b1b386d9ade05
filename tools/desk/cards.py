"""A doubt's card, read as a person at the keyboard sees it: from the page's own HTML."""

from __future__ import annotations

import re
from html import unescape

_ATTRIBUTE = re.compile(r'data-(key|sha256|what|form|page|seen|value|source)="([^"]*)"')


def read_card(html: str) -> dict[str, str]:
    """What the card tells the keyboard; without ``key`` where nothing is left to settle."""
    told = {name: unescape(value) for name, value in _ATTRIBUTE.findall(html)}
    return told if told.get("key") else {}
