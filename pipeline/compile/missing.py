"""Who has reported, who has not, and what only a person can say: a register against a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import fuzz

from pipeline.compile.collation import sort_key
from pipeline.compile.register import Campaign, Register, belongs
from pipeline.compile.register.rows import issuer_check
from pipeline.compile.tables import Published, value_of
from pipeline.knowledge.issuers import Body, body_named, expand
from pipeline.knowledge.places import Province, find_province, province_named
from pipeline.knowledge.reporters import Reporter, ReporterList
from pipeline.text import fold, nfc

State = Literal["reported", "partly", "question", "missing"]
Doubt = Literal[
    "on_behalf", "similar_name", "issuer_unsure", "kind_unsure", "not_linked", "merged"
]  # fmt: skip
_SIMILAR = 88.0
"""Percent of likeness from which a name that is not the same is asked about: two letters of OCR
noise in a short name, or a word more in a long one."""


@dataclass(frozen=True, slots=True)
class Question:
    """A letter that may be the report of a reporter; it never counts as one."""

    document: Published
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Standing:
    """One reporter. ``letters``: its reports, each once; ``lacking``: the parts (old provinces)
    that none of them covers; ``below``: reports of bodies under it, which are not its own."""

    reporter: Reporter
    state: State
    letters: tuple[Published, ...]
    lacking: tuple[str, ...]
    questions: tuple[Question, ...]
    below: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """A campaign's reports against a list. ``unlisted``: reports of bodies not on it."""

    campaign: Campaign
    reporters: ReporterList
    standings: tuple[Standing, ...]
    unlisted: tuple[Published, ...]

    def count(self, state: State) -> int:
        return sum(s.state == state for s in self.standings)


@dataclass(slots=True)
class _Found:
    letters: list[Published]
    parts: set[str]
    questions: list[Question]
    below: list[Published]
    provinces: set[str]


def who_reported(register: Register, campaign: Campaign, reporters: ReporterList) -> Roll:
    """Counts a letter for a reporter only when kind, campaign and issuer are all sure."""
    found = {r.name: _Found([], set(), [], [], set()) for r in reporters.reporters}
    unlisted: list[Published] = []
    for row in register.rows:
        belonging = belongs(row.document, campaign.name)
        if not row.counts or belonging == "no":
            continue
        sure = belonging == "yes" and issuer_check(row.document) is None
        ties = list(_ties(row.document, reporters.reporters, campaign))
        if any(how in ("own", "short") for _, how, _ in ties):
            # A unit of today may answer for an old province beside itself; an old ministry that
            # is on the list answers for itself alone.
            ties = [t for t in ties if t[1] in ("own", "short") or (t[1] == "merged" and t[2])]
        for reporter, how, parts in ties:
            here = found[reporter.name]
            if how == "below":
                if belonging == "yes":
                    here.below.append(row.document)
            elif how in ("own", "short") and sure:
                here.letters.append(row.document)
                here.parts.update(parts)
                here.provinces.add(value_of(row.document, "province") if how == "short" else "")
            else:
                here.questions.append(Question(row.document, _doubt(how, belonging)))
        if belonging == "yes" and all(how == "below" for _, how, _ in ties):
            unlisted.append(row.document)
    standings = (_standing(r, found[r.name]) for r in reporters.reporters)
    inorder = sorted(standings, key=lambda s: sort_key(s.reporter.province or s.reporter.name))
    return Roll(campaign, reporters, tuple(inorder), tuple(unlisted))


Hang = Literal["own", "short", "on_behalf", "similar_name", "merged", "below"]
Tie = tuple[Reporter, Hang, frozenset[str]]


def _ties(document: Published, reporters: Sequence[Reporter], campaign: Campaign) -> Iterator[Tie]:
    """How a letter's issuer hangs on the reporters, and which parts of them it speaks for."""
    issuer, parent = value_of(document, "issuer"), value_of(document, "issuer_parent")
    province = province_named(value_of(document, "province"))
    day = value_of(document, "date") or (campaign.deadline.day if campaign.deadline else "")
    if not issuer:
        return
    for reporter in reporters:
        if reporter.province is not None:
            tie = _province_tie(issuer, province, day, reporter)
        else:
            tie = _body_tie(issuer, parent, province, reporter)
        if tie is not None:
            yield tie


def _province_tie(
    issuer: str, province: Province | None, day: str, reporter: Reporter
) -> Tie | None:
    wanted = province_named(reporter.province or "")
    if province is None or wanted is None:
        return None
    own = _is(issuer, reporter.body, province) or _plain(issuer) in _names(reporter.aliases)
    if province.name not in (*reporter.parts, wanted.name):
        # Of an old province, the unit that it went to may have written after the merger.
        merged = own and wanted.into == province.name and _after(day, wanted.until)
        return (reporter, "merged", frozenset(reporter.parts)) if merged else None
    if own:
        return reporter, "own", _spoken_for(province, day, reporter)
    if any(_is(issuer, body, province) for body in reporter.on_behalf):
        return reporter, "on_behalf", frozenset()
    kept = min(_without(_plain(issuer), province), key=len, default=_plain(issuer))
    known = _known(kept)
    another = known is not None and known[0].name != reporter.body
    if not another and fuzz.ratio(kept, _plain(reporter.body or "")) >= _SIMILAR:
        return reporter, "similar_name", frozenset()
    return reporter, "below", frozenset()


