"""Who wrote: issuer and parent from the left column; what the place and the text add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.knowledge.header import header_words
from pipeline.knowledge.issuers import (
    Body,
    bodies_of_symbol,
    body_named,
    expand,
    is_unit,
    letter_case,
    nearest_short,
    organ_named,
    starts_body,
)
from pipeline.knowledge.places import PlaceFound, Province, find_province
from pipeline.letter.joint import goes_on, opening_dash, partners
from pipeline.letter.mended import mended
from pipeline.letter.rows import Row, capitals, joined, span_of
from pipeline.letter.spelt import as_written, find_said, said_with_place
from pipeline.letter.values import read
from pipeline.records import Transcript, Value
from pipeline.text import bare, fold, squash

_UNIT = re.compile(r"(?:\b(?:tinh|thanh pho|tp|t)\b[\s.]*)+$")
_COMMITTEE = re.compile(r"(?:tinh|thanh|huyen|quan|thi|dang) uy\b")
_PROVINCES = "Tỉnh ủy"
_PEOPLES = "Ủy ban nhân dân"
_OF_PARTY = re.compile(r"(?:^|.* )(?:tinh|thanh) uy$")
_ORGAN = re.compile(r"(?:ban (?:to chuc|tuyen giao|tuyen van|dan van|noi chinh)|uy ban kiem tra)\b")
_JOINT = re.compile(r"[-–—]\s*$")
_HYPHEN = re.compile(r"(?<=\w)[-–](?=\w)")
_UNIT_LEFT = re.compile(r"\s+(?:tỉnh|thành phố|TỈNH|THÀNH PHỐ)$")
_JUNK = re.compile(r"^(?:[^\w“\"(]|_)+|(?:[^\w)”\".]|_)+$")


@dataclass(frozen=True, slots=True)
class Named:
    """A printed body in official words. ``body``: its row in the table, if it has one;
    ``likeness``: to that row or to the letter's own text; ``province``: the one it names;
    ``partners``: the bodies of a joint issue; ``why``: what was mended."""

    official: str
    body: Body | None
    likeness: float
    province: Province | None
    rows: tuple[Row, ...] = ()
    partners: tuple[Named, ...] = ()
    why: str | None = None


def issuer_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of a left column that can be names of bodies: capitals, more than a scrap. A
    scrap goes on with a name only straight under one (``TRUNG ƯƠNG``)."""
    kept = []
    for row in rows:
        letters = sum(ch.isalpha() for ch in row.text)
        if (
            letters >= 4
            and capitals(row.text) > 0.7
            and letters > 0.6 * len(row.text.replace(" ", ""))
        ):
            kept.append(row)
    return kept


