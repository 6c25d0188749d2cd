"""Asks an ASGI application as a server does, in a test's own event loop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Asked:
    """One request, and what came back so far."""

    method: str = "GET"
    path: str = "/"
    query: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=lambda: [b""])
    sent: list[dict[str, Any]] = field(default_factory=list)
    left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def scope(self) -> Any:
        return {
            "type": "http",
            "method": self.method,
            "path": self.path,
            "raw_path": self.path.encode(),
            "query_string": self.query,
            "headers": self.headers,
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.9", 40000),
            "scheme": "http",
            "http_version": "1.1",
        }

    async def receive(self) -> Any:
        """The body, part by part; then nothing until the browser leaves."""
        if self.parts:
            part = self.parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self.parts)}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        found: int = self.sent[0]["status"]
        return found

    @property
    def told(self) -> dict[str, str]:
        """The headers that came back."""
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}

    @property
    def body(self) -> str:
        return b"".join(part["body"] for part in self.sent[1:]).decode()

    @property
    def over(self) -> bool:
        """Whether the answer is complete."""
        return bool(self.sent) and self.sent[-1].get("more_body") is False


async def until(true: Any) -> None:
    """Let the loop go on until ``true()``; fails after ten seconds."""
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0)
