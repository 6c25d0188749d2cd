"""Signing in again on the page one stands on: the same person, with a code by mail (faults F10).

Only our scripts ask here, and every answer is JSON. Codes, tries and limits are those of the
sign-in page. Who signs in is the person the page was made for, and nobody else.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import login
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people import page_person, proof
from laeringskontrakt.people.access import demo_only, person_of, signed_in
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.views.sign_in import EnterCode, SignIn, one_at_a_time


@require_safe
@signed_in
def who(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and a token to send with; 401 as to every script when nobody is."""
    return JsonResponse({"person": str(person_of(request).pk), "token": get_token(request)})


@require_POST
def ask(request: HttpRequest) -> HttpResponseBase:
    """Mail a code to the person of the page."""
    person = _person_of_page(request)
    if _is_in(request):
        return _in(request)
    if not person.is_active:
        return _closed()
    view = _SendAgain.as_view()
    return cast(HttpResponseBase, view(request, email=person.email))


@require_POST
def enter(request: HttpRequest) -> HttpResponseBase:
    """Take the code, and go on in a new session with a new token."""
    person = _person_of_page(request)
    if _is_in(request):
        return _in(request)
    if not person.is_active:
        return _closed()
    view = _EnterAgain.as_view()
    answer = one_at_a_time(request, lambda asked: cast(HttpResponseBase, view(asked)))
    if isinstance(answer, JsonResponse):
        return answer
    # The library answers with a page to go to: the next one, or sign-in when no code counts.
    return _in(request) if _is_in(request) else _gone()


@require_POST
@demo_only
def play(request: HttpRequest) -> HttpResponseBase:
    """One press instead of a code. Exists in the demo only."""
    person = _person_of_page(request)
    if not _is_in(request):
        if not person.is_active:
            return _closed()
        login(request, person)
        proof.remember(request, method="demo")
    return _in(request)


class _SendAgain(SignIn):
    """Sends the code as the sign-in page does, to the address of the page's person."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "data": {"email": self.kwargs["email"]}}

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        return JsonResponse({"sent": True})

    def form_invalid(self, form: Form) -> HttpResponse:
        return _refused("too_many_codes", str(form.errors["email"][0]))


class _EnterAgain(EnterCode):
    """Takes the code as the sign-in page does, and only one that was sent to the page's person."""

    _action = "verify"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        whose = self._process.user
        if whose is None or str(whose.pk) != page_person.claimed(self.request):
            return _gone()
        return cast(HttpResponseBase, super().post(*args, **kwargs))

    def form_invalid(self, form: Form) -> HttpResponse:
        if self.may_try_again(form):
            return _refused("code", str(form.errors["code"][0]))
        return _gone()


def _person_of_page(request: HttpRequest) -> Person:
    person = page_person.proved(request)
    if person is None:
        raise Invalid(_("Siden er for gammel til at logge ind fra. Genindlæs den."), code="no_mark")
    return person


def _is_in(request: HttpRequest) -> bool:
    """Whether the person of the page is signed in; of another, ``SamePerson`` has told the page."""
    return bool(request.user.is_authenticated)


def _in(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"person": str(person_of(request).pk), "token": get_token(request)})


def _closed() -> JsonResponse:
    return JsonResponse({"error": "closed", "message": _("Kontoen er lukket.")}, status=403)


def _gone() -> JsonResponse:
    return _refused("gone", _("Koden gælder ikke længere. Få en ny."))


def _refused(error: str, message: str) -> JsonResponse:
    return JsonResponse({"error": error, "field": "code", "message": message}, status=422)
