"""The templates' environment: everything escaped, words by key, nothing undefined."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.compile.labels import LABELS, Lang, label, named
from pipeline.compile.pages import arrivals, changes, states
from pipeline.compile.pages.strict import strict_environment
from pipeline.compile.phrases import doubt_about, verdict_codes
from pipeline.compile.signatures import say_signature
from pipeline.compile.signed import needs_a_look, signatures_of
from pipeline.compile.tables import (
    anchor,
    clean,
    doubts,
    field_of,
    name_of,
    pages_of,
    shown,
    signer_of,
    value_of,
)

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def environment(lang: Lang) -> Any:
    made = strict_environment(TEMPLATES)
    made.globals.update(
        about=lambda doubt: doubt_about(doubt, lang),
        anchor=anchor,
        codes=lambda item: [verdict_codes(item, each) for each in ("vi", "en")],
        date=printed_date,
        doubts=doubts,
        field=field_of,
        label=lambda key, **details: label(key, lang, **details),
        labels=LABELS,
        lang=lang,
        name=name_of,
        named=lambda group, code: named(group, code, lang),
        operations=changes.OPERATIONS,
        page_of=page_of,
        pages_of=pages_of,
        roll_signs={"missing": "✕", "question": "?", "partly": "◐", "reported": "●"},
        pick=lambda words: words[0] if lang == "vi" else words[1],
        shown=shown,
        look_at_signature=needs_a_look,
        say_signature=say_signature,
        signatures=signatures_of,
        signer=signer_of,
        signs=states.SIGNS,
        state=states.state_of,
        states=states.STATES,
        tally=states.tally,
        timing_signs=arrivals.SIGNS,
        timings=arrivals.TIMINGS,
        unread=states.unread_pages,
        value=value_of,
    )
    return made


def printed_date(day: str | date | None) -> str:
    """``2022-05-20`` as ``20/05/2022``, ``2022-05`` as ``05/2022``."""
    iso = day.isoformat() if isinstance(day, date) else day or ""
    return "/".join(reversed(iso.split("-")))


def page_of(folder: str | None) -> str | None:
    """The address of a letter's own page, seen from the output folder. It begins with
    a dot, so that no folder can lead to another host."""
    if not folder:
        return None
    return f"./{quote(clean(folder), safe=chr(47))}/index.html"
