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
    # --- the obvious approach beside ours (evaluate) --------------------------------------
    "help.evaluate.obvious": (
        "đọc thêm các bản quét này theo cách thường làm (300 dpi, Tesseract, vài mẫu) để so",
        "also read these scans the obvious way (300 dpi, Tesseract, patterns) to compare",
    ),
    "scores.obvious": ("cách thường", "obvious way"),
    "scores.obvious.how": (
        "Cách thường: {how}; đọc ngày {day}, {letters} văn bản",
        "The obvious way: {how}; read on {day}, {letters} letters",
    ),
    "scores.obvious.reading": ("Đọc theo cách thường: {file}", "Reading the obvious way: {file}"),
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
    # --- digital signatures --------------------------------------------------------------
    "sheet.signatures": ("Chữ ký số", "Digital signatures"),
    "signature.intact": ("nguyên vẹn", "intact"),
    "signature.broken": ("KHÔNG khớp nội dung", "does NOT match the content"),
    "signature.unknown": ("chưa kiểm tra được", "could not be checked"),
    "signature.trusted": ("chứng thư thuộc gốc tin cậy", "certificate under a trusted root"),
    "signature.untrusted": (
        "chứng thư KHÔNG thuộc gốc tin cậy",
        "certificate NOT under a trusted root",
    ),
    "signature.chain_unchecked": ("chưa đối chiếu gốc chứng thư", "chain not checked"),
    "signature.timestamp": ("dấu thời gian", "timestamp"),
    "signature.claimed": ("theo máy người ký", "by the signer's clock"),
    "signature.changed.signatures": ("sau đó có người khác ký thêm", "others signed after it"),
    "signature.changed.forms": ("sau đó có điền biểu mẫu", "form fields were filled in after it"),
    "signature.changed.metadata": (
        "sau đó chỉ thêm dữ liệu ngoài trang",
        "only data outside the pages was added after it",
    ),
    "signature.changed.annotations": (
        "sau đó có chú thích, dấu đặt lên trang",
        "annotations or stamps were put on pages after it",
    ),
    "signature.changed.pages": ("nội dung trang thay đổi sau khi ký", "pages changed after it"),
    "signature.changed.other": (
        "có phần tệp nằm ngoài chữ ký",
        "parts of the file lie outside the signature",
    ),
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
    # --- the review desk's commands ---------------------------------------------------------
    "help.serve": (
        "mở bàn rà soát trong trình duyệt: quyết định từng chỗ ngờ, nộp bản scan, tải bảng",
        "open the review desk in a browser: settle doubts, hand in scans, take tables home",
    ),
    "help.serve.out": (
        "thư mục kết quả; chưa có thì bàn rà soát mở trống, nộp bản scan ở đó",
        "the results; where there are none yet, the desk opens empty and takes scans in",
    ),
    "help.database": (
        "URL cơ sở dữ liệu PostgreSQL; mặc định là tệp vanban.db trong thư mục kết quả",
        "URL of a PostgreSQL database; by default the file vanban.db among the results",
    ),
    "help.serve.host": (
        "địa chỉ lắng nghe; ngoài máy này thì phải lập người dùng trước (vanban users)",
        "address to listen on; beyond this machine users must be set up first (vanban users)",
    ),
    "help.serve.port": ("cổng (mặc định 8544; 0 là cổng bất kỳ)", "port (8544; 0 means any)"),
    "help.serve.url": (
        "địa chỉ công khai https://… khi đứng sau máy chủ trung gian (TLS); cũng cần người dùng",
        "public address https://… behind a reverse proxy with TLS; needs users, too",
    ),
    "help.serve.no_browser": ("không mở trình duyệt", "open no browser"),
    "help.serve.openapi": (
        "chỉ ghi mô tả OpenAPI của giao diện REST ra tệp rồi thoát",
        "only write the OpenAPI description of the REST interface to a file",
    ),
    "help.gold": (
        "xuất các quyết định của người thành nhãn chuẩn cho vanban evaluate",
        "write people's decisions as labels for vanban evaluate",
    ),
    "help.gold.output": ("thư mục ghi nhãn <id>.json", "folder for the labels <id>.json"),
    "help.gold.training": (
        "kèm dữ liệu huấn luyện: ảnh cắt chữ viết tay, câu và kết luận đã có người xem",
        "with training data: pictures of handwriting, sentences with settled verdicts",
    ),
    "gold.done": (
        "Đã xuất nhãn của {letters} văn bản: {fields} trường, {verdicts} kết luận",
        "Labels of {letters} letters: {fields} fields, {verdicts} verdicts",
    ),
    "gold.training": ("Ảnh chữ viết tay: {pictures}", "Pictures of handwriting: {pictures}"),
    "gold.none": (
        "Chưa có quyết định nào của người để làm nhãn",
        "No person has decided anything yet",
    ),
    "serve.address": ("Bàn rà soát: {address}", "Review desk: {address}"),
    "serve.stop": ("Nhấn Ctrl-C để dừng", "Press Ctrl-C to stop"),
    "help.users": (
        "lập và quản lý người dùng của bàn rà soát",
        "set up and keep the users of the review desk",
    ),
    "help.users.action": (
        "list: liệt kê; add: thêm; password: đổi mật khẩu; role: đổi quyền;"
        " disable, enable: khóa, mở lại",
        "list, add, password, role, disable, enable",
    ),
    "help.users.name": ("tên đăng nhập", "the name to sign in with"),
    "help.users.role": (
        "quyền: reader (xem), reviewer (rà soát, mặc định), admin (quản trị)",
        "reader (looks), reviewer (decides; the default), admin (keeps the users)",
    ),
    "users.ask": ("Mật khẩu: ", "Password: "),
    "users.again": ("Nhập lại: ", "Again: "),
    "users.differ": ("hai lần nhập khác nhau", "the two differ"),
    "users.no_password": ("thiếu mật khẩu", "no password was given"),
    "users.first": (
        "người đầu tiên phải là quản trị viên (--role admin)",
        "the first user must be an administrator (--role admin)",
    ),
    "users.last_admin": (
        "phải còn ít nhất một quản trị viên",
        "at least one administrator must remain",
    ),
    "users.disabled": ("(đã khóa)", "(disabled)"),
    "users.add": ("Đã thêm {name} ({role})", "Added {name} ({role})"),
    "users.password": ("Đã đổi mật khẩu của {name}", "Changed the password of {name}"),
    "users.role": ("{name} nay là {role}", "{name} is now {role}"),
    "users.disable": ("Đã khóa {name}", "Disabled {name}"),
    "users.enable": ("Đã mở lại {name}", "Enabled {name}"),
}
