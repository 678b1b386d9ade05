"""Provinces and cities: 63 until 30 June 2025, 34 since, with their other printed names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import fold

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Province:
    """``since``, ``until``: ISO dates of its first and last day, None where it is not bounded by
    the table. ``into``: the unit of today that it went to. ``merged``: units it took over.
    ``seat``: central bodies sit there, so the place says nothing of a province."""

    name: str
    kind: str
    since: str | None = None
    until: str | None = None
    into: str | None = None
    merged: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    seat: bool = False
    heading: str | None = None

    @property
    def placed(self) -> str:
        """Its name as a letter's place and date print it."""
        return self.heading or self.name

    @property
    def official(self) -> str:
        """``tỉnh Sơn La``, ``thành phố Hà Nội``."""
        return f"{self.kind} {self.name}"

    @property
    def in_force(self) -> bool:
        return self.until is None


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """``start``, ``end``: word numbers in the text searched. ``likeness`` 0 to 1."""

    province: Province
    start: int
    end: int
    likeness: float


@cache
def provinces() -> tuple[Province, ...]:
    """All units of ``models/gazetteers/provinces.yaml``. Raises ``BadKnowledge``."""
    path = models_folder() / "gazetteers" / "provinces.yaml"
    content = read_yaml(path)
    rows = content.get("provinces") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise BadKnowledge(where=f"{path} @ $.provinces", what="no list")
    found = []
    for i, row in enumerate(rows):
        try:
            made = Province(
                row["name"], row["kind"], row.get("since"), row.get("until"), row.get("into"),
                tuple(row.get("from", ())), tuple(row.get("aliases", ())),
                bool(row.get("seat", False)), row.get("heading"),
            )  # fmt: skip
        except (KeyError, TypeError, AttributeError) as error:
            raise BadKnowledge(where=f"{path} @ $.provinces[{i}]", what=str(error)) from error
        found.append(made)
    names = {p.name for p in found}
    for i, made in enumerate(found):
        if (made.until and made.into not in names) or not names.issuperset(made.merged):
            raise BadKnowledge(where=f"{path} @ $.provinces[{i}]", what=f"{made.into}")
    return tuple(found)


def province_named(name: str) -> Province | None:
    """The unit of exactly this name or alias, diacritics and case ignored."""
    wanted = _plain(name)
    return next((p for p, form in _forms() if form == wanted), None)


def today(province: Province) -> Province:
    """The unit of today that ``province`` lies in: itself, or what it was merged into."""
    return province if province.into is None else (province_named(province.into) or province)


def standing(province: Province, on: str) -> Province:
    """The unit that bore this place's name on a day (ISO): before 2025 a letter from Huế was
    from the province Thừa Thiên Huế. ``province`` itself where the table knows no better."""
    if province.since is None or on >= province.since:
        return province
    older = (p for p in provinces() if p.into == province.name and p.name.endswith(province.name))
    return next((p for p in older if p.until and on <= p.until), province)


@lru_cache(maxsize=1 << 12)
def find_province(text: str, least: float = 0.85) -> PlaceFound | None:
    """The best unit named in ``text``: the likest, then the longest name, then the last one.
    Damage is allowed in longer names, unless it makes two units equally likely."""
    words = [_plain(w) for w in text.split()]
    windows: dict[int, list[tuple[int, str]]] = {}
    hits: list[tuple[float, int, PlaceFound]] = []
    for province, form in _forms():
        size = form.count(" ") + 1
        for width in range(max(1, size - 1), size + 2):
            if width not in windows:
                windows[width] = list(_windows(words, width))
            for start, window in windows[width]:
                like = _likeness(window, form)
                if like >= least:
                    found = PlaceFound(province, start, start + width, like)
                    hits.append((like, len(form), found))
    if not hits:
        return None
    best = max(hits, key=lambda h: (h[0], h[1], h[2].start))
    rivals = {h[2].province.name for h in hits if h[:2] == best[:2]}
    return best[2] if best[0] == 1.0 or len(rivals) == 1 else None


def _windows(words: Sequence[str], width: int) -> Iterator[tuple[int, str]]:
    """Each row of so many words that begins and ends with one, and where it begins."""
    for start in range(len(words) - width + 1):
        window = words[start : start + width]
        if window[0] and window[-1]:
            yield start, " ".join(w for w in window if w)


def _likeness(window: str, form: str) -> float:
    if window == form:
        return 1.0
    if len(form) < 6 or abs(len(window) - len(form)) > 2:
        return 0.0
    return max(0.0, 1.0 - Levenshtein.distance(window, form) / len(form))


@cache
def _forms() -> tuple[tuple[Province, str], ...]:
    return tuple(_each_form())


def _each_form() -> Iterator[tuple[Province, str]]:
    for province in provinces():
        for name in (province.name, *province.aliases):
            yield province, _plain(name)


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", fold(text)).strip()
