"""Answers that the gateway gives itself, with the headers that every answer of the product has."""

from __future__ import annotations

import json
from collections.abc import Mapping

from asgiref.typing import ASGISendCallable
from django.conf import settings

from laeringskontrakt.core.security import HEADERS, TRANSPORT

Raw = tuple[bytes, bytes]


def headers(kind: str, *more: Raw) -> list[Raw]:
    """Content type ``kind``, the security headers, nothing kept anywhere, and ``more``."""
    found = {"Content-Type": kind, "Cache-Control": "no-store, no-transform", **HEADERS}
    if settings.SECURE:
        found["Strict-Transport-Security"] = TRANSPORT
    own = [(name.lower().encode(), value.encode()) for name, value in found.items()]
    return [*own, *more]


async def answer(
    send: ASGISendCallable, status: int, body: Mapping[str, object], *more: Raw
) -> None:
    """``body`` as JSON."""
    content = json.dumps(body).encode()
    length = (b"content-length", str(len(content)).encode())
    await whole(send, status, headers("application/json", length, *more), content)


async def whole(send: ASGISendCallable, status: int, found: list[Raw], content: bytes) -> None:
    """An answer that is complete."""
    await send(
        {"type": "http.response.start", "status": status, "headers": found, "trailers": False}
    )
    await send({"type": "http.response.body", "body": content, "more_body": False})
