"""The words of the tables and pages, in Vietnamese and English, by key.

Keys are grouped by a prefix: ``field.``, ``source.``, ``kind.``, ``status.``, ``content.``,
``heading.``, ``cite.``, ``how.``; the rest are headers, captions and sheet names.
"""

from __future__ import annotations

from typing import Literal

from pipeline.terms import TERMS

Lang = Literal["vi", "en"]

LABELS: dict[str, tuple[str, str]] = {
    **TERMS,
    "content.full.long": (
        "Có nội dung, có ít nhất một dữ kiện kiểm chứng được",
        "Discussed, with at least one fact that can be checked",
    ),
    "content.thin.long": (
        "Có nhắc đến nhưng không có dữ kiện",
        "Touched on, but without a fact",
    ),
    "content.none.long": ("Không có nội dung", "Absent"),
    "content.missing": ("Không được chấm", "Not judged"),
    "heading.kept.code": ("", ""),
    "heading.renamed.code": ("đ", "r"),
    "heading.merged.code": ("g", "m"),
    "heading.none.code": ("k", "n"),
    "moved": ("chuyển chỗ", "moved"),
    "moved.code": ("c", "v"),
    "order_changed": ("Thứ tự đề mục thay đổi", "The order of headings changed"),
    "how.symbol": ("nêu chính văn bản này", "cites the text itself"),
    "how.text": ("qua văn bản triển khai", "through a text that implements it"),
    "how.movement": ("qua tên phong trào", "through the movement's name"),
    # --- sheets and tabs -----------------------------------------------------------------
    "sheet.overview": ("Tổng quan", "Overview"),
    "sheet.letters": ("Văn bản", "Letters"),
    "sheet.matrix": ("Ma trận", "Matrix"),
    "sheet.fields": ("Trường thông tin", "Fields"),
    "sheet.verdicts": ("Từng mục", "Verdicts"),
    "sheet.references": ("Viện dẫn", "References"),
    "sheet.chains": ("Chuỗi viện dẫn", "Citation chains"),
    "sheet.graph": ("Sơ đồ viện dẫn", "Citation graph"),
    "sheet.quantities": ("Số liệu", "Figures"),
    "sheet.doubts": ("Cần xem lại", "To check"),
    "sheet.legend": ("Chú giải", "Legend"),
    # --- columns -------------------------------------------------------------------------
    "col.name": ("Đơn vị", "Body"),
    "col.file": ("Tệp", "File"),
    "col.kind": ("Loại văn bản", "Kind"),
    "col.status": ("Tình trạng", "Status"),
    "col.errors": ("Lỗi", "Errors"),
    "col.pages": ("Số trang", "Pages"),
    "col.signer": ("Người ký", "Signer"),
    "col.cites": ("Viện dẫn {decision}", "Cites {decision}"),
    "col.score": ("Điểm", "Score"),
    "col.doubts": ("Cần xem", "Doubts"),
    "col.sources": ("Không đọc trực tiếp", "Not read directly"),
    "col.item": ("Mục", "Item"),
    "col.title": ("Tên mục trong đề cương", "Title in the outline"),
    "col.content": ("Nội dung", "Content"),
    "col.heading": ("Đề mục", "Heading"),
    "col.printed": ("Đề mục in trong văn bản", "Heading as printed"),
    "col.moved": ("Chuyển chỗ", "Moved"),
    "col.confidence": ("Độ tin cậy", "Confidence"),
    "col.review": ("Cần xem", "To check"),
    "col.why": ("Vì sao", "Why"),
    "col.quote": ("Trích dẫn", "Quote"),
    "col.page": ("Trang", "Page"),
    "col.what": ("Nội dung cần xem", "What to check"),
    "col.value": ("Giá trị hiện có", "Present value"),
    "col.raw": ("Nguyên văn", "As printed"),
    "col.source": ("Nguồn", "Source"),
    "col.symbol": ("Số, ký hiệu", "Symbol"),
    "col.type": ("Tên loại", "Type"),
    "col.date": ("Ngày", "Date"),
    "col.issuer": ("Cơ quan ban hành", "Issuer"),
    "col.mentions": ("Số lần", "Mentions"),
    "col.row": ("Loại dòng", "Row"),
    "col.decision": ("Quyết định", "Decision"),
    "col.relation": ("Quan hệ", "Relation"),
    "col.how": ("Bằng cách", "By"),
    "col.through": ("Qua văn bản", "Through"),
    "col.in_corpus": ("Có trong tập", "In the corpus"),
    "col.letters": ("Văn bản viện dẫn", "Letters that cite it"),
    "col.findings": ("Ghi nhận", "Findings"),
    "col.count": ("Số lượng", "Count"),
    "col.count_max": ("Đến", "Up to"),
    "col.unit": ("Đơn vị tính", "Unit"),
    "col.award": ("Hình thức khen thưởng", "Award"),
    "col.ceiling": ("Mức tối đa", "Upper limit"),
    "col.section": ("Thuộc mục", "Section"),
    "col.figure": ("Chỉ tiêu", "Figure"),
    "col.sign": ("Ký hiệu", "Sign"),
    "col.meaning": ("Ý nghĩa", "Meaning"),
    "col.share_full": ("Tỷ lệ đủ", "Share full"),
    # --- overview ------------------------------------------------------------------------
    "figure.letters": ("Văn bản", "Letters"),
    "figure.pages": ("Trang", "Pages"),
    "figure.scored": ("Báo cáo được chấm theo đề cương", "Reports scored by the outline"),
    "figure.mean_score": ("Điểm trung bình", "Mean score"),
    "figure.doubts": ("Chỗ cần người xem lại", "Places that a person should check"),
    "figure.corrected": ("Giá trị do người sửa", "Values corrected by a person"),
    "caption.by_item": ("Mức độ đáp ứng từng mục: {outline}", "Coverage by item: {outline}"),
    "caption.cites": ("Viện dẫn {decision}", "Citing {decision}"),
    # --- the citation graph ----------------------------------------------------------------
    "row.chain": ("Chuỗi", "Chain"),
    "row.missing": ("Chưa có trong tập", "Not in the corpus"),
    "row.dates": (
        "Mâu thuẫn: một số, ký hiệu, nhiều ngày",
        "Contradiction: one symbol, several dates",
    ),
    "row.after_letter": (
        "Mâu thuẫn: ngày sau ngày của văn bản viện dẫn",
        "Contradiction: dated after the letter that cites it",
    ),
    "row.finding": ("Ghi nhận trong văn bản", "Found in the letter"),
    "graph.key": (
        "Đường liền: viện dẫn số, ký hiệu · gạch: qua văn bản triển khai · "
        "chấm: theo tên phong trào · khung đứt: chưa có trong tập",
        "Solid: by symbol · dashed: through a text that carries it out · dotted: by the movement’s "
        "name · broken frame: not in the corpus",
    ),
    "graph.alone": (
        "Không thấy quan hệ với {decision}: {count} văn bản",
        "No tie to {decision}: {count} letters",
    ),
    # --- doubts --------------------------------------------------------------------------
    "doubt.file": ("Cả tệp", "The whole file"),
    "doubt.page": ("Trang {page}", "Page {page}"),
    "doubt.reference": ("Viện dẫn {symbol}", "Reference {symbol}"),
    "doubt.kind": ("Loại văn bản", "Kind of letter"),
    "doubt.unapplied": (
        "Quyết định của người xem không còn chỗ áp dụng",
        "A person's decision no longer has a place",
    ),
    # --- words ---------------------------------------------------------------------------
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "title": ("Bảng đối chiếu văn bản với đề cương", "Letters against the outline"),
    "stale_score": (
        "Điểm tính trước khi người xem sửa",
        "Score from before a person's correction",
    ),
    "legend.review": ("Cần người xem lại", "A person should check it"),
    "legend.inferred": (
        "Chữ nghiêng: giá trị suy ra; xem cột “{sources}”",
        "Italics: an inferred value; see “{sources}”",
    ),
    "legend.corrected": ("Chữ đậm: giá trị do người sửa", "Bold: a value corrected by a person"),
    "legend.link": (
        "Ô có liên kết mở bằng chứng trong report.html (để cùng thư mục)",
        "Linked cells open the evidence in report.html (keep it in the same folder)",
    ),
    "legend.score": (
        "Phần mục được đáp ứng, có trọng số, từ 0 đến 1",
        "Weighted share of items covered, 0 to 1",
    ),
    "legend.confidence": (
        "Xác suất giá trị là đúng, do máy ước tính",
        "The machine's estimate that the value is right",
    ),
    # --- the page ------------------------------------------------------------------------
    "ui.search": ("Tìm (không cần dấu)", "Search (accents or not)"),
    "ui.all_kinds": ("Mọi loại văn bản", "All kinds"),
    "ui.only_doubts": ("Chỉ văn bản cần xem", "Only letters with doubts"),
    "ui.other_language": ("English", "Tiếng Việt"),
    "ui.theme": ("Sáng / tối", "Light / dark"),
    "ui.close": ("Đóng", "Close"),
    "ui.previous": ("Trước", "Previous"),
    "ui.next": ("Sau", "Next"),
    "ui.shown": ("văn bản đang hiện", "letters shown"),
    "ui.no_match": ("Không có dòng nào khớp.", "No row matches."),
    "ui.empty": ("Không có.", "None."),
    "ui.no_matrix": (
        "Không có báo cáo nào được chấm theo đề cương.",
        "No report was scored by an outline.",
    ),
    "ui.not_cut": ("Không kèm ảnh chỗ này.", "No cut-out of this place is included."),
    "ui.absent": ("Không có trong văn bản", "Not in the letter"),
    "ui.no_picture": ("Không có ảnh trang.", "There is no picture of the page."),
    "ui.open_letter": ("Mở văn bản", "Open the letter"),
    "ui.evidence": ("Bằng chứng", "Evidence"),
    "ui.no_evidence": (
        "Không tìm thấy chữ nào trong văn bản cho mục này.",
        "No words were found in the letter for this item.",
    ),
    "ui.context": ("Trong văn bản", "In the text"),
    "ui.chain": ("Đường dẫn tới quyết định", "The chain to the decision"),
    "ui.extra": ("Phần ngoài đề cương", "Sections outside the outline"),
    "ui.keys": (
        "Phím mũi tên: đi giữa các ô · Enter: mở · Esc: đóng",
        "Arrow keys: move · Enter: open · Esc: close",
    ),
    "ui.sort": ("Bấm để sắp xếp", "Click to sort"),
    "ui.noscript": (
        "Trang này cần JavaScript để tìm, sắp xếp và mở bằng chứng.",
        "This page needs JavaScript to search, sort and open evidence.",
    ),
    "ui.places": ("Nơi nhắc đến", "Places"),
}


def label(key: str, lang: Lang = "vi", **details: object) -> str:
    """The words under ``key``. Raises ``KeyError`` for one that is not there."""
    vietnamese, english = LABELS[key]
    return (vietnamese if lang == "vi" else english).format(**details)


def named(group: str, code: str, lang: Lang = "vi") -> str:
    """The words for a published code (``kind``, ``report``); a code that is new says itself."""
    return label(f"{group}.{code}", lang) if f"{group}.{code}" in LABELS else code
