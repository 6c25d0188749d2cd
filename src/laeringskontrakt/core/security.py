"""The headers that every response carries (faults §5.3)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

#: Two years, sent over https only.
TRANSPORT = "max-age=63072000; includeSubDomains; preload"


class SecurityHeaders:
    """The outermost middleware: pages, files, redirects and errors get the same headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        if request.is_secure():
            response["Strict-Transport-Security"] = TRANSPORT
        if not request.path_info.startswith(settings.STATIC_URL):
            # Whatever a view answers may show who is signed in: no copy on a shared computer.
            response["Cache-Control"] = "no-store"
        return response
