"""Scripts and styles of the pages, and the policy that lets a browser run these and no others.

Pages are single files: what they need stands in them. A page's policy names its one script and
one style by their hashes, so nothing that a letter says can run, load or send anything.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.compile.tables import clean

if TYPE_CHECKING:
    from markupsafe import Markup

ASSETS = Path(__file__).resolve().parents[1] / "assets"


def script(*names: str) -> Markup:
    """These files as one script; their names are shared among them and with nobody else."""
    parts = "\n".join(_read(name) for name in names)
    return trusted(f'"use strict";\n(() => {{\n{parts}\n}})();\n')


def style(*names: str) -> Markup:
    return trusted("\n".join(_read(name) for name in names))


def policy(script: str, style: str, images: str) -> str:
    """A Content-Security-Policy that allows this script, this style and ``images``."""
    return (
        f"default-src 'none'; img-src {images}; base-uri 'none'; form-action 'none'; "
        f"script-src '{_hash(script)}'; style-src '{_hash(style)}'"
    )


def as_json(value: object) -> Markup:
    """JSON that can stand in a page: nothing in it can end the element that holds it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return trusted(clean(text))


def trusted(text: str) -> Markup:
    """What reaches the browser as it is: our own files, and what was escaped already."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (the callers answer for it)


def _read(name: str) -> str:
    text = (ASSETS / name).read_text(encoding="utf-8")
    if "</" in text or "<!--" in text:
        raise ValueError(f"{name} would end the element that holds it")
    return text


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
