"""The values of a signature block: authority, title and name, made to fit each other.

A deputy signs KT. (for the head): ``KT. GIÁM ĐỐC`` stands over ``PHÓ GIÁM ĐỐC``, and a deputy's
title without it has lost it under the seal.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.knowledge.header import deputies
from pipeline.knowledge.names import name_words
from pipeline.letter.names import SURELY, family_lost, name_like, name_text
from pipeline.letter.offices import authority_text, closest_title, is_tail, title_text
from pipeline.letter.rows import Row, joined, span_of
from pipeline.letter.signature import Signature
from pipeline.letter.values import doubted, inferred, read, weakest, without
from pipeline.records import Span, Transcript, Value, ValueSource
from pipeline.text import fold

_DEPUTY = "PHÓ"
_OFF = 0.45
"""How far a title may be off the middle, in halves of a lost ``PHÓ``."""
_TOLD = 0.8
"""Confidence of an authority from which it tells the title."""
_SEEN = 0.5
"""Confidence of a syllable from which it was seen, not pieced together."""


def signer_values(transcript: Transcript, found: Signature) -> dict[str, Value]:
    """``signer_authority``, ``signer_title``, ``signer_name``; of two who sign side by side,
    both, left to right."""
    authority = _authority(transcript, found)
    values = {
        "signer_authority": authority,
        "signer_title": _title(transcript, found, authority),
        "signer_name": _name(transcript, found),
    }
    if found.beside is None:
        return values
    others = signer_values(transcript, found.beside)
    return {field: _both(values[field], others[field]) for field in values}


def _both(left: Value, right: Value) -> Value:
    """Two signers' values as one; of one that can't be read, nothing is told of either."""
    if isinstance(left.value, str) and isinstance(right.value, str):
        whys = [w for w in (left.why, right.why) if w]
        return replace(
            left,
            value=f"{left.value} | {right.value}",
            confidence=min(left.confidence, right.confidence),
            raw=f"{left.raw} | {right.raw}",
            review=left.review or right.review,
            why="; ".join(whys) or None,
        )
    return left if left.value is None else right


def _authority(transcript: Transcript, found: Signature) -> Value:
    if found.authority:
        texts = [authority_text(r.text) for r in found.authority]
        sure = min(like for _, like in texts) * _faith(transcript, found.authority)
        value = "\n".join(text for text, _ in texts)
        raw = joined(found.authority)
        where = span_of(found.authority)
        why = None if value == raw else f"{raw} → {value}"
        return read(transcript, value, where, sure, raw=raw, why=why)
    title, like = title_text(found.title[0].text) if found.title else ("", 0.0)
    if _stuttered(found):
        why = f"suy ra: {title} đứng trên cấp phó của mình, chữ KT. bị che"
        return inferred(f"KT. {title}", 0.8, why, span=span_of(found.title[:1]))
    deputy = fold(title).startswith(fold(_DEPUTY))
    if deputy or _marked(found) or (found.hidden and not _paperless(found)):
        why = (
            "cấp phó ký mà không đọc được KT."
            if deputy
            else "dấu hoặc nét bút che chữ trên chức danh"
        )
        return without("unreadable", 0.6, why, span=span_of(found.title), raw=joined(found.title))
    if not found.title:
        source: ValueSource = "absent" if _paperless(found) else "unreadable"
        return without(
            source, 0.85 if source == "absent" else 0.6, "không thấy chữ trên tên người ký"
        )
    if like < 0.95 and not _paperless(found):
        return without("unreadable", 0.6, "chức danh bị che một phần, dòng trên nó có thể mất")
    return without("absent", 0.88, "ký trực tiếp, không có TM., KT., TL.")


def _title(transcript: Transcript, found: Signature, authority: Value) -> Value:
    last = str(authority.value or "").split("\n")[-1]
    if not found.title:
        return _no_title(found, last)
    rows = found.title[1:] if _stuttered(found) else found.title
    first, like = title_text(rows[0].text)
    rest = [r.text.strip() for r in rows[1:]]
    sure = like * _faith(transcript, rows) * (0.8 if rest else 1.0)
    span, raw = span_of(rows), joined(rows)
    deputy = deputy_of(last)
    if deputy is not None and (
        fold(deputy) == fold(f"{_DEPUTY} {first}") or is_tail(last, rows[0].text)
    ):
        why = f"{last} thì người ký là cấp phó; phần đầu chức danh bị che"
        value = read(transcript, deputy, span, max(sure, 0.9), raw=raw, why=why)
        told = authority.source == "read" and authority.confidence >= _TOLD
        return value if told else doubted(value, 0.9, "chữ KT. bị che")
    value = read(transcript, " ".join([first, *rest]), span, sure, raw=raw)
    if _marked(found):
        return doubted(value, 0.7, "dấu đứng trước chức danh đọc không ra")
    alone = found.sealed and not found.authority and not first.startswith(_DEPUTY)
    if alone and not _centred(found):
        return doubted(value, 0.8, "dấu tròn che chỗ có thể in KT., PHÓ")
    return value


def _no_title(found: Signature, authority: str) -> Value:
    deputy = deputy_of(authority)
    if deputy is not None and not _paperless(found):
        why = f"suy ra: {authority} thì người ký là cấp phó; chức danh bị che"
        return inferred(deputy, 0.7, why, span=span_of(found.authority))
    nothing = _paperless(found) and not found.authority
    source: ValueSource = "absent" if nothing else "unreadable"
    return without(source, 0.7, "không thấy chức danh trên tên người ký")


def _name(transcript: Transcript, found: Signature) -> Value:
    if found.name is None:
        return without("unreadable", 0.7, "không thấy tên người ký", span=span_of(found.rows))
    printed = found.name.text.strip()
    text, kept = name_text(found.name.text)
    sure = kept * _faith(transcript, [found.name]) * (0.97 if name_like(text) == 1.0 else 0.6)
    why = None if text == printed else f"{printed} → {text}"
    value = read(transcript, text, found.name.span, sure, raw=found.name.text, why=why)
    if kept < SURELY:  # one name in three that was mended otherwise was mended wrongly
        value = replace(value, review=True)
    pieced = not _paperless(found) and weakest(transcript, found.name.span) < _SEEN
    if pieced:
        value = doubted(value, 0.6, "một âm tiết của tên chỉ đọc được dở dang dưới dấu")
    if not _paperless(found) and (pieced or family_lost(text)):
        tail = text.partition(" ")[2] if pieced and " " in text else text
        full = _told_elsewhere(transcript, tail, found.name.span if pieced else None)
        if full is not None:
            return inferred(
                full, 0.75, f"đọc được “{printed}”; văn bản nêu {full}", span=found.name.span
            )
        if family_lost(text):
            value = doubted(value, 0.7, "tên có thể thiếu họ, hoặc họ bị dấu che")
    return doubted(value, 0.6, "có nhiều người ký") if found.signers > 1 else value


def _told_elsewhere(transcript: Transcript, name: str, own: Span | None) -> str | None:
    """The whole name, where the letter names one person elsewhere whose name ends in ``name``."""
    tail = re.escape(name)
    text = transcript.text
    if own is not None:
        text = f"{text[: own.start]}\n{text[own.end :]}"
    before = re.findall(rf"([^\W\d_]+)\s+{tail}(?!\w)", text)
    families = {word for word in before if word in name_words().families}
    return f"{families.pop()} {name}" if len(families) == 1 and " " in name else None


def deputy_of(authority: str) -> str | None:
    """The title of who signs ``KT. …``: a minister's deputy is Thứ trưởng, any other's Phó …"""
    office = closest_title(authority[4:]) if authority.startswith("KT. ") else None
    if office is None:
        return None
    special = {fold(k): v for k, v in deputies().items()}
    return special.get(fold(office[0]), f"{_DEPUTY} {office[0]}").upper()


def _stuttered(found: Signature) -> bool:
    """Two rows of one office, the lower with or without its ``PHÓ`` or no more than its end: the
    upper has lost ``KT.``"""
    if found.authority or len(found.title) < 2:
        return False
    upper, lower = (closest_title(r.text) for r in found.title[:2])
    if upper is None:
        return False
    if lower is None:
        return found.sealed and is_tail(found.title[0].text, found.title[1].text)
    return fold(lower[0]) in (fold(upper[0]), fold(f"{_DEPUTY} {upper[0]}"))


def _marked(found: Signature) -> bool:
    """Whether something that could be ``KT.`` stands unread before the title."""
    if not found.title or found.authority:
        return False
    first = found.title[0].text.strip()
    title = title_text(first)[0]
    return len(first.split()) > len(title.split()) and not first[:1].isalpha()


def _centred(found: Signature) -> bool:
    """Whether the title stands in the middle over the name, as both are set: without its ``PHÓ``
    it would stand to the right by half of that. Measured: off by .1 of that half, at most .3,
    where nothing was lost, and by 1.1 or more where it was."""
    title, name = found.title[0], found.name
    if name is None or name.box is None or title.box is None:
        return False
    half = 0.5 * (len(_DEPUTY) + 1) * (title.box[2] - title.box[0]) / len(title.text.strip())
    return abs(title.centre - name.centre) < _OFF * half


def _paperless(found: Signature) -> bool:
    return all(r.box is None for r in found.rows)


def _faith(transcript: Transcript, rows: list[Row] | tuple[Row, ...]) -> float:
    span = span_of(rows)
    return 0.5 + 0.5 * (transcript.confidence(span) if span else 1.0)
