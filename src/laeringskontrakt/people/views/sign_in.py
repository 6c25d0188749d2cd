"""Signing in with a code by mail, and signing out. The security of it is django-allauth's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.views import (
    AccountInactiveView,
    ConfirmLoginCodeView,
    LogoutView,
    RequestLoginCodeView,
)
from django.conf import settings
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from laeringskontrakt.core.requests import local_path
from laeringskontrakt.people import demo
from laeringskontrakt.people.forms import LoginCodeForm, MailForm
from laeringskontrakt.people.session_rows import SessionRow
from laeringskontrakt.people.session_store import SessionStore
from laeringskontrakt.people.unknown_mail import colleague_address


def _again(view: FormView[Any], form: Form) -> HttpResponse:
    """The same page with the error beside its field and what was typed."""
    return view.render_to_response(view.get_context_data(form=form), status=422)


class SignIn(RequestLoginCodeView):  # type: ignore[misc]
    """Asks for a mail address and sends the code; in the demo also offers the parts."""

    template_name = "people/sign_in.html"
    form_class = MailForm
    http_method_names = ["get", "head", "post"]

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Stay here: whoever comes back wants to correct the address or ask again."""

    def form_valid(self, form: MailForm) -> HttpResponse:
        """Go on to the code, whether there is an account or not."""
        email = form.cleaned_data["email"]
        if form._user is None and colleague_address(email):
            get_adapter(self.request).send_mail("account/email/unknown_account", email, {})
        return cast(HttpResponse, super().form_valid(form))

    def form_invalid(self, form: MailForm) -> HttpResponse:
        """The same page with the error beside the field."""
        return _again(self, form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, where to go afterwards, and why one is here."""
        return {
            **super().get_context_data(**kwargs),
            "next": local_path(self.request.GET.get("next") or self.request.POST.get("next"), ""),
            "ended": self.request.GET.get("slut", ""),
            "cast": demo.cast() if settings.DEMO else [],
        }


class EnterCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """Takes the code. Looks the same whether the address is known or not."""

    template_name = "people/enter_code.html"
    form_class = LoginCodeForm

    def form_invalid(self, form: Form) -> HttpResponse:
        """The same page with the error; the last wrong code leads back."""
        if self.may_try_again(form):
            return _again(self, form)
        return HttpResponseRedirect(reverse("account_login") + "?slut=forsoeg")

    def may_try_again(self, form: Form) -> bool:
        """Count a wrong code. One that cannot be a code costs no try."""
        if "code" in form.errors and not form.has_error("code", "incorrect_code"):
            return True
        return bool(self._process.record_invalid_attempt())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the address, and where to go afterwards."""
        asked = self.request.GET.get("next") or self.request.POST.get("next")
        return {**super().get_context_data(**kwargs), "next": local_path(asked, "")}


class SignOut(LogoutView):  # type: ignore[misc]
    """Ends this session; a GET only asks."""

    template_name = "people/sign_out.html"
    http_method_names = ["get", "head", "post"]


class Closed(AccountInactiveView):  # type: ignore[misc]
    """For an account that was closed while its owner was signing in."""

    template_name = "people/closed.html"
    http_method_names = ["get", "head"]


@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponseBase:
    """``EnterCode``, one at a time for each browser."""
    return one_at_a_time(request, EnterCode.as_view())


def one_at_a_time(
    request: HttpRequest, view: Callable[[HttpRequest], HttpResponseBase]
) -> HttpResponseBase:
    """Take a code while no other is taken from the same browser.

    The tries are counted in the session. Without the lock a hundred wrong codes at once would
    count as one, and a right one sent fifty times would open fifty sessions (faults S22).
    """
    key = request.session.session_key
    if request.method != "POST" or key is None:
        return view(request)
    with transaction.atomic():
        list(SessionRow.objects.select_for_update().filter(session_key=key))
        request.session = SessionStore(key)  # read again, now that it cannot change
        response = view(request)
        if request.session.modified:
            request.session.save()
            # The middleware would save it once more, without the lock, and undo what others
            # counted meanwhile. A session with a new key is known to nobody else.
            request.session.modified = request.session.session_key != key
    return response
