"""The order of the work: layout, number, date, type, issuer, lists, signature, stamps, zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.knowledge.header import header_words
from pipeline.knowledge.types import LetterType, type_of_title, types_ending
from pipeline.letter.agree import agree, beside_witnesses, settle
from pipeline.letter.appendix import Attached, appendix_start, find_attached
from pipeline.letter.beside import Beside
from pipeline.letter.certainty import final
from pipeline.letter.dates import DateRow, find_date_row, read_date, read_place
from pipeline.letter.echo import mend_by_echo
from pipeline.letter.issuer import initials_of
from pipeline.letter.kind import kind_of, type_of_symbol
from pipeline.letter.layout import Layout, lay_out
from pipeline.letter.lists import Items, end_lost, find_addressees, find_recipients, gap_in
from pipeline.letter.numbers import both, find_number_row, read_number, read_symbol
from pipeline.letter.origin import bodies_in, origin_of
from pipeline.letter.rows import Row, inked, joined, span_of
from pipeline.letter.signature import Signature, find_signature
from pipeline.letter.signer import signer_values
from pipeline.letter.stamps import find_incoming, find_mark, incoming_values, mark_value
from pipeline.letter.strange import strange_words
from pipeline.letter.subject import subject_rows, subject_text, view_rows
from pipeline.letter.symbols import NumberLine
from pipeline.letter.unit import heard_unit
from pipeline.letter.values import (
    doubted,
    inferred,
    place_of,
    read,
    reviewed,
    weakest_said,
    without,
)
from pipeline.letter.witness import DigitReader
from pipeline.records import Letter, Page, Span, Transcript, Value, Zone, ZoneKind, union

FIELDS = (
    "number", "symbol", "number_symbol", "date", "place", "issuer_parent", "issuer", "province",
    "doc_type", "subject", "addressees", "signer_authority", "signer_title", "signer_name",
    "recipients", "urgency", "secrecy", "incoming_number", "incoming_date",
)  # fmt: skip


def read_letter(
    transcript: Transcript,
    reader: DigitReader | None = None,
    review_below: float = 0.85,
    known: Beside | None = None,
) -> Letter:
    """All header fields, zones and the kind of a letter. ``reader`` reads written digits from
    the page's picture; without one, digits that may be handwriting are ``unreadable``. Values
    surer than ``review_below`` need no person. ``known``: what is known of the letter beside its
    pages, as its file's name: offices put the number there (``3741-KH-UBND.pdf``)."""
    layout = lay_out(transcript)
    if layout is None:
        lost = without("unreadable", 0.9, "không có chữ nào đọc được")
        return Letter("unknown", 0.0, {f: reviewed(lost, review_below) for f in FIELDS}, ())
    return _Reading(transcript, layout, reader, review_below, known or Beside()).letter()