def _spoken_for(province: Province, day: str, reporter: Reporter) -> frozenset[str]:
    """The old provinces that a letter speaks for: since the merger all, before it its own."""
    ends = [made.until for name in reporter.parts if (made := province_named(name)) and made.until]
    if province.in_force and ends and all(_after(day, end) for end in ends):
        return frozenset(reporter.parts)
    return frozenset((province.name,)) & {*reporter.parts} or frozenset(reporter.parts)


def _body_tie(
    issuer: str, parent: str, province: Province | None, reporter: Reporter
) -> Tie | None:
    written = (reporter.name, *reporter.aliases)
    names = _names(written)
    told = _plain(issuer)
    if told in names:
        # `Hoa Mai` is not `Hoa Mãi`: other marks make another name, lost marks do not.
        same = any(_same_marks(issuer, expand(name)) for name in written)
        return reporter, "own" if same else "similar_name", frozenset()
    if province is not None and _without(told, province) & {*names}:
        return reporter, "short", frozenset()
    if _plain(parent) in names:
        return reporter, "below", frozenset()
    known = _known(issuer)
    if known is not None and known[0].into and _plain(known[0].into) in names:
        return reporter, "merged", frozenset()
    likely = any(_shortened(name, issuer, province) for name in written)
    another = known is not None and _plain(known[0].name) not in names
    likely = likely or (not another and any(_alike(told, name, province) for name in names))
    return (reporter, "similar_name", frozenset()) if likely else None


def _alike(told: str, name: str, province: Province | None) -> bool:
    """Nearly the same name, or one with a word or two more; no other province or number in it."""
    words, wanted = told.split(), name.split()
    named = _province_in(name)
    if named and province and named != province.name:
        return False
    if [w for w in words if w.isdigit()] != [w for w in wanted if w.isdigit()]:
        return False
    longer = abs(len(words) - len(wanted)) <= 2 and min(len(words), len(wanted)) >= 3
    within = {*words} <= {*wanted} or {*wanted} <= {*words}
    # A list may name districts alone: `Đầm Hà` of `Ủy ban nhân dân huyện Đầm Hà`.
    tail = len(wanted) >= 2 and words[-len(wanted) :] == wanted
    return tail or (longer and within) or fuzz.ratio(told, name) >= _SIMILAR


def _shortened(name: str, issuer: str, province: Province | None) -> bool:
    """Whether a name with letters for words (``Bộ XD``) may stand for the issuer's."""
    if not any(len(w) > 1 and w.isupper() and w.isalpha() for w in name.split()):
        return False
    forms = {_plain(issuer), *(_without(_plain(issuer), province) if province else ())}
    wanted = "".join(w if w.isupper() else w[0] for w in name.split() if w[0].isalpha())
    return _plain(wanted) in {"".join(w[0] for w in f.split() if w != "va") for f in forms}


def _same_marks(one: str, other: str) -> bool:
    """Of names that are the same without marks: with theirs too (wherever the tone mark stands),
    or one of them has none at all."""
    if one.isascii() or other.isascii() or _plain(one) != _plain(other):
        return _plain(one) == _plain(other)
    a, b = ("".join(ch if ch.isalnum() else " " for ch in nfc(t)) for t in (one, other))
    return sort_key(a.lower())[0] == sort_key(b.lower())[0]


def _without(told: str, province: Province) -> set[str]:
    """A name without its province, and without the word for its kind: a province's own list says
    ``Sở Nội vụ``, a letter ``Sở Nội vụ tỉnh Sơn La``."""
    bare = told.removesuffix(_plain(province.name)).strip()
    return {bare, bare.removesuffix(_plain(province.kind)).strip()} - {told, ""}


def _is(issuer: str, body: str | None, province: Province) -> bool:
    spoken = {province.official, province.placed, f"{province.kind} {province.placed}"}
    return _plain(issuer) in {_plain(f"{body} {name}") for name in spoken}


@cache
def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_plain(expand(name)) for name in names)


@cache
def _known(issuer: str) -> tuple[Body, float] | None:
    """The body of exactly this name, as far as the gazetteer knows it."""
    return body_named(issuer, 99.0)


@cache
def _province_in(name: str) -> str | None:
    found = find_province(name, 1.0)
    return found.province.name if found else None


@cache
def _plain(text: str) -> str:
    return " ".join("".join(ch if ch.isalnum() else " " for ch in fold(text)).split())


def _after(day: str, end: str | None) -> bool:
    return end is not None and day[:10] > end[: len(day)] and len(day) >= 7


def _doubt(how: str, belonging: str) -> Doubt:
    if how in ("on_behalf", "similar_name", "merged"):
        return how  # type: ignore[return-value]
    if belonging in ("kind_unsure", "not_linked"):
        return belonging  # type: ignore[return-value]
    return "issuer_unsure"


def _standing(reporter: Reporter, found: _Found) -> Standing:
    if len(found.provinces) > 1:  # bodies of this name in several provinces: which one is meant?
        found.questions += [Question(letter, "similar_name") for letter in found.letters]
        found.letters.clear()
    lacking = tuple(part for part in reporter.parts if part not in found.parts)
    state: State = "missing"
    if found.letters:
        state = "partly" if reporter.parts and lacking else "reported"
    elif found.questions:
        state = "question"
    return Standing(
        reporter,
        state,
        tuple(found.letters),
        lacking if found.letters else (),
        tuple(found.questions),
        tuple(found.below),
    )
