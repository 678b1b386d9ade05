"""The synthesis as a Word file that people edit and sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.compile.synthesis import lines
from pipeline.compile.synthesis.model import Group, Passage, Section, Source, Synthesis
from pipeline.compile.synthesis.office import (
    CENTRE,
    JUSTIFY,
    NOTES,
    SMALL,
    add_blank,
    add_columns,
    add_note,
    add_rule,
    add_run,
    add_table,
    add_text,
    new_office_document,
    room,
    start_page,
    to_bytes,
)
from pipeline.compile.tables import clean
from pipeline.files import write_atomically
from pipeline.knowledge.synthesis import synthesis_words
from pipeline.messages import say

_INDENT = 1.27
_SHARE = 0.85
"""Of the page's height, what a picture may take: title and caption need the rest."""
_HALVES = (6.4, 10.1)


def write_synthesis(
    synthesis: Synthesis, path: Path, pictures: Mapping[str, bytes] | None = None
) -> None:
    """Writes ``path``; ``pictures`` are PNG files by caption, shown in an annex."""
    write_atomically(path, synthesis_bytes(synthesis, pictures or {}))


def synthesis_bytes(synthesis: Synthesis, pictures: Mapping[str, bytes]) -> bytes:
    """The Word file; the same synthesis gives the same bytes."""
    frame = synthesis_words().frame
    subject = _subject(synthesis)
    document = new_office_document(subject)
    _head(document, subject)
    reports = len(synthesis.sources)
    opening = frame["opening"].format(
        reports=lines.number(reports), outline=synthesis.guideline or synthesis.outline
    )
    add_text(document, opening, align=JUSTIFY, after=6, indent=_INDENT)
    for section in synthesis.sections:
        _section(document, section)
    _foot(document)
    _annexes(document, synthesis, pictures)
    return to_bytes(document)


def _subject(synthesis: Synthesis) -> str:
    title = synthesis.title
    return synthesis_words().frame["subject"].format(title=title[:1].lower() + title[1:])


def _head(document: Any, subject: str) -> None:
    frame = synthesis_words().frame
    left, right = add_columns(document, _HALVES)
    add_blank(add_text(left, align=CENTRE), frame["parent"], size=SMALL)
    add_blank(add_text(left, align=CENTRE), frame["issuer"], size=SMALL, bold=True)
    add_rule(left, 2.4)
    add_blank(add_text(left, align=CENTRE), frame["number"], size=13)
    add_text(right, frame["motto"], align=CENTRE, size=SMALL, bold=True)
    add_text(right, frame["creed"], align=CENTRE, size=13, bold=True)
    add_rule(right, 1.7)
    add_blank(add_text(right, align=CENTRE), frame["place_date"], size=13, italic=True)
    add_text(
        document, frame["type"], align=CENTRE, bold=True
    ).paragraph_format.space_before = 150000
    add_text(document, subject, align=CENTRE, bold=True, after=2)
    add_rule(document, 6)
    add_blank(add_text(document, align=CENTRE, after=8), frame["addressees"])


def _section(document: Any, section: Section) -> None:
    level = min(3, section.id.count(".") + 1)
    heading = f"{lines.label(section.id)} {section.title}"
    add_text(document, heading, align=JUSTIFY, style=f"Heading {level}")
    add_text(document, lines.tally(section), align=JUSTIFY, after=4, indent=_INDENT)
    for key, found in (("totals", section.totals), ("ceilings", section.ceilings)):
        if found:
            told = lines.line(key, totals=lines.totals(found))
            add_text(document, told, align=JUSTIFY, after=4, indent=_INDENT)
    for passage in section.passages:
        _passage(document, passage)
    for group in section.groups:
        _group(document, group)
    if section.leaf:
        _who(document, section)


def _passage(document: Any, passage: Passage) -> None:
    paragraph = add_text(document, align=JUSTIFY, after=4, indent=_INDENT)
    quote = lines.line("quote", text=clean(passage.text))
    runs = [add_run(paragraph, f"- {quote}")]
    where = lines.source(passage.source, passage.page)
    add_run(paragraph, f" ({clean(where)})", size=SMALL, italic=True)
    if passage.review:
        paragraph.add_run(" ")
        runs.append(add_run(paragraph, lines.line("check"), size=SMALL, marked=True))
        if passage.why:
            add_note(document, runs, clean(passage.why))