class _Reading:
    """One letter on its way through the room: what earlier steps found, later ones use."""

    def __init__(
        self,
        transcript: Transcript,
        layout: Layout,
        reader: DigitReader | None,
        review_below: float,
        known: Beside,
    ) -> None:
        self.transcript, self.layout, self.reader = transcript, layout, reader
        self.known = known
        self.page: Page = layout.page
        self.review_below = review_below
        self.values: dict[str, Value] = {}
        self.zones: list[Zone] = []
        self.attached: list[Attached] = find_attached(transcript)
        self.own_code = False
        self.code: str | None = None

    def letter(self) -> Letter:
        recipients = self._recipients()
        titled = self._titled()
        self._number(titled[0] if titled else None)
        self._date()
        signature = self._signature(recipients)
        self._origin()
        self._symbol_from(titled[0] if titled else None)
        self._unit(recipients)
        view, addressed = self._subject(titled), self._addressees()
        coded = type_of_symbol(self._text("symbol"))
        kind, sure = kind_of(
            titled,
            coded,
            view=view,
            addressed=addressed,
            symbol=self._text("symbol"),
            own_code=self.own_code,
        )
        self._type(titled, coded, kind, sure)
        self._stamps()
        self._marks(signature)
        self.values.update(agree(self.transcript, self.values, self.attached, self.known))
        self._zones_left()
        scanned = self.page.origin == "ocr"
        values = final({f: self.values[f] for f in FIELDS}, self.review_below, scanned=scanned)
        values.update(settle(values, beside_witnesses(self.transcript, values, self.known)))
        self.zones.sort(key=lambda z: (z.span, z.kind))
        return Letter(kind, round(sure, 4), values, tuple(self.zones))

    # --- pieces ---------------------------------------------------------------------------------

    def _recipients(self) -> Items | None:
        last = self.transcript.pages[-1].number
        pages = list(self.transcript.pages)
        captions = [a.page for a in self.attached]
        first = min((c for c in captions if c > self.page.number), default=last + 1)
        self.proper = [p for p in pages if self.page.number <= p.number < first]
        found = find_recipients(self.transcript, self.proper)
        if found is None and captions:
            self.proper = [p for p in pages if p.number >= self.page.number]
            found = find_recipients(self.transcript, self.proper)
        if found is None:
            self.values["recipients"] = replace(
                without("absent", 0.8, "không thấy “Nơi nhận”"), value=()
            )
            return None
        self._zone("recipients", found.rows)
        span = span_of(found.rows)
        # Of lists read from scans about half had every entry right.
        sure = self._sure(found.rows) * (0.85 if self.page.origin == "ocr" else 1.0)
        raw = joined(found.rows)
        value = read(self.transcript, found.entries, span, sure, raw=raw)
        page = next(p for p in self.proper if p.number == found.rows[0].page)
        gap = (gap_in(found, page) or end_lost(found)) if self.page.origin == "ocr" else None
        self.values["recipients"] = doubted(value, 0.6, gap) if gap else value
        return found

    def _titled(self) -> tuple[LetterType, float] | None:
        title = self.layout.title
        if title is None:
            return None
        self._zone("type", [title])
        text = title.text.strip(" .:*_-–—'`")
        whole = type_of_title(text)
        if whole is not None:
            return whole
        halves = types_ending(text)
        line = find_number_row(list(self.layout.left))
        coded = type_of_symbol(line[1].symbol) if line else None
        match = next((t for t in halves if coded is not None and t.name == coded.name), None)
        if match is not None:
            return match, 0.95
        return (halves[0], 0.8) if len(halves) == 1 else None

    def _number(self, titled: LetterType | None) -> None:
        rows = list(self.layout.left)
        found = find_number_row(rows)
        if found is None:
            found = find_number_row([r for r in self.layout.right if len(r.text) < 45])
        self.number_row: Row | None = None
        self.upper = rows
        self.lower = rows
        if found is None:
            lost = self._lost("không thấy dòng số, ký hiệu")
            self.values.update(number=lost, symbol=lost, number_symbol=lost)
            return
        row, line = found
        self.number_row = row
        if row in rows:
            at = rows.index(row)
            self.upper, self.lower = rows[:at], rows[at + 1 :]
        self._zone("number", [row])
        named = bodies_in(self.transcript, self.upper, None)
        self.initials = initials = initials_of(named[-1]) if named else ()
        self.line: NumberLine = line
        number, _ = read_number(self.transcript, self.page, row, line, self.reader)
        symbol = read_symbol(self.transcript, row, line, titled, initials)
        self.values.update(number=number, symbol=symbol, number_symbol=both(line, number, symbol))

    def _symbol_from(self, titled: LetterType | None) -> None:
        """A symbol that OCR lost, from the printed type and the issuer's code."""
        lost = self.values["symbol"]
        if lost.value is None and titled is not None and titled.codes and self.code:
            why = f"suy ra từ tên loại {titled.name} và cơ quan ban hành"
            symbol = f"{titled.codes[0]}-{self.code}"
            self.values["symbol"] = inferred(symbol, 0.7, why, span=lost.span, place=lost.place)

    def _unit(self, sent: Items | None) -> None:
        """The symbol's last part once more, from what the recipients say is kept where."""
        if sent is None or self.number_row is None or self.page.origin != "ocr":
            return
        symbol = heard_unit(self.values["symbol"], sent.entries, self.initials)
        if symbol is not self.values["symbol"]:
            number = self.values["number"]
            self.values.update(symbol=symbol, number_symbol=both(self.line, number, symbol))

    def _date(self) -> DateRow | None:
        found = find_date_row([*self.layout.right, *self.layout.left])
        if found is None:
            lost = self._lost("không thấy dòng địa danh, ngày tháng")
            self.values.update(date=lost, place=lost)
            return None
        self._zone("place_date", [found.row])
        self.values["date"] = read_date(self.transcript, self.page, found, self.reader)
        self.values["place"] = read_place(self.transcript, found)
        return found

    def _signature(self, sent: Items | None) -> Signature | None:
        found = find_signature(self.transcript, self.proper, sent)
        names = ("signer_authority", "signer_title", "signer_name")
        if found is None:
            lost = self._lost("không thấy khối chữ ký")
            self.values.update(dict.fromkeys(names, lost))
            return None
        self._zone("signature", found.rows)
        self.values.update(signer_values(self.transcript, found))
        return found

    def _sure(self, rows: Sequence[Row], view: bool = False) -> float:
        """How sure a run of words is that nothing else confirms. Measured on scans: one word
        under .5, or ink beside a row that gave no word, and four of ten runs are right; else
        nine of ten. ``view``: it begins with ``V/v``, which is no part of what it says."""
        span = span_of(rows)
        words = [w for row in rows for w in row.words]
        low = weakest_said(self.transcript, words[1:] if view else words)
        mean = self.transcript.confidence(span) if span else 1.0
        if self.page.origin != "ocr":
            return 0.97 * mean
        pages = {p.number: p for p in self.transcript.pages}
        if low < 0.5 or any(inked(pages[r.page], r) for r in rows):
            return 0.5
        return (0.8 if low < 0.6 else 0.91) * mean / 0.95

    def _origin(self) -> None:
        signed = " ".join(self._text(f) or "" for f in ("signer_authority", "signer_title"))
        found = origin_of(self.transcript, self.upper, self.values, signed)
        if found.named:
            self._zone("issuer", [r for n in found.named for r in n.rows])
            symbol = self._text("symbol")
            first = symbol.replace("/", "-").split("-")[0] if symbol else ""
            self.own_code = first in initials_of(found.named[-1])
            body = found.named[-1].body
            self.code = body.symbols[0] if body and body.symbols else None
        lost = self._lost("không đọc được cơ quan ban hành")
        self.values.update({name: value or lost for name, value in found.values.items()})

    def _subject(self, titled: tuple[LetterType, float] | None) -> bool:
        """Reads the subject; whether it is a công văn's ``V/v``."""
        rows = view_rows(self.lower)
        view = bool(rows)
        typed = type_of_symbol(self._text("symbol")) is not None
        lost_title = titled is None and typed and self.layout.paper
        if not rows and (titled is not None or lost_title):
            stamp = find_incoming(self.transcript, self.layout, self.number_row)
            rows = subject_rows(self.transcript, self.layout, set(stamp.rows) if stamp else set())
            rows = [] if lost_title and not self._centred(rows) else rows
            view = False
        elif titled is not None:
            view = titled[0].kind == "dispatch"
        if not rows:
            self.values["subject"] = self._lost("không thấy trích yếu")
            return False
        self._zone("subject", rows)
        echo = mend_by_echo(self.transcript, rows, subject_text(rows, view=view))
        why = "sửa theo nội dung: " + ", ".join(echo.repairs) if echo.repairs else None
        sure = self._sure(rows, view) * 0.98 ** len(echo.repairs) * (0.8 if lost_title else 1.0)
        value = read(self.transcript, echo.value, span_of(rows), sure, raw=joined(rows), why=why)
        if echo.disputed and self.page.origin == "ocr":
            value = doubted(value, 0.85, f"nội dung viết khác: {', '.join(echo.disputed)}")
        if self.page.origin == "ocr" and (odd := strange_words(self.transcript, rows, echo.value)):
            value = doubted(value, 0.75, f"không phải tiếng Việt: {', '.join(odd)}")
        self.values["subject"] = value
        return view

    def _centred(self, rows: Sequence[Row]) -> bool:
        """Whether the rows stand about the middle, as a subject does and a paragraph does not."""
        return all(abs(r.centre - self.layout.middle) < 0.03 for r in rows)

    def _addressees(self) -> bool:
        found = find_addressees(self.layout.below, self.layout.pitch)
        if found is None:
            self.values["addressees"] = replace(
                without("absent", 0.9, "không có “Kính gửi”"), value=()
            )
            return False
        self._zone("addressees", found.rows)
        span = span_of(found.rows)
        sure = self._sure(found.rows)
        raw = joined(found.rows)
        self.values["addressees"] = read(self.transcript, found.entries, span, sure, raw=raw)
        return True

    def _type(
        self,
        titled: tuple[LetterType, float] | None,
        coded: LetterType | None,
        kind: str,
        sure: float,
    ) -> None:
        title = self.layout.title
        if titled is not None and title is not None:
            found, like = titled
            value = read(self.transcript, found.name, title.span, 0.98 * like, raw=title.text)
            if (
                coded is not None
                and coded.name != found.name
                and not found.name.startswith(coded.name)
            ):
                value = doubted(value, 0.8, f"ký hiệu lại là {coded.name}")
            self.values["doc_type"] = value
            return
        where = self.values["symbol"]
        if kind == "dispatch":
            why = "suy ra: không in tên loại, ký hiệu không có mã loại"
            value = inferred("Công văn", sure, why, span=where.span, place=where.place)
        elif coded is not None:
            why = f"suy ra từ ký hiệu {self._text('symbol')}"
            value = inferred(coded.name, sure, why, span=where.span, place=where.place)
        else:
            value = self._lost("không thấy tên loại văn bản")
        self.values["doc_type"] = value

    def _stamps(self) -> None:
        stamp = find_incoming(self.transcript, self.layout, self.number_row)
        if stamp is not None:
            self._zone("incoming", stamp.rows)
        self.values.update(incoming_values(self.transcript, self.page, stamp))

    def _marks(self, signature: Signature | None) -> None:
        marks: tuple[tuple[ZoneKind, Sequence[str], str], ...] = (
            ("urgency", header_words().urgency, "chỉ mức độ khẩn"),
            ("secrecy", header_words().secrecy, "chỉ mức độ mật"),
        )
        for name, words, what in marks:
            found = find_mark(self.transcript, self.layout, words)
            if found is not None:
                self._zone(name, [found[1]])
            self.values[name] = mark_value(self.transcript, found, what)

    def _zones_left(self) -> None:
        """Motto, captions, appendix, and the body as what lies between header and recipients."""
        if self.layout.motto is not None:
            self._zone("motto", [self.layout.motto])
        for caption in self.attached:
            self._zone("attached_to", caption.rows)
        sent = [z.span.end for z in self.zones if z.kind in ("recipients", "signature")]
        start = appendix_start(self.transcript, max(sent, default=0), self.attached)
        if start is not None:
            self.zones.append(Zone("appendix", start))
        heads = ("motto", "issuer", "number", "place_date", "type", "subject", "addressees")
        head = max((z.span.end for z in self.zones if z.kind in heads), default=0)
        tails = [
            z.span.start for z in self.zones if z.kind in ("recipients", "signature", "appendix")
        ]
        end = min((t for t in tails if t > head), default=len(self.transcript.text))
        if end > head:
            self.zones.append(Zone("body", Span(head, end)))

    # --- helpers --------------------------------------------------------------------------------

    def _lost(self, why: str) -> Value:
        """What the paper should show and the reading lacks; a bare text just has none."""
        if self.layout.paper:
            return without("unreadable", 0.7, why, place=place_of(self.transcript, None))
        return without("absent", 0.8, why)

    def _text(self, name: str) -> str | None:
        value = self.values.get(name)
        return value.value if value is not None and isinstance(value.value, str) else None

    def _zone(self, kind: ZoneKind, rows: Sequence[Row]) -> None:
        span = span_of(rows)
        if span is not None:
            self.zones.append(Zone(kind, span, union(r.box for r in rows if r.box is not None)))