def bodies_of(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows parted by body, upper first. Lines that begin no name go on with the one above;
    so does a line after a dash (two issuers together), and lines that only together make a name
    of the table (``VĂN PHÒNG`` / ``CHÍNH PHỦ``)."""
    parted: list[list[Row]] = []
    for row in rows:
        text = _clean(row.text)
        begins = starts_body(text) or organ_named(text) is not None
        holder = len(parted) > 0 and len(parted[-1]) == 1 and _office_of(parted[-1][0].text, text)
        if parted and (goes_on(parted[-1][-1].text, row.text) or not begins or holder):
            parted[-1].append(row)
        else:
            parted.append([row])
    merged: list[list[Row]] = []
    for group in parted:
        if merged and _one_name([*merged[-1], *group]) and not _one_name(merged[-1]):
            merged[-1] = [*merged[-1], *group]
        else:
            merged.append(list(group))
    return merged


def _office_of(above: str, text: str) -> bool:
    """Whether an office stands alone over the body that it heads: ``CHỦ TỊCH`` / ``ỦY BAN NHÂN
    DÂN``. Decisions and telegrams are issued so."""
    return _office(_clean(above)) == _clean(above) and starts_body(text)


def _office(text: str) -> str:
    """The office that a name begins with, as printed; empty where it begins with none, or is the
    name of a body itself (``THỦ TƯỚNG CHÍNH PHỦ``)."""
    if body_named(text, 95) is not None:
        return ""
    words = text.split()
    offices = {fold(title) for title in header_words().titles}
    size = next((n for n in (4, 3, 2) if fold(" ".join(words[:n])) in offices), 0)
    return " ".join(words[:size])


def _one_name(rows: Sequence[Row]) -> bool:
    core = without_province(_clean(" ".join(r.text for r in rows)))[0]
    return body_named(core, 95) is not None


def name_body(
    rows: Sequence[Row], parent: Named | None, place: Province | None, text: str
) -> Named:
    """The official name of a printed body. ``place``: the province of place and date; ``text``:
    the letter's text, which writes names in mixed case and reads better than capitals."""
    printed = _clean(squash(" ".join(_joinable(r.text) for r in rows)))
    parts = partners(expand_capitals(printed))
    if len(parts) > 1:
        return _joint_name(parts, rows, parent, place, text)
    return replace(_one_body(printed, parent, place, text), rows=tuple(rows))


def _joint_name(
    parts: Sequence[str],
    rows: Sequence[Row],
    parent: Named | None,
    place: Province | None,
    text: str,
) -> Named:
    """Several bodies with one number. The province printed last is that of all before it; they are
    as sure as the least sure of them."""
    last = without_province(parts[-1])[1]
    here = last.province if last else place
    named = [_one_body(_UNIT_LEFT.sub("", p), parent, here, text) for p in parts[:-1]]
    named.append(_one_body(parts[-1], parent, place, text))
    return joint(named, tuple(rows))


def joint(named: Sequence[Named], rows: tuple[Row, ...]) -> Named:
    """Bodies that issue together as one."""
    provinces = {n.province.name: n.province for n in named if n.province is not None}
    province = next(iter(provinces.values())) if len(provinces) == 1 else None
    official = " - ".join(n.official for n in named)
    likeness = min(n.likeness for n in named)
    return Named(official, None, likeness, province, rows, tuple(named))


def _joinable(text: str) -> str:
    """A line of a name, with the dash that it may begin with."""
    return f"- {_clean(text)}" if opening_dash(text) else _clean(text)


def _one_body(printed: str, parent: Named | None, place: Province | None, text: str) -> Named:
    office = _office(printed)
    rest = printed[len(office) :].strip()
    if office and starts_body(rest):
        led = _one_body(rest, parent, place, text)
        return replace(led, official=f"{office.capitalize()} {led.official}")
    core, found = without_province(expand_capitals(_unhyphened(printed)))
    if parent is not None and (part := _part_of(core, parent)) is not None:
        return part
    province = found.province if found else None
    match = body_named(core) if core else None
    body, likeness = match if match else (None, 0.0)
    if body is not None:
        official = body.name
    elif (said := find_said(core, text) or find_said(_unscrapped(core), text)) is not None:
        own = None if found else (parent.province if parent else None) or place
        official, likeness = said_with_place(said, text, own), 0.97
    elif not core and found is not None:
        # Only `TỈNH …` was left of a line: the body that signs for a province is its committee.
        official, likeness = "Ủy ban nhân dân", 0.7
    else:
        official = as_written(letter_case(core), text)
    if found is not None:
        official = of_place(official, found.province)
        likeness = min(likeness, found.likeness)
    elif parent is not None and _is_organ(core, parent):
        # the table writes them for a province's committee; other committees have the same organs
        known = body_named(f"{core} {_PROVINCES}")
        name = known[0].name.removesuffix(f" {_PROVINCES}") if known else official
        official, province = f"{name} {parent.official}", parent.province
        body, likeness = known[0] if known else None, min(max(likeness, 0.97), parent.likeness)
    elif body is not None and body.local:
        province = (parent.province if parent else None) or place
        central = parent is not None and parent.body is not None and parent.body.level == "central"
        if province is not None and not central:
            official = of_place(official, province)
    elif body is None:
        province = parent.province if parent is not None else None
    if official.lower().split()[-1:] == ["tỉnh"] and (own := province or place) is not None:
        official, province = f"{official[:-4]}{own.official}", own
    return Named(official, body, likeness, province)


def _unhyphened(printed: str) -> str:
    """The name without hyphens inside its words (``SỞ Y-TẾ``), where it is one of the table so."""
    plain = _HYPHEN.sub(" ", printed)
    if plain == printed or body_named(without_province(expand_capitals(plain))[0]) is None:
        return printed
    return plain


def _part_of(core: str, parent: Named) -> Named | None:
    """What is only a part of the body over it, and takes its name: its office, its standing
    board."""
    sure = parent.likeness or 0.6
    if fold(core) == "van phong":
        own = _office_body(parent)
        official = own.name if own and not own.local else f"Văn phòng {parent.official}"
        return Named(official, own, sure, parent.province)
    whole = body_named(core)
    if whole is not None and parent.official.startswith(f"{_PEOPLES} "):
        own, _ = whole
        before, committee, after = own.name.partition(_PEOPLES)
        if before and committee and not after:  # the committee over it, of whatever place
            return Named(f"{before}{parent.official}", own, sure, parent.province)
    organ = organ_named(core)
    return Named(f"{organ} {parent.official}", None, sure, parent.province) if organ else None


def _is_organ(core: str, parent: Named) -> bool:
    """``BAN TỔ CHỨC`` under ``TỈNH ỦY NINH BÌNH``: organs of a Party committee bear its name."""
    return bool(_ORGAN.fullmatch(fold(core)) and _COMMITTEE.match(fold(parent.official)))


def of_place(official: str, province: Province) -> str:
    """The name with its province. A committee of the Party takes the bare name of its place:
    Tỉnh ủy Ninh Bình, not of tỉnh Ninh Bình."""
    bare_name = _OF_PARTY.match(fold(official))
    return f"{official} {province.name if bare_name else province.official}"


def _office_body(parent: Named) -> Body | None:
    match = body_named(f"Văn phòng {parent.body.name}") if parent.body else None
    return match[0] if match else None


def settled(named: list[Named]) -> list[Named]:
    """Issuer and parent made to fit each other: a lost line or letter in one shows in the other.
    What is mended so is less sure (``likeness``)."""
    if len(named) < 2:
        return named
    *rest, parent, issuer = named
    body = issuer.body
    if (
        body is not None
        and parent.body is not None
        and body.local
        and parent.body.level == "central"
    ):
        twins = [b for code in body.symbols for b in bodies_of_symbol(code)]
        twin = next((b for b in twins if b.parent == parent.body.name and b != body), None)
        if twin is not None:
            issuer = replace(issuer, official=twin.name, body=twin, likeness=0.8, province=None)
    elif (
        body is not None
        and body.parent
        and not body.local
        and parent.body is None
        and fuzz.ratio(fold(parent.official), fold(body.parent)) >= 70
    ):
        over = body_named(body.parent)
        mended = over[0] if over else None
        parent = replace(parent, official=body.parent, body=mended, likeness=0.88)
    return [*rest, parent, issuer]


def expand_capitals(text: str) -> str:
    """Short forms written out, and in capitals where the name is."""
    expanded = expand(" ".join(map(nearest_short, text.split())))
    return expanded.upper() if capitals(text) > 0.7 else expanded


def without_province(text: str) -> tuple[str, PlaceFound | None]:
    """The name without the ``TỈNH LÀO CAI`` at its end, and the province."""
    words = text.split()
    found = find_province(text)
    if found is None or found.end < len(words) or found.start == 0:
        return text, None
    before = " ".join(words[: found.start])
    unit = _UNIT.search(bare(before).lower())
    core = before[: unit.start()].strip(" ,-–.") if unit else before.strip(" ,-–.")
    if not unit and body_named(text) is not None:
        return text, None  # the name itself ends so: Học viện Chính trị quốc gia Hồ Chí Minh
    last = fold(core).split()[-1:]
    if not unit and not (body_named(core) and last):
        return text, None  # Trường Đại học An Giang: a name, not a province's school
    return core, found


def named_value(
    transcript: Transcript, named: Named, symbols: Sequence[str], place: str | None = None
) -> Value:
    """The value of a printed body. What the table, the text or the letter's place confirms is
    surer than letters alone; a symbol that stands for the same body is a second witness."""
    span = span_of(named.rows)
    words = transcript.confidence(span) if span else 0.9
    if _unscrapped(named.official) != named.official:
        words *= 0.7
    known = bool(named.body is not None or named.likeness)
    sits = not known and place is not None and _bears(named.official, place)
    confirmed = known or sits
    if sits:
        sure = min(0.97, 0.6 + 0.4 * words)
    elif known:
        sure = 0.97 * named.likeness
        if named.likeness < 1.0:
            sure = min(sure, 0.6 + 0.4 * words)
    else:
        # In capitals alone nothing says how the name is written: marks and letters may be off.
        sure = min(0.8, 0.4 + 0.55 * words)
    agrees = all(_in_symbol(each, symbols) for each in named.partners or (named,))
    if agrees and confirmed:
        sure = 1.0 - (1.0 - sure) * 0.4
    repairs = () if named.why else mended(expand_capitals(joined(named.rows)), named.official)
    told = f"viết đúng là: {', '.join(repairs)}" if repairs else named.why
    whys = [
        told,
        "ký hiệu cho biết cùng cơ quan" if agrees else None,
        "địa danh cùng tên" if sits else None,
    ]
    why = "; ".join(w for w in whys if w) or None
    return read(transcript, named.official, span, sure, raw=joined(named.rows), why=why)


def _bears(official: str, place: str) -> bool:
    """Whether a body bears the name of the place it writes from: Ủy ban nhân dân xã Tân Hưng."""
    name, said = fold(official), fold(place)
    words = official[: -len(said)].split()
    return name.endswith(f" {said}") and any(is_unit(" ".join(words[-n:])) for n in (1, 2))


def _in_symbol(named: Named, symbols: Sequence[str]) -> bool:
    return any(code in initials_of(named) for code in symbols)


def initials_of(named: Named) -> tuple[str, ...]:
    """What may stand for a body in a symbol: the table's codes, or the first letters of its
    words (``và`` and its province left out); of a joint issue, for any of its bodies."""
    if named.partners:
        return tuple(dict.fromkeys(c for each in named.partners for c in initials_of(each)))
    codes = named.body.symbols if named.body else ()
    name = named.official
    if named.province is not None:
        name = name.replace(named.province.official, "")
    words = [w for w in re.findall(r"\w+", name) if fold(w) not in ("va", "cua", "cac", "ve")]
    letters = "".join(w[0] if not w.isupper() else w for w in words).upper()
    letters = "".join(c if c in "ĐƯ" else bare(c) for c in letters)  # symbols bear no other marks
    # Schools leave their `Trường` out: BC-ĐHHĐ is of Trường Đại học Hồng Đức.
    short = letters[1:] if fold(name).startswith("truong ") else ""
    return (*codes, *(c for c in (letters, short) if c and c not in codes))


def _unscrapped(text: str) -> str:
    """Without single letters that are no word: pen strokes between the lines."""
    return " ".join(w for w in text.split() if len(w) > 1 or not w.isalpha() or w in "Yy")


def _clean(text: str) -> str:
    """Without the scraps that OCR makes of rules and stamps at a row's ends; a dash at the end
    is kept, as it joins two issuers."""
    stripped = text.strip()
    dash = " -" if _JOINT.search(stripped) and len(stripped) > 6 else ""
    return squash(_JUNK.sub("", _JUNK.sub("", stripped))) + dash
