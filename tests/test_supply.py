"""What we are made of: locked with hashes, under licences that may be shipped, listed, audited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import audit, licences, sbom
from tools.licences import Licence
from tools.locked import LOCKS, Pin, pins, read_lock, runtime

PIN = Pin("pdfkit", "2.1.0", "", ("sha256:" + "a" * 64,))


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_a_hash(root: Path, name: str) -> None:
    found = read_lock((root / name).read_text("utf-8"))
    assert found
    assert [pin.name for pin in found if not pin.hashes] == []


@pytest.mark.parametrize("line", ["flask>=2", "flask", "git+https://example.org/x.git", "./here"])
def test_a_requirement_that_floats_is_no_lock(line: str) -> None:
    with pytest.raises(ValueError, match="no pin"):
        read_lock(f"jinja2==3.1.0 --hash=sha256:{'a' * 64}\n{line}\n")


def test_a_lock_is_read_over_its_line_ends() -> None:
    text = f"""# made by pip-compile
Flask_Thing[async]==2.0 ; sys_platform == "win32" \\
    --hash=sha256:{"b" * 64} \\
    --hash=sha256:{"a" * 64}
    # via x
"""
    hashes = tuple(f"sha256:{ch * 64}" for ch in "ab")
    assert read_lock(text) == [Pin("flask-thing", "2.0", 'sys_platform == "win32"', hashes)]


def test_users_take_what_the_program_imports_and_no_tools(root: Path) -> None:
    taken = runtime(root)
    assert {"pikepdf", "numpy", "spacy", "pyhanko", "cryptography"} <= taken
    assert not {"pytest", "hypothesis", "ocrmypdf", "playwright", "cyclonedx-bom"} & taken


# --- licences -------------------------------------------------------------------------------


def test_nothing_that_users_take_binds_them() -> None:
    assert [(one.pin.name, one.text, one.fault) for one in licences.licences() if one.fault] == []


VERDICTS = [
    # (the licence as the package says it, users take it, the fault)
    ("MIT", True, ""),
    ("MPL-2.0", True, ""),
    ("GPL-3.0-only", True, "forbidden"),
    ("AGPL-3.0-or-later", True, "forbidden"),
    ("LGPL-3.0-only", True, "forbidden"),
    ("GNU General Public License v3 (GPLv3)", True, "forbidden"),
    ("GNU Affero General Public License v3", True, "forbidden"),
    ("MIT OR GPL-2.0-only", True, ""),
    ("MIT AND GPL-2.0-only", True, "forbidden"),
    ("SSPL-1.0", True, "forbidden"),
    ("", True, "unknown"),
    ("GPL-3.0-only", False, ""),
    ("", False, ""),
]


@pytest.mark.parametrize(("text", "users", "fault"), VERDICTS)
def test_licences_are_judged(text: str, users: bool, fault: str) -> None:
    assert Licence(PIN, text, users).fault == fault


def test_every_package_is_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main(["--markdown"]) == 0
    told = capsys.readouterr().out
    assert all(f"| {pin.name} | {pin.version} |" in told for pin in pins())


# --- bill of materials ----------------------------------------------------------------------


def test_the_bill_is_valid_and_the_same_each_time() -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    found = licences.licences()
    made = sbom.as_json(found)
    assert made == sbom.as_json(list(found))
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(made.decode("utf-8"))
    assert problem is None, problem
    listed = {(c["name"], c["version"]) for c in json.loads(made)["components"]}
    assert listed == {(pin.name, pin.version) for pin in pins()}


def test_the_bill_says_nothing_of_this_machine(root: Path, tmp_path: Path) -> None:
    assert sbom.main([str(tmp_path / "sbom.json")]) == 0
    text = (tmp_path / "sbom.json").read_text("utf-8")
    assert str(root) not in text and "timestamp" not in text
    assert sbom.main([]) == 2


def test_another_lock_is_another_bill() -> None:
    one, other = Licence(PIN, "MIT", True), Licence(Pin("x", "1", "", PIN.hashes), "MIT", True)
    assert sbom.sbom([one])["serialNumber"] != sbom.sbom([other])["serialNumber"]


# --- audit ----------------------------------------------------------------------------------


def _advisory(**affected: object) -> dict[str, object]:
    package = {"package": {"ecosystem": "PyPI", "name": "PDFKit"}, **affected}
    return {"id": "PYSEC-1", "summary": "a hole", "affected": [package]}


def _range(*events: tuple[str, str]) -> dict[str, object]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": [{kind: at} for kind, at in events]}]}


AFFECTED = [
    # (what an advisory says, whether 2.1.0 is meant)
    (_range(("introduced", "0"), ("fixed", "2.1.1")), True),
    (_range(("introduced", "0"), ("fixed", "2.1.0")), False),
    (_range(("introduced", "2.2"), ), False),
    (_range(("introduced", "0"), ("last_affected", "2.1.0")), True),
    (_range(("introduced", "0"), ("last_affected", "2.0.9")), False),
    (_range(("introduced", "0"), ("fixed", "1.0"), ("introduced", "2.0")), True),
    (_range(("fixed", "3.0"), ("introduced", "2.0")), True),
    (_range(("introduced", "0"), ("fixed", "2.10.0")), True),
    (_range(("introduced", "0"), ("fixed", "no version")), True),
    ({"versions": ["2.1.0"]}, True),
    ({"versions": ["2.0.0"]}, False),
    ({}, True),
]  # fmt: skip


@pytest.mark.parametrize(("affected", "meant"), AFFECTED)
def test_versions_are_held_against_advisories(affected: dict[str, object], meant: bool) -> None:
    found = list(audit.hits([_advisory(**affected)], [PIN]))
    assert [hit.advisory for hit in found] == (["PYSEC-1"] if meant else [])


def test_other_packages_systems_and_withdrawn_advisories_do_not_count() -> None:
    other = Pin("other", "2.1.0", "", ())
    assert list(audit.hits([_advisory()], [other])) == []
    assert list(audit.hits([{**_advisory(), "withdrawn": "2022-01-01"}], [PIN])) == []
    npm = {"package": {"ecosystem": "npm", "name": "pdfkit"}}
    assert list(audit.hits([{"id": "X", "affected": [npm]}], [PIN])) == []


@pytest.mark.parametrize("form", ["one", "list", "vulns", "lines"])
def test_the_forms_that_advisories_come_in(form: str) -> None:
    one = _advisory()
    text = {
        "one": json.dumps(one), "list": json.dumps([one]), "vulns": json.dumps({"vulns": [one]}),
        "lines": f"{json.dumps(one)}\n{json.dumps(one)}\n",
    }[form]  # fmt: skip
    assert audit.read_advisories(text)[0]["id"] == "PYSEC-1"


@pytest.mark.parametrize("text", ["", "[]", "{}", "no json", '{"vulns": []}', '[{"id": "x"}]'])
def test_a_check_against_nothing_does_not_pass(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        audit.read_advisories(text)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = pins()[0]
    package = {"ecosystem": "PyPI", "name": first.name}
    (tmp_path / "bad.json").write_text(
        json.dumps({"id": "PYSEC-9", "affected": [{"package": package}]})
    )
    (tmp_path / "good.json").write_text(json.dumps(_advisory()))
    assert audit.main([str(tmp_path / "good.json")]) == 0
    assert audit.main([str(tmp_path / "bad.json")]) == 1
    assert f"{first.name} {first.version}" in capsys.readouterr().out
    assert audit.main([]) == 2
    assert audit.main([str(tmp_path / "none.json")]) == 2
