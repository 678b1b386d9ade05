"""What the command line says: help, progress, summaries. Vietnamese first, English second."""

from __future__ import annotations

from pipeline.notices import NOTICES
from pipeline.stages import STAGES
from pipeline.terms import TERMS

WORDS: dict[str, tuple[str, str]] = {
    **TERMS,
    **NOTICES,
    **STAGES,
    # --- help ------------------------------------------------------------------------------
    "help.vanban": (
        "Đọc bản scan văn bản hành chính, lập sổ, tìm viện dẫn và chấm báo cáo theo đề cương.",
        "Reads scans of official letters, registers them, finds references and scores reports.",
    ),
    "help.commands": ("lệnh", "commands"),
    "help.options": ("tùy chọn", "options"),
    "help.arguments": ("tham số", "arguments"),
    "help.help": ("hiện hướng dẫn này rồi thoát", "show this help and exit"),
    "help.version": ("hiện phiên bản rồi thoát", "show the version and exit"),
    "help.lang": ("ngôn ngữ: vi (mặc định) hoặc en", "language: vi (default) or en"),
    "help.run": ("đọc tệp và thư mục, ghi kết quả", "read files and folders, write results"),
    "help.run.input": (
        "tệp hoặc thư mục (cả thư mục con): PDF, PNG, JPEG, TIFF, DOCX, TXT, MD",
        "files or folders (with subfolders): PDF, PNG, JPEG, TIFF, DOCX, TXT, MD",
    ),
    "help.run.out": ("thư mục ghi kết quả", "folder for the results"),
    "help.run.outline": (
        "tệp đề cương YAML; bỏ trống thì chọn theo văn bản được viện dẫn",
        "an outline file (YAML); without it the outline follows from what a letter cites",
    ),
    "help.run.workers": (
        "số tiến trình; 0 là bằng số lõi",
        "number of processes; 0 means one a core",
    ),
    "help.run.scheduler": ("cụm máy Dask: tcp://máy:cổng", "a Dask cluster: tcp://host:port"),
    "help.run.decision": (
        "số, ký hiệu văn bản cần theo dõi, vd. 733/QĐ-TTg (lặp lại được)",
        "symbol of a decision asked about, e.g. 733/QĐ-TTg (repeatable)",
    ),
    "help.run.tessdata": (
        "dữ liệu tiếng Việt: fast (mặc định), best (chậm hơn), hoặc thư mục chứa vie.traineddata",
        "language data: fast (default), best (slower), or a folder that holds vie.traineddata",
    ),
    "help.run.engine": (
        "cách gọi Tesseract: tesserocr (trong tiến trình, nhanh), pytesseract; mặc định: tự chọn",
        "how Tesseract is called: tesserocr (in the process, fast), pytesseract; default: auto",
    ),
    "help.run.password_file": (
        "tệp UTF-8 ghi mật khẩu của các PDF bị khóa, mỗi dòng một mật khẩu, thử lần lượt",
        "a UTF-8 file with the passwords of locked PDFs, one a line, tried in turn",
    ),
    "help.show": (
        "in những gì đã tìm thấy trong một văn bản",
        "print what was found in one letter",
    ),
    "help.show.file": (
        "tệp cần đọc, hoặc tên tệp đã có trong kết quả (--out)",
        "a file to read, or the name of one among the results (--out)",
    ),
    "help.show.out": ("thư mục kết quả của `vanban run`", "the results of `vanban run`"),
    "help.evaluate": (
        "so kết quả với nhãn do người gán",
        "compare results with labels made by people",
    ),
    "help.evaluate.gold": (
        "thư mục nhãn <id>.json (và <id>.txt nếu có)",
        "folder of labels <id>.json (and <id>.txt where there is one)",
    ),
    "help.evaluate.worst": ("in bao nhiêu lỗi nặng nhất", "how many of the worst errors to print"),
    "help.evaluate.json": ("in số liệu dạng JSON", "print the figures as JSON"),
    "help.correct": (
        "ghi quyết định của người cho một trường; không lần chạy nào ghi đè",
        "keep a person's decision on a field; no run overwrites it",
    ),
    "help.correct.file": ("tên tệp như trong kết quả", "the file's name among the results"),
    "help.correct.what": (
        "trường: number, date, … hoặc <mục>.content, <mục>.heading (vd. III.4.content)",
        "a field: number, date, … or <item>.content, <item>.heading (e.g. III.4.content)",
    ),
    "help.correct.value": ("giá trị đúng", "the right value"),
    "help.correct.who": ("người quyết định", "who decides"),
    "help.correct.why": ("lý do", "why"),
    "help.outline": (
        "soạn tệp đề cương từ bản hướng dẫn",
        "draft an outline file from a guideline",
    ),
    "help.outline.guideline": (
        "bản scan hoặc văn bản của hướng dẫn",
        "scan or text of the guideline",
    ),
    "help.outline.output": ("tệp YAML cần ghi", "the YAML file to write"),
    "help.synthesis": (
        "soạn bản tổng hợp (Word) từ các báo cáo, theo từng mục đề cương",
        "draft the synthesis (Word) of all reports, item by item",
    ),
    "help.synthesis.outline": (
        "tên đề cương (vd. bc-544) hoặc tệp YAML; bỏ trống nếu chỉ có một",
        "an outline's name (e.g. bc-544) or file; not needed where there is only one",
    ),
    "help.synthesis.output": (
        "tệp .docx cần ghi; mặc định synthesis.docx trong thư mục kết quả",
        "the .docx to write; by default synthesis.docx among the results",
    ),
    "help.synthesis.passages": (
        "mỗi mục trích nhiều nhất mấy đoạn; 0 là tất cả (mặc định 5)",
        "passages quoted an item at most; 0 means all (5 by default)",
    ),
    "synthesis.done": (
        "Đã tổng hợp {reports} báo cáo theo {outline}; {doubtful} kết luận “không có” cần kiểm tra",
        "{reports} reports put together by {outline}; {doubtful} verdicts of absence to be checked",
    ),
    "synthesis.no_reports": (
        "chưa có báo cáo nào được chấm theo đề cương {outline}",
        "no report was scored by outline {outline}",
    ),
    "help.plots": (
        "vẽ các hình của một lần chạy (PNG và SVG)",
        "draw the pictures of a run (PNG and SVG)",
    ),
    "help.plots.output": (
        "thư mục ghi hình; mặc định plots trong thư mục kết quả",
        "folder for the pictures; by default plots among the results",
    ),
    "help.inspect": (
        "vẽ từng trang trước và sau khi làm sạch, với mức tin cậy của từng từ",
        "draw each page before and after cleaning, with how sure each word is",
    ),
    "help.inspect.file": ("bản scan cần xem: PDF hoặc ảnh", "the scan to look at: PDF or picture"),
    "help.inspect.out": (
        "tệp .png, .pdf hoặc thư mục; mặc định ghi ở thư mục hiện hành",
        "a .png, a .pdf or a folder; by default a file in the working folder",
    ),
    "help.inspect.page": ("chỉ trang này", "this page only"),
    "help.benchmark": (
        "đo chất lượng và tốc độ đọc trên bản scan đã có bản chép, cạnh các chương trình khác",
        "measure quality and speed on scans with typed texts, beside other programs",
    ),
    "help.benchmark.scans": (
        "thư mục bản scan PDF; thư mục con hoặc tên <id>.<nhóm>.pdf chia nhóm."
        " Bỏ trống trong kho mã nguồn: dùng bộ dữ liệu của chúng tôi",
        "folder of PDF scans; subfolders or names like <id>.<set>.pdf make sets."
        " Left out in a checkout: our own data",
    ),
    "help.benchmark.gold": (
        "thư mục bản chép <id>.txt (trang cách nhau bằng ký tự sang trang), nhãn <id>.json nếu có",
        "folder of typed texts <id>.txt (form feeds between pages), labels <id>.json if any",
    ),
    "help.benchmark.peers": (
        "đo xen kẽ cả pytesseract gọi theo cách thường thấy và OCRmyPDF",
        "take turns with pytesseract as usually called and with OCRmyPDF",
    ),
    "help.benchmark.quick": ("chỉ vài trang mỗi nhóm", "a few pages of each set only"),
    "help.benchmark.memory": (
        "đo bộ nhớ và lần chạy thứ hai trên một tệp 500 trang",
        "measure memory and the second run over a file of 500 pages",
    ),
    "help.benchmark.workers": (
        "số tiến trình; 0 là bằng số lõi",
        "number of processes; 0 means one a core",
    ),
    "help.benchmark.repeats": (
        "đo tốc độ mấy lần, lấy trung vị",
        "how often to measure speed; the median counts",
    ),
    "help.benchmark.worst": ("in bao nhiêu dòng sai nhất", "how many of the worst lines to print"),
    "help.benchmark.dpi": (
        "độ phân giải của pdf2image cho pytesseract (mặc định 200)",
        "resolution of pdf2image for pytesseract (default 200)",
    ),
    "help.benchmark.against": (
        "so với số liệu đã lưu trong tệp này",
        "compare with the figures kept in this file",
    ),
    "help.benchmark.record": ("lưu số liệu lần này vào tệp", "keep this run's figures in a file"),
    "help.benchmark.json": ("ghi mọi số liệu ra tệp JSON", "write all figures to a JSON file"),
    "help.register": (
        "lập sổ: hạn gửi, bản trùng, ai chưa gửi báo cáo; soạn công văn đôn đốc",
        "the register: deadlines, duplicates, who has not reported; drafts of reminders",
    ),
    "help.register.reporters": (
        "ai phải báo cáo: 63-provinces, 34-provinces, ministries, hoặc tệp .txt, .csv, .xlsx"
        " (lặp lại được; bỏ trống thì theo hướng dẫn của đợt)",
        "who must report: 63-provinces, 34-provinces, ministries, or a .txt, .csv, .xlsx file"
        " (repeatable; without it those that the guideline asks)",
    ),
    "help.register.deadline": (
        "hạn gửi (31/5/2022 hoặc 2022-05-31); bỏ trống thì theo đề cương và hướng dẫn",
        "the deadline (31/5/2022 or 2022-05-31); without it from outline and guideline",
    ),
    "help.register.outline": (
        "chỉ lập cho đợt này: tên đề cương hoặc tệp YAML",
        "only this campaign: an outline's name or YAML file",
    ),
    "help.register.output": (
        "thư mục ghi kết quả (mặc định: register trong thư mục kết quả)",
        "folder for the results (default: register inside the results)",
    ),
    "help.register.no_reminders": ("không soạn công văn đôn đốc", "write no reminders"),
    "help.doctor": (
        "kiểm tra chương trình, dữ liệu cần có và cách cài",
        "check what programs and data are there, and how to install what is not",
    ),
    # --- contact sheets --------------------------------------------------------------------
    "inspect.page": ("{file} · trang {page}", "{file} · page {page}"),
    "inspect.before": ("Bản scan, đã xoay đúng chiều", "As scanned, set upright"),
    "inspect.after": ("Bản dùng để đọc", "As it was read"),
    "inspect.read": (
        "{words} từ, độ tin cậy {confidence:.0%}",
        "{words} words, confidence {confidence:.0%}",
    ),
    "inspect.blank": ("trang trắng", "a blank page"),
    "inspect.unreadable": ("không đọc được", "could not be read"),
    "inspect.sure": (
        "từ chắc chắn (từ {least:.0%}): {count}",
        "sure words (from {least:.0%}): {count}",
    ),
    "inspect.fair": (
        "từ tương đối chắc ({least:.0%} – {most:.0%}): {count}",
        "fairly sure words ({least:.0%} – {most:.0%}): {count}",
    ),
    "inspect.weak": (
        "từ đáng ngờ (dưới {most:.0%}): {count}",
        "doubtful words (under {most:.0%}): {count}",
    ),
    "inspect.unread": (
        "có mực nhưng không đọc ra chữ: {count} chỗ",
        "places with ink that gave no words: {count}",
    ),
    "inspect.covered": (
        "bị dấu hoặc mộc che: {count} chỗ",
        "places covered by a seal or stamp: {count}",
    ),
    "inspect.lost": (
        "chữ bị che, ố, rách: {count} chỗ",
        "places with print hidden, stained or torn off: {count}",
    ),
    "inspect.apart": ("ngoài dòng văn: {kinds}", "outside the running text: {kinds}"),
    "inspect.no_paper": (
        "{file} không có trang giấy để xem",
        "{file} has no pages of paper to look at",
    ),
    "inspect.no_page": ("không có trang {page} (tệp có {of} trang)", "no page {page} of {of}"),
    # --- summary of a run ------------------------------------------------------------------
    "summary.letters": (
        "{letters} văn bản, {pages} trang ({cached} trang đã đọc từ trước), {seconds:.0f} giây",
        "{letters} letters, {pages} pages ({cached} from an earlier reading), {seconds:.0f} s",
    ),
    "summary.kinds": ("Loại: {kinds}", "Kinds: {kinds}"),
    "summary.cites": (
        "Viện dẫn {decision}: trực tiếp {direct}, gián tiếp {indirect}, không {none}",
        "Citing {decision}: direct {direct}, indirect {indirect}, none {none}",
    ),
    "summary.scored": (
        "{count} báo cáo được chấm theo đề cương, điểm trung bình {mean:.0%}",
        "{count} reports scored against an outline, mean score {mean:.0%}",
    ),
    "summary.doubts": (
        "Cần người xem: {fields} trường và {items} mục đề cương trong {letters} văn bản",
        "For a person to check: {fields} fields and {items} outline items in {letters} letters",
    ),
    "summary.failed": (
        "Có vấn đề: {failed} tệp không đọc được, {partial} tệp đọc được một phần",
        "Trouble: {failed} files could not be read, {partial} only in part",
    ),
    "summary.table": ("Bảng tính:  {path}", "Workbook:  {path}"),
    "summary.pages": ("Trang xem:  {path}", "Pages:     {path}"),
    "summary.facts": ("Dữ liệu:    {path}", "Facts:     {path}"),
    # --- show ------------------------------------------------------------------------------
    "show.field": ("Trường", "Field"),
    "show.value": ("Giá trị", "Value"),
    "show.source": ("Nguồn", "Source"),
    "show.sure": ("Tin cậy", "Sure"),
    "show.page": ("Trang", "Page"),
    "show.references": ("Văn bản được viện dẫn", "Texts cited"),
    "show.symbol": ("Số, ký hiệu", "Symbol"),
    "show.date": ("Ngày", "Date"),
    "show.issuer": ("Cơ quan ban hành", "Issuer"),
    "show.mentions": ("Số lần", "Mentions"),
    "show.cites": ("Quan hệ với {decision}: {verdict}", "How it hangs on {decision}: {verdict}"),
    "show.coverage": (
        "Theo đề cương {outline}: {score:.0%}",
        "Against outline {outline}: {score:.0%}",
    ),
    "show.strict": ("có đề mục riêng: {strict:.0%}", "under headings of its own: {strict:.0%}"),
    "show.part": ("{part} {lenient:.0%} ({strict:.0%})", "{part} {lenient:.0%} ({strict:.0%})"),
    "show.item": ("Mục", "Item"),
    "show.heading": ("Tiêu đề", "Heading"),
    "show.content": ("Nội dung", "Content"),
    "show.evidence": ("Bằng chứng", "Evidence"),
    "show.no_coverage": (
        "Không chấm theo đề cương (loại văn bản này không phải báo cáo được yêu cầu)",
        "Not scored (this is no report that an outline asks for)",
    ),
    "show.quantities": ("Số liệu nêu trong văn bản", "Counts stated"),
    "show.unknown_file": (
        "Không có {file} trong {out}",
        "There is no {file} in {out}",
    ),
    "review": ("cần xem", "check"),
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    # --- evaluate --------------------------------------------------------------------------
    "scores.letters": (
        "{letters} văn bản có nhãn; {unlabelled} tệp không nhãn; {missing} nhãn không có tệp",
        "{letters} letters with labels; {unlabelled} files without; {missing} labels without file",
    ),
    "scores.text": (
        "Chữ: CER {cer:.2%}, WER {wer:.2%}, từ tìm được {recall:.2%} ({files} tệp)",
        "Text: CER {cer:.2%}, WER {wer:.2%}, words found {recall:.2%} ({files} files)",
    ),
    "scores.right": ("đúng", "right"),
    "scores.asked": ("hỏi người", "asked"),
    "scores.wrong": ("sai mà chắc", "wrong, sure"),
    "scores.state": ("đúng trạng thái", "state right"),
    "scores.count": ("số nhãn", "labels"),
    "scores.all_right": (
        "Văn bản đúng mọi trường: {count}/{letters}",
        "Letters with every field right: {count}/{letters}",
    ),
    "scores.references": (
        "Viện dẫn: P {p:.3f}, R {r:.3f}, F1 {f1:.3f} ({n} nhãn); ngày đúng {dates:.2%} ({m})",
        "References: P {p:.3f}, R {r:.3f}, F1 {f1:.3f} ({n} labels); dates {dates:.2%} ({m})",
    ),
    "scores.cites": (
        "Quan hệ với quyết định: {right}/{n} đúng",
        "How letters hang on the decision: {right}/{n} right",
    ),
    "scores.outline": (
        "Đề cương ({n} mục): tiêu đề {heading:.2%} (kappa {hk:.2f}), nội dung {content:.2%}"
        " (kappa {ck:.2f}), có/không (mục lá) kappa {kk:.2f}, dời chỗ {moved:.2%}",
        "Outline ({n} items): heading {heading:.2%} (kappa {hk:.2f}), content {content:.2%}"
        " (kappa {ck:.2f}), covered or not (leaves) kappa {kk:.2f}, moved {moved:.2%}",
    ),
    "scores.quantities": (
        "Số liệu: P {p:.3f}, R {r:.3f}, F1 {f1:.3f}",
        "Quantities: P {p:.3f}, R {r:.3f}, F1 {f1:.3f}",
    ),
    "scores.calibration": (
        "Sai số hiệu chuẩn {ece:.3f} trên {n} giá trị",
        "Calibration error {ece:.3f} over {n} values",
    ),
    "scores.worst": ("Lỗi nặng nhất", "The worst errors"),
    # --- doctor ----------------------------------------------------------------------------
    "guard.worker": ("tiến trình con", "worker process"),
    "guard.memory": ("giới hạn bộ nhớ", "memory limit"),
    "guard.memory.limit": ("hệ điều hành giữ", "kept by the system"),
    "guard.memory.watch": ("tự theo dõi, hai lần một giây", "watched, twice a second"),
    "guard.memory.none": (
        "không có: một trang hỏng có thể chiếm hết bộ nhớ",
        "none: one bad page may take all memory",
    ),
    "guard.cpu": ("giới hạn CPU", "CPU limit"),
    "guard.cpu.limit": ("hệ điều hành giữ", "kept by the system"),
    "guard.cpu.clock": ("chỉ tính theo đồng hồ", "by the clock alone"),
    "guard.network": ("chặn mạng", "no network"),
    "guard.network.namespace": (
        "tiến trình con không có mạng",
        "workers have none",
    ),
    "guard.network.guard": (
        "chỉ chặn trong Python; chương trình ngoài không bị chặn",
        "blocked within Python alone, not for other programs",
    ),
    "guard.family": ("dừng cả chương trình phụ", "helper programs end too"),
    "guard.family.group": ("cả nhóm tiến trình", "the whole process group"),
    "guard.family.job": ("cả đối tượng công việc (job)", "the whole job object"),
    "guard.family.alone": (
        "không: Tesseract, poppler có thể chạy nốt",
        "no: Tesseract and poppler may run on",
    ),
    "doctor.ok": ("Đủ mọi thứ cần thiết.", "Everything needed is there."),
    "doctor.missing": ("Còn thiếu; chạy:", "Something is missing; run:"),
    "doctor.found": ("có", "found"),
    "doctor.optional": ("nên có", "better"),
    "doctor.absent": ("THIẾU", "MISSING"),
    "correct.done": (
        "Đã ghi: {file} · {what} = {value} ({who}). Chạy lại `vanban run` để cập nhật các bảng.",
        "Kept: {file} · {what} = {value} ({who}). Run `vanban run` again to update the tables.",
    ),
    "outline.done": (
        "Đã ghi {count} mục vào {path}",
        "Wrote {count} items to {path}",
    ),
    "outline.repairs": (
        "Đã sửa khi đọc, cần người xác nhận:",
        "Mended while reading, for a person to confirm:",
    ),
}
