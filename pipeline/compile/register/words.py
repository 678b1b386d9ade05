"""The words of the register, the roll of those who must report, and the reminders."""

from __future__ import annotations

REGISTER: dict[str, tuple[str, str]] = {
    # --- sheets ----------------------------------------------------------------------------
    "sheet.register": ("Sổ đăng ký", "Register"),
    "sheet.roll": ("Ai đã gửi", "Who has reported"),
    "sheet.checks": ("Việc cần xem", "To check and answer"),
    "sheet.totals": ("Cộng số liệu", "Totals"),
    "sheet.part": ("Phần {part}", "Part {part}"),
    # --- columns ---------------------------------------------------------------------------
    "col.row_number": ("TT", "No."),
    "col.campaign": ("Đợt", "Campaign"),
    "col.received": ("Số đến", "Incoming no."),
    "col.received_on": ("Ngày đến", "Received"),
    "col.by_date": ("Theo ngày văn bản", "By its own date"),
    "col.by_stamp": ("Theo dấu đến", "By the incoming stamp"),
    "col.in_time": ("So với hạn", "Against the deadline"),
    "col.days": ("Ngày sau hạn", "Days after"),
    "col.twin": ("Trùng, bản khác", "Duplicate, version"),
    "col.checks": ("Cần xem", "To check"),
    "col.reporter": ("Cơ quan phải báo cáo", "Who must report"),
    "col.state": ("Tình trạng", "State"),
    "col.report_letters": ("Báo cáo đã có", "Reports there"),
    "col.lacking": ("Còn thiếu", "Lacking"),
    "col.open": ("mở", "open"),
    "col.note": ("Ghi chú", "Note"),
    "short.full": ("Đủ", "Full"),
    "short.thin": ("Sơ", "Thin"),
    "short.none": ("–", "–"),
    "short.unread": ("×", "×"),
    "col.list": ("Danh sách", "List"),
    "col.questions": ("Cần người trả lời", "For a person to answer"),
    "col.subordinates": ("Đơn vị trực thuộc đã gửi", "Sent by bodies under it"),
    "col.question": ("Câu hỏi", "Question"),
    "col.province": ("Tỉnh, thành phố", "Province"),
    "col.to": ("Đến", "Up to"),
    # --- against the deadline --------------------------------------------------------------
    "due.met": ("trước hạn", "in time"),
    "due.on_day": ("đúng ngày hạn", "on the very day"),
    "due.late": ("sau hạn", "late"),
    "due.unknown": ("không rõ ngày", "date not known"),
    "due.basis": ("{state} ({basis})", "{state} ({basis})"),
    "basis.stamp": ("dấu đến", "stamp"),
    "basis.date": ("ngày văn bản", "own date"),
    "deadline": ("Hạn gửi: {day} ({source})", "Deadline: {day} ({source})"),
    "deadline.source.person": ("người dùng đặt", "set by the user"),
    "deadline.source.outline": ("tệp đề cương {name}", "outline file {name}"),
    "deadline.source.guideline": (
        "{file}, tr. {page}: “{quote}”",
        "{file}, p. {page}: “{quote}”",
    ),
    "deadline.none": (
        "Không có hạn: tệp đề cương và hướng dẫn đều không nêu",
        "No deadline: neither the outline file nor a guideline names one",
    ),
    "deadline.differ": (
        "Các nguồn nêu hạn khác nhau; đang lấy nguồn đầu",
        "The sources name different deadlines; the first is taken",
    ),
    # --- duplicates and versions -----------------------------------------------------------
    "twin.bytes": ("trùng hệt tệp {file}", "the same bytes as {file}"),
    "twin.symbol": (
        "trùng số, ngày, cơ quan với {file}",
        "number, date and issuer of {file}",
    ),
    "twin.text": (
        "cùng nội dung với {file} (giống {share})",
        "the text of {file} ({share} alike)",
    ),
    "twin.superseded": ("có bản sau: {file}", "there is a later version: {file}"),
    "twin.latest": ("bản sau của {file}", "a later version of {file}"),
    "twin.unordered": (
        "cùng cơ quan có bản khác: {file}; không rõ bản nào sau",
        "the same body sent {file} too; which is later is not known",
    ),
    "twin.wording": (
        "giống {share} báo cáo của cơ quan khác: {file}",
        "{share} like another body's report: {file}",
    ),
    "twin.clash": (
        "cùng số, ngày, cơ quan nhưng khác nội dung: {file}",
        "number, date and issuer of {file}, but another text",
    ),
    # --- what a person should look at -------------------------------------------------------
    "check.signature": (
        "Chữ ký số cần kiểm tra",
        "The digital signature needs a look",
    ),
    "check.kind_unsure": ("Chưa chắc loại văn bản", "The kind of letter is not sure"),
    "check.not_linked": (
        "Báo cáo, nhưng không thấy thuộc đợt nào",
        "A report, but of no campaign known",
    ),
    "check.issuer_unknown": ("Không rõ cơ quan ban hành", "The issuer is not known"),
    "check.issuer_unsure": ("Chưa chắc cơ quan ban hành", "The issuer is not sure"),
    "check.date_unknown": (
        "Ngày không đủ để so với hạn",
        "The date does not tell whether it was in time",
    ),
    "check.date_unsure": ("Chưa chắc ngày văn bản", "The date is not sure"),
    "check.not_read": ("Có phần không đọc được", "Not all of it could be read"),
    "check.stamp_before_date": (
        "Ngày đến trước ngày văn bản",
        "Received before it was dated",
    ),
    "check.on_day": (
        "Đúng ngày hạn: “trước ngày” có tính ngày ấy không?",
        "On the very day: does “before” include it?",
    ),
    "check.twin": ("Nội dung trùng hoặc có bản khác", "A duplicate or another version"),
    # --- who has reported ------------------------------------------------------------------
    "state.reported": ("đã gửi", "reported"),
    "state.partly": ("mới có một phần", "in part"),
    "state.question": ("cần xác nhận", "to be confirmed"),
    "state.missing": ("CHƯA GỬI", "MISSING"),
    "question.on_behalf": (
        "{issuer} gửi: có phải báo cáo của tỉnh không?",
        "Sent by {issuer}: is it the province's report?",
    ),
    "question.similar_name": (
        "{issuer}: có phải cơ quan này không?",
        "{issuer}: is it this body?",
    ),
    "question.issuer_unsure": (
        "Có lẽ của {issuer}, nhưng tên đọc chưa chắc",
        "Perhaps from {issuer}, but the name is not sure",
    ),
    "question.kind_unsure": (
        "{issuer}: có phải báo cáo không?",
        "{issuer}: is it a report?",
    ),
    "question.not_linked": (
        "{issuer}: có phải báo cáo của đợt này không?",
        "{issuer}: is it a report of this campaign?",
    ),
    "question.merged": (
        "{issuer} gửi sau khi sáp nhập: có gồm đơn vị này không?",
        "{issuer} wrote after the merger: does it cover this body?",
    ),
    "roll.caption": (
        "{list}: đã gửi {reported}, một phần {partly}, cần xác nhận {question}, chưa gửi {missing}",
        "{list}: {reported} reported, {partly} in part, {question} to confirm, {missing} missing",
    ),
    "roll.unlisted": (
        "Báo cáo của cơ quan ngoài danh sách: {count}",
        "Reports from bodies not on the list: {count}",
    ),
    "figure.register": (
        "Báo cáo của đợt {name}, bỏ bản trùng và bản cũ",
        "Reports of {name}, without duplicates and old versions",
    ),
    "figure.distinct": ("Báo cáo (bỏ bản trùng, bản cũ)", "Reports (no duplicates, old versions)"),
    "figure.in_time": ("gửi trước hạn", "in time"),
    "figure.on_day": ("đúng ngày hạn", "on the very day"),
    "figure.late": ("sau hạn", "late"),
    "figure.unknown_date": ("không rõ ngày", "date not known"),
    "figure.roll": ("Phải báo cáo ({name}): {list}", "Who must report ({name}): {list}"),
    # --- in the terminal -------------------------------------------------------------------
    "said.no_campaign": (
        "Không có đợt báo cáo nào: không có báo cáo được chấm theo đề cương, không có hướng dẫn",
        "No campaign: there is no report scored against an outline, and no guideline",
    ),
    "said.no_list": (
        "Chưa có danh sách ai phải báo cáo; thêm --reporters",
        "No list of those who must report; add --reporters",
    ),
    "said.which": (
        "có nhiều đợt; chọn bằng --outline: {names}",
        "there are several campaigns; choose with --outline: {names}",
    ),
    "said.lists": (
        "{name}: không có danh sách hay tệp này (có: {names})",
        "{name}: no such list or file (there are: {names})",
    ),
    "said.repeated": (
        "Danh sách {list} nêu hai lần: {names}",
        "The list {list} names twice: {names}",
    ),
    "said.outsiders": (
        "Báo cáo của cơ quan ngoài danh sách ({count}): {names}",
        "Reports from bodies not on the list ({count}): {names}",
    ),
    "said.book": ("Sổ đăng ký:      {path}", "Register:        {path}"),
    "said.reminders": (
        "Dự thảo đôn đốc: {path} ({count} công văn)",
        "Reminders:       {path} ({count} drafts)",
    ),
    "said.kept": (
        "Giữ nguyên dự thảo đã có người sửa: {path}",
        "A draft that somebody edited was kept: {path}",
    ),
    "said.over": (
        "Không cần đôn đốc nữa, nhưng dự thảo đã có người sửa: {path}",
        "No longer needed, but somebody edited the draft: {path}",
    ),
    # --- legend ----------------------------------------------------------------------------
    "legend.page": (
        "Số trang, ô có liên kết mở trang của văn bản tại chỗ có bằng chứng (thư mục letters, "
        "để cùng chỗ với bảng này)",
        "Page numbers and linked cells open the letter's page at the evidence (folder letters, "
        "kept beside this workbook)",
    ),
    "legend.met": (
        "Theo ngày trên dấu đến; không có dấu đến thì theo ngày ký: ký trước hạn chưa chắc đã "
        "đến trước hạn",
        "By the incoming stamp; without one by its own date: signed in time need not have "
        "arrived in time",
    ),
    "legend.on_day": (
        "“Trước ngày” chưa rõ có tính chính ngày ấy không: người quyết định",
        "“Before” leaves the day itself open: for a person to decide",
    ),
    "legend.late": (
        "Ngày đến, hoặc ngày ký nếu không có dấu đến, sau ngày hạn",
        "Received, or signed where there is no stamp, after the deadline",
    ),
    "legend.question": (
        "Có văn bản có thể là báo cáo của cơ quan này nhưng chưa chắc: không tính là đã gửi",
        "A letter may be this body's report, but is not surely: it does not count",
    ),
    "legend.subordinates": (
        "Báo cáo của đơn vị trực thuộc không thay cho báo cáo của cơ quan phải báo cáo",
        "Reports of bodies under it do not stand for its own",
    ),
    # --- totals ----------------------------------------------------------------------------
    "totals.all": ("CỘNG", "TOTAL"),
    "totals.no_province": ("(bộ, ngành, cơ quan Trung ương)", "(ministries and central bodies)"),
    "totals.ceiling": ("(mức tối đa, không phải kết quả)", "(upper limits, not results)"),
    "totals.note": (
        "Cộng các số nêu trong văn bản; số lặp lại trong cùng một văn bản chỉ tính một lần.\n"
        "Bản trùng và bản cũ không tính; khoảng “02 - 03” cộng vào hai cột.\n"
        "Hai văn bản có thể nêu cùng một kết quả (tỉnh và sở của tỉnh): xem lại trước khi dùng.",
        "Sums of the counts that letters state; one repeated within a letter counts once.\n"
        "Duplicates and superseded versions do not count; a range adds to both columns.\n"
        "Two letters may state one result (a province and its department): check before use.",
    ),
}
