"""The words on the pictures, in Vietnamese and English."""

from __future__ import annotations

from pipeline.compile.labels import Lang

WORDS: dict[str, tuple[str, str]] = {
    "coverage.title": ("Mức độ đáp ứng từng mục đề cương", "Coverage of each outline item"),
    "coverage.full": ("đủ", "full"),
    "coverage.thin": ("sơ sài", "thin"),
    "coverage.none": ("không có", "absent"),
    "coverage.review": ("? cần kiểm tra", "? to be checked"),
    "coverage.missing": ("không được chấm", "not judged"),
    "scores.title": ("Phân bố điểm của {n} báo cáo", "Scores of {n} reports"),
    "scores.x": ("điểm, %", "score, %"),
    "scores.y": ("số báo cáo", "reports"),
    "scores.median": ("trung vị {value:.0f}%", "median {value:.0f}%"),
    "omitted.title": (
        "Mục bị bỏ nhiều nhất ({n} báo cáo)",
        "Items left out most ({n} reports)",
    ),
    "omitted.x": ("số báo cáo không có nội dung", "reports without content"),
    "omitted.sure": ("không có", "left out"),
    "omitted.review": ("chưa chắc, cần kiểm tra", "unsure, to be checked"),
    "omitted.none": ("Không mục nào bị bỏ.", "No item is left out."),
    "operations.title": (
        "Các địa phương xử lý đề cương thế nào",
        "What localities do with the outline",
    ),
    "operations.x": ("số mục (mọi báo cáo)", "items (all reports)"),
    "operations.kept": ("giữ", "kept"),
    "operations.renamed": ("đổi tên", "renamed"),
    "operations.merged": ("gộp", "merged"),
    "operations.split": ("tách", "split"),
    "operations.unheaded": ("không đề mục", "no heading"),
    "operations.dropped": ("bỏ", "dropped"),
    "operations.added": ("thêm", "added"),
    "operations.moved": ("trong đó chuyển chỗ", "of these moved"),
    "dendrogram.title": (
        "Cơ quan nào làm giống nhau (theo cách xử lý từng mục)",
        "Who is alike (in how each item is treated)",
    ),
    "dendrogram.x": ("tỷ lệ mục làm khác nhau", "share of items treated differently"),
    "dendrogram.few": ("Cần ít nhất hai báo cáo.", "At least two reports are needed."),
    "reliability.title": ("Máy nói chắc bao nhiêu, đúng bấy nhiêu?", "As right as it is sure?"),
    "reliability.x": ("độ tin cậy máy nêu", "confidence said"),
    "reliability.y": ("tỷ lệ đúng", "share right"),
    "reliability.series": (
        "{name}: {n} giá trị, sai số {error:.3f}",
        "{name}: {n} values, error {error:.3f}",
    ),
    "reliability.ideal": ("lý tưởng", "ideal"),
    "growth.cpu.title": ("Thời gian tính theo số lượng", "Computing time as the number grows"),
    "growth.cpu.y": ("giây CPU, mọi tiến trình", "CPU seconds, all processes"),
    "growth.memory.title": ("Bộ nhớ lớn nhất của một tiến trình", "Most memory of a process"),
    "growth.memory.y": ("MB", "MB"),
    "growth.x": ("số văn bản hoặc số trang", "letters or pages"),
    "growth.letters": ("văn bản chữ", "text letters"),
    "growth.pages": ("trang scan", "scanned pages"),
    "growth.run": ("tiến trình chính", "the run itself"),
    "growth.worker": ("tiến trình con", "a worker"),
    "noise.title": ("Viện dẫn khi bản scan xấu dần", "References as scans get worse"),
    "noise.x": ("tỷ lệ ký tự sai, %", "character error rate, %"),
    "noise.y": ("F1", "F1"),
    "noise.own": ("quyết định gốc", "the decision itself"),
    "noise.all": ("mọi viện dẫn", "all references"),
    "noise.runs": ("lỗi liền cụm, như đo được", "errors in runs, as measured"),
    "noise.independent": ("lỗi rời", "independent"),
    "noise.read": ("bản sao cũ đọc thật, xếp theo từng văn bản", "worn copies as read, by letter"),
    "noise.simulated": ("bản sao mô phỏng, xếp theo từng văn bản", "simulated copies, by letter"),
    "noise.own_alive": ("số của nó còn đọc được", "its number survives"),
    "noise.alive": ("số còn đọc được", "their numbers survive"),
    "arrivals.title": ("Báo cáo gửi khi nào", "When reports arrived"),
    "arrivals.deadline": ("hạn {date}", "deadline {date}"),
    "arrivals.stamp": ("theo dấu đến", "by the incoming stamp"),
    "arrivals.letter": ("theo ngày văn bản", "by the letter's date"),
    "arrivals.late": ("sau hạn", "late"),
    "arrivals.unknown": (
        "{n} báo cáo không rõ ngày",
        "{n} reports without a date",
    ),
    "arrivals.none": ("Không báo cáo nào rõ ngày.", "No report has a date."),
}


def word(key: str, lang: Lang, **details: object) -> str:
    """The words under ``key``. Raises ``KeyError`` for one that is not there."""
    vietnamese, english = WORDS[key]
    return (vietnamese if lang == "vi" else english).format(**details)
