"""The interface does what its OpenAPI document says: schemathesis asks what people would not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from pipeline.review.api import PREFIX, router
from pipeline.review.limits import Limits
from pipeline.review.schema import mend
from tests.review_desk import (
    API,
    HERE,
    PASSWORD,
    Office,
    cheap_passwords,
    opened_office,
    sign_in,
    visit,
)

MOST = int(os.environ.get("VANBAN_TEST_EXAMPLES", "6"))
"""Examples of each operation and mode. 150 found nothing more."""
# Ending the session that asks is tested elsewhere; here it would end the asking.
LEFT_OUT = (f"{PREFIX}/sign-out", f"{PREFIX}/me/password")


def described() -> dict[str, Any]:
    app = FastAPI()
    app.include_router(router())
    mend(app)
    return app.openapi()


DOCUMENT = described()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [
    (path, method)
    for path, operations in DOCUMENT["paths"].items()
    for method in operations
    if path not in LEFT_OUT
]
KNOWN = [
    (path, method)
    for path, method in OPERATIONS
    if "{" in path and not path.startswith((f"{PREFIX}/users", f"{PREFIX}/downloads"))
]


def asked(times: int) -> settings:
    """The same questions each time."""
    return settings(
        max_examples=times,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    limits = Limits(upload_bytes=2000, tries_within=0.01)
    out = tmp_path_factory.mktemp("openapi") / "out"
    with opened_office(out, limits=limits) as opened, pytest.MonkeyPatch.context() as patch:
        cheap_passwords(patch)
        opened.desk.add_user("chủ nhiệm", PASSWORD, "admin")
        yield opened


@pytest.fixture(scope="module")
def asking(office: Office) -> dict[str, str]:
    """The headers of an administrator."""
    browser = visit(office)
    csrf = sign_in(browser, "chủ nhiệm")
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return {"Host": HERE.rpartition("/")[2], "Cookie": cookie, **csrf}


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=str)
def test_answers_are_as_described(
    path: str, method: str, office: Office, asking: dict[str, str]
) -> None:
    SCHEMA.app = office.app
    operation = SCHEMA[path][method]

    @given(case=operation.as_strategy())
    @asked(MOST)
    def check(case: Any) -> None:
        case.call_and_validate(headers=asking)

    check()


@pytest.mark.parametrize(("path", "method"), KNOWN, ids=str)
def test_what_there_is_stands_up_to_odd_questions(
    path: str, method: str, office: Office, asking: dict[str, str]
) -> None:
    """The same, about a letter, an upload and a user that exist: a decision may then make no
    sense (422), which the document can't say."""
    SCHEMA.app = office.app
    id = office.desk.add_upload("a.pdf", "a" * 64, 10, "lan")
    known = {"sha256": office.sha256, "number": 1, "id": id, "name": "letters"}

    @given(case=SCHEMA[path][method].as_strategy())
    @asked(2 * MOST)
    def check(case: Any) -> None:
        case.path_parameters = {k: known[k] for k in case.path_parameters}
        case.call_and_validate(headers=asking, excluded_checks=[positive_data_acceptance])

    check()


def test_every_operation_is_described() -> None:
    """Each has a summary, words, an answer with a model or a type, and the shape of refusals."""
    for path, method in OPERATIONS:
        told = DOCUMENT["paths"][path][method]
        assert told["description"], (path, method)
        good = [told["responses"][code] for code in told["responses"] if code.startswith("2")]
        assert good, (path, method)
        assert all("content" in answer for answer in good), (path, method)
        for code in ("401", "403", "404", "422", "503"):
            schema = told["responses"][code]["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Refusal"}, (path, method, code)


def test_unsafe_methods_ask_for_the_token() -> None:
    for path, operations in DOCUMENT["paths"].items():
        for method, told in operations.items():
            headers = [p["name"] for p in told.get("parameters", []) if p["in"] == "header"]
            assert ("X-CSRF-Token" in headers) == (method != "get"), (path, method)


def test_it_is_served(office: Office, asking: dict[str, str]) -> None:
    served = visit(office).get(f"{API}/openapi.json", headers=asking).json()
    assert served["paths"].keys() == DOCUMENT["paths"].keys()
    assert visit(office).get(f"{API}/openapi.json").status_code == 401
    assert visit(office).get("/docs", headers=asking).status_code == 404
