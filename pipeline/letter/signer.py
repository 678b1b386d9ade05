"""The values of a signature block: authority, title and name, made to fit each other.

A deputy signs KT. (for the head): ``KT. GIÁM ĐỐC`` stands over ``PHÓ GIÁM ĐỐC``, and a deputy's
title without it has lost it under the seal.
"""

from __future__ import annotations

from pipeline.letter.rows import Row, joined, span_of
from pipeline.letter.signature import (
    Signature,
    authority_text,
    closest_title,
    name_like,
    name_text,
    title_text,
)
from pipeline.letter.values import doubted, inferred, read, without
from pipeline.records import Transcript, Value, ValueSource
from pipeline.text import fold

_DEPUTY = "PHÓ"


def signer_values(transcript: Transcript, found: Signature) -> dict[str, Value]:
    """``signer_authority``, ``signer_title``, ``signer_name``."""
    authority = _authority(transcript, found)
    return {
        "signer_authority": authority,
        "signer_title": _title(transcript, found, authority),
        "signer_name": _name(transcript, found),
    }


def _authority(transcript: Transcript, found: Signature) -> Value:
    if found.authority:
        texts = [authority_text(r.text) for r in found.authority]
        sure = min(like for _, like in texts) * _faith(transcript, found.authority)
        value = "\n".join(text for text, _ in texts)
        return read(transcript, value, span_of(found.authority), sure, raw=joined(found.authority))
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
    if not found.title:
        nothing = _paperless(found) and not found.authority
        source: ValueSource = "absent" if nothing else "unreadable"
        return without(source, 0.7, "không thấy chức danh trên tên người ký")
    rows = found.title[1:] if _stuttered(found) else found.title
    first, like = title_text(rows[0].text)
    rest = [r.text.strip() for r in rows[1:]]
    sure = like * _faith(transcript, rows) * (0.8 if rest else 1.0)
    span, raw = span_of(rows), joined(rows)
    last = str(authority.value or "").split("\n")[-1]
    if last.startswith("KT. ") and fold(last[4:]) == fold(first):
        why = f"{last} thì người ký là cấp phó; chữ {_DEPUTY} bị che"
        return doubted(read(transcript, f"{_DEPUTY} {first}", span, sure, raw=raw), 0.8, why)
    value = read(transcript, " ".join([first, *rest]), span, sure, raw=raw)
    return doubted(value, 0.7, "dấu đứng trước chức danh đọc không ra") if _marked(found) else value


def _name(transcript: Transcript, found: Signature) -> Value:
    if found.name is None:
        return without("unreadable", 0.7, "không thấy tên người ký", span=span_of(found.rows))
    text, kept = name_text(found.name.text)
    sure = kept * _faith(transcript, [found.name]) * (0.97 if name_like(text) == 1.0 else 0.6)
    why = None if text == found.name.text.strip() else f"{found.name.text.strip()} → {text}"
    value = read(transcript, text, found.name.span, sure, raw=found.name.text, why=why)
    return doubted(value, 0.6, "có nhiều người ký") if found.signers > 1 else value


def _stuttered(found: Signature) -> bool:
    """Two rows of one office, the lower with or without its ``PHÓ``: the upper has lost ``KT.``"""
    if found.authority or len(found.title) < 2:
        return False
    upper, lower = (closest_title(r.text) for r in found.title[:2])
    if upper is None or lower is None:
        return False
    return fold(lower[0]) in (fold(upper[0]), fold(f"{_DEPUTY} {upper[0]}"))


def _marked(found: Signature) -> bool:
    """Whether something that could be ``KT.`` stands unread before the title."""
    if not found.title or found.authority:
        return False
    first = found.title[0].text.strip()
    title = title_text(first)[0]
    return len(first.split()) > len(title.split()) and not first[:1].isalpha()


def _paperless(found: Signature) -> bool:
    return all(r.box is None for r in found.rows)


def _faith(transcript: Transcript, rows: list[Row] | tuple[Row, ...]) -> float:
    span = span_of(rows)
    return 0.5 + 0.5 * (transcript.confidence(span) if span else 1.0)
