"""Who may come in at all: the decorator of every view that needs a person."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from laeringskontrakt.core.requests import from_script, local_path
from laeringskontrakt.people import page_person
from laeringskontrakt.people.models import Person

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Only for a person who is signed in.

    A page request goes to sign-in and comes back afterwards. One of our scripts gets 401 as
    JSON (``error``, ``reason``, ``message``, ``sign_in``) and never a redirect: a sign-in page
    taken for an answer would lose what was typed (faults F10). ``reason`` is ``idle``, ``age``,
    ``closed`` (the account of the page's person) or ``""``.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if from_script(request):
            return _told_to_sign_in(request)
        return HttpResponseRedirect(_sign_in_address(request, _came_from(request)))

    return guarded


def demo_only(view: View) -> View:
    """Exists only in the demo: everywhere else the address answers 404 like any unknown one."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in. Only behind ``signed_in``."""
    person = request.user
    assert isinstance(person, Person)
    return person


def _told_to_sign_in(request: HttpRequest) -> JsonResponse:
    page = urlsplit(request.headers.get("Referer", ""))
    whose = page_person.proved(request)
    closed = whose is not None and not whose.is_active
    return JsonResponse(
        {
            "error": "signed_out",
            "reason": "closed" if closed else _reason(request),
            "message": _("Du er logget ud. Det, du har skrevet, er her stadig. Log ind igen."),
            "sign_in": _sign_in_address(request, local_path(page.path)),
        },
        status=401,
    )


def _came_from(request: HttpRequest) -> str:
    """Where to go after sign-in: the page asked for, or the page whose form was sent."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return local_path(urlsplit(request.headers.get("Referer", "")).path)


def _sign_in_address(request: HttpRequest, target: str) -> str:
    query = {"next": target} if target != "/" else {}
    if _reason(request):
        query["slut"] = _reason(request)
    address = resolve_url(settings.LOGIN_URL)
    return f"{address}?{urlencode(query)}" if query else address


def _reason(request: HttpRequest) -> str:
    """``idle`` or ``age`` when the session ended by itself, else ``""``."""
    return str(getattr(request, "session_ended", ""))
