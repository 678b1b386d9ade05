"""The register in words: deadlines, twins, checks and questions, in the language asked for."""

from __future__ import annotations

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.missing import Question, Roll
from pipeline.compile.register.rows import Campaign, RegisterRow
from pipeline.compile.register.timing import Deadline
from pipeline.compile.register.twins import Twin
from pipeline.compile.tables import Published, clean, field_of, name_of, shown, value_of


def say_day(iso: str) -> str:
    """``2022-05-31`` as ``31/05/2022``, ``2022-05`` as ``05/2022``."""
    return "/".join(reversed(iso.split("-")))


def say_deadlines(campaign: Campaign, lang: Lang) -> list[str]:
    """Every source with its day; a warning where they differ."""
    told = [say_deadline(d, campaign.name, lang) for d in campaign.deadlines]
    if campaign.contradicted:
        told.append(label("deadline.differ", lang))
    return told or [label("deadline.none", lang)]


def say_deadline(deadline: Deadline, outline: str, lang: Lang) -> str:
    details = {"name": outline, "file": deadline.file, "page": deadline.page}
    source = label(f"deadline.source.{deadline.source}", lang, **details, quote=deadline.quote)
    return label("deadline", lang, day=say_day(deadline.day), source=source)


def say_timing(row: RegisterRow, lang: Lang) -> str:
    """``sau hạn (dấu đến)``: the verdict with what it goes by; nothing without a deadline."""
    if row.verdict is None:
        return ""
    state = label(f"due.{row.verdict}", lang)
    if row.verdict == "unknown":
        return state
    return label("due.basis", lang, state=state, basis=label(f"basis.{row.basis}", lang))


def say_twin(twin: Twin | None, lang: Lang) -> str:
    if twin is None:
        return ""
    share = "" if twin.likeness is None else f"{twin.likeness:.0%}"
    return label(f"twin.{twin.how}", lang, file=clean(twin.file), share=share)


def say_checks(row: RegisterRow, lang: Lang) -> str:
    return "\n".join(label(f"check.{code}", lang) for code in row.checks)


def say_question(question: Question, lang: Lang) -> str:
    """``Sở Nội vụ tỉnh … gửi: có phải báo cáo của tỉnh không? (12/BC-SNV)``."""
    told = label(f"question.{question.doubt}", lang, issuer=name_of(question.document))
    return f"{told} ({say_letter(question.document)})"


def say_letter(document: Published) -> str:
    """``98/BC-UBND, 27/05/2022``; the file where neither is known."""
    number, day = value_of(document, "number_symbol"), value_of(document, "date")
    known = [part for part in (number, say_day(day) if day else "") if part]
    return (
        ", ".join(known) if number else f"{clean(str(document['file']))} {''.join(known)}".strip()
    )


def say_field(document: Published, name: str, lang: Lang) -> str:
    """The value, or in brackets why there is none; a stamp that is not there says nothing."""
    value = field_of(document, name)
    if value.get("value"):
        return shown(value["value"])
    source = value.get("source", "absent")
    return f"({named('source', source, lang)})" if source in ("blank", "unreadable") else ""


def say_roll(roll: Roll, lang: Lang) -> str:
    counts = {s: roll.count(s) for s in ("reported", "partly", "question", "missing")}
    return label("roll.caption", lang, list=list_name(roll, lang), **counts)


def list_name(roll: Roll, lang: Lang) -> str:
    return roll.reporters.title if lang == "vi" else roll.reporters.title_en
