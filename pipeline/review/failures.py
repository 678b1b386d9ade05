"""Every refusal in one shape: ``{"error": {"code", "message"}}``, without a trace of the inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pipeline.errors import OutputUnwritable, VanbanError
from pipeline.review.security.headers import HEADERS
from pipeline.review.words import tell

API = "/api/"
_CODES = {
    400: "bad_request",
    401: "sign_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_much",
    503: "busy",
}


class Refused(HTTPException):
    """An answer other than the one asked for. ``details`` fill the message of ``code``; ``more``
    stands in the answer beside the error."""

    def __init__(
        self,
        status: int,
        code: str,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
        **details: object,
    ) -> None:
        super().__init__(status, code, dict(headers or {}))
        self.status, self.code, self.more, self.details = status, code, more, details


def failure(
    path: str,
    status: int,
    code: str,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
    **details: object,
) -> Response:
    """The answer: JSON below ``/api/``, a line of text elsewhere."""
    message = tell(code, **details)
    if path.startswith(API):
        body = {"error": {"code": code, "message": message}, **(more or {})}
        return JSONResponse(body, status, dict(headers or {}))
    return PlainTextResponse(f"{message}\n", status, dict(headers or {}))


def register(app: FastAPI) -> None:
    """Hangs the handlers on ``app``. Pages may set ``app.state.error_page``, a function of the
    request, the status and the code, for what people see."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)  # noqa: S101 (Starlette looks it up by its class)
        return _answer(request, error)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        code = _CODES.get(error.status_code, "bad_request")
        return _answer(request, Refused(error.status_code, code, error.headers))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101
        where = ", ".join(".".join(str(p) for p in e["loc"]) for e in error.errors())
        return _answer(request, Refused(422, "invalid", where=where))

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, VanbanError)  # noqa: S101
        if isinstance(error, OutputUnwritable):  # its words name folders and servers
            return _answer(request, Refused(503, "store_unreachable", {"Retry-After": "5"}))
        return _answer(request, Refused(422, "invalid", where=str(error)))

    async def unforeseen(request: Request, _error: Exception) -> Response:
        answer = _answer(request, Refused(500, "broken"))
        for name, value in HEADERS.items():  # it is sent from outside of all guards
            answer.headers.setdefault(name, value)
        return answer

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(VanbanError, ours)
    app.add_exception_handler(Exception, unforeseen)


def _answer(request: Request, refused: Refused) -> Response:
    path = request.url.path
    page = getattr(request.app.state, "error_page", None)
    if page is not None and not path.startswith(API) and hasattr(request.state, "context"):
        shown: Response = page(request, refused.status, refused.code)
        shown.status_code = refused.status
        shown.headers.update(refused.headers or {})
        return shown
    told = refused.details
    return failure(path, refused.status, refused.code, refused.headers, refused.more, **told)
