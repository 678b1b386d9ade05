"""Dates of cited texts, in digits or words, before or after the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.knowledge.citations import Citations, citations
from pipeline.references.view import View

_D = r"(?P<day>[0-3OolI\]!|]?[0-9OolI\]!|])"
_M = r"(?P<month>[01OolI\]!|]?[0-9OolI\]!|])"
_Y = r"(?P<year>(?:[1lI]9|2[0Oo])[0-9OolI\]!|]{2})"
_WORDED = (
    r"(?P<wday>[0-3]?[0-9]) ?th[ao]ng ?(?P<wmonth>[01]?[0-9]) ?n[ao]m ?(?P<wyear>(?:19|20)\d\d)"
)
_FIGURES = rf"{_D} ?[/.-] ?{_M} ?[/.-] ?{_Y}(?!\d)"
# A slash read as a stroke or a seven: five digits in front of the year's slash are no date.
_STRUCK = (
    r"(?P<xday>[0-3]\d)(?:[71lI|i](?P<xmonth>[01]\d) ?/ ?|/(?P<ymonth>[01]\d)[71lI|i])"
    r"(?P<xyear>(?:19|20)\d\d)(?!\d)"
)
_SHORT = r"(?P<sday>[0-3]?\d)/(?P<smonth>[01]?\d)/(?P<syear>[0-4]\d)(?![\w/])"
_MONTH = r"(?:[\W_]{0,20})thang ?(?P<mmonth>[01]?\d) ?(?:nam|/) ?(?P<myear>(?:19|20)\d\d)"
# Slashes that were lost or read as other marks: only behind "ngày", with a whole year.
_LOOSE = (
    r"(?P<lday>[0-3]?[0-9OolI])[ /.,:;'-]{1,2}(?P<lmonth>[01]?[0-9OolI])[ /.,:;'-]{1,2}"
    r"(?P<lyear>(?:19|20)\d\d)(?!\d)"
)
_GLUED = r"(?P<gday>[0-3]\d)(?P<gmonth>[01]\d)[ /.-](?P<gyear>(?:19|20)\d\d)(?!\d)"
_NGAY = r"(?:n?g[,.']?[ae][yv]|n[a-z0-9)][ae]y|ng[a-z]y)"
_BARE = _FIGURES.replace("?P<", "?P<b")
_AFTER = re.compile(
    rf"[ ,;]{{0,3}}\(?(?:(?:duoc |da )?(?:ban hanh|ky|de) )?"
    rf"(?:{_NGAY} ?(?:[^\w\s]|[^\W\d] )?"
    rf"(?:{_WORDED}|{_FIGURES}|{_STRUCK}|{_SHORT}|{_MONTH}|{_LOOSE}|{_GLUED})"
    rf"|(?<=[ (|])[|(]? ?(?:{_BARE}))",
    re.IGNORECASE,
)
_ANY = re.compile(rf"{_NGAY} ?(?:{_WORDED}|{_FIGURES})", re.IGNORECASE)
_DIGITS = str.maketrans("OoQlI]!|", "00011111")
_REACH = 160


@dataclass(frozen=True, slots=True)
class Dated:
    """``value``: ISO date, or year and month where the day is blank; None where the print is
    no date (``bad`` holds it). The print is ``flat[start:end]``. ``mend``: what was mended."""

    value: str | None
    start: int
    end: int
    bad: str | None = None
    mend: str | None = None


def date_after(view: View, at: int) -> Dated | None:
    """The date printed right after ``flat[:at]``."""
    match = _AFTER.match(view.flat, at, at + 90)
    if match is None:
        return None
    return _dated(match, view)


def date_before(view: View, at: int, not_before: int) -> Dated | None:
    """The date of ``ngày 28/11/2019, Văn phòng … đã ban hành`` in front of ``flat[at]``, which
    must lie after ``not_before`` (the end of the citation before) and in the same statement."""
    base = max(not_before, at - _REACH, 0)
    text = view.flat[base:at]
    matches = list(_ANY.finditer(text))
    if not matches:
        return None
    last = matches[-1]
    between = view.low[base + last.end() : at].strip()
    if re.search(r"[;\n(]|\. |\bthuc hien\b|\bcan cu\b", between):
        return None
    if not _issues(between, citations()):
        return None
    found = _ANY.search(view.flat, base + last.start(), at)
    return _dated(found, view) if found else None


def _issues(between: str, known: Citations) -> bool:
    """Whether ``, UBND tỉnh đã ban hành`` is what stands between a date and a type."""
    words = re.sub(r"(?: (?:cac|mot so|nhung))?[ ,:]*$", "", f" {between}")
    return any(words.endswith(f" {verb}") for verb in known.issuing_verbs)


def _dated(match: re.Match[str], view: View) -> Dated:
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    if "ymonth" in groups:
        groups["xmonth"] = groups["ymonth"]
    for prefix in ("w", "", "x", "s", "b", "l", "g"):
        if f"{prefix}day" in groups:
            printed = [groups[f"{prefix}{name}"] for name in ("day", "month", "year")]
            day, month, year = (part.translate(_DIGITS) for part in printed)
            whole = f"{day}/{month}/{year}"
            mended = prefix in ("x", "l", "g") or [day, month, year] != printed
            year = f"20{year}" if len(year) == 2 else year
            try:
                value = date(int(year), int(month), int(day)).isoformat()
            except ValueError:
                bad = view.raw(match.start(), match.end()).strip(" ,;(")
                return Dated(None, match.start(), match.end(), bad)
            first = match.start(f"{prefix}day")
            mend = f"{view.raw(first, match.end()).strip()}→{whole}" if mended else None
            return Dated(value, match.start(), match.end(), mend=mend)
    month = int(groups["mmonth"])
    partial = f"{groups['myear']}-{month:02d}" if 1 <= month <= 12 else None
    return Dated(partial, match.start(), match.end())
