"""The OpenAPI document: what FastAPI can't know by itself is added once."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from pipeline.review.security.door import OPEN

_UNSAFE = ("post", "put", "patch", "delete")
_TOKEN = {
    "name": "X-CSRF-Token",
    "in": "header",
    "required": True,
    "description": "`csrf` of GET /api/v1/me",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}


def mend(app: FastAPI) -> None:
    """Adds the cookie, and the header of unsafe methods."""
    plain = app.openapi

    def mended() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = plain()
            schemes = told.setdefault("components", {}).setdefault("securitySchemes", {})
            schemes["session"] = {"type": "apiKey", "in": "cookie", "name": "vanban"}
            told["security"] = [{"session": []}]
            for path, operations in told["paths"].items():
                for method, operation in operations.items():
                    if path in OPEN:
                        operation["security"] = []
                    if method in _UNSAFE:
                        operation.setdefault("parameters", []).append(_TOKEN)
        schema: dict[str, Any] = app.openapi_schema or {}
        return schema

    app.openapi = mended  # type: ignore[method-assign]
