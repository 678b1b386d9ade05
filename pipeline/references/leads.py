"""What stands in front of a number: the type, the word ``số``, and the heads of short lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import citations
from pipeline.references.view import View

_SO = re.compile(r"(?:^|[^a-z0-9])(s[o06](?: ?hieu)?)[ .:]{0,3}$")
_WORN_SO = re.compile(r"[ .,]([a-z]?s[o06]|[vxz5tl][o06])[ .:]{0,3}$")
_HEADS = re.compile(r"(?:(?<![\w/.-])\d{1,5}[a-z]? ?(?:,|;|&|va(?= )) ?){1,8}$")
_HEAD = re.compile(r"\d{1,5}[a-z]?")
_SPLIT = re.compile(r"(?<![\w/.-])((?:[\doil|]{1,3} ){1,2})$")
_BROKEN = re.compile(r"(?:^|[^a-z0-9])s[o06]?[ .:]{1,2}[^ ,;.]{1,6} $")
_DIGITS = str.maketrans("oil|", "0111")
_WORD = re.compile(r"[a-z0-9&/]+")
_REACH = 90


@dataclass(frozen=True, slots=True)
class Lead:
    """``kind``: the type printed, None where none or a word for any text. ``said``: some word
    for a text is there. ``so``: the word "số" is. ``form``: it numbers a form or a house.
    ``start``: where it all begins in the view."""

    kind: str | None
    said: bool
    so: bool
    form: bool
    start: int


def lead_of(view: View, at: int) -> Lead:
    """What stands in front of ``flat[at]``."""
    known = citations()
    base = max(0, at - _REACH)
    text = view.low[base:at].rstrip(" ")
    so = _SO.search(text)
    start = at
    if so:
        start = base + so.start(1)
        text = text[: so.start(1)]
    elif (worn := _WORN_SO.search(text)) and _types(text[: worn.start()]):  # Kế hoạch xổ 12
        so, start = worn, base + worn.start(1)
        text = text[: worn.start(1)]
    text = text.rstrip(' :(,."' if so else ' :("')
    words = [(m.start(), m.group()) for m in _WORD.finditer(text)][-known.lead_length :]
    for n in range(len(words)):
        tail = text[words[n][0] :]
        key = " ".join(w for _, w in words[n:])
        if key in known.leads and _whole(tail, key):
            if key in known.form_words:
                break
            if not so and len(key) < 4 and not view.flat[base + words[n][0]].isupper():
                continue  # "tc", "da" in running text are no types
            return Lead(known.leads[key], True, bool(so), False, base + words[n][0])
    if kind := _nearly_said(view, base, words, text, bool(so)):
        return Lead(kind[1], True, bool(so), False, kind[0])
    last = " ".join(w for _, w in words[-1:])
    two = " ".join(w for _, w in words[-2:])
    form = last in known.form_words or two in known.form_words
    return Lead(None, False, bool(so), form, start)


def _types(text: str) -> bool:
    """Whether a type's name ends ``text``."""
    known = citations()
    words = _WORD.findall(text)[-known.lead_length :]
    names = [" ".join(words[n:]) for n in range(len(words) - 1)]
    return any(known.leads.get(name) for name in names) or any(map(_nearest_lead, names[-2:]))


def _whole(tail: str, key: str) -> bool:
    """Whether the words of ``key`` are all there is in ``tail``, but for a speck."""
    return len(tail) == len(key) or (
        len(tail) <= len(key) + 2 and not re.search(r"[.,;:()\n]", tail)
    )


def _nearly_said(
    view: View, base: int, words: list[tuple[int, str]], text: str, so: bool
) -> tuple[int, str] | None:
    """Where a type's name begins that was misread, and the type: ``Quyét đinlı số``."""
    for n in (2, 3):
        if len(words) < n or not (so or view.flat[base + words[-n][0]].isupper()):
            continue
        at = words[-n][0]
        key = " ".join(w for _, w in words[-n:])
        if _whole(text[at:], key) and (kind := _nearest_lead(key)):
            return base + at, kind
    return None


@lru_cache(maxsize=4096)
def _nearest_lead(key: str) -> str | None:
    """The one type whose name is ``key`` but for one letter in five."""
    near = {
        kind
        for name, kind in citations().leads.items()
        if kind and len(name) > 6
        and Levenshtein.distance(name, key, score_cutoff=len(name) // 5) <= len(name) // 5
    }  # fmt: skip
    return near.pop() if len(near) == 1 else None


def list_heads(view: View, at: int) -> tuple[tuple[int, int], ...]:
    """Spans of the numbers in front of ``flat[at]`` that share its codes: the ``35`` of
    ``Chỉ thị số 35, 39-CT/TW``. Only where a type or "số" opens the list."""
    base = max(0, at - 60)
    match = _HEADS.search(view.low[base:at])
    if match is None:
        return ()
    opening = lead_of(view, base + match.start())
    if opening.form or not (opening.so or opening.said):
        return ()
    return tuple(
        (base + match.start() + m.start(), base + match.start() + m.end())
        for m in _HEAD.finditer(match.group())
    )


def split_digits(view: View, at: int, number: str) -> tuple[int, str] | None:
    """Start and digits of a number with spaces in it: ``số 73 3/QĐ-TTg``. A lost comma is
    likelier than a gap when no group has a single digit."""
    base = max(0, at - 12)
    match = _SPLIT.search(view.low[base:at])
    if match is None or not number.isdigit() or not re.search(r"\d", match.group(1)):
        return None
    groups = [*match.group(1).translate(_DIGITS).split(), number]
    opening = lead_of(view, base + match.start(1))
    whole = "".join(groups)
    if opening.form or not (opening.so or opening.said) or len(whole) > 5 or groups[0][0] == "0":
        return None
    return (base + match.start(1), whole) if min(map(len, groups)) == 1 else None


def broken(view: View, at: int) -> bool:
    """Whether something that could not be read stands between "số" and ``flat[at]``: digits may
    be missing from the number then."""
    return _BROKEN.search(view.low[max(0, at - 12) : at]) is not None
