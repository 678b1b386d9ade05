"""The templates' environment, one a language: everything escaped, nothing undefined."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from pipeline.compile.labels import label, named
from pipeline.compile.pages.states import SIGNS
from pipeline.compile.pages.strict import strict_environment
from pipeline.review.pages.assets import asset
from pipeline.review.pages.catalogue import catalogue, say_code, say_what
from pipeline.review.pages.local import (
    Lang,
    say_date,
    say_number,
    say_percent,
    say_size,
    say_time,
)
from pipeline.review.pages.words import words

HERE = Path(__file__).resolve().parents[1]
TEMPLATES = HERE / "templates"


@cache
def environment(lang: Lang) -> Any:
    made = strict_environment(TEMPLATES, ["jinja2.ext.i18n"])
    # Newer style: what is put into a message is escaped like everything else.
    made.install_gettext_translations(catalogue(lang), newstyle=True)
    made.filters.update(
        code=lambda value, what: say_code(what, value, lang),
        date=lambda iso: say_date(iso, lang),
        number=lambda value, places=0: say_number(value, lang, places),
        percent=lambda share, places=0: say_percent(share, lang, places),
        size=lambda size: say_size(size, lang),
        time=lambda iso: say_time(iso, lang),
        what=lambda what: say_what(what, lang),
    )
    made.globals.update(
        asset=asset,
        label=lambda key, **details: label(key, lang, **details),
        lang=lang,
        link=link,
        named=lambda group, code: named(group, code, lang),
        signs=SIGNS,
        words=lambda: words(lang),
    )
    return made


def link(path: str, /, **query: object) -> str:
    """A local address; what is empty is left out of the query."""
    asked = {key: value for key, value in query.items() if value not in (None, "", False, 0)}
    return quote(path, safe="/") + (f"?{urlencode(asked)}" if asked else "")