def _group(document: Any, group: Group) -> None:
    if group.words:
        told = lines.line(
            "group", words=", ".join(group.words), reports=lines.number(group.reports)
        )
    else:
        told = lines.line("alone")
    named = add_text(document, told, align=JUSTIFY, after=3, indent=_INDENT, bold=True, italic=True)
    named.paragraph_format.keep_with_next = True
    for passage in group.passages:
        _passage(document, passage)
    if group.more:
        told = lines.line("more", count=len(group.more), names=lines.names(group.more))
        _small(document, told)


def _who(document: Any, section: Section) -> None:
    """Who else, who only in passing, who not: for the one who writes to them."""
    grouped = bool(section.groups)
    for key, sources in (
        ("also", () if grouped else section.also),
        ("thin", () if grouped else section.thin),
        ("absent", section.absent),
    ):
        if sources:
            _small(document, lines.line(key, names=lines.names(sources)))
    if section.unsure:
        told = lines.line("doubtful", names=lines.names(section.unsure))
        paragraph = _small(document, told)
        paragraph.add_run(" ")
        add_run(paragraph, lines.line("check"), size=SMALL, marked=True)


def _small(document: Any, text: str) -> Any:
    return add_text(document, clean(text), align=JUSTIFY, size=SMALL, after=4, indent=_INDENT)


def _foot(document: Any) -> None:
    """Who gets it, who signs; never on a page without a line of the text above."""
    frame = synthesis_words().frame
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    add_text(document).paragraph_format.keep_with_next = True
    left, right = add_columns(document, (8.2, 8.3))
    add_text(left, frame["recipients"], size=SMALL, bold=True, italic=True)
    for line in frame["recipient_lines"].split("\n"):
        add_blank(add_text(left), line, size=NOTES)
    add_blank(add_text(right, align=CENTRE), frame["authority"], bold=True)
    for key, bold in (("signature", False), ("signer", True)):
        add_text(right, after=12)
        add_blank(add_text(right, align=CENTRE), frame[key], bold=bold, italic=not bold)


def _annexes(document: Any, synthesis: Synthesis, pictures: Mapping[str, bytes]) -> None:
    words = synthesis_words().annexes
    start_page(document)
    add_text(document, words["sources"], align=CENTRE, bold=True, after=6)
    rows = [_row(n, s) for n, s in enumerate(synthesis.sources, start=1)]
    add_table(document, words["columns"].split("\n"), rows, (1.1, 5.9, 3.2, 2.2, 1.4, 2.7))
    add_text(document)
    add_text(document, words["method"], bold=True, after=4, size=SMALL)
    limit = synthesis.limit or len(synthesis.sources)
    for told in words["method_lines"].format(limit=limit).split("\n"):
        add_text(document, f"- {told}", align=JUSTIFY, size=SMALL, after=3)
    if synthesis.loose:
        add_text(document, words["loose"], align=CENTRE, bold=True, after=6)
        add_text(document, lines.totals(synthesis.loose) + ".", align=JUSTIFY, size=SMALL)
    for n, (called, png) in enumerate(pictures.items()):
        _picture(document, called, png, words["pictures"] if n == 0 else "")


def _picture(document: Any, called: str, png: bytes, title: str) -> None:
    """A page that lies or stands as the picture does; as large as it was drawn or as there is
    room for. Its title is in it."""
    with Image.open(BytesIO(png)) as image:
        start_page(document, landscape=image.width > image.height)
    if title:
        add_text(document, title, align=CENTRE, bold=True, after=6)
    width, height = room(document)
    shape = add_text(document, align=CENTRE).add_run().add_picture(BytesIO(png))
    scale = min(1.0, width / shape.width, _SHARE * height / shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    shape._inline.docPr.set("descr", called)  # what a screen reader says


def _row(n: int, source: Source) -> Sequence[str]:
    words = synthesis_words().annexes
    notes = []
    if source.unsure:
        fields = ", ".join(say(f"field.{name}").lower() for name in source.unsure)
        notes.append(words["check_fields"].format(fields=fields))
    notes += [words["again"]] if source.again else []
    notes += [words["partial"]] if source.partial else []
    cells = (
        str(n), source.name, source.symbol or lines.line("no_symbol"),
        lines.day(source.date) or lines.line("no_date"), f"{source.score:.0%}".rstrip("%"),
        "; ".join(notes),
    )  # fmt: skip
    return [clean(cell) for cell in cells]
