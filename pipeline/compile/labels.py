"""The words of the tables and pages, in Vietnamese and English, by key.

Keys are grouped by a prefix: ``field.``, ``source.``, ``kind.``, ``status.``, ``content.``,
``heading.``, ``cite.``, ``how.``; the rest are headers, captions and sheet names.
"""

from __future__ import annotations

from typing import Literal

from pipeline.compile.register.words import REGISTER
from pipeline.terms import TERMS

Lang = Literal["vi", "en"]

LABELS: dict[str, tuple[str, str]] = {
    **TERMS,
    **REGISTER,
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
    "content.unread": ("Không đọc được", "Could not be read"),
    "content.unread.long": (
        "Không thấy, nhưng có trang không đọc được: mục này có thể ở đó",
        "Not found, but pages could not be read: the item may stand there",
    ),
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
    "sheet.places": ("Bản đồ", "Map"),
    "sheet.deadline": ("Thời hạn", "Deadline"),
    "sheet.changes": ("Biến đổi đề cương", "Adaptation"),
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
    "col.inversions": ("Cặp đề mục đảo chỗ", "Headings in reverse order"),
    "col.wordings": ("Tên đề mục khác đã dùng", "Other headings in use"),
    # --- overview ------------------------------------------------------------------------
    "figure.letters": ("Văn bản", "Letters"),
    "figure.pages": ("Trang", "Pages"),
    "figure.scored": ("Báo cáo được chấm theo đề cương", "Reports scored by the outline"),
    "figure.mean_score": ("Điểm trung bình", "Mean score"),
    "figure.doubts": ("Chỗ cần người xem lại", "Places that a person should check"),
    "figure.corrected": ("Giá trị do người sửa", "Values corrected by a person"),
    "caption.by_item": ("Mức độ đáp ứng từng mục: {outline}", "Coverage by item: {outline}"),
    "caption.cites": ("Viện dẫn {decision}", "Citing {decision}"),
    "caption.deadline": ("{outline}: hạn gửi {day}", "{outline}: due {day}"),
    "caption.timeline": (
        "Ngày của {count} văn bản so với hạn {day}; bảng dưới đây nói cùng nội dung",
        "The days of {count} letters against the deadline {day}; the table below says the same",
    ),
    "caption.changes": (
        "{outline}: {count} báo cáo dùng đề cương thế nào",
        "{outline}: how {count} reports use the outline",
    ),
    # --- what came when --------------------------------------------------------------------
    "timing.met": ("đến trong hạn (theo dấu đến)", "received in time (by the stamp)"),
    "timing.dated": (
        "ký trong hạn, không rõ ngày đến",
        "dated in time, day of receipt not known",
    ),
    "timing.on_day": ("đúng ngày hạn", "on the very day"),
    "timing.late": ("sau hạn", "late"),
    "timing.unknown": ("ngày không đủ rõ", "the date does not tell"),
    # --- what letters do to the outline ------------------------------------------------------
    "op.kept": ("Giữ tên", "Kept"),
    "op.renamed": ("Đổi tên", "Renamed"),
    "op.merged": ("Gộp", "Merged"),
    "op.split": ("Tách", "Split"),
    "op.unheaded": ("Không đề mục", "No heading"),
    "op.dropped": ("Bỏ", "Left out"),
    "op.unread": ("Không đọc được", "Unread"),
    "op.moved": ("Chuyển chỗ", "Moved"),
    "op.added": ("Thêm", "Added"),
    "caption.by_letter": ("Từng báo cáo", "By report"),
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
    "graph.name": ("Sơ đồ văn bản viện dẫn {decision}", "Who cites {decision}, as a picture"),
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
    "ui.views": ("Các trang", "Views"),
    "ui.filters": ("Tìm và lọc", "Search and filter"),
    "ui.outline": ("Đề cương", "Outline"),
    "ui.all_provinces": ("Mọi tỉnh, thành phố", "All provinces"),
    "ui.no_province": ("(không thuộc tỉnh nào)", "(no province)"),
    # --- a corpus in parts ---------------------------------------------------------------
    "parts.sheet": ("Các phần", "Parts"),
    "parts.title": ("{count} văn bản, chia theo tỉnh", "{count} letters, by province"),
    "parts.why": (
        "Nhiều văn bản đến mức một trang hay một bảng tính chung sẽ không mở được. Mỗi tỉnh có một"
        " trang và một bảng tính riêng; bảng dữ liệu của tất cả ở thư mục tables, và vanban serve"
        " tìm trong tất cả.",
        "Too many letters for one page or workbook to open. Each province has its own; the tables"
        " of all letters are in the folder tables, and vanban serve searches all of them.",
    ),
    "parts.lost": (
        "Trong chế độ này, văn bản trùng và các bản của cùng một báo cáo chỉ được đối chiếu trong"
        " từng phần; danh sách nơi chưa báo cáo và sơ đồ viện dẫn chung không được lập.",
        "So split, copies and versions of one report are only compared within a part; there is no"
        " list of those who did not report, and no citation graph of all letters.",
    ),
    "parts.province": ("Tỉnh, thành phố", "Province"),
    "parts.letters": ("Văn bản", "Letters"),
    "parts.reports": ("Báo cáo được chấm", "Scored reports"),
    "parts.score": ("Điểm bao phủ trung bình", "Mean coverage"),
    "parts.unread": ("Lỗi hoặc đọc thiếu", "Failed or in part"),
    "parts.to_check": ("Cần xem lại", "To check"),
    "parts.page": ("Trang", "Page"),
    "parts.workbook": ("Bảng tính", "Workbook"),
    "parts.all": ("Tất cả", "All"),
    "ui.doubt": ("Tình trạng", "State"),
    "ui.doubt.any": ("Mọi tình trạng", "Any state"),
    "ui.doubt.doubts": ("Cần người xem lại", "With doubts"),
    "ui.doubt.unread": ("Có trang không đọc được", "With unread pages"),
    "ui.doubt.none": ("Không còn gì phải xem", "Without doubts"),
    "ui.reset": ("Bỏ lọc", "Clear filters"),
    "ui.mean_score": ("điểm trung bình, %", "mean score, %"),
    "ui.units": ("Đơn vị hành chính", "Administrative units"),
    "ui.units.63": ("63 tỉnh, thành", "63 provinces"),
    "ui.units.34": ("34 tỉnh, thành", "34 provinces"),
    "ui.place.absent": ("chưa có văn bản", "no letter"),
    "ui.place.unscored": ("có văn bản, không chấm", "letters, none scored"),
    "ui.place.unread": ("có chỗ không đọc được", "parts could not be read"),
    "ui.place.scored": ("đã chấm", "scored"),
    "ui.place.doubts": ("số mục cần người xem lại", "items that a person should check"),
    "ui.place.count": (
        "{outline}: {count}/{all} tỉnh, thành có báo cáo được chấm",
        "{outline}: {count} of {all} provinces have a scored report",
    ),
    "ui.place.hint": (
        "Bấm một ô để xem văn bản của tỉnh đó. Ô lấy điểm trung bình của các báo cáo gửi từ tỉnh, "
        "kể cả của sở, ngành, huyện.",
        "Click a tile for the letters of that province. A tile shows the mean of all reports from "
        "the province, those of its departments and districts too.",
    ),
    "ui.elsewhere": ("Không thuộc tỉnh nào", "Of no province"),
    "ui.no_deadline": (
        "Không đề cương nào trong tập có hạn gửi.",
        "No outline in this corpus has a deadline.",
    ),
    "ui.left_out": (
        "không kể {count} bản trùng hoặc đã có bản sau",
        "not counting {count} copies or earlier versions",
    ),
    "ui.changes.hint": (
        "Mỗi báo cáo được đếm một lần ở mỗi mục; “chuyển chỗ” đếm thêm. Bấm một tên đề mục để xem "
        "các cách gọi khác, bấm số để mở văn bản.",
        "Each report counts once an item; “moved” counts besides. Click a heading for other "
        "wordings, a number to open the letter.",
    ),
    "ui.only_these": ("Chỉ hiện các văn bản này", "Show only these letters"),
    "ui.own_page": ("Xem trên trang văn bản", "See it on the letter's page"),
    "ui.to_report": ("‹ Bảng đối chiếu", "‹ Report"),
    "ui.pages": ("Các trang của văn bản", "Pages of the letter"),
    "ui.page_alt": ("Ảnh trang {page}", "Picture of page {page}"),
    "ui.no_pages": ("Văn bản không có trang nào đọc được.", "The letter has no page."),
    "ui.findings": ("Những gì đã tìm thấy", "What was found"),
    "ui.items": ("Theo đề cương", "By the outline"),
    "ui.text": ("Chữ đọc được", "The text as read"),
    "ui.boxes": ("Khung đánh dấu", "Boxes"),
    "ui.letter_keys": (
        "Phím J, K: mục sau, mục trước · trên khung: mũi tên sang khung khác, Enter về mục",
        "Keys J, K: next, previous entry · on a box: arrows to other boxes, Enter to its entry",
    ),
    "ui.larger": ("Phóng to", "Larger"),
    "ui.smaller": ("Thu nhỏ", "Smaller"),
}


def label(key: str, lang: Lang = "vi", **details: object) -> str:
    """The words under ``key``. Raises ``KeyError`` for one that is not there."""
    vietnamese, english = LABELS[key]
    return (vietnamese if lang == "vi" else english).format(**details)


def named(group: str, code: str, lang: Lang = "vi") -> str:
    """The words for a published code (``kind``, ``report``); a code that is new says itself."""
    return label(f"{group}.{code}", lang) if f"{group}.{code}" in LABELS else code
