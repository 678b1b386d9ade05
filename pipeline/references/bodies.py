"""Names of bodies: where a printed one ends, and what its full official form is."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.knowledge.citations import Citations, citations, plain
from pipeline.knowledge.places import province_named
from pipeline.references.homes import Home
from pipeline.references.view import View
from pipeline.text import nfc, squash

TOKEN = re.compile(r"[A-Za-z&]+\.?(?:[A-Za-z]+\.?)*\d{0,3}|[,-]")
_JOINTS = (",", "-", "va")
_ENDING = ("ve", "tai", "ngay", "va", "theo", "trong", "de", "cho", "voi", "khi")
_REACH = 140
_MOST_SMALL = 7  # words in small letters that an unknown name may go on with
_MOST_NAMES = 5  # words of a proper name after a place word: "Bà Rịa - Vũng Tàu"


def phrase_end(view: View, start: int, limit: int | None = None) -> int | None:
    """Where the name of a body that begins at ``flat[start]`` ends, at most at ``limit``; None
    if none begins."""
    known = citations()
    reach = min(len(view.flat), start + _REACH) if limit is None else limit
    tokens = list(TOKEN.finditer(view.flat, start, reach))
    if not tokens or tokens[0].start() != start:
        return None
    words = [t.group().lower().rstrip(".") for t in tokens]
    begins = [" ".join(words[:n]) for n in (3, 2, 1)]
    if not known.heads.intersection(begins) or known.not_bodies.intersection(begins):
        return None
    end, names = tokens[0].end(), 0
    for n in range(1, len(tokens)):
        gap = view.flat[tokens[n - 1].end() : tokens[n].start()]
        stopped = tokens[n - 1].group().endswith(".") and words[n - 1] not in known.stopped
        if gap not in ("", " ") or stopped:
            break  # a mark, or the sentence's end
        step = _step(view, tokens, words, n, names)
        if step is None:
            return _unknown_end(view, tokens, words, n, end)
        if (words[n - 1], words[n]) not in known.pairs and _central(words[:n], known):
            break
        names = step
        if words[n] not in _JOINTS:
            end = tokens[n].end()
    return end - (view.flat[end - 1] == ".")


def _central(words: list[str], known: Citations) -> bool:
    """Whether ``words`` end with the name of a body that is one in the country: no name of a
    place follows it."""
    read = [w for w in words if w not in _JOINTS]
    names = (" ".join(read[k:]) for k in range(max(1, len(read) - 1)))
    return any(plain(known.bodies.get(n, "")) not in known.local_bodies | {""} for n in names)


def _unknown_end(
    view: View, tokens: list[re.Match[str]], words: list[str], n: int, end: int
) -> int | None:
    """The end of a name that the tables do not know (``Cục Kiểm soát thủ tục hành chính``) and
    that seems to stop before token ``n``: it goes on in small letters up to a mark or a subject.
    None if no end is in sight, as half a name is worse than none."""
    known = citations()
    so_far = [w for w in words[:n] if w not in _JOINTS]
    is_known = any(" ".join(so_far[:k]) in known.bodies for k in range(2, len(so_far) + 1))
    last_is_place = words[n - 1] in known.places or so_far[-1:] == ["pho"]
    if is_known or last_is_place or _starts_subject(view, tokens[n].start(), False, known):
        return end
    if tokens[n].group() in (",", "-") or tokens[n].group()[0].isupper():
        return end
    for at in range(n, min(n + _MOST_SMALL, len(tokens))):
        token = tokens[at]
        if _starts_subject(view, token.start(), token.group()[0].isupper(), known) or (
            words[at] in _ENDING
        ):
            return tokens[at - 1].end()
        gap = view.flat[token.end() : token.end() + 1]
        if gap not in ("", " ") or token.group() in (",", "-"):
            return token.end() if token.group() not in (",", "-") else tokens[at - 1].end()
    return None


def _step(
    view: View, tokens: list[re.Match[str]], words: list[str], n: int, names: int
) -> int | None:
    """How many words of a proper name end with token ``n``, if the name of a body goes on with
    it; None if it does not."""
    known = citations()
    pair, at, upper = (words[n - 1], words[n]), tokens[n].start(), tokens[n].group()[0].isupper()
    if words[n] in _JOINTS:
        ahead = (words[n], words[n + 1]) if n + 1 < len(words) else None
        inside = pair in known.pairs and ahead in known.pairs
        spaced = words[n] == "-" and names and ahead and tokens[n + 1].group()[0].isupper()
        return names if inside or spaced else None
    if upper and pair in known.pairs:
        return names
    if _starts_subject(view, at, upper, known):
        return None
    if pair in known.pairs:
        return 0
    if words[n] in known.places or " ".join(words[n : n + 2]) in known.places:
        return 0
    return names + 1 if upper and names < _MOST_NAMES else None


def _starts_subject(view: View, at: int, upper: bool, known: Citations) -> bool:
    """Whether a subject (or the next citation) begins at ``flat[at]``, not more of the name."""
    rest = view.low[at : at + 24]
    if any(rest.startswith(start + " ") for start in known.subject_starts if " " in start):
        return True
    if not upper:
        return False
    words = rest.split()
    return any(" ".join(words[:n]) in known.leads and words[n : n + 1] == ["so"] for n in (1, 2, 3))


@lru_cache(maxsize=2048)
def official(printed: str, home: Home) -> str:
    """The full official name of a printed issuer, its place added where it is local."""
    known = citations()
    name = squash(nfc(printed)).strip(" ,.;:")
    name = re.sub(r"\s*[–—−-]\s*", " - ", name)
    name = re.sub(r"\bTP\.? ?(?=[A-ZĐÀ-Ỹ])", "thành phố ", name)
    name = re.sub(r"\bT\. ?(?=[A-ZĐÀ-Ỹ])", "tỉnh ", name)
    for short, long in known.expansions:
        if short in name:
            name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, name)
    name = known.issuer_aliases.get(plain(name), name)
    words = name.split(" ")
    for n in range(min(4, len(words) - 1), 0, -1):
        rest = plain(" ".join(words[n:]))
        if plain(" ".join(words[:n])) in known.offices and _has_head(rest, known):
            name = " ".join(words[n:])
            break
    name = known.bodies.get(plain(name), name)
    return _placed(_cased(name, known), home, known)


def _has_head(name: str, known: Citations) -> bool:
    return any(name == head or name.startswith(head + " ") for head in known.heads)


def named(name: str) -> bool:
    """Whether ``name`` names a body, and is no bare title (``Hiệu trưởng``) or kind (``Cục``)."""
    known = citations()
    key = plain(name)
    return key not in known.offices and (" " in key or key in known.bodies) and (
        key not in known.heads or key in known.bodies or key in known.committees
        or key in map(plain, known.issuer_aliases.values())
    )  # fmt: skip


def _cased(name: str, known: Citations) -> str:
    """``sở Thông tin và truyền thông tỉnh X`` → as the gazetteer writes the body."""
    words = name.split(" ")
    for n in range(len(words), 1, -1):
        body = known.bodies.get(plain(" ".join(words[:n])))
        if body is not None:
            rest = _place(" ".join(words[n:])) if plain(body) in known.local_bodies else None
            return " ".join([body, *(rest.split(" ") if rest else words[n:])])
    return name[:1].upper() + name[1:]


def _place(printed: str) -> str | None:
    """``Kiên Giang``, ``Thành phó Hà Nội`` → as it is called officially."""
    for kind in ("thanh pho ", "tinh ", ""):
        if plain(printed).startswith(kind):
            found = province_named(plain(printed)[len(kind) :])
            return found.official if found else None
    return None


def _placed(name: str, home: Home, known: Citations) -> str:
    """``name`` with the place that the letter's home gives it, where it has none of its own."""
    key = plain(name)
    level = next((p for p in ("thanh pho", "tinh") if key.endswith(" " + p)), None)
    if level and home.place and plain(home.place).startswith(level):
        return " ".join([*name.split(" ")[: -len(level.split(" "))], home.place])
    if key == "uy ban nhan dan" and home.council:
        return home.council
    if key in known.local_bodies and home.place:
        return f"{name} {home.place}"
    if key in known.party_local and home.province:
        return f"{name} {home.province}"
    return _of_home(name, key, home, known) or name


def _of_home(name: str, key: str, home: Home, known: Citations) -> str | None:
    """``name`` of the letter's own unit below the province."""
    council, last = home.council or "", name.rpartition(" ")[2]
    if key in known.committees:  # "Huyện ủy" in a letter of a district
        return f"{name} {unit}" if (unit := _unit(council, known.committees[key])) else None
    if (home.issuer or "").startswith(f"{last} ") and plain(last) in known.heads:
        return f"{name[: -len(last)]}{home.issuer}"  # "Công đoàn Trường" in a school's letter
    if key.rsplit(" ", maxsplit=1)[-1] in known.places and plain(council).startswith(key):
        return council  # "UBND huyện"
    return None


def _unit(council: str, level: str) -> str:
    return council.partition(f" {level} ")[2]


def same_body(a: str, b: str) -> bool:
    """``Ủy ban nhân dân tỉnh`` and ``Chủ tịch Ủy ban nhân dân tỉnh Sơn La`` may be one."""
    one, two = plain(a), plain(b)
    return one in two or two in one
