"""An outline read out of a guideline: the appendix that says what reports must contain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.outline.labels import parse
from pipeline.outline.paragraphs import beside, is_full, usual_width
from pipeline.outline.sequence import Entry, Printed, has_label, may_begin, path_of, read_sequence
from pipeline.records import Letter, Line, Outline, OutlineItem, Transcript
from pipeline.text import squash

_TITLE = re.compile(r"(?:MẪU\s+)?ĐỀ\s+CƯƠNG\b(.*)", re.IGNORECASE)
_ATTACHED = re.compile(r"^\W*kèm\s+theo\b", re.IGNORECASE)
_OPTIONAL = re.compile(r"\(\s*nếu\s+có\s*\)", re.IGNORECASE)
_END = re.compile(r"[\s.;,:/]*$")
_RECIPIENTS = re.compile(r"\s*nơi\s+nhận\b", re.IGNORECASE)
_DECISION = re.compile(
    r"(?:quyết\s+định|QĐ)\s+(?:số\s*:?\s*)?(\d{1,5})\s*/\s*(QĐ\s*-\s*\w+)", re.IGNORECASE
)
_GUIDELINE = re.compile(r"(\d{1,5})\s*/\s*(HD\s*-\s*[A-ZĐ]+)")
_DEADLINE = re.compile(
    r"(?:trước|chậm\s+nhất(?:\s+là)?|đến\s+hết)\s+(?:ngày\s+)?(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})",
    re.IGNORECASE,
)
_KINDS = (("báo cáo", "report", "bc"), ("kế hoạch", "plan", "kh"))


def draft(transcript: Transcript, letter: Letter | None = None) -> Outline:
    """The outline that a guideline prescribes. ``repairs`` lists every label that was not as
    printed and every line left out. Without an outline in it, ``items`` is empty."""
    lines = [ln for ln in transcript.lines if ln.kind not in ("page_number", "stamp", "noise")]
    at = _begin(transcript, lines, letter)
    if at is None:
        return _named(transcript, letter, "", (), (), "")
    shown = _until_end(transcript, lines[at + 1 :])
    title, first = _heading_lines(transcript, shown)
    shown = shown[first:]
    printed = [Printed(_text(transcript, ln), f) for ln, f in _fresh(transcript, shown)]
    entries, dropped = read_sequence(printed)
    items, repairs = _items(printed, entries, frozenset(dropped))
    match = _TITLE.search(_text(transcript, lines[at]))
    asked = f"{match.group(1) if match else ''} {title}"
    return _named(transcript, letter, squash(title), items, repairs, asked)


def _text(transcript: Transcript, line: Line) -> str:
    return squash(transcript.quote(line.span))


def _begin(transcript: Transcript, lines: Sequence[Line], letter: Letter | None) -> int | None:
    """The number of the line that titles the outline: in capitals, else in the appendix zone."""
    titles = [
        n
        for n, ln in enumerate(lines)
        if _TITLE.match(_text(transcript, ln)) and not _text(transcript, ln)[:8].islower()
    ]
    shouting = [n for n in titles if _text(transcript, lines[n])[:7].isupper()]
    if shouting or titles:
        return (shouting or titles)[-1]
    starts = [z.span.start for z in letter.zones if z.kind == "appendix"] if letter else []
    return next((n for n, ln in enumerate(lines) if starts and ln.span.start >= starts[0]), None)


def _until_end(transcript: Transcript, lines: Sequence[Line]) -> list[Line]:
    """Lines with words in them, up to the recipients."""
    found: list[Line] = []
    for line in lines:
        text = _text(transcript, line)
        if _RECIPIENTS.match(text):
            break
        letters = sum(ch.isalpha() for ch in text)
        if letters >= 2 or parse(text + " A"):
            found.append(line)
        if re.search(r"\./\.\s*$", text):
            break
    return found


def _heading_lines(transcript: Transcript, lines: Sequence[Line]) -> tuple[str, int]:
    """The outline's own title, and the number of the line where its items begin."""
    title: list[str] = []
    attached = False
    for n, line in enumerate(lines):
        text = _text(transcript, line)
        label = parse(text)
        labelled = label is not None and label.style not in ("dash", "plus")
        if labelled or may_begin(text):
            return " ".join(title), n
        attached = attached or bool(_ATTACHED.match(text))
        if not attached:
            title.append(text)
    return " ".join(title), len(lines)


