"""What noise takes from references at which stage, and copies sorted by how they were read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from pipeline.records import Letter, Span
from tools.noise.__main__ import main
from tools.noise.align import Counts, count_pages
from tools.noise.copies import EDGES, Bin, binned, read_copies, simulated_copies
from tools.noise.curve import Labelled, is_sure, measure
from tools.noise.losses import STAGES, Fate, Losses, fates
from tools.noise.model import as_data, band_of, damage_with, load_bands
from tools.noise.settle import settle

CLEAN = "Thực hiện Kế hoạch số 158/KH-UBND ngày 30/7/2019 của Ủy ban nhân dân tỉnh Hà Nam"
PLACE = {"158/kh-ubnd": [Span(10, 47)]}

STAGE_OF = [
    ("158/KH-UBND", "158/KH-UBND", "whole"),
    ("158/KH-UBND", "l58/KH-UBND", "whole"),  # a letter that is read for a digit
    ("158/KH-UBND", "1 58/KH-UBND", "whole"),
    ("Kế hoạch", "Kấ bo0ch", "type"),
    ("158/KH-UBND", "158/KH UBND", "codes"),
    ("158/KH-UBND", "158 Kl7-UEwb", "codes_gone"),
    ("158/KH-UBND", "1{8/KH-UBND", "sign"),
    ("số 158", "số2158", "glued"),
    ("158/KH-UBND", "153/KH-UBND", "number"),
    ("158/KH-UBND", "18/KH-UBND", "number"),
]


@pytest.mark.parametrize(("printed", "read", "wanted"), STAGE_OF)
def test_the_stage_at_which_a_reference_is_lost(printed: str, read: str, wanted: str) -> None:
    assert printed in CLEAN
    fate = fates(CLEAN, CLEAN.replace(printed, read), PLACE)["158/kh-ubnd"]
    assert fate.stage == wanted
    assert fate.alive is (wanted not in ("sign", "glued", "number"))


def test_the_best_of_several_mentions_counts() -> None:
    text = f"{CLEAN}. Theo Kế hoạch số 158/KH-UBND thì"
    again = text.rindex("Kế hoạch")
    places = {"158/kh-ubnd": [*PLACE["158/kh-ubnd"], Span(again, again + 23)]}
    noisy = text[:again].replace("158", "15") + text[again:]
    assert fates(text, noisy, places)["158/kh-ubnd"].stage == "whole"
    assert fates(text, noisy, PLACE)["158/kh-ubnd"].stage == "number"


def test_a_text_that_is_cited_by_name_has_no_number_to_lose() -> None:
    assert fates(CLEAN, CLEAN, {"luat thanh tra": [Span(0, 9)]})["luat thanh tra"].alive
    assert not fates(CLEAN, CLEAN, {"9/kh-ubnd": []})["9/kh-ubnd"].alive


def test_print_over_two_lines_is_told() -> None:
    text = CLEAN.replace("Kế hoạch số", "Kế hoạch\nsố")
    assert fates(text, text, PLACE)["158/kh-ubnd"] == Fate("whole", True)
    assert fates(CLEAN, CLEAN, PLACE)["158/kh-ubnd"] == Fate("whole", False)


def test_losses_add_up() -> None:
    losses = Losses()
    fate = {"158/kh-ubnd": Fate("codes", True), "9/ct-ubnd": Fate("whole", False)}
    losses.add(fate, {"9/ct-ubnd", "158/kh-bnd", "77/kh-ubnd"})
    assert losses.stages == {("codes", False): 1, ("whole", True): 1}
    assert losses.false == {"codes": 1, "number": 1}
    assert losses.broken == 1
    rows = list(losses.rows())
    assert rows[0] == "2 references" and len(rows) == len(STAGES) + 3


def letter(name: str = "a") -> Labelled:
    return Labelled(name, CLEAN, Letter("other", 1.0, {}, ()), {"158/kh-ubnd": "2019-07-30"})


def test_copies_are_put_by_their_own_error_rate() -> None:
    bad = CLEAN.replace("tỉnh Hà Nam", "tìnl1 Hù Nom")
    good, worse = binned([(letter(), bad, {"1/kh-ubnd"}), (letter(), CLEAN, {"158/kh-ubnd"})])
    assert (good["letters"], good["cer"], good["f1"]) == (1, 0.0, 1.0)
    assert worse["f1"] == 0.0 and worse["number_survives"] == 1.0
    assert EDGES[-2] > worse["cer"] > EDGES[3]


def test_a_bin_counts_the_decisions_apart() -> None:
    one = Bin()
    one.add(0.01, (letter(), CLEAN, {"158/kh-ubnd", "733/qd-ttg"}))
    assert one.all == [1, 1, 0] and one.own == [0, 1, 0]


def test_runs_are_read_as_they_were_published(tmp_path: Path) -> None:
    row = {"file": "x/a.office.pdf", "text": [CLEAN], "references": [{"symbol": "158/KH-UBND"}]}
    other = {"file": "b.pdf", "text": ["x"], "references": []}
    lines = "".join(json.dumps(d) + "\n" for d in (row, other))
    (tmp_path / "documents.jsonl").write_text(lines, "utf-8")
    ((of, text, got),) = read_copies([letter()], [tmp_path])
    assert (of.name, text, got) == ("a", CLEAN, {"158/kh-ubnd"})


def test_simulated_copies_are_seeded() -> None:
    first, second = (list(simulated_copies([letter()], [0.05], 2)) for _ in range(2))
    assert first == second and len(first) == 2
    assert first[0][1] != first[1][1]


def test_what_goes_to_nobody_is_counted() -> None:
    (point,) = measure([letter()], (0.0,), 1)
    assert point.sure == (1, 0, 1)
    text = CLEAN.replace("30/7/2019", "31/6/2019")
    from pipeline.references import find

    assert [is_sure(r) for r in find(CLEAN)] == [True]
    assert [is_sure(r) for r in find(text)] == [False], "there is no such day"


def test_bands_are_made_with_what_brings_their_counts_about() -> None:
    for band in load_bands():
        assert 0.1 < band.run < 0.4
        assert band.spread >= band.spread_of_letters >= 0
    counts = Counts()
    count_pages(counts, [CLEAN] * 3, [CLEAN.replace("Kế", "Kẽ")] * 3)
    data = as_data(counts)
    assert band_of({**data, "made_with": {"run": 0.2, "spread": 3.0, "spread_of_letters": 1.0}}
                   ).run == 0.2  # fmt: skip
    assert band_of(data).run == 0.0


def test_settling_asks_for_less_where_errors_stand_alone() -> None:
    texts = ["\n".join(f"{CLEAN} số {n}{m}" for n in range(8)) for m in range(2)]
    band = load_bands()[-1]
    counts = Counts()
    for n, text in enumerate(texts):
        count_pages(counts, [text], [damage_with(band, text, 0.05, n, independent=True)])
    counted = yaml.safe_load(yaml.safe_dump(as_data(counts), allow_unicode=True))
    made = settle(band, counted, texts)
    assert 0 <= made["run"] < band.run
    assert 0 <= made["spread_of_letters"] <= made["spread"] < band.spread


def test_the_commands_print_their_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, "utf-8")
    label = {"references": [{"symbol": "158/KH-UBND", "date": "2019-07-30"}], "split": "dev"}
    (tmp_path / "a.json").write_text(json.dumps(label), "utf-8")
    (tmp_path / "b.txt").write_text(CLEAN, "utf-8")
    (tmp_path / "b.json").write_text(json.dumps({**label, "split": "test"}), "utf-8")
    words = ["--texts", str(tmp_path), "--seeds", "2", "--levels", "0.02"]
    assert main(["losses", *words]) == 0
    assert "2 references" in capsys.readouterr().out, "those of the test split stay out"
    assert main(["copies", *words]) == 0
    assert "simulated letters" in capsys.readouterr().out
