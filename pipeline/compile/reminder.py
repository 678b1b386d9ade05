"""A draft letter that reminds somebody of a report, in the layout of Nghị định 30/2020/NĐ-CP,
Phụ lục I (a công văn). What nobody has read anywhere stays an open, marked blank."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compile.missing import Roll, Standing
from pipeline.compile.register.phrases import say_day
from pipeline.compile.register.rows import Campaign
from pipeline.compile.tables import Published, clean, field_of, value_of
from pipeline.text import fold

BLANK = "……"
_LONGEST_TITLE = 250  # a document's property takes 255 characters
_FIXED = dt.datetime(2000, 1, 1)  # a draft is the same bytes for the same facts


@dataclass(frozen=True, slots=True)
class Asking:
    """What the guideline tells about whoever asks; empty where it was not read. ``sure``: the
    issuer was read in the guideline itself, without a doubt."""

    issuer: str
    parent: str
    place: str
    symbol: str
    date: str
    kind: str
    sure: bool


def asking(campaign: Campaign, documents: Sequence[Published]) -> Asking:
    """From the guideline itself, else from the letters that cite it: what most of them say."""
    symbol = campaign.outline.guideline or ""
    if (letter := campaign.guideline) is not None:
        names = ("issuer", "issuer_parent", "place", "date", "doc_type")
        issuer, parent, place, date, kind = (value_of(letter, name) for name in names)
        sure = bool(issuer) and not field_of(letter, "issuer")["review"]
        return Asking(issuer, parent, place, symbol, date, kind, sure)
    references = [r for d in documents for r in d["references"]]
    cited = [r for r in references if symbol and fold(r["symbol"] or "") == fold(symbol)]
    issuer, date, kind = (_most(r[name] for r in cited) for name in ("issuer", "date", "type"))
    return Asking(issuer, "", "", symbol, date, kind, sure=False)


def _most(values: Any) -> str:
    counts = Counter(clean(value) for value in values if value)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else ""


def reminders(roll: Roll, documents: Sequence[Published]) -> dict[str, bytes]:
    """One draft, by file name, for each reporter that has sent nothing, or only for some of its
    parts; those with an open question get none until a person has answered it."""
    facts = asking(roll.campaign, documents)
    return {
        f"{at:02d}-{file_name(standing.reporter.name)}.docx": reminder(
            standing, roll.campaign, facts
        )
        for at, standing in enumerate(roll.standings, start=1)
        if standing.state in ("missing", "partly")
    }


def file_name(name: str) -> str:
    """Plain letters, digits and dashes, whatever the name holds."""
    kept = "".join(ch if ch.isalnum() else "-" for ch in fold(name))
    return "-".join(part for part in kept.split("-") if part)[:80]


def reminder(standing: Standing, campaign: Campaign, facts: Asking) -> bytes:
    """The draft as a DOCX file."""
    from docx import Document

    document = Document()
    _page(document)
    _head(document, campaign, facts)
    _addressee(document, standing)
    for line in _body(standing, campaign, facts):
        _paragraph(document, line)
    _foot(document, facts)
    core = document.core_properties
    core.author, core.comments = "vanban", ""
    core.title = clean(standing.reporter.name)[:_LONGEST_TITLE]
    core.created = core.modified = _FIXED
    return _same_bytes(document)


def _page(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)


def _head(document: Any, campaign: Campaign, facts: Asking) -> None:
    """Zones 1 to 5b: two columns without borders."""
    issuer = facts.issuer or f"CƠ QUAN BAN HÀNH {BLANK}"
    left, right = _columns(document, (4000, 5360))
    if facts.parent:
        _line(left, facts.parent.upper(), size=13)
    _line(left, issuer.upper(), size=13, bold=True, marked=not facts.sure)
    _rule(left, 22)
    _line(left, f"Số: {BLANK}/{_symbol(facts)}", size=13)
    _line(left, "V/v đôn đốc gửi báo cáo theo", size=12)
    _line(left, f"{_guideline(facts)}", size=12)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _rule(right, 21)
    place = facts.place or BLANK
    _line(right, f"{place}, ngày {BLANK} tháng {BLANK} năm {BLANK}", size=13, italic=True)


def _symbol(facts: Asking) -> str:
    """``BTĐKT-……``: the issuer's part of the guideline's symbol; the unit is to be filled in."""
    body = facts.symbol.rpartition("/")[2].partition("-")[2]
    return f"{body or BLANK}-{BLANK}"


def _guideline(facts: Asking) -> str:
    return f"{facts.kind or 'Hướng dẫn'} số {facts.symbol or BLANK}"


def _addressee(document: Any, standing: Standing) -> None:
    from docx.shared import Pt

    made = _paragraph(document, f"Kính gửi: {standing.reporter.name}", indent=False)
    made.alignment = 1
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(14)


def _body(standing: Standing, campaign: Campaign, facts: Asking) -> list[str]:
    day = _long_day(facts.date) if facts.date else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    issuer = facts.issuer or BLANK
    deadline = campaign.deadline
    limit = f"trước {_long_day(deadline.day)}" if deadline else f"trước ngày {BLANK}"
    if deadline and deadline.inclusive:
        limit = f"chậm nhất {_long_day(deadline.day)}"
    name, today = standing.reporter.name, f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    asked = (
        f"{_guideline(facts)} {day} của {issuer} đề nghị các cơ quan, đơn vị gửi báo cáo "
        f"“{_title(campaign)}” {limit}."
    )
    lacking = f"Tính đến {today}, {issuer} chưa nhận được báo cáo của {name}."
    if standing.state == "partly":
        lacking = (
            f"Tính đến {today}, {issuer} đã nhận được báo cáo của một phần địa bàn thuộc {name}, "
            f"chưa nhận được báo cáo của: {', '.join(standing.lacking)} (theo đơn vị hành chính "
            f"khi có {_guideline(facts)})."
        )
    wanted = (
        f"Để kịp tổng hợp, đề nghị {name} gửi báo cáo theo đúng đề cương kèm theo "
        f"{_guideline(facts)} về {issuer} trước {today}. Trường hợp đã gửi, xin thông báo số, "
        "ngày của báo cáo và nơi nhận để tiện tra cứu."
    )
    return [asked, lacking, wanted, f"{issuer} trân trọng đề nghị {name} phối hợp thực hiện./."]


def _title(campaign: Campaign) -> str:
    """Quotation marks inside quotation marks turn single."""
    return clean(campaign.outline.title).replace("“", "‘").replace("”", "’")


def _long_day(iso: str) -> str:
    """``ngày 31 tháng 5 năm 2022``; days below 10 and months 1 and 2 take a zero."""
    parts = say_day(iso).split("/")
    if len(parts) != 3:
        return f"ngày {BLANK} tháng {parts[0].lstrip('0')} năm {parts[-1]}"
    day, month, year = parts
    return f"ngày {day} tháng {month if int(month) < 3 else month.lstrip('0')} năm {year}"


def _foot(document: Any, facts: Asking) -> None:
    """Zones 9b and 7."""
    left, right = _columns(document, (4600, 4760), before=14)
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True, centred=False)
    for line in ("- Như trên;", f"- {BLANK};", f"- Lưu: VT, {BLANK}."):
        _line(left, line, size=11, centred=False)
    _line(right, f"{BLANK} (QUYỀN HẠN, CHỨC VỤ)", size=14, bold=True)
    for _ in range(4):
        _line(right, "", size=14)
    _line(right, BLANK, size=14, bold=True)


def _columns(document: Any, widths: tuple[int, int], before: int = 0) -> tuple[Any, Any]:
    from docx.shared import Pt, Twips

    if before:
        document.add_paragraph().paragraph_format.space_after = Pt(0)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Twips(width)
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _line(
    cell: Any,
    text: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
    marked: bool = False,
) -> None:
    fresh = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
    paragraph.alignment = 1 if centred else 0
    _runs(paragraph, text, size=size, bold=bold, italic=italic, marked=marked)


def _rule(cell: Any, aside: float) -> None:
    """The rule under issuer and motto: a bottom border, ``aside`` millimetres from both edges."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = cell.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(aside)
    layout.line_spacing, layout.space_after = Pt(3), Pt(4)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _paragraph(document: Any, text: str, *, indent: bool = True) -> Any:
    from docx.shared import Mm, Pt

    made = document.add_paragraph()
    made.alignment = 3
    made.paragraph_format.space_after = Pt(6)
    made.paragraph_format.line_spacing = 1.15
    if indent:
        made.paragraph_format.first_line_indent = Mm(12.7)
    _runs(made, text, size=14)
    return made


def _runs(
    paragraph: Any,
    text: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    marked: bool = False,
) -> None:
    """Blanks are marked, so that none leaves the house unfilled; so is what was not read surely."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    # A hyphen between words never begins a line.
    whole = clean(text).replace(" - ", "\u00a0- ")
    for at, part in enumerate(whole.split(BLANK)):
        if at:
            blank = paragraph.add_run(BLANK)
            blank.font.highlight_color = WD_COLOR_INDEX.YELLOW
            blank.font.size, blank.bold, blank.italic = Pt(size), bold, italic
        if part:
            run = paragraph.add_run(part)
            run.font.size, run.bold, run.italic = Pt(size), bold, italic
            if marked:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _same_bytes(document: Any) -> bytes:
    """The file with fixed dates inside its archive."""
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(entry, _FIXED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return out.getvalue()