def _fresh(transcript: Transcript, lines: Sequence[Line]) -> list[tuple[Line, float]]:
    """Each line with how much it looks like the beginning of a paragraph."""
    width = usual_width(transcript, list(lines))
    result: list[tuple[Line, float]] = []
    for n, line in enumerate(lines):
        text = _text(transcript, line)
        before = lines[n - 1] if n else None
        if before is None:
            result.append((line, 1.0))
            continue
        said = _text(transcript, before)
        fresh = 0.5
        if text[:1].islower() and parse(text) is None:
            fresh -= 0.4
        if line.indent is not None and line.box is not None and not line.centred:
            fresh += 0.35 if line.indent > (0.02 if has_label(text) else 0.03) else -0.45
        gap = "\n\n" in transcript.text[before.span.end : line.span.start]
        full = is_full(transcript, before, line, said, text, width)
        fresh += 0.15 if gap else 0.0
        fresh += -0.25 if full and not gap else 0.2
        if said.endswith((";", ".", ":")):
            fresh += 0.15
        if beside(before, line) and not has_label(text):
            fresh = 0.0
        result.append((line, min(1.0, max(0.0, fresh))))
    return result


def _items(
    lines: Sequence[Printed], entries: Sequence[Entry], dropped: frozenset[int]
) -> tuple[tuple[OutlineItem, ...], tuple[str, ...]]:
    items: list[OutlineItem] = []
    repairs: list[str] = []
    seen: set[str] = set()
    for k, entry in enumerate(entries):
        stop = entries[k + 1].line if k + 1 < len(entries) else len(lines)
        rest = [lines[n].text for n in range(entry.line + 1, stop) if n not in dropped]
        whole = squash(" ".join([lines[entry.line].text[entry.start :], *rest]))
        optional = bool(_OPTIONAL.search(whole))
        dots = "..." if re.search(r"\.{3}|…", whole[-6:]) else ""
        title = _END.sub("", whole.replace("…", "...")) + dots
        id_ = path_of(entry.stack)
        if id_ in seen or not title:
            repairs.append(f"Bỏ qua dòng “{lines[entry.line].text}”: trùng nhãn {id_}")
            continue
        seen.add(id_)
        items.append(OutlineItem(id_, title, optional))
        core = re.sub(r"[\s.,:;)/\]|]+$", "", entry.printed)
        if entry.stack[-1][0] != "part" and core != entry.wanted:
            shown = f"in là “{entry.printed}”" if entry.printed else "mất nhãn"
            repairs.append(f"{id_}: nhãn {shown}, theo thứ tự phải là “{entry.wanted}”")
        elif not entry.printed[len(core) :].strip() and entry.stack[-1][0] != "part":
            repairs.append(f"{id_}: sau nhãn “{entry.printed}” mất dấu chấm hoặc dấu ngoặc")
    for n in sorted(dropped):
        repairs.append(f"Không nhận là mục: “{lines[n].text}”")
    known = {i.id for i in items}
    whole_items = tuple(i for i in items if i.parent is None or i.parent in known)
    return whole_items, tuple(repairs)


def _named(
    transcript: Transcript,
    letter: Letter | None,
    title: str,
    items: tuple[OutlineItem, ...],
    repairs: tuple[str, ...],
    asked: str,
) -> Outline:
    """Name, guideline, decision and deadline from the letter around the outline."""
    text = squash(transcript.text)
    value = letter.fields.get("number_symbol") if letter else None
    guideline = value.value if value is not None and isinstance(value.value, str) else None
    if guideline is None and (match := _GUIDELINE.search(text)):
        guideline = _symbol(match)
    cited = Counter(_symbol(m) for m in _DECISION.finditer(text))
    decision = min(cited, key=lambda s: (-cited[s], s)) if cited else None
    _, kind, prefix = next((k for k in _KINDS if k[0] in asked.lower()), _KINDS[0])
    number = guideline.split("/")[0] if guideline else None
    notes = list(repairs)
    if guideline is None:
        notes.append("Không đọc được số, ký hiệu của hướng dẫn: cần điền vào `guideline`")
    deadline = _deadline(text)
    if deadline is None:
        notes.append("Không thấy hạn gửi báo cáo: cần điền vào `deadline`")
    return Outline(
        name=f"{prefix}-{number}" if number else f"{prefix}-de-cuong",
        title=title or (guideline or "Đề cương"),
        guideline=guideline,
        decision=decision,
        deadline=deadline,
        applies_to=(kind,) if kind == "report" else (),
        items=items,
        repairs=tuple(notes),
    )


def _symbol(match: re.Match[str]) -> str:
    return f"{match.group(1)}/{''.join(match.group(2).split())}"


def _deadline(text: str) -> str | None:
    """The day before which reports are to be sent: a day named beside ``gửi`` wins."""
    found: list[tuple[int, int, str]] = []
    for match in _DEADLINE.finditer(text):
        try:
            day = date(int(match.group(3)), int(match.group(2)), int(match.group(1)))
        except ValueError:
            continue
        around = text[max(0, match.start() - 250) : match.end() + 40].lower()
        worth = (
            2 * ("gửi" in around) + ("báo cáo" in around) - 2 * match[0].lower().startswith("đến")
        )
        found.append((-worth, match.start(), day.isoformat()))
    return min(found)[2] if found else None
