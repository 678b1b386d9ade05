"""A letter as its author wrote it: ``data/letters/<id>.yaml``, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.letters.errors import LetterError

SPLITS = ("train", "dev", "test")
KINDS = ("report", "plan", "dispatch", "guideline", "other")
GRADES = ("clean", "office", "bad", "fax")
WORN = ("worn", "worn_more", "worn_most")
"""Growing error rates (about 3, 5 and 10 in a hundred characters), for measuring noise."""
CONDITIONS = (*GRADES, "fax_fine", "fax_standard", "photo", "spread", *WORN)
"""What ``--grade`` takes: the letters' own grades, and scans without labels of boxes."""
STYLES = ("nd30", "tt01", "party")
FONTS = ("liberation", "tinos", "termes")
WRITTEN = ("hand", "print", "blank", "struck")


@dataclass(frozen=True, slots=True)
class Look:
    """How the scan looks. ``turned``: page to degrees clockwise. ``size``: body in points.
    ``split_symbols``: lines may break after the hyphen of ``733/QĐ-TTg``, as Word breaks them."""

    grade: str = "office"
    seed: int = 1
    font: str = "liberation"
    turned: Mapping[int, int] | None = None
    seal: bool = True
    signature: bool = True
    size: float = 14.0
    initials: bool = True
    split_symbols: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """The stamp of the office that received the letter; None is a line left empty."""

    office: str
    number: str | None
    day: str | None
    month: str | None
    year: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """Zones 1 to 5b, as printed."""

    style: str
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str | None
    number_by: str
    symbol: str
    place: str
    day: str | None
    day_by: str
    month: str
    year: str
    subject_lines: tuple[str, ...]
    urgency: str | None
    incoming: Incoming | None

    @property
    def joint(self) -> str:
        """What stands between number and symbol: Party texts are numbered ``12-KH/TU``."""
        return "-" if self.style == "party" else "/"


@dataclass(frozen=True, slots=True)
class Appendix:
    title: tuple[str, ...]
    attached: str
    body: str


@dataclass(frozen=True, slots=True)
class Letter:
    """``outline`` names the outline its coverage is labelled for; ``gold`` is the author's."""

    id: str
    split: str
    kind: str
    outline: str | None
    about: str
    look: Look
    header: Header
    title_type: str | None
    title_subject: tuple[str, ...]
    addressees: tuple[str, ...]
    body: str
    authority: tuple[str, ...]
    signer_title: str | None
    signer_name: str
    recipients: tuple[str, ...]
    appendix: Appendix | None
    gold: Mapping[str, Any]


