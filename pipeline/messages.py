"""Every message that people see, numbered by its code, in Vietnamese and English.

``say(code, **details)`` picks the language set by ``speak``; a code without a message raises
``KeyError``, and a test checks that each has both languages and the same details.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Literal

Lang = Literal["vi", "en"]
_lang: ContextVar[Lang] = ContextVar("lang", default="vi")

MESSAGES: dict[str, tuple[str, str]] = {
    # --- what can go wrong with an input -------------------------------------------------
    "not_a_document": (
        "Tệp không phải văn bản đọc được: {what}",
        "The file is no document that can be read: {what}",
    ),
    "empty": ("Tệp rỗng", "The file is empty"),
    "encrypted": (
        "Tệp có mật khẩu; hãy mở khóa rồi chạy lại",
        "The file needs a password; unlock it and run again",
    ),
    "truncated": (
        "Tệp bị cắt cụt hoặc hỏng: {what}",
        "The file is cut off or damaged: {what}",
    ),
    "too_large": (
        "Tệp vượt giới hạn {limit}: {what}",
        "The file is over the limit {limit}: {what}",
    ),
    "unsafe_file": (
        "Không mở vì không an toàn: {what}",
        "Not opened because it is not safe: {what}",
    ),
    "unreadable_file": (
        "Hệ điều hành không cho đọc tệp: {what}",
        "The operating system refuses to read the file: {what}",
    ),
    "xfa_form": (
        "Biểu mẫu XFA động: tệp không chứa trang thật. Hãy mở bằng Adobe Reader rồi in ra PDF",
        "A dynamic XFA form: the file holds no real pages. Open it in Adobe Reader, print to PDF",
    ),
    "portfolio": (
        "PDF dạng túi hồ sơ chứa {count} tệp; hãy lưu từng tệp bên trong ra rồi chạy lại",
        "A PDF portfolio of {count} files; save the files inside one by one, and run again",
    ),
    "legacy_encoding": (
        "Chữ theo bảng mã cũ {what}, không phải Unicode; hãy chuyển mã (vd. bằng UniKey)"
        " hoặc in ra PDF rồi chạy lại",
        "Text in the old encoding {what}, not Unicode; convert it (e.g. with UniKey), or print it"
        " to PDF, and run again",
    ),
    "duplicate": (
        "Nội dung trùng hệt tệp {first}",
        "The same bytes as {first}",
    ),
    "repaired": (
        "Tệp hỏng, đã sửa khi mở; có thể thiếu nội dung, hãy so với bản gốc ({what})",
        "The file was damaged and mended when opened; something may be missing, compare it with"
        " the original ({what})",
    ),
    "misnamed": (
        "Tên tệp ghi {suffix} nhưng nội dung là {kind}; đã đọc theo nội dung",
        "The name says {suffix}, but it is {kind}; read as what it is",
    ),
    "attachments": (
        "PDF có {count} tệp đính kèm bên trong, chưa được đọc: {names}",
        "The PDF holds {count} attached files, which were not read: {names}",
    ),
    "signature_broken": (
        "Chữ ký số của {signer} KHÔNG khớp: nội dung đã bị sửa sau khi ký, hoặc chữ ký hỏng",
        "The digital signature of {signer} does NOT hold: changed after signing, or damaged",
    ),
    "signature_changed": (
        "Sau chữ ký số của {signer}, tệp có thêm nội dung ngoài phần được phép: {what}",
        "After the digital signature of {signer}, more was added than is allowed: {what}",
    ),
    "signature_unchecked": (
        "Không kiểm tra được chữ ký số {field}: {what}",
        "The digital signature {field} could not be checked: {what}",
    ),
    "timeout": (
        "Quá {seconds} giây mà chưa xong",
        "Not done after {seconds} seconds",
    ),
    "engine_failed": (
        "Tesseract không trả kết quả: {what}",
        "Tesseract gave no result: {what}",
    ),
    "page_unreadable": (
        "Không đọc được trang này: {what}",
        "This page could not be read: {what}",
    ),
    "worker_died": (
        "Tiến trình đang làm việc này bị dừng đột ngột ({how})",
        "The process at work on this died ({how})",
    ),
    "out_of_memory": (
        "Cần nhiều bộ nhớ hơn mức cho phép ({limit})",
        "More memory was needed than is allowed ({limit})",
    ),
    "stalled": (
        "Suốt {seconds} giây không việc nào xong; việc đang treo đã bị dừng",
        "Nothing was finished for {seconds} seconds; what held the run up was stopped",
    ),
    "letter_timeout": (
        "Văn bản đã dùng hết {seconds} giây dành cho nó; trang này chưa đọc, chạy lại để đọc tiếp",
        "The letter has used up its {seconds} seconds; this page was not read, run again to go on",
    ),
    "input_changed": (
        "Tệp bị sửa trong lúc đọc: kết quả có thể lẫn hai bản; hãy chạy lại",
        "The file was changed while it was read: the results may be of both; run again",
    ),
    "unlocked": (
        "Tệp có mật khẩu, đã mở bằng tệp mật khẩu; bản gốc giữ nguyên, bản PDF tìm kiếm không khóa",
        "The file has a password and was opened with the list; the original stays as it came, "
        "the searchable PDF is not locked",
    ),
    "no_words": (
        "có mực nhưng không nhận ra chữ nào chắc chắn (độ tin {confidence})",
        "there is ink, but no word is sure (confidence {confidence})",
    ),
    "all_blank": ("Mọi trang đều trắng", "All pages are blank"),
    "internal_error": ("Lỗi trong chương trình: {what}", "An error in the program: {what}"),
    "kind_of_file.image": ("ảnh", "a picture"),
    "kind_of_file.text": ("văn bản thuần", "plain text"),
    # --- what is sent instead of a letter, and what to do --------------------------------
    "foreign.word97": (
        "Word 97-2003 (.doc); hãy mở bằng Word hoặc LibreOffice, lưu thành PDF hoặc .docx",
        "Word 97-2003 (.doc); open it in Word or LibreOffice, save as PDF or .docx",
    ),
    "foreign.rtf": (
        "RTF; hãy mở bằng Word hoặc LibreOffice, lưu thành PDF hoặc .docx",
        "RTF; open it in Word or LibreOffice, save as PDF or .docx",
    ),
    "foreign.opendocument": (
        "OpenDocument (.odt, .ods); hãy mở bằng LibreOffice, lưu thành PDF hoặc .docx",
        "OpenDocument (.odt, .ods); open it in LibreOffice, save as PDF or .docx",
    ),
    "foreign.sheet": (
        "bảng tính Excel (.xls, .xlsx); nếu là phụ lục của văn bản, hãy lưu thành PDF",
        "an Excel workbook (.xls, .xlsx); if it is an annex of a letter, save it as PDF",
    ),
    "foreign.slides": (
        "trình chiếu PowerPoint; nếu là văn bản, hãy lưu thành PDF",
        "PowerPoint slides; if they are a letter, save them as PDF",
    ),
    "foreign.mail": (
        "thư điện tử (.eml, .msg); hãy lưu các tệp đính kèm của thư ra rồi chạy lại",
        "a mail (.eml, .msg); save the files attached to it, and run again",
    ),
    "foreign.archive": (
        "tệp nén {kind}; hãy giải nén rồi chạy lại",
        "an archive ({kind}); unpack it, and run again",
    ),
    "foreign.archive_locked": (
        "tệp nén {kind} có mật khẩu; hãy giải nén bằng mật khẩu rồi chạy lại",
        "an archive ({kind}) with a password; unpack it, and run again",
    ),
    "foreign.envelope": (
        "phong bì chữ ký số (.p7m); hãy mở bằng phần mềm ký số, lưu tệp bên trong ra",
        "an envelope with a digital signature (.p7m); open it in the program that signs, save the"
        " file inside",
    ),
    "foreign.exchange": (
        "gói văn bản liên thông ({kind}); hãy mở trong phần mềm quản lý văn bản, tải các tệp đính"
        " kèm về",
        "a package of the document exchange ({kind}); open it in the office's own program, save"
        " the files attached",
    ),
    "foreign.picture": (
        "ảnh {kind}; hãy lưu thành JPG, PNG hoặc PDF",
        "a picture ({kind}); save it as JPG, PNG or PDF",
    ),
    "foreign.film": (
        "phim hoặc âm thanh; hãy chụp hoặc quét văn bản thành ảnh, PDF",
        "a film or a sound; photograph or scan the letter as picture or PDF",
    ),
    "foreign.print": (
        "lệnh in {kind}; hãy in hoặc lưu thành PDF",
        "a print file ({kind}); print it or save it as PDF",
    ),
    "foreign.markup": (
        "trang web (HTML) hoặc XML, có khi là trang đăng nhập, báo lỗi; hãy tải lại tệp gốc",
        "a web page (HTML) or XML, perhaps of a login or an error; download the file again",
    ),
    "foreign.program": (
        "chương trình ({kind}), không phải văn bản; đừng mở, hãy hỏi lại người gửi",
        "a program ({kind}), no letter; do not open it, ask the sender",
    ),
    "foreign.shortcut": (
        "lối tắt ({kind}): chỉ trỏ tới tệp ở nơi khác; hãy chép chính tệp đó",
        "a shortcut ({kind}): it only points to a file elsewhere; copy that file itself",
    ),
    "foreign.data": ("cơ sở dữ liệu {kind}", "a database ({kind})"),
    "foreign.zeros": (
        "chỉ có byte 0 (chép chưa xong, hoặc ổ đĩa hỏng); hãy chép lại từ nơi gửi",
        "nothing but zeros (not copied in full, or a damaged disk); copy it again",
    ),
    "foreign.suffix": (
        "loại tệp {suffix}; nếu là văn bản, hãy lưu thành PDF",
        "a file of the kind {suffix}; if it is a letter, save it as PDF",
    ),
    "foreign.unlike": (
        "nội dung không phải {suffix} (hỏng, hoặc đổi tên đuôi); hãy xin lại, hoặc lưu thành PDF",
        "its content is not {suffix} (damaged, or renamed); ask for it again, or save it as PDF",
    ),
    "foreign.not_utf8": (
        "chữ không phải UTF-8; hãy lưu lại với mã UTF-8",
        "text that is not UTF-8; save it as UTF-8",
    ),
    # --- what is odd about a citation ------------------------------------------------------
    "reference_dates_differ": (
        "Cùng số, ký hiệu nhưng ghi nhiều ngày khác nhau: {dates}",
        "The same symbol with different dates: {dates}",
    ),
    "reference_year_differs": (
        "Ngày {date} không khớp với năm trong ký hiệu {symbol}",
        "The date {date} does not fit the year in the symbol {symbol}",
    ),
    "reference_after_letter": (
        "Ngày {date} sau ngày của chính văn bản này",
        "The date {date} is after this letter's own",
    ),
    "reference_no_such_date": (
        "Không có ngày này: {date}",
        "There is no such date: {date}",
    ),
    "reference_type_differs": (
        "Ghi là {type} nhưng ký hiệu là {symbol}",
        "Called {type}, but the symbol is {symbol}",
    ),
    "reference_maybe": (
        "Dấu gạch chéo không đọc được; cũng có thể là {other}",
        "The slash could not be read; it may also be {other}",
    ),
    "reference_worn": (
        "Chữ quanh chỗ này đọc sai nhiều; cần đối chiếu số với bản giấy",
        "Many words around are misread; check the number against the paper",
    ),
    # --- what can go wrong with a run ----------------------------------------------------
    "missing_dependency": (
        "Thiếu {what}. Cách cài: {mend}",
        "{what} is missing. To install it: {mend}",
    ),
    "bad_settings": (
        "Thiết lập sai ở {where}: {what}",
        "Wrong setting at {where}: {what}",
    ),
    "bad_knowledge": (
        "Tệp tri thức sai ở {where}: {what}",
        "Wrong knowledge file at {where}: {what}",
    ),
    "no_input": (
        "Không tìm thấy văn bản nào trong: {what}",
        "No document was found in: {what}",
    ),
    "output_busy": (
        "Một lần chạy khác đang ghi vào {where}; hãy đợi lần đó xong",
        "Another run is writing to {where}; wait until it is done",
    ),
    "cluster_unfit": (
        "Cụm máy không làm được lần chạy này",
        "The cluster can't do this run",
    ),
    "cluster_unreachable": (
        "Không dùng được cụm máy tại {where}: {what}. Hãy kiểm tra địa chỉ, và xem bộ điều phối"
        " (dask scheduler) cùng các máy làm việc (dask worker) đã chạy và đã cài vanban chưa",
        "The cluster at {where} can't be used: {what}. Check the address, and that the scheduler"
        " (dask scheduler) and its workers (dask worker) run and have vanban",
    ),
    "cluster_differs": (
        "Máy {worker} trong cụm khác phiên bản nên kết quả có thể khác; hãy cài giống nhau rồi chạy"
        " lại ({what})",
        "Worker {worker} of the cluster differs, so its results might; install the same everywhere"
        " and run again ({what})",
    ),
    "cluster_blind": (
        "Máy {worker} trong cụm không thấy {what}; thư mục đầu vào và thư mục kết quả phải là thư"
        " mục dùng chung, cùng đường dẫn trên mọi máy",
        "Worker {worker} of the cluster does not see {what}; the folders of letters and of results"
        " must be shared, under the same path on every machine",
    ),
    "no_users": (
        "Chưa có người dùng nào nên không mở ra ngoài máy này; hãy chạy trước: {what}",
        "There are no users, so the desk is not opened beyond this machine; first run: {what}",
    ),
    "store.bad_name": (
        "tên người dùng gồm chữ, số, dấu cách và . @ + -, dài tối đa 64 ký tự",
        "a user's name has letters, digits, spaces and . @ + -, at most 64 of them",
    ),
    "store.name_taken": ("đã có người dùng này", "there is such a user already"),
    "store.short_password": (
        "mật khẩu cần ít nhất {least} ký tự",
        "a password has at least {least} characters",
    ),
    "output_unwritable": (
        "Không ghi được vào {where}: {what}",
        "Can't write to {where}: {what}",
    ),
}


def speak(lang: Lang) -> None:
    """Sets the language of this process."""
    _lang.set(lang)


def spoken() -> Lang:
    return _lang.get()


def say(code: str, **details: object) -> str:
    """The message ``code`` in the language in force."""
    if code not in MESSAGES:
        from pipeline.words import WORDS  # what only the command line says: loaded when it speaks

        MESSAGES.update(WORDS)
    vietnamese, english = MESSAGES[code]
    return (vietnamese if _lang.get() == "vi" else english).format(**details)
