"""The desk's scripts, one module at a time, as a browser runs them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desk_served import BROWSER, Show, a_chromium, a_show, an_office  # noqa: F401 (fixtures)

pytestmark = BROWSER
CALL = """async ([module, name, calls]) => {
  const made = await import(`/static/lib/${module}.js`);
  return calls.map((each) => {
    try { return made[name](...each); } catch (error) { return error.constructor.name; }
  });
}"""
KEYS = """async (strokes) => {
  const { asked } = await import("/static/lib/keys.js");
  const places = { text: "<input>", lines: "<textarea></textarea>", page: "<p></p>",
    button: "<button></button>", main: '<button class="main"></button>' };
  return strokes.map(([place, changed, stroke]) => {
    document.body.innerHTML = places[place];
    let told = null;
    const node = document.body.firstChild;
    node.addEventListener("keydown", (event) => { told = asked(event, changed); });
    node.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...stroke }));
    return told;
  });
}"""


def called(show: Show, module: str, name: str, calls: list[list[Any]]) -> list[Any]:
    found: list[Any] = show("/uploads").evaluate(CALL, [module, name, calls])
    return found


def test_dates_are_read_as_on_the_server(show: Show) -> None:
    table = {
        "20/5/2022": "2022-05-20",
        " 20.05.2022 ": "2022-05-20",
        "20 5 2022": "2022-05-20",
        "2022-5-20": "2022-05-20",
        "5/2022": "2022-05",
        "29/2/2020": "2020-02-29",
        "29/2/2022": "NoDate",
        "31/4/2022": "NoDate",
        "5/13/2022": "NoDate",
        "20/5/22": "NoDate",
        "hôm qua": "NoDate",
        "": "NoDate",
    }
    assert called(show, "values", "readDate", [[typed] for typed in table]) == [*table.values()]


def test_values_are_read_as_they_are_typed(show: Show) -> None:
    table: list[tuple[list[Any], Any]] = [
        (["text", "  115  "], "115"),
        (["text", "Sở  Nội\nvụ"], "Sở Nội vụ"),
        (["text", "Sơ\u0309 Nội"], "Sở Nội"),  # composed, whatever the keyboard sends
        (["text", "   "], None),
        (["lines", "Như trên\n\n  Lưu: VT \n"], ["Như trên", "Lưu: VT"]),
        (["lines", "\n \n"], None),
        (["date", "5/2022"], "2022-05"),
        (["date", ""], None),
    ]
    found = called(show, "values", "read", [call for call, _ in table])
    assert found == [wanted for _, wanted in table]


def test_both_values_of_a_conflict_are_spelled(show: Show) -> None:
    table: list[tuple[list[Any], str]] = [
        (["date", "2022-05-20", "correct"], "20/05/2022"),
        (["content", "thin", "accept"], "Sơ sài"),
        (["heading", "none", "accept"], "không có đề mục"),
        (["lines", ["a", "b"], "correct"], "a\nb"),
        (["text", None, "correct"], "∅"),
        (["text", None, "unreadable"], "Không đọc được"),
        (["text", "<b>", "correct"], "<b>"),
    ]
    found = called(show, "values", "spell", [call for call, _ in table])
    assert found == [wanted for _, wanted in table]


def word(text: str, left: float, top: float, line: int) -> dict[str, Any]:
    return {"text": text, "box": [left, top, left + 0.08, top + 0.02], "line": line}


# The head of a letter, as it is read: the left column first, then the right one.
WORDS = [
    word("Số:", 0.1, 0.10, 1), word("17", 0.2, 0.101, 1),
    word("Hà", 0.6, 0.10, 2), word("Nội", 0.7, 0.10, 2),
    word("Kính", 0.1, 0.20, 3), word("gửi:", 0.2, 0.20, 3), word("Ban", 0.1, 0.23, 4),
]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (0, 1, ["Số:", "17"]),
        (1, 0, ["Số:", "17"]),  # dragged to the left
        (1, 3, ["17", "Hà", "Nội"]),  # straight across, along one printed line
        (0, 3, ["Số:", "17", "Hà", "Nội"]),
        (5, 6, ["gửi:", "Ban"]),  # over two lines, in reading order
        (6, 4, ["Kính", "gửi:", "Ban"]),
        (4, 4, ["Kính"]),
    ],
)
def test_words_between_two_are_those_that_people_mean(
    show: Show, start: int, end: int, wanted: list[str]
) -> None:
    (found,) = called(show, "select", "between", [[WORDS, start, end]])
    assert [w["text"] for w in found] == wanted


def test_evidence_is_the_words_and_a_box_around_them(show: Show) -> None:
    (found,) = called(show, "select", "evidence", [[3, WORDS[4:]]])
    assert found["page"] == 3 and found["quote"] == "Kính gửi:\nBan"
    assert found["box"] == pytest.approx([0.096, 0.196, 0.284, 0.254], abs=1e-5)
    (edge,) = called(show, "select", "evidence", [[1, [word("x", 0.995, 0.0, 1)]]])
    assert edge["box"][1] == 0 and edge["box"][2] == 1, "never off the page"


ALT, CTRL, SHIFT = {"altKey": True}, {"ctrlKey": True}, {"shiftKey": True}
STROKES: list[tuple[str, bool, dict[str, Any], str | None]] = [
    # while somebody types, plain letters and digits are text
    ("text", False, {"key": "k"}, None),
    ("text", False, {"key": "1"}, None),
    ("text", False, {"key": "Enter"}, "save"),
    ("text", True, {"key": "Enter"}, "save"),
    ("lines", False, {"key": "Enter"}, "save"),
    ("lines", False, {"key": "Enter", **SHIFT}, None),
    ("text", False, {"key": "k", **ALT}, "unreadable"),
    ("text", False, {"key": "ArrowDown", **ALT}, "skip"),
    ("text", False, {"key": "ArrowUp", **ALT}, "undo"),
    ("text", False, {"key": "m", **ALT}, "open"),
    ("text", False, {"key": "PageDown"}, "on"),
    ("text", False, {"key": "PageDown", **SHIFT}, None),  # selects text
    ("text", False, {"key": "ArrowDown"}, None),
    ("text", False, {"key": "Escape"}, "leave"),
    # Ctrl+Z undoes the typing, where something was typed, else the decision
    ("text", False, {"key": "z", **CTRL}, "undo"),
    ("text", True, {"key": "z", **CTRL}, None),
    ("page", True, {"key": "z", **CTRL}, "undo"),
    ("text", False, {"key": "c", **CTRL}, None),
    # an input method at work
    ("text", False, {"key": "Enter", "isComposing": True}, None),
    ("text", False, {"key": "Process", "keyCode": 229}, None),
    ("page", False, {"key": "1", "isComposing": True}, None),
    # Alt makes another character on some keyboards, AltGr types one on others
    ("text", False, {"key": "˚", "code": "KeyK", **ALT}, "unreadable"),
    ("text", False, {"key": "k", "modifierAltGraph": True, **ALT, **CTRL}, None),
    # outside of inputs, one key is enough
    ("page", False, {"key": "k"}, "unreadable"),
    ("page", False, {"key": "K"}, "unreadable"),
    ("page", False, {"key": "s"}, "skip"),
    ("page", False, {"key": "u"}, "undo"),
    ("page", False, {"key": "2"}, "choice-2"),
    ("page", False, {"key": "+"}, "larger"),
    ("page", False, {"key": "Escape"}, "enter"),
    ("page", False, {"key": "Enter"}, "save"),
    ("main", False, {"key": "Enter"}, "save"),
    ("button", False, {"key": "Enter"}, None),  # the button's own
    ("page", False, {"key": "ArrowDown"}, None),  # scrolls
    ("page", False, {"key": "x"}, None),
]


def test_keys_mean_what_they_should_and_nothing_while_a_syllable_is_made(show: Show) -> None:
    found = show("/uploads").evaluate(KEYS, [list(stroke[:3]) for stroke in STROKES])
    wrong = [(s, told) for s, told in zip(STROKES, found, strict=True) if told != s[3]]
    assert wrong == []
