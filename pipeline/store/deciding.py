"""A person's words become a ``Correction``: checked against the letter they speak of."""

from __future__ import annotations

from pipeline.errors import BadSettings
from pipeline.store.corrections import Corrected, Correction, Published

LISTS = ("addressees", "recipients")
_NOTHING = ("", "-")  # what people type for "there is none"


def decide(
    document: Published, what: str, value: str, who: str, when: str, why: str = ""
) -> Correction:
    """The decision that ``what`` of ``document`` is ``value``; items of a list are separated by
    ``;``, and ``-`` says that there is none. Raises ``BadSettings`` for a field, item or verdict
    that does not exist."""
    after: Corrected = None if value.strip() in _NOTHING else value.strip()
    if what.removeprefix("fields.") in LISTS and isinstance(after, str):
        after = [part.strip() for part in after.split(";") if part.strip()]
    try:
        before = _before(document, what)
        return Correction(document["file"], document["sha256"], what, before, after, who, when, why)
    except (KeyError, ValueError) as error:
        raise BadSettings(where=what, what=str(error)) from error


def _before(document: Published, what: str) -> Corrected:
    room, _, rest = what.partition(".")
    if room == "fields":
        value: Corrected = document["fields"][rest]["value"]
        return value
    id, _, part = rest.rpartition(".")
    for item in (document["coverage"] or {}).get("items", ()):
        if item["id"] == id:
            verdict: str = item[part]
            return verdict
    raise KeyError(what)
