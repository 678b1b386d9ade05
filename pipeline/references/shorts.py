"""Later short mentions: ``Quyết định 733``, ``Kế hoạch số 179``, ``Nghị định 30/2020``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.knowledge.citations import citations
from pipeline.records import Span, Transcript
from pipeline.references.cited import Cite
from pipeline.references.dates import date_after
from pipeline.references.exclude import Hidden
from pipeline.references.homes import Home
from pipeline.references.issuers import issuer_after
from pipeline.references.leads import lead_of
from pipeline.references.subjects import subject_after
from pipeline.references.view import View

_NUMBER = re.compile(
    r"(\d(?:(?<=[a-z.:] .)|(?<=[^a-z]so.))\d{0,4}[a-z]?)(?:/((?:19|20)\d\d))?"
    r"(?![\w/]|-\w|[.,]\d)"
)
# "Kế hoạch 5 năm", "Báo cáo 6 tháng", "Thông báo 3 ngày": counts, not numbers of texts.
_COUNTED = re.compile(
    r" ?(?:%|[-–] ?\d|ngay (?!\d)|(?:nam|thang|quy|tuan|gio|phan tram|trieu|ty|nghin|dong|tap the|"
    r"ca nhan|nguoi|cuoc|dot|lan|noi dung|nhiem vu|muc tieu|diem|dieu|khoan|chuong|trang|ban|"
    r"don vi|huyen|tinh|xa)(?!\w))"
)


def shorts_in(
    view: View, transcript: Transcript, home: Home, cites: Sequence[Cite], own: Sequence[Span]
) -> Iterator[Cite]:
    """Type and number without codes, outside the citations already found. They mean something
    only where ``resolve`` finds the text they shorten, or where date or issuer stand by."""
    known = citations()
    taken = [(c.start, c.end) for c in cites]
    starts = sorted(c.start for c in cites)
    hidden = Hidden(own)
    at = 0
    for match in _NUMBER.finditer(view.low):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] <= match.start():
            continue
        lead = lead_of(view, match.start())
        if not lead.so and _COUNTED.match(view.low, match.end()):
            continue
        if lead.kind is None or lead.form or not view.flat[lead.start].isupper():
            continue
        if hidden.covers(view.span(match.start(), match.end())):
            continue
        following = bisect_right(starts, match.start())
        before = starts[following] if following < len(starts) else len(view.flat)
        end = match.end()
        dated = date_after(view, end)
        end = dated.end if dated else end
        issued = issuer_after(view, end, home)
        end = issued[1] if issued else end
        if dated is None and (dated := date_after(view, end)):
            end = dated.end
        tail = known.completed.get(lead.kind)
        year = match[2]
        yield Cite(
            lead.start, end, match.start(), lead.kind, number=match[1], year=year,
            date=dated.value if dated else None,
            bad=dated.bad if dated else None,
            issuer=issued[0] if issued else None,
            said=bool(issued),
            about=subject_after(view, end, before),
            repairs=(
                *((f"{match[0]}→{match[0]}/{tail}",) if tail and year else ()),
                *((dated.mend,) if dated and dated.mend else ()),
            ),
            confidence=transcript.confidence(view.span(match.start(), match.end()))
            * (0.95 if lead.so else 0.85),
        )  # fmt: skip
