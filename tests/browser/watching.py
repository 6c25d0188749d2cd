"""What no page may do, watched on every page a test opens: errors, foreign hosts, broken policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request

_LISTEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.tellOfViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


@dataclass
class Watch:
    """What went wrong in one browser context. ``allow`` takes what a test brings about itself."""

    host: str
    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Let messages that match ``pattern`` pass, such as the status of a refused act."""
        self.allowed.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        return [
            line for line in self.found if not any(re.search(one, line) for one in self.allowed)
        ]

    def on(self, context: BrowserContext) -> None:
        """Begin to watch everything that happens in ``context``."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self._thrown(error.error))
        context.on("request", self._request)
        context.expose_binding("tellOfViolation", self._violation)
        context.add_init_script(_LISTEN)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"console {message.type}: {message.text}")

    def _thrown(self, error: Error) -> None:
        self.found.append(f"thrown: {error.message}")

    def _violation(self, _source: Any, what: str) -> None:
        self.found.append(f"policy: {what}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != self.host:
            self.found.append(f"foreign host: {request.url}")
