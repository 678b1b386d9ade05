"""Lists of those who must report: built-in ones under ``models/reporters``, or a person's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.knowledge.issuers import bodies, expand
from pipeline.knowledge.places import Province, province_named, provinces
from pipeline.text import fold, squash

TODAY = "today"
_KEYS = frozenset(("name", "title", "title_en", "provinces", "bodies", "guidelines"))
_PROVINCES = frozenset(("day", "body", "on_behalf"))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who must report, by official name. ``province``: it answers for a province; then
    ``body`` is the kind of body that does, ``parts`` are the provinces it answers for (those it
    took over, and itself), and bodies ``on_behalf`` may have written in its place."""

    name: str
    province: str | None = None
    body: str | None = None
    parts: tuple[str, ...] = ()
    on_behalf: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReporterList:
    """``guidelines``: symbols of those that ask this list by default. ``repeated``: names that a
    person's file holds more than once."""

    name: str
    title: str
    title_en: str
    reporters: tuple[Reporter, ...]
    guidelines: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def built_in() -> tuple[str, ...]:
    """The names of the lists under ``models/reporters``."""
    return tuple(sorted(p.stem for p in (models_folder() / "reporters").glob("*.yaml")))


@cache
def load_reporters(name: str, day: str | None = None) -> ReporterList:
    """The built-in list ``name``, as it stands on ``day`` (ISO; None: today). Raises
    ``BadKnowledge`` for what is wrong in the file."""
    path = models_folder() / "reporters" / f"{name}.yaml"
    content = read_yaml(path)
    if not isinstance(content, dict) or content.get("name") != name:
        raise BadKnowledge(where=f"{path} @ $.name", what="?")
    if unknown := content.keys() - _KEYS:
        raise BadKnowledge(where=f"{path} @ $", what=", ".join(sorted(unknown)))
    try:
        rows = [*_provinces(content.get("provinces"), path), *_bodies(content, day, path)]
        title, title_en = str(content["title"]), str(content["title_en"])
    except (KeyError, TypeError, AttributeError) as error:
        raise BadKnowledge(where=f"{path} @ $", what=str(error)) from error
    asked = tuple(map(str, content.get("guidelines", ())))
    return ReporterList(name, title, title_en, tuple(rows), asked)


def lists_of(guideline: str | None, day: str | None) -> tuple[ReporterList, ...]:
    """The built-in lists that a guideline asks by default."""
    loaded = (load_reporters(name, day) for name in built_in())
    return tuple(made for made in loaded if guideline in made.guidelines)


def reporter_named(text: str, aliases: tuple[str, ...] = ()) -> Reporter:
    """The reporter that a person's line means: a province by its name, its people's committee, or
    any other body under the name given (short forms written out)."""
    name = squash(expand(text))
    head = next(body for body in bodies() if body.level == "province").name
    rest = fold(name).removeprefix(fold(head)).strip()
    found = province_named(rest) or _with_kind(rest)
    if found is None:
        return Reporter(name, aliases=aliases)
    return _of_province(found, head, _on_behalf(), (found.name,), aliases)


@cache
def _on_behalf() -> tuple[str, ...]:
    """The bodies that may write for a province, of all built-in lists."""
    files = (models_folder() / "reporters" / f"{name}.yaml" for name in built_in())
    rows = ((read_yaml(path) or {}).get("provinces") or {} for path in files)
    return tuple(dict.fromkeys(body for row in rows for body in row.get("on_behalf", ())))


def _with_kind(plain: str) -> Province | None:
    """``tinh lao cai``: the province named after the word for its kind."""
    for kind in ("tinh ", "thanh pho ", "tp ", "tp. "):
        if plain.startswith(kind):
            return province_named(plain.removeprefix(kind))
    return None


def _of_province(
    province: Province,
    body: str,
    on_behalf: tuple[str, ...],
    parts: tuple[str, ...],
    aliases: tuple[str, ...] = (),
) -> Reporter:
    name = f"{body} {province.heading or province.official}"
    return Reporter(name, province.name, body, parts, on_behalf, aliases)


def _provinces(row: Any, path: Path) -> Iterator[Reporter]:
    if row is None:
        return
    if not isinstance(row, dict) or row.keys() - _PROVINCES:
        raise BadKnowledge(where=f"{path} @ $.provinces", what=str(row))
    day, body = str(row["day"]), str(row["body"])
    others = tuple(map(str, row.get("on_behalf", ())))
    for province in provinces():
        if day == TODAY and province.in_force:
            yield _of_province(province, body, others, _parts(province))
        elif day != TODAY and _stands_on(province, day):
            yield _of_province(province, body, others, (province.name,))


def _parts(province: Province) -> tuple[str, ...]:
    """The old units that lie in one of today, itself first unless it is new under its name."""
    older = tuple(province.merged)
    return older if province.since and older else (province.name, *older)


def _stands_on(province: Province, day: str) -> bool:
    begun = province.since is None or province.since <= day
    return begun and (province.until is None or day <= province.until)


def _bodies(content: dict[str, Any], day: str | None, path: Path) -> Iterator[Reporter]:
    known = {b.name: b for b in bodies()}
    for i, row in enumerate(content.get("bodies", ())):
        name, until = (row, None) if isinstance(row, str) else (row["name"], row.get("until"))
        if name not in known:
            raise BadKnowledge(where=f"{path} @ $.bodies[{i}]", what=str(name))
        body = known[name]
        last = until or body.until
        gone = last is not None and (day is None or day > last)
        not_yet = body.since is not None and day is not None and day < body.since
        if not gone and not not_yet:
            yield Reporter(name, aliases=body.aliases)
