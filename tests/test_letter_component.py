"""The letter room inside spaCy."""

from __future__ import annotations

from pipeline.language import blank, make_doc
from pipeline.letter import read_letter
from pipeline.letter.component import LetterReader
from pipeline.reading.plain import read_plain

TEXT = "SỞ Y TẾ\nSố: 5/KH-SYT\nHà Giang, ngày 04 tháng 3 năm 2020\nKẾ HOẠCH\nTiêm chủng\n"


def test_the_component_gives_what_read_letter_gives() -> None:
    transcript = read_plain(TEXT)
    nlp = blank()
    nlp.add_pipe("vanban_letter")
    doc = nlp(make_doc(nlp, transcript))
    assert doc._.letter == read_letter(transcript)
    assert doc._.letter.fields["number_symbol"].value == "5/KH-SYT"


def test_the_threshold_of_review_is_a_setting() -> None:
    transcript = read_plain(TEXT)
    nlp = blank()
    strict = LetterReader(review_below=0.999)(make_doc(nlp, transcript))
    lax = LetterReader(review_below=0.0)(make_doc(nlp, transcript))
    assert all(v.review for v in strict._.letter.fields.values())
    assert not lax._.letter.fields["number"].review
