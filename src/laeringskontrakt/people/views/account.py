"""The own account: where one is signed in, language and colours."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.core import clock, live
from laeringskontrakt.core.requests import local_path
from laeringskontrakt.people import actions, sessions
from laeringskontrakt.people.access import person_of, signed_in

SCHEME_COOKIE = "farver"
SCHEMES = ("light", "dark")
_A_YEAR = 365 * 24 * 60 * 60


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and the browsers in which I am signed in."""
    context = {"sessions": sessions.own(person_of(request))}
    return render(request, "people/account.html", context)


@require_POST
@signed_in
def end_session(request: HttpRequest, handle: str) -> HttpResponseBase:
    """Sign out in one other browser. One that has ended already is no error."""
    for row in sessions.own(person_of(request)):
        if row.handle == handle:
            row.delete()
            live.access_changed()
    return HttpResponseRedirect(reverse("people:account"))


@require_POST
@signed_in
def end_all_sessions(request: HttpRequest) -> HttpResponseBase:
    """Sign out everywhere, here too."""
    actions.sign_out_everywhere(by=person_of(request), now=clock.now())
    logout(request)
    return HttpResponseRedirect(reverse("account_login") + "?slut=overalt")


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Show the product in another language, here and wherever the person signs in."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            actions.choose_language(by=person_of(request), now=clock.now(), language=chosen)
        _set(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def scheme(request: HttpRequest) -> HttpResponseBase:
    """Light, dark, or as the device has it; for this browser."""
    response = _back(request)
    chosen = request.POST.get("scheme", "")
    if chosen in SCHEMES:
        _set(response, SCHEME_COOKIE, chosen)
    else:
        response.delete_cookie(SCHEME_COOKIE, samesite="Lax")
    return response


def _back(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(local_path(request.POST.get("next")))


def _set(response: HttpResponseBase, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