class _Part:
    """A mapping of the file, with its path for messages; every key must be asked for."""

    def __init__(self, data: Any, path: str) -> None:
        if not isinstance(data, dict):
            raise LetterError(f"{path}: a mapping is expected, not {data!r}")
        self.data, self.path, self.asked = data, path, set[str]()

    def fail(self, key: str, what: str) -> LetterError:
        return LetterError(f"{self.path}.{key}: {what}, not {self.data.get(key)!r}")

    def any(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return self.data.get(key, default)

    def maybe(self, key: str) -> str | None:
        value = self.any(key)
        if value is not None and not isinstance(value, str):
            raise self.fail(key, "text (in quotes) or null is expected")
        return value

    def text(self, key: str) -> str:
        value = self.maybe(key)
        if value is None or not value.strip():
            raise self.fail(key, "text is expected")
        return value

    def one_of(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.any(key, default)
        if value not in choices:
            raise self.fail(key, f"one of {', '.join(choices)} is expected")
        return str(value)

    def lines(self, key: str) -> tuple[str, ...]:
        value = self.any(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.fail(key, "a list of texts is expected")
        return tuple(value)

    def part(self, key: str) -> _Part | None:
        value = self.any(key)
        return None if value is None else _Part(value, f"{self.path}.{key}")

    def end(self) -> None:
        extra = sorted(set(map(str, self.data)) - self.asked)
        if extra:
            raise LetterError(f"{self.path}: unknown key {', '.join(extra)}")


def read_letter(path: Path) -> Letter:
    """The letter in a file. Raises ``LetterError`` with the path of what is wrong."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LetterError(f"{path}: {error}") from error
    return parse_letter(data, path.stem)


def read_letters(folder: Path) -> tuple[Letter, ...]:
    """All letters of a folder, by id. Raises ``LetterError`` on a wrong or doubled one."""
    letters = [read_letter(path) for path in sorted(folder.glob("*.yaml"))]
    for path, letter in zip(sorted(folder.glob("*.yaml")), letters, strict=True):
        if letter.id != path.stem:
            raise LetterError(f"{path}: id {letter.id!r} differs from the file's name")
    return tuple(letters)


def parse_letter(data: Any, name: str) -> Letter:
    """The letter in a parsed file; ``name`` is used in messages."""
    top = _Part(data, name)
    title, sign, appendix = top.part("title"), top.part("signature"), top.part("appendix")
    header = top.part("header")
    if header is None or sign is None:
        raise LetterError(f"{name}: header and signature are needed")
    letter = Letter(
        id=top.text("id"),
        split=top.one_of("split", SPLITS),
        kind=top.one_of("kind", KINDS),
        outline=top.maybe("outline"),
        about=top.text("about"),
        look=_look(_Part(top.any("look") or {}, f"{name}.look")),
        header=_header(header),
        title_type=title.text("type") if title else None,
        title_subject=title.lines("subject") if title else (),
        addressees=top.lines("addressees"),
        body=top.text("body"),
        authority=sign.lines("authority"),
        signer_title=sign.maybe("title"),
        signer_name=sign.text("name"),
        recipients=top.lines("recipients"),
        appendix=_appendix(appendix) if appendix else None,
        gold=top.any("gold") or {},
    )
    if not re.fullmatch(r"[a-z0-9-]+", letter.id):
        raise top.fail("id", "lower-case ASCII letters, digits and hyphens are expected")
    for part in (top, title, sign):
        if part:
            part.end()
    return letter


def _look(part: _Part) -> Look:
    turned = part.any("turned") or {}
    if not isinstance(turned, dict) or any(v not in (90, 180, 270) for v in turned.values()):
        raise part.fail("turned", "a mapping of page to 90, 180 or 270 is expected")
    look = Look(
        grade=part.one_of("grade", GRADES, "office"),
        seed=int(part.any("seed", 1)),
        font=part.one_of("font", FONTS, "liberation"),
        turned={int(k): int(v) for k, v in turned.items()},
        seal=bool(part.any("seal", True)),
        signature=bool(part.any("signature", True)),
        size=float(part.any("size", 14)),
        initials=bool(part.any("initials", True)),
        split_symbols=bool(part.any("split_symbols", False)),
    )
    part.end()
    return look


def _header(part: _Part) -> Header:
    incoming = part.part("incoming")
    stamp = None
    if incoming:
        fields = (incoming.maybe(k) for k in ("number", "day", "month", "year"))
        stamp = Incoming(incoming.text("office"), *fields)
        incoming.end()
    header = Header(
        style=part.one_of("style", STYLES, "nd30"),
        parent=part.lines("parent"),
        issuer=part.lines("issuer"),
        number=part.maybe("number"),
        number_by=part.one_of("number_by", WRITTEN, "print"),
        symbol=part.text("symbol"),
        place=part.text("place"),
        day=part.maybe("day"),
        day_by=part.one_of("day_by", WRITTEN[:3], "print"),
        month=part.text("month"),
        year=part.text("year"),
        subject_lines=part.lines("subject_lines"),
        urgency=part.maybe("urgency"),
        incoming=stamp,
    )
    part.end()
    if (header.number is None) != (header.number_by == "blank"):
        raise part.fail("number", f"with number_by {header.number_by} this cannot be")
    if (header.day is None) != (header.day_by == "blank"):
        raise part.fail("day", f"with day_by {header.day_by} this cannot be")
    if not header.issuer:
        raise part.fail("issuer", "at least one line is expected")
    return header


def _appendix(part: _Part) -> Appendix:
    appendix = Appendix(part.lines("title"), part.text("attached"), part.text("body"))
    part.end()
    return appendix
