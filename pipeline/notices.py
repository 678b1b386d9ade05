"""What ``vanban verify`` and ``vanban watch`` say."""

from __future__ import annotations

NOTICES: dict[str, tuple[str, str]] = {
    # --- faults that ``vanban verify`` finds -----------------------------------------------
    "fault.missing": ("THIẾU", "MISSING"),
    "fault.changed": ("BẢN GỐC ĐÃ ĐỔI", "ORIGINAL CHANGED"),
    "fault.input_changed": ("tệp vào đã đổi sau khi đọc", "the input changed since it was read"),
    "fault.damaged": ("HỎNG", "DAMAGED"),
    "fault.unlike": ("không khớp", "does not match"),
    "fault.stray": ("không thuộc văn bản nào", "belongs to no letter"),
    "fault.unfinished": ("ghi dở", "left half written"),
    # --- vanban verify, vanban watch ------------------------------------------------------
    "help.verify": (
        "kiểm tra kết quả còn nguyên vẹn: bản gốc, tệp dẫn xuất, cơ sở dữ liệu",
        "check that results are whole: originals, derived files, database",
    ),
    "help.verify.database": (
        "URL của cơ sở dữ liệu đã dùng; bỏ trống là vanban.db trong thư mục kết quả",
        "URL of the database that was used; by default vanban.db among the results",
    ),
    "verify.fault": ("{kind}: {where}{what}", "{kind}: {where}{what}"),
    "verify.ok": (
        "Nguyên vẹn: {letters} văn bản, {originals} bản gốc và {inputs} tệp vào khớp SHA-256.",
        "Whole: {letters} letters, {originals} originals and {inputs} inputs match their SHA-256.",
    ),
    "verify.faults": (
        "{count} lỗi trong {letters} văn bản ({originals} bản gốc, {inputs} tệp vào đã kiểm tra)."
        " Chạy lại `vanban run` để dựng lại phần dẫn xuất; bản gốc hỏng thì lấy lại từ nguồn.",
        "{count} faults in {letters} letters ({originals} originals, {inputs} inputs checked)."
        " `vanban run` makes derived files again; a damaged original must come from its source.",
    ),
    "help.watch": (
        "trông một thư mục: đọc văn bản mới khi tệp đã về đủ",
        "watch a folder: read new letters as soon as they are complete",
    ),
    "help.watch.input": ("thư mục cần trông (cả thư mục con)", "the folder (with subfolders)"),
    "help.watch.settle": (
        "tệp phải đứng yên bao nhiêu giây mới đọc (mặc định {seconds:.0f})",
        "seconds that a file must be still before it is read ({seconds:.0f} by default)",
    ),
    "help.watch.every": (
        "nhìn lại sau mỗi bao nhiêu giây (mặc định {seconds:.0f})",
        "seconds between looks ({seconds:.0f} by default)",
    ),
    "help.watch.once": (
        "đọc hết những gì đã đủ rồi thoát (cho lịch chạy định kỳ)",
        "read what is complete, then end (for schedulers)",
    ),
    "watch.watching": (
        "Đang trông {folder}; Ctrl+C để dừng.",
        "Watching {folder}; Ctrl+C to stop.",
    ),
    "watch.new": ("{count} tệp mới: {names}", "{count} new files: {names}"),
    "watch.gone": (
        "Không còn trong thư mục, kết quả vẫn giữ: {name}",
        "Gone, results kept: {name}",
    ),
    "watch.refused": ("{name}: {reason}", "{name}: {reason}"),
    "watch.refused.link": (
        "liên kết, không đọc theo (an toàn)",
        "a link, not followed (to be safe)",
    ),
    "watch.refused.special": ("không phải tệp thường", "no plain file"),
    "watch.refused.partial": (
        "tệp đang tải hoặc đang mở; đổi tên khi xong",
        "still being downloaded or open; rename it when done",
    ),
    "watch.loop": (
        "thư mục kết quả nằm trong thư mục trông (hoặc ngược lại): {out}",
        "the results lie in the watched folder (or the other way round): {out}",
    ),
    "watch.vanished": (
        "Không thấy thư mục {folder} (mất mạng?); chờ rồi thử lại.",
        "The folder {folder} is not there (network down?); waiting to try again.",
    ),
    "watch.failed": (
        "Lần chạy hỏng: {what}. Sẽ thử lại ở lần nhìn sau.",
        "The run failed: {what}. It is tried again at the next look.",
    ),
    "watch.stopped": ("Đã dừng trông thư mục.", "Stopped watching."),
}
