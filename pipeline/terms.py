"""The words for what is published (fields, sources, kinds, verdicts), in Vietnamese and
English: one place for the terminal, the tables and the pages. Keys are ``group.code``.
"""

from __future__ import annotations

TERMS: dict[str, tuple[str, str]] = {
    # --- header fields, as Nghị định 30/2020/NĐ-CP names them ----------------------------
    "field.number": ("Số", "Number"),
    "field.symbol": ("Ký hiệu", "Symbol"),
    "field.number_symbol": ("Số, ký hiệu", "Number and symbol"),
    "field.date": ("Ngày ban hành", "Date"),
    "field.place": ("Địa danh", "Place"),
    "field.issuer_parent": ("Cơ quan chủ quản", "Parent body"),
    "field.issuer": ("Cơ quan ban hành", "Issuer"),
    "field.province": ("Tỉnh, thành phố", "Province"),
    "field.doc_type": ("Tên loại", "Type"),
    "field.subject": ("Trích yếu", "Subject"),
    "field.addressees": ("Kính gửi", "Addressees"),
    "field.signer_authority": ("Thẩm quyền ký", "Signing authority"),
    "field.signer_title": ("Chức vụ người ký", "Signer's title"),
    "field.signer_name": ("Người ký", "Signer"),
    "field.recipients": ("Nơi nhận", "Recipients"),
    "field.urgency": ("Độ khẩn", "Urgency"),
    "field.secrecy": ("Độ mật", "Secrecy"),
    "field.incoming_number": ("Số đến", "Incoming number"),
    "field.incoming_date": ("Ngày đến", "Incoming date"),
    # --- how a value is known ------------------------------------------------------------
    "source.read": ("đọc được", "read"),
    "source.inferred": ("suy ra", "inferred"),
    "source.blank": ("để trống", "left blank"),
    "source.unreadable": ("không đọc được", "unreadable"),
    "source.absent": ("không có", "absent"),
    "source.corrected": ("người sửa", "corrected by a person"),
    # --- kinds and states of letters -----------------------------------------------------
    "kind.report": ("Báo cáo", "Report"),
    "kind.plan": ("Kế hoạch", "Plan"),
    "kind.dispatch": ("Công văn", "Official dispatch"),
    "kind.guideline": ("Hướng dẫn", "Guideline"),
    "kind.other": ("Loại khác", "Other"),
    "kind.unknown": ("Chưa rõ", "Unknown"),
    "status.ok": ("Đọc đủ", "Read in full"),
    "status.partial": ("Đọc một phần", "Read in part"),
    "status.failed": ("Không đọc được", "Could not be read"),
    # --- verdicts ------------------------------------------------------------------------
    "content.full": ("Đủ", "Full"),
    "content.thin": ("Sơ sài", "Thin"),
    "content.none": ("Không", "None"),
    "heading.kept": ("giữ tên đề mục", "heading kept"),
    "heading.renamed": ("đổi tên đề mục", "heading renamed"),
    "heading.merged": ("gộp đề mục", "heading merged"),
    "heading.none": ("không có đề mục", "no heading"),
    "cite.direct": ("Trực tiếp", "Direct"),
    "cite.indirect": ("Gián tiếp", "Indirect"),
    "cite.none": ("Không", "None"),
    # --- kinds of lines ------------------------------------------------------------------
    "line.text": ("dòng văn", "text"),
    "line.page_number": ("số trang", "page numbers"),
    "line.stamp": ("dấu, mộc", "stamps"),
    "line.footnote": ("chú thích cuối trang", "footnotes"),
    "line.table": ("hàng của bảng", "rows of tables"),
    "line.noise": ("vết bẩn", "smudges"),
    # --- what was done to a page before it was read: the notes of ``PageImage.steps`` -------
    "step.extract": ("Lấy nguyên ảnh scan trong PDF", "Took the scan's own picture from the PDF"),
    "step.render": ("Vẽ trang PDF thành ảnh", "Drew the PDF page as a picture"),
    "step.picture": ("Mở ảnh", "Opened the picture"),
    "step.typeset": ("Trang chữ số hóa sẵn, đã thẳng", "Born digital, straight already"),
    "step.turn": ("Xoay trang (độ)", "Turned the page (degrees)"),
    "step.turn unsure": (
        "Không chắc chiều trang, giữ nguyên",
        "Unsure which way is up, left as it was",
    ),
    "step.red ink": ("Tách mực đỏ khỏi chữ (phần trang)", "Took red ink off (share of the page)"),
    "step.border": ("Xóa viền tối (phần trang)", "Whitened dark borders (share of the page)"),
    "step.deskew": ("Nắn thẳng dòng (độ)", "Set the lines level (degrees)"),
    "step.specks": ("Hạt bụi trên mỗi chữ", "Specks of dust to a letter"),
    "step.blobs": ("Xóa mảng đen lớn: dấu, chữ ký (số mảng)", "Took large dark shapes off (count)"),
    "step.rough": (
        "Trang bẩn: tách nền từng vùng khi đọc",
        "A dirty page: read with local thresholds",
    ),
}
