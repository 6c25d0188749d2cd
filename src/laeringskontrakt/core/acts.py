"""Acts: forms that are posted in place, and the regions of a page they change.

A page is made of named regions. After an act the server renders them all again and sends
back those whose hash differs from what the browser says it has: what a person sees after
an act is what a reload would show, and little travels (docs/adr/0004). The same view serves
a browser without script: it posts, and is redirected back.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from laeringskontrakt.core.errors import Invalid, LkError
from laeringskontrakt.core.requests import local_path

#: Stands in a region where a form's hidden fields go, so that equal regions hash alike.
ACT_FIELDS = Markup("<!--act-->")

Regions = Mapping[str, str]


def is_act(request: HttpRequest) -> bool:
    """Whether our script sent this, and takes regions for an answer."""
    return request.headers.get("X-Act") == "1"


def view_state(request: HttpRequest) -> dict[str, str]:
    """Where the person is on the page: from the script's header, else from the address."""
    if is_act(request):
        pairs = (part.partition("=") for part in request.headers.get("X-View", "").split(";"))
        return {name: value for name, _equals, value in pairs if value}
    return {name: str(value) for name, value in request.GET.items()}


def region(name: str, template: str, context: Mapping[str, Any], request: HttpRequest) -> str:
    """One region as HTML, wrapped so that the script finds it and knows its hash."""
    body = render_to_string(template, {**context, "act_fields": ACT_FIELDS}, request)
    return wrap(name, body)


def wrap(name: str, body: str) -> str:
    """``body`` as the region ``name``; the element itself takes no space in the layout."""
    key = hashlib.blake2b(body.encode(), digest_size=6).hexdigest()
    return f'<div class="region" data-region="{name}" data-hash="{key}">{body}</div>'


def for_page(request: HttpRequest, regions: Regions) -> dict[str, Markup]:
    """The regions with live form fields, to be put into a whole page."""
    token = get_token(request)
    # The regions are our own rendered pages, escaped there.
    return {name: Markup(_with_fields(html, token)) for name, html in regions.items()}  # noqa: S704


def _with_fields(html: str, token: str) -> str:
    first, *rest = html.split(str(ACT_FIELDS))
    return first + "".join(_fields(token) + part for part in rest)


def _fields(token: str) -> str:
    return (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f'<input type="hidden" name="command_id" value="{uuid.uuid4()}">'
    )


def changed(request: HttpRequest, regions: Regions) -> dict[str, str]:
    """Those regions whose hash differs from what the browser says it shows."""
    pairs = (part.partition("=") for part in request.headers.get("X-Regions", "").split(","))
    shown = {name.strip(): key for name, _equals, key in pairs}
    return {
        name: html.replace(str(ACT_FIELDS), "")
        for name, html in regions.items()
        if f'data-hash="{shown.get(name)}"' not in html
    }


def respond(
    request: HttpRequest, *, back: str, regions: Callable[[], Regions], **extra: Any
) -> HttpResponse:
    """The answer after an act: changed regions to the script, a redirect to anybody else."""
    if not is_act(request):
        return redirect(back)
    body = {"regions": changed(request, regions()), **extra}
    command = request.POST.get("command_id")
    if command:
        body["command_id"] = command
    return JsonResponse(body)


def run(
    request: HttpRequest,
    *,
    act: Callable[[dict[str, Any], uuid.UUID], Any],
    back: str,
    regions: Callable[[], Regions],
    form: forms.Form | None = None,
    code_from: str = "",
    **extra: Any,
) -> HttpResponse:
    """Check the form, do the act once, answer. What a person may read comes back beside its field.

    ``act`` gets the cleaned data and the command id. Somebody else's row is a 404. ``code_from``
    is where a browser without script asks for a code, when one is missing or wrong.
    """
    try:
        command = command_id(request)
        if form is not None and not form.is_valid():
            return failed(request, 422, fields=_messages(form), codes=_codes(form))
        result = act(form.cleaned_data if form is not None else {}, command)
    except LkError as error:
        field = error.field if isinstance(error, Invalid) else ""
        return failed(
            request,
            error.status,
            message="" if field else error.message,
            fields={field: error.message} if field else {},
            codes={field: error.code},
            code_from=code_from,
        )
    except ObjectDoesNotExist as error:
        raise Http404 from error
    removed = getattr(form, "invisible_removed", None)
    if removed:
        extra["note"] = _("Skjulte tegn er fjernet fra teksten.")
    answer = result if isinstance(result, dict) else {}
    return respond(request, back=back, regions=regions, **extra, **answer)


def command_id(request: HttpRequest) -> uuid.UUID:
    """The id made where the person typed. Raises ``Invalid`` when it is missing."""
    try:
        return uuid.UUID(request.POST.get("command_id", ""))
    except ValueError:
        raise Invalid(
            _("Siden er for gammel til at gemme fra. Genindlæs den, og prøv igen."),
            code="no_command_id",
        ) from None


def failed(
    request: HttpRequest,
    status: int,
    *,
    message: str = "",
    fields: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    code_from: str = "",
) -> HttpResponse:
    """Why not, beside the field. Without script: a page with what was typed, ready to correct."""
    fields = fields or {}
    if is_act(request):
        body = {"message": message, "fields": dict(fields), "codes": dict(codes or {})}
        return JsonResponse(body, status=status)
    typed = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if name not in {"csrfmiddlewaretoken", "command_id"}
    ]
    context = {
        "message": message,
        "fields": fields,
        "codes": codes or {},
        "typed": typed,
        "action": request.get_full_path(),
        "code_from": code_from,
        "back": local_path(urlsplit(request.headers.get("Referer", "")).path),
        "act_fields": Markup(_fields(get_token(request))),  # noqa: S704 -- two hidden inputs of ours
    }
    return render(request, "core/act_failed.html", context, status=status)


def _messages(form: forms.Form) -> dict[str, str]:
    return {
        "" if name == "__all__" else name: str(errors[0]) for name, errors in form.errors.items()
    }


def _codes(form: forms.Form) -> dict[str, str]:
    data = form.errors.get_json_data()
    return {"" if name == "__all__" else name: errors[0]["code"] for name, errors in data.items()}
