"""What a request asks for: a page for a person, or an answer for one of our scripts."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

#: Sent by our scripts with every request. Another site cannot send it without our consent.
SCRIPT_HEADER = "X-Act"

#: Sent by our scripts with what nobody pressed (asking whether something changed).
BACKGROUND_HEADER = "X-Background"


def from_script(request: HttpRequest) -> bool:
    """True when one of our scripts asks: errors are then JSON, and nothing is a redirect."""
    return request.headers.get(SCRIPT_HEADER) == "1"


def in_background(request: HttpRequest) -> bool:
    """True when no person did anything: such a request does not keep a session alive."""
    return request.headers.get(BACKGROUND_HEADER) == "1"


def local_path(value: str | None, default: str = "/") -> str:
    """``value`` when it is a path on this site, else ``default`` (faults S12).

    Only a path, with or without query, is taken: never a host, a scheme or a backslash.
    """
    if not value or not value.startswith("/") or len(value) > 2000:
        return default
    if "\\" in value or not value.isprintable() or " " in value:
        return default
    return value if url_has_allowed_host_and_scheme(value, allowed_hosts=None) else default
