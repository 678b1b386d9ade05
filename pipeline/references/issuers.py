"""Who issued a cited text: printed after it, in front of it, or known from its symbol."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.citations import Citations, citations, plain
from pipeline.knowledge.places import province_named
from pipeline.records import Letter
from pipeline.references.codes import key_of
from pipeline.references.repair import Symbol
from pipeline.references.view import View
from pipeline.text import nfc, squash

_TOKEN = re.compile(r"[A-Za-z&]+\.?(?:[A-Za-z]+\.?)*\d{0,3}|[,-]")
_OF = re.compile(r"[ ,]{0,3}\(?(?:cua|do|c[uủ]a) ", re.IGNORECASE)
_REACH = 160
_JOINTS = (",", "-", "va")
_MOST_NAMES = 5  # words of a proper name after a place word: "Bà Rịa - Vũng Tàu"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the citing letter comes from: what "UBND tỉnh" means in it. ``place``:
    ``tỉnh Sơn La``; ``council``: full name of its own Ủy ban nhân dân of any level;
    ``issuer``: its own issuer, whose code in symbols is ``code``."""

    place: str | None = None
    province: str | None = None
    council: str | None = None
    issuer: str | None = None
    code: str | None = None


def home_of(letter: Letter | None) -> Home:
    """The home that a letter's fields tell of."""
    if letter is None:
        return Home()
    texts = {k: v.value for k, v in letter.fields.items() if isinstance(v.value, str)}
    province = province_named(texts.get("province", ""))
    council = None
    for name in ("issuer", "issuer_parent"):
        match = re.search(r"Ủy ban nhân dân .+", texts.get(name, ""))
        if match and council is None:
            council = match.group()
    if council is None and province:
        council = f"Ủy ban nhân dân {province.official}"
    place = province.official if province else None
    unit = province.name if province else None
    return Home(place, unit, council, texts.get("issuer"), _own_code(texts))


def _own_code(texts: Mapping[str, str]) -> str | None:
    """The issuer's code in the letter's own symbol: ``BVĐK`` of ``BC-BVĐK``."""
    symbol = texts.get("symbol") or texts.get("number_symbol", "")
    codes = [p for p in re.split(r"[-/]", symbol) if p[:1].isalpha()]
    if codes and key_of(codes[0]) in citations().type_codes:
        codes = codes[1:]
    return key_of(codes[0]) if codes else None


def issuer_after(view: View, at: int, home: Home) -> tuple[str, int] | None:
    """The issuer of ``… của Sở Nội vụ`` after ``flat[:at]``, and where it ends."""
    match = _OF.match(view.flat, at, at + 12)
    if match is None:
        return None
    end = phrase_end(view, match.end())
    if end is None:
        return None
    name = official(view.raw(match.end(), end), home)
    return (name, end) if name not in citations().offices else None


def issuer_before(view: View, at: int, not_before: int, home: Home) -> str | None:
    """The issuer of ``UBND tỉnh đã ban hành Kế hoạch số …`` in front of ``flat[at]``."""
    goal = issuing_end(view, max(not_before, at - _REACH, 0), at)
    if goal is None:
        return None
    for match in _TOKEN.finditer(view.flat, max(not_before, at - _REACH, 0), goal):
        if view.flat[match.start()].isupper() and phrase_end(view, match.start()) == goal:
            name = official(view.raw(match.start(), goal), home)
            return name if name not in citations().offices else None
    return None


def issuing_end(view: View, base: int, at: int) -> int | None:
    """Where the issuer must end for ``… đã ban hành các`` to lead up to ``flat[at]``."""
    known = citations()
    text = view.low[base:at].rstrip(" :,")
    at_place = text.endswith(" tai")  # "UBND tỉnh tại Quyết định số …"
    text = text[:-4].rstrip(" ") if at_place else text
    for lists in (("cac", "mot so", "nhung"), known.issuing_verbs, known.issuing_helpers):
        cut = next((w for w in lists if text.endswith(" " + w)), None)
        if cut:
            text = text[: -len(cut)].rstrip(" ")
        elif lists is known.issuing_verbs and not at_place:
            return None
    return base + len(text)


def phrase_end(view: View, start: int) -> int | None:
    """Where the name of a body that begins at ``flat[start]`` ends; None if none begins."""
    known = citations()
    tokens = list(_TOKEN.finditer(view.flat, start, min(len(view.flat), start + 140)))
    if not tokens or tokens[0].start() != start:
        return None
    words = [t.group().lower().rstrip(".") for t in tokens]
    if not any(" ".join(words[:n]) in known.heads for n in (3, 2, 1)):
        return None
    end, names = tokens[0].end(), 0
    for n in range(1, len(tokens)):
        gap = view.flat[tokens[n - 1].end() : tokens[n].start()]
        stopped = tokens[n - 1].group().endswith(".") and words[n - 1] not in known.stopped
        if gap not in ("", " ") or stopped:
            break  # a mark, or the sentence's end
        step = _step(view, tokens, words, n, names)
        if step is None:
            break
        names = step
        if words[n] not in _JOINTS:
            end = tokens[n].end()
    return end - (view.flat[end - 1] == ".")


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
    if _starts_subject(view, at, upper, known):
        return None
    if pair in known.pairs:
        return names if upper else 0
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
    for office in known.offices:
        rest = name[len(office) :].lstrip()
        if name.startswith(office) and any(plain(rest).startswith(h) for h in known.heads):
            name = rest
            break
    name = known.bodies.get(plain(name), name)
    return _placed(_cased(name, known), home, known)


def _cased(name: str, known: Citations) -> str:
    """``sở Thông tin và truyền thông tỉnh X`` → as the gazetteer writes the body."""
    words = name.split(" ")
    for n in range(len(words), 1, -1):
        body = known.bodies.get(plain(" ".join(words[:n])))
        if body is not None:
            return " ".join([body, *words[n:]])
    return name[:1].upper() + name[1:]


def _placed(name: str, home: Home, known: Citations) -> str:
    """``name`` with the place that the letter's home gives it, where it has none of its own."""
    key = plain(name)
    level = next((p for p in ("thanh pho", "tinh") if key.endswith(" " + p)), None)
    if level and home.place and plain(home.place).startswith(level):
        return f"{name} {home.province}"
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


def issuer_of_symbol(symbol: Symbol, home: Home) -> str | None:
    """Who issues texts with this symbol, where the symbol and the letter's home leave no
    doubt; else None."""
    known = citations()
    rest = symbol.codes[1:] if symbol.type_code else symbol.codes[:1]
    if len(rest) != 1 and symbol.type_code and not symbol.year:
        rest = rest[:1]
    if not rest or (len(rest) > 1 and symbol.year):
        return None  # joint texts have several
    if home.code == key_of(rest[0]) and home.issuer:
        return home.issuer
    body = known.issuer_codes.get(key_of(rest[0]))
    if body is None or rest[0] in known.unsaid_issuers or len(set(body.names)) != 1:
        return None
    if plain(body.names[0]) in known.committees:
        name = official(body.names[0], home)
        return name if name != body.names[0] else None
    if not body.local:
        return body.names[0]
    if home.place is None:
        return None
    return official(body.names[0], home)


def same_body(a: str, b: str) -> bool:
    """``Ủy ban nhân dân tỉnh`` and ``Chủ tịch Ủy ban nhân dân tỉnh Sơn La`` may be one."""
    one, two = plain(a), plain(b)
    return one in two or two in one
