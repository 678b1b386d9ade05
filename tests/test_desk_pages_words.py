"""The interface's words: both languages whole, and nothing said outside the catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.review.pages.catalogue import LANGUAGES, catalogue
from pipeline.review.pages.words import SCRIPTS, words

pytest.importorskip("babel", reason="the catalogues' tool needs Babel")
from tools import catalogues

REVIEW = Path(__file__).resolve().parents[1] / "pipeline" / "review"
TEMPLATES = sorted((REVIEW / "templates").glob("*.j2"))
SCRIPT_FILES = sorted((REVIEW / "static").rglob("*.js"))
# The block ``kind`` holds names of classes.
_JINJA = re.compile(r"\{% block kind %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_TAG = re.compile(r"<[^>]*>", re.S)
_SAID = re.compile(r'(?:title|aria-label|placeholder|alt)="([^"]*)"')
_SAY = re.compile(r'say\("(\w+)"')
# What is the same in every language: names of keys and languages, signs.
_PLAIN = {
    "English", "Tiếng Việt", "Alt", "Enter", "Shift", "Esc", "PageUp", "PageDown", "K", "M", "S",
}  # fmt: skip


def test_both_languages_are_whole_and_compiled() -> None:
    assert catalogues.main(["--check"]) == 0


def test_the_check_finds_what_is_missing_unsure_left_over_or_filled_wrongly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check itself can fail, in each of its ways."""
    found = catalogues.new_catalogue()
    for message in ("Missing", "Unsure", "Places {what}", "Right", ("%(num)s one", "%(num)s many")):
        found.add(message)
    made = catalogues.new_catalogue("vi")
    made.add("Missing", "")
    made.add("Unsure", "Chưa chắc", flags=("fuzzy",))
    made.add("Places {what}", "Thiếu chỗ điền")
    made.add("Right", "Đúng")
    made.add("Left over", "Thừa")
    made.add(("%(num)s one", "%(num)s many"), ("%(num)s",))
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    path = catalogues.path_of("vi", "po")
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogues.po(made))
    assert list(catalogues.faults("vi", found)) == [
        "vi: not translated: 'Missing'",
        "vi: not sure: 'Unsure'",
        "vi: other places to fill in: 'Places {what}'",
        "vi: used nowhere: 'Left over'",
    ]
    assert catalogues.out_of_date("vi", found) == [path, catalogues.path_of("vi", "mo")]


def test_collecting_twice_gives_the_same_bytes() -> None:
    first = catalogues.updated(catalogues.read("vi"), catalogues.collect(), "vi")
    again = catalogues.updated(catalogues.read("vi"), catalogues.collect(), "vi")
    assert catalogues.po(first) == catalogues.po(again)
    assert catalogues.mo(first) == catalogues.mo(again)


def test_vietnamese_says_something_else_than_english() -> None:
    same = {m for m in SCRIPTS.values() if catalogue("vi").gettext(m) == m}
    assert same == set()
    assert all(catalogue("en").gettext(message) == message for message in SCRIPTS.values())


def outside(template: str) -> list[str]:
    """Words of a template that no catalogue translates."""
    source = _JINJA.sub(" ", template)
    texts = [*_TAG.sub("\n", source).split("\n"), *_SAID.findall(source)]
    found = []
    for text in texts:
        left = [word for word in re.findall(r"[^\W\d_]+", text) if word not in _PLAIN]
        if left and " ".join(left) not in _PLAIN:
            found.append(" ".join(left))
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_says_anything_outside_the_catalogue(path: Path) -> None:
    assert outside(path.read_text(encoding="utf-8")) == []


def test_the_search_for_such_words_finds_them() -> None:
    assert outside('<p>{{ _("Save") }} <b>Lưu</b></p>') == ["Lưu"]
    assert outside('<button title="Close it">×</button>') == ["Close it"]
    assert outside('<kbd>Alt K</kbd><button title="{{ _("Close") }}">×</button>') == []


@pytest.mark.parametrize("path", SCRIPT_FILES, ids=lambda p: p.name)
def test_scripts_say_only_words_that_there_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    code = re.sub(r"//.*", "", source)
    assert set(_SAY.findall(code)) <= set(words("vi"))
    assert not re.search(r"[À-ỹ]", code), "Vietnamese belongs into the catalogue"


def test_every_word_for_scripts_is_used() -> None:
    sources = "".join(p.read_text(encoding="utf-8") for p in SCRIPT_FILES)
    unused = {key for key in SCRIPTS if f'"{key}"' not in sources}
    assert unused == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_scripts_get_the_verdicts_in_words_too(lang: str) -> None:
    told = words(lang)  # type: ignore[arg-type]
    assert {"content.full", "content.thin", "content.none", "heading.merged"} <= set(told)
    assert all(told.values())
