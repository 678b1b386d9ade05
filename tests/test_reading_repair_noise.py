"""The repair as a whole, on sentences that no model has seen, under the noise of our own scans.

A golden test with named tolerances: it fails when words are spoilt, or when too little is mended.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.journey.entries import PageRecord
from pipeline.knowledge import files
from pipeline.reading.repair import identity
from pipeline.records import Line, Page, Span, Transcript, Word
from tools.language_model.measure import count, pages
from tools.language_model.texts import sentences
from tools.noise.model import damage

MOST_SPOILT = 0.03  # share of changed words that were right before
MOST_OTHER = 0.12  # share of changed words that were wrong, and still are
LEAST_MENDED = 0.30  # share of wrong words; punctuation, numbers and lost letters are wrong too
CER = 0.02
GOOD = 0.005  # of the kind that good scans have: on worn copies marks and digits go, too
SEEDS = range(6)
FAIR = 0.9  # what the engine says of every word here, right or wrong: it does not help

# Written for this test; tests/test_reading_repair_noise.py is no part of the corpus.
SENTENCES = """\
Ngay sau khi nhận được kế hoạch của cấp trên, Ban Giám đốc đã tổ chức họp, giao việc cho từng phòng.
Đến hết tháng 4 năm 2022, toàn ngành có 18 đơn vị hoàn thành việc đăng ký nội dung thi đua.
Việc chấm điểm, xếp loại thi đua giữa các khối được thực hiện công khai, dân chủ, đúng quy định.
Đồng chí Phó Chủ tịch Ủy ban nhân dân huyện chủ trì hội nghị triển khai phong trào tới các xã.
Một số cán bộ, công chức còn chậm đổi mới lề lối làm việc, ngại sử dụng phần mềm quản lý văn bản.
Sở Nội vụ đã tham mưu ban hành 05 văn bản chỉ đạo, 02 kế hoạch kiểm tra và 01 hướng dẫn chấm điểm.
Qua kiểm tra đột xuất 12 cơ quan, đoàn kiểm tra nhắc nhở 03 trường hợp vi phạm giờ giấc làm việc.
Bộ phận tiếp nhận và trả kết quả được bố trí ở tầng một, có ghế ngồi, nước uống và bảng chỉ dẫn.
Công tác tuyên truyền được đẩy mạnh trên Cổng thông tin điện tử, đài truyền thanh và các cuộc họp.
Căn cứ Quyết định số 612/QĐ-UBND ngày 08/4/2021, phòng chuyên môn đã rà soát toàn bộ thủ tục.
Người đứng đầu cơ quan chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân tỉnh về kết quả thực hiện.
Trong 3 năm, đã có 07 tập thể và 19 cá nhân được Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen.
Bên cạnh những kết quả đạt được, phong trào thi đua vẫn còn một số tồn tại, hạn chế cần khắc phục.
Nguyên nhân chủ yếu là do kinh phí còn hạn hẹp, trang thiết bị ở các xã vùng cao chưa đồng bộ.
Đề nghị Hội đồng Thi đua - Khen thưởng các cấp quan tâm biểu dương người trực tiếp lao động.
Văn phòng phối hợp với Công đoàn tổ chức hội thi tìm hiểu về văn hóa công sở cho đoàn viên.
Trụ sở làm việc được chỉnh trang, trồng thêm cây xanh, giữ gìn vệ sinh sạch sẽ hằng ngày.
Thời gian tới, đơn vị tiếp tục nâng cao chất lượng phục vụ người dân và doanh nghiệp.
Các trường học, trạm y tế trên địa bàn đã ký cam kết thực hiện nếp sống văn minh.
Hồ sơ đề nghị khen thưởng gửi về Phòng Nội vụ trước ngày 15/11/2022 để thẩm định.
Tỷ lệ giải quyết hồ sơ đúng hạn đạt 99,2%, không có hồ sơ nào phải xin lỗi công dân.
Lãnh đạo Sở thường xuyên đối thoại, lắng nghe ý kiến góp ý của cán bộ và nhân viên.
Chi bộ đưa nội dung thực hiện văn hóa công vụ vào sinh hoạt định kỳ hằng tháng.
Kết quả đánh giá mức độ hài lòng năm 2021 cao hơn năm trước 4 điểm phần trăm."""


def _page(text: str, confidence: float) -> Transcript:
    lines, words, offset = [], [], 0
    for row in text.split("\n"):
        lines.append(Line(Span(offset, offset + len(row)), 1))
        for match in re.finditer(r"\S+", row):
            span = Span(offset + match.start(), offset + match.end())
            words.append(Word(span, match.group(), 1, None, confidence))
        offset += len(row) + 1
    page = Page(1, Span(0, len(text)), "read", "ocr", confidence)
    return Transcript(text, (page,), tuple(lines), tuple(words))


@pytest.fixture(scope="module")
def noisy() -> Counter[str]:
    """What became of all sentences under several noises."""
    total: Counter[str] = Counter()
    for seed in SEEDS:
        read = damage(SENTENCES, CER, seed, like=GOOD, independent=True)
        total += count(_page(read, FAIR), SENTENCES)
    return total


def test_the_sentences_are_not_in_the_corpus() -> None:
    taught = set(sentences())
    assert not taught & set(SENTENCES.split("\n"))


def test_the_noise_is_there(noisy: Counter[str]) -> None:
    assert noisy["wrong"] > 100
    assert noisy["words"] > 2500


def test_hardly_a_word_is_spoilt(noisy: Counter[str]) -> None:
    changed = noisy["mended"] + noisy["spoilt"] + noisy["other"]
    assert noisy["spoilt"] <= MOST_SPOILT * changed
    assert noisy["other"] <= MOST_OTHER * changed


def test_many_words_are_mended(noisy: Counter[str]) -> None:
    assert noisy["mended"] >= LEAST_MENDED * noisy["wrong"]
    assert noisy["left"] < noisy["wrong"]
    assert noisy["errors_after"] < noisy["errors"]


@pytest.mark.parametrize("confidence", [0.2, 0.5, 0.75, 0.9, 0.95, 0.968])
def test_print_read_right_stays(confidence: float) -> None:
    found = count(_page(SENTENCES, confidence), SENTENCES)
    assert (found["wrong"], found["left"], found["spoilt"]) == (0, 0, 0)


def test_the_less_the_engine_doubts_the_less_is_changed() -> None:
    read = damage(SENTENCES, CER, 1, independent=True)
    mended = [count(_page(read, c), SENTENCES)["mended"] for c in (0.75, 0.92, 0.968, 1.0)]
    assert mended == sorted(mended, reverse=True)
    assert mended[0] > mended[-1] == 0


def test_a_run_is_measured_from_its_cache(tmp_path: Path) -> None:
    out, texts = tmp_path / "out", tmp_path / "texts"
    texts.mkdir()
    cache = Cache(out / "cache")
    sha = "ab" * 32
    read = _page("Giao Sở Nội vụ tố chức thực hiện", 0.7)
    cache.save(PageRecord(read, {}), cache.path(sha, "p1", "key", "json.gz"))
    row = f'{{"file": "mot.pdf", "sha256": "{sha}"}}\n{{"file": "hai.pdf", "sha256": "{sha}"}}\n'
    (out / "documents.jsonl").write_text(row, encoding="utf-8")
    (texts / "mot.txt").write_text("Giao Sở Nội vụ tổ chức thực hiện\f2\n", encoding="utf-8")
    found = list(pages(out, texts))
    assert [printed for _, printed in found] == ["Giao Sở Nội vụ tổ chức thực hiện"]
    assert found[0][0].words == read.words
    assert count(*found[0])["mended"] == 1


def test_identity_changes_with_the_model(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reading in the cache must not outlive the words that mended it."""
    before = identity()
    shutil.copytree(root / "models", tmp_path / "models")
    phrases = tmp_path / "models/language/phrases.tsv"
    phrases.write_text(phrases.read_text("utf-8") + "zu\tzu 1\n", encoding="utf-8")
    monkeypatch.setenv("VANBAN_MODELS", str(tmp_path / "models"))
    for kept in (files.models_folder, identity):
        kept.cache_clear()
    try:
        assert identity() != before
    finally:
        monkeypatch.undo()
        for kept in (files.models_folder, identity):
            kept.cache_clear()
    assert identity() == before
