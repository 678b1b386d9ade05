"""The interface's words: gettext catalogues, read once a language.

Messages are written in English where they are used; ``locale/vi`` says them in Vietnamese, and
``locale/en`` in English. What is published (fields, kinds, verdicts) has its words in
``pipeline.terms``, shared with the tables.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, translation
from pathlib import Path
from typing import get_args

from pipeline.compile.labels import named
from pipeline.review.pages.local import Lang, say_date

LOCALE = Path(__file__).resolve().parents[1] / "locale"
DOMAIN = "desk"
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


@cache
def catalogue(lang: Lang) -> GNUTranslations:
    """Raises ``FileNotFoundError`` where the package was built without its catalogues."""
    found = translation(DOMAIN, LOCALE, [lang])
    if not isinstance(found, GNUTranslations):  # pragma: no cover (typing only)
        raise FileNotFoundError(LOCALE)
    return found


def say_what(what: str, lang: Lang) -> str:
    """``fields.number`` as ``Số``; ``coverage.III.4.heading`` as ``Mục III.4: đề mục``."""
    words = catalogue(lang)
    room, _, rest = what.partition(".")
    if room == "fields":
        return named("field", rest, lang)
    item, _, part = rest.rpartition(".")
    said = (
        words.gettext("Item {item}: heading") if part == "heading" else words.gettext("Item {item}")
    )
    return said.format(item=item)


def say_code(what: str, value: object, lang: Lang) -> str:
    """A value in words: verdicts by their name, lists one a line, dates in local form."""
    if isinstance(value, list | tuple):
        return "\n".join(str(part) for part in value)
    text = "" if value is None else str(value)
    part = what.rpartition(".")[2]
    if what.startswith("coverage."):
        return named(part, text, lang) if text else ""
    return say_date(text, lang) if part.endswith("date") else text


def event_kinds(lang: Lang) -> dict[str, str]:
    """What people did, in words."""
    _ = catalogue(lang).gettext
    return {
        "accept": _("found it right"),
        "correct": _("corrected it"),
        "unreadable": _("marked it unreadable"),
        "move": _("moved its evidence"),
        "undo": _("undid it"),
    }


def role_names(lang: Lang) -> dict[str, str]:
    """The roles, from the least to the most."""
    _ = catalogue(lang).gettext
    return {
        "reader": _("Reader: looks"),
        "reviewer": _("Reviewer: decides and adds files"),
        "admin": _("Administrator: keeps the people too"),
    }


def upload_states(lang: Lang) -> dict[str, str]:
    _ = catalogue(lang).gettext
    return {
        "waiting": _("waiting"),
        "reading": _("being read"),
        "done": _("read"),
        "failed": _("refused"),
    }


def download_kinds(lang: Lang) -> dict[str, tuple[str, str]]:
    """What can be taken home: its name, and what it is for."""
    _ = catalogue(lang).gettext
    return {
        "workbook": (_("Workbook"), _("All tables for Excel or LibreOffice")),
        "report": (_("Report page"), _("One file that opens in any browser, without a network")),
        "synthesis": (_("Synthesis"), _("What all reports say, item by item, for Word")),
        "register": (_("Register"), _("Who sent what and when, who is missing")),
        "reminders": (_("Reminders"), _("Drafts of letters to those who have not reported")),
        "facts": (_("Facts"), _("Everything that is known, one line a letter, for programs")),
        "tables": (_("Tables"), _("CSV and Parquet files for research")),
        "graph": (_("Citations"), _("Who cites what, for graph programs")),
        "gold": (_("Gold labels"), _("What people decided, to measure and teach the machine")),
    }


def kept_files(lang: Lang) -> tuple[tuple[str, str], ...]:
    """What is kept of a letter, by the names that the interface gives it."""
    _ = catalogue(lang).gettext
    return (
        ("original", _("the file as it came")),
        ("searchable", _("searchable PDF")),
        ("text", _("text")),
    )
