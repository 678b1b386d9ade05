"""Letters of hundreds of pages: joined a page at a time, and analysed however long they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import blank, make_doc, plain_transcript
from pipeline.letter.echo import _core, _followers
from pipeline.records import Transcript, join
from pipeline.text import fold

PAGE = "Số: 12/BC-UBND\nThực hiện Quyết định số 733/QĐ-TTg"


def test_a_letter_of_more_than_a_million_signs_is_a_document() -> None:
    """spaCy alone refuses it, for the sake of parsers that are not ours."""
    nlp = blank()
    text = "một " * 250_001
    assert len(text) > nlp.max_length
    with pytest.raises(ValueError, match="E088"):
        nlp.make_doc(text)
    doc = make_doc(nlp, Transcript(text, (), (), ()))
    assert doc.text == text


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_pages_are_joined_as_they_come(count: int) -> None:
    whole = plain_transcript("\f".join([PAGE] * count)) if count else Transcript("", (), (), ())
    parts = [plain_transcript(PAGE) for _ in range(count)]
    joined = join(iter(parts))
    assert joined.text == whole.text
    assert [x.span for x in joined.lines] == [x.span for x in whole.lines]
    assert [x.span for x in joined.words] == [x.span for x in whole.words]
    assert [x.span for x in joined.pages] == [x.span for x in whole.pages]


def test_no_page_is_drawn_before_its_turn() -> None:
    """No letter is held twice: once in parts and once joined."""
    alive: list[int] = []

    def parts() -> Iterator[Transcript]:
        for n in range(6):
            alive.append(n)
            yield plain_transcript(f"{PAGE} {n}")

    drawn = iter(parts())
    next(drawn)
    assert alive == [0]
    assert len(join(drawn).pages) == 5
    assert alive == list(range(6))


def test_one_page_is_itself() -> None:
    page = plain_transcript(PAGE)
    assert join([page]) is page


@given(
    st.lists(st.sampled_from(("công", "sở", "sử,", "văn", "hóa", "...", "Hóa")), max_size=30),
    st.sets(st.tuples(*[st.sampled_from(("cong", "so", "van", "hoa"))] * 2), max_size=4),
    st.sets(st.integers(0, 60), max_size=4),
)
def test_what_follows_is_gathered_for_the_words_asked_about_only(
    words: list[str], wanted: set[tuple[str, str]], without: set[int]
) -> None:
    transcript = plain_transcript(" ".join(words))
    said = [
        (word, core)
        for word in transcript.words
        if word.span.start not in without and (core := _core(transcript, word))
    ]
    plain = [fold(core) for _, core in said]
    everything: dict[tuple[str, str], list[tuple[str, float, str, str]]] = {}
    for i in range(2, len(said)):
        after = plain[i + 1] if i + 1 < len(said) else ""
        third = plain[i - 3] if i > 2 else ""
        told = (said[i][1].lower(), said[i][0].confidence, after, third)
        everything.setdefault((plain[i - 2], plain[i - 1]), []).append(told)
    assert _followers(transcript, without, wanted) == {
        context: found for context, found in everything.items() if context in wanted
    }
