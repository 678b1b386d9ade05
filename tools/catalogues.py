"""The review desk's gettext catalogues: collected from its code and pages, checked, compiled.

    python -m tools.catalogues            # collect new messages, compile; translate what is empty
    python -m tools.catalogues --check    # fail where something is missing, unsure or out of date

Messages are English; ``pipeline/review/locale/vi`` says them in Vietnamese. English is its own
translation, kept as a catalogue so that both languages take the same way.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REVIEW = Path(__file__).resolve().parents[1] / "pipeline" / "review"
LOCALE = REVIEW / "locale"
DOMAIN = "desk"
LANGUAGES = ("vi", "en")
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_METHODS = (("pages", "*.py", "python", {}), ("templates", "*.j2", "jinja2", {"silent": "false"}))
_PLACE = re.compile(r"\{(\w*)\}|%\((\w+)\)s")
_HEADER = "# Words of the review desk. Apache-2.0, as the rest of the project.\n#"


def path_of(lang: str, suffix: str) -> Path:
    return LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def collect(root: Path = REVIEW) -> Catalog:
    """All messages in code and templates, in the order of files."""
    found = new_catalogue()
    for folder, pattern, method, options in _METHODS:
        for path in sorted((root / folder).glob(pattern)):
            told = extract_from_file(method, path, _KEYWORDS, options=options)
            for _, message, _, _ in told:
                found.add(message, locations=[(path.relative_to(root).as_posix(), 0)])
    return found


class Plain(Catalog):
    """Without dates and makers: the same messages give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        kept = ("Language", "Plural-Forms", "MIME-Version", "Content-Type")
        encoding = "Content-Transfer-Encoding"
        return [(k, v) for k, v in super().mime_headers if k in (*kept, encoding)]


def new_catalogue(lang: str | None = None) -> Catalog:
    return Plain(locale=lang, domain=DOMAIN, header_comment=_HEADER, fuzzy=False)


def read(lang: str) -> Catalog:
    path = path_of(lang, "po")
    if not path.is_file():
        return new_catalogue(lang)
    with path.open("rb") as file:
        return read_po(file, locale=lang, domain=DOMAIN)


def updated(known: Catalog, found: Catalog, lang: str) -> Catalog:
    """The messages found, with the translations known. English translates itself."""
    made = new_catalogue(lang)
    for message in found:
        if not message.id:
            continue
        old = known.get(message.id)
        string = old.string if old else ""
        if lang == "en":
            string = message.id
        flags = old.flags if old else ()
        made.add(message.id, string, locations=message.locations, flags=flags)
    return made


def po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False)
    return out.getvalue()


def mo(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def faults(lang: str, found: Catalog) -> Iterator[str]:
    """What is wrong with a language: missing, unsure, left over, or other places to fill in."""
    known = read(lang)
    for message in found:
        if not message.id:
            continue
        old = known.get(message.id)
        singular = message.id[0] if isinstance(message.id, tuple) else message.id
        said = old.string if old else ""
        strings = list(said) if isinstance(said, tuple | list) else [said]
        if not old or not all(strings):
            yield f"{lang}: not translated: {singular!r}"
        elif old.fuzzy:
            yield f"{lang}: not sure: {singular!r}"
        elif any(_places(text) != _places(singular) for text in strings):
            yield f"{lang}: other places to fill in: {singular!r}"
    for message in known:
        if message.id and message.id not in found:
            yield f"{lang}: used nowhere: {message.id!r}"


def _places(text: str) -> set[str]:
    return {a or b for a, b in _PLACE.findall(text)}


def out_of_date(lang: str, found: Catalog) -> list[Path]:
    """Files that are not what this tool would write now."""
    made = updated(read(lang), found, lang)
    wanted = {path_of(lang, "po"): po(made), path_of(lang, "mo"): mo(made)}
    return [p for p, told in wanted.items() if not p.is_file() or p.read_bytes() != told]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    found = collect()
    if not check:
        for lang in LANGUAGES:
            made = updated(read(lang), found, lang)
            path_of(lang, "po").parent.mkdir(parents=True, exist_ok=True)
            path_of(lang, "po").write_bytes(po(made))
            path_of(lang, "mo").write_bytes(mo(made))
    wrong = [fault for lang in LANGUAGES for fault in faults(lang, found)]
    wrong += [f"out of date: {p}" for lang in LANGUAGES for p in out_of_date(lang, found)]
    print("\n".join(wrong) or f"{len(list(found)) - 1} messages in {', '.join(LANGUAGES)}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
