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
    "step.typeset": ("Trang chữ số hóa sẵn, đã thẳng", "Born digital, straight already"),
    "step.turn": ("Xoay trang (độ)", "Turned the page (degrees)"),
    "step.turn unsure": (
        "Không chắc chiều trang, giữ nguyên",
        "Unsure which way is up, left as it was",
    ),
    "step.red ink": ("Tách mực đỏ khỏi chữ (phần trang)", "Took red ink off (share of the page)"),
    "step.blue stamps": (
        "Xóa dấu mực xanh, tím (số dấu)",
        "Took blue and violet stamps off (count)",
    ),
    "step.image": ("Mở ảnh", "Opened the picture"),
    "step.sheet": (
        "Tìm tờ giấy trong ảnh chụp và trải phẳng (phần ảnh)",
        "Found the sheet in the photo and flattened it (share of the photo)",
    ),
    "step.curl": ("Nắn dòng bị cong (mm)", "Straightened bent lines (mm)"),
    "step.boxes within": ("Sai lệch vị trí do giấy cong (mm)", "Places are off by at most (mm)"),
    "step.two pages": (
        "Hai trang trên một tờ (vị trí nếp gấp)",
        "Two pages on one sheet (fold at)",
    ),
    "step.softened": ("Làm mịn nét răng cưa của fax", "Smoothed the stairs of a fax"),
    "step.border": ("Xóa viền tối (phần trang)", "Whitened dark borders (share of the page)"),
    "step.deskew": ("Nắn thẳng dòng (độ)", "Set the lines level (degrees)"),
    "step.specks": ("Hạt bụi trên mỗi chữ", "Specks of dust to a letter"),
    "step.blobs": ("Xóa mảng đen lớn: dấu, chữ ký (số mảng)", "Took large dark shapes off (count)"),
    "step.rough": (
        "Trang bẩn: tách nền từng vùng khi đọc",
        "A dirty page: read with local thresholds",
    ),
    # --- side by side: figures and words of a benchmark ------------------------------------
    "bench.reading": ("Đo {name}: {reader}", "Measuring {name}: {reader}"),
    "bench.absent": (
        "Bỏ qua {reader}: chưa cài",
        "{reader} is left out: it is not installed",
    ),
    "bench.set": (
        "{name}: {files} tệp, {pages} trang có bản chép",
        "{name}: {files} files, {pages} pages with typed texts",
    ),
    "bench.all": ("Tốc độ trên mọi nhóm: {pages} trang", "Speed over all sets: {pages} pages"),
    "bench.reader": ("Bộ đọc", "Reader"),
    "bench.cer": ("CER", "CER"),
    "bench.cer_any_order": ("bỏ thứ tự", "any order"),
    "bench.wer": ("WER", "WER"),
    "bench.word_recall": ("Đủ từ", "Words"),
    "bench.mark_errors": ("Sai dấu", "Marks"),
    "bench.pages_a_minute": ("Trang/phút", "Pages/min"),
    "bench.cpu_seconds_a_page": ("CPU s/trang", "CPU s/page"),
    "bench.peak_mb": ("MB", "MB"),
    "bench.faster": ("Lâu gấp", "Slower by"),
    "bench.cheaper": ("CPU gấp", "CPU by"),
    "bench.again": (
        "Chạy lại khi đã đọc: nhanh gấp {times:.0f} lần ({first:.1f} → {second:.1f} giây)",
        "Run again over what was read: {times:.0f} times faster ({first:.1f} → {second:.1f} s)",
    ),
    "bench.better": ("TỐT HƠN", "GAIN"),
    "bench.worse": ("KÉM ĐI", "LOSS"),
    "bench.no_change": (
        "Không khác lần đã lưu ({path})",
        "Nothing changed since the run kept in {path}",
    ),
    "bench.changes": ("So với lần đã lưu ({path})", "Against the run kept in {path}"),
    "bench.worst": ("Những dòng vanban đọc sai nhiều nhất", "The lines that vanban read worst"),
    "bench.line": (
        "{name} · {file}, trang {page} · {errors} ký tự sai",
        "{name} · {file}, page {page} · {errors} wrong characters",
    ),
    "bench.truth": ("in ", "ink "),
    "bench.read": ("đọc", "read"),
    "bench.fields": ("Trường, viện dẫn, đề cương", "Fields, references, outline"),
    "bench.trouble": ("{reader}: {what}", "{reader}: {what}"),
    "bench.recorded": ("Đã lưu số liệu vào {path}", "The figures are kept in {path}"),
    "bench.stretch": (
        "{pages} trang: {ppm:.0f} trang/phút, tiến trình lớn nhất {peak:.0f} MB,"
        " chạy lại nhanh gấp {times:.0f} lần ({first:.1f} → {second:.1f} giây)",
        "{pages} pages: {ppm:.0f} pages a minute, largest process {peak:.0f} MB,"
        " run again {times:.0f} times faster ({first:.1f} → {second:.1f} s)",
    ),
    "bench.growth": (
        "Bộ nhớ tăng {share:+.1%} từ {short} lên {long} trang",
        "Memory grows by {share:+.1%} from {short} to {long} pages",
    ),
    "bench.no_scans": (
        "hãy nêu SCANS và GOLD, hoặc chạy trong kho mã nguồn",
        "name SCANS and GOLD, or run it in a checkout",
    ),
}
