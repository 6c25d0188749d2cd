"""Errors as people see them: what happened, what is safe, what to do next."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from laeringskontrakt.core import storage
from laeringskontrakt.core.errors import Invalid, LkError
from laeringskontrakt.core.requests import from_script


@dataclass(frozen=True)
class Trouble:
    """One error: its status, a stable code for scripts, and three texts for people."""

    status: int
    code: str
    title: str
    sentence: str
    next_step: str


class ErrorPages:
    """Turns our own errors, wherever a view lets them through, into a page or JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            told = answer(request, _not_allowed())
            told["Allow"] = response["Allow"]
            return told
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to an ``LkError``; anything else goes on to Django."""
        if not isinstance(error, LkError):
            found = storage.trouble(error)
            return unavailable(request, found) if found else None
        titles = {
            503: _("Det kan ikke gemmes lige nu"),
            403: _("Det kan du ikke gøre her"),
            409: _("Det kan ikke lade sig gøre nu"),
            422: _("Noget skal rettes"),
        }
        trouble = Trouble(
            status=error.status,
            code=error.code,
            title=titles.get(error.status, _("Det gik ikke")),
            sentence=error.message,
            next_step=_("Intet er ændret. Gå tilbage, og prøv noget andet."),
        )
        return answer(request, trouble, field=error.field if isinstance(error, Invalid) else None)


def answer(request: HttpRequest, trouble: Trouble, *, field: str | None = None) -> HttpResponse:
    """``trouble`` as a page, or for our scripts as JSON (``error``, ``message``, ``field``)."""
    if from_script(request):
        content = {"error": trouble.code, "message": f"{trouble.sentence} {trouble.next_step}"}
        if field is not None:
            content |= {"message": trouble.sentence, "field": field}
        return JsonResponse(content, status=trouble.status)
    return render(request, "core/error.html", {"trouble": trouble}, status=trouble.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 when more was sent than the product takes."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return answer(request, _too_large())
    return answer(
        request,
        Trouble(
            status=400,
            code="bad_request",
            title=_("Det kunne vi ikke læse"),
            sentence=_("Noget i adressen eller i det sendte var ikke, som det skulle være."),
            next_step=_("Gå tilbage, genindlæs siden, og prøv igen."),
        ),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason when there is one."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return answer(
        request,
        Trouble(
            status=403,
            code="forbidden",
            title=_("Det kan du ikke gøre her"),
            sentence=reason or _("Din rolle giver ikke adgang til det."),
            next_step=_("Spørg din uddannelsesansvarlige, hvis det burde være anderledes."),
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same answer, byte for byte, for what is missing and what is not yours (S03)."""
    return answer(
        request,
        Trouble(
            status=404,
            code="not_found",
            title=_("Her er ikke noget, du kan se"),
            sentence=_("Siden findes ikke, eller den er ikke delt med dig."),
            next_step=_("Kom du fra et link, så bed den, der sendte det, om at dele siden."),
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form from an old page. A script is given a new token to try again with."""
    trouble = Trouble(
        status=403,
        code="csrf",
        title=_("Siden var for gammel til at sende"),
        sentence=_("Du er måske logget ind igen i et andet vindue. Intet er sendt."),
        next_step=_("Gå tilbage, genindlæs siden, og send igen."),
    )
    if from_script(request):
        # Readable on this site only: another site sees neither this answer nor its header.
        content = {"error": trouble.code, "message": trouble.sentence, "token": get_token(request)}
        return JsonResponse(content, status=403)
    return answer(request, trouble)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without any context: whatever failed may be what a page needs.

    503 when it was the database: that passes, and what was sent may be sent again.
    """
    found = storage.trouble(sys.exception())
    if found:
        return unavailable(request, found)
    if from_script(request):
        return JsonResponse({"error": "server_error"}, status=500)
    return HttpResponse(loader.get_template("core/500.html").render(), status=500)


def unavailable(request: HttpRequest, code: str) -> HttpResponse:
    """503: ``storage`` when nothing can be kept now, ``unknown`` when it may have been done."""
    if from_script(request):
        content = {"error": code, "message": storage.message(code)}
        response: HttpResponse = JsonResponse(content, status=503)
    else:
        response = HttpResponse(loader.get_template("core/503.html").render(), status=503)
    response["Retry-After"] = "2"
    return response


def _not_allowed() -> Trouble:
    return Trouble(
        status=405,
        code="not_allowed",
        title=_("Her er ingen side"),
        sentence=_("Adressen tager kun imod det, man sender fra en knap."),
        next_step=_("Gå tilbage, og brug knappen på siden."),
    )


def _too_large() -> Trouble:
    return Trouble(
        status=413,
        code="too_large",
        title=_("Det var for meget på én gang"),
        sentence=_("Vi tager imod højst 2 megabyte ad gangen. Intet er gemt."),
        next_step=_("Gå tilbage, del det i mindre stykker, og send igen."),
    )
