"""The demo's own pages. None of them exists elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.core.requests import local_path
from laeringskontrakt.people import proof
from laeringskontrakt.people.access import demo_only
from laeringskontrakt.people.demo import BACKEND, PARTS
from laeringskontrakt.people.models import Person

_NEWEST = 50


@require_POST
@demo_only
def play(request: HttpRequest) -> HttpResponseBase:
    """Become one of the demo's people."""
    part = PARTS.get(request.POST.get("part", ""))
    if part is None:
        raise Http404
    person = get_object_or_404(Person, email=part.email)
    login(request, person, backend=BACKEND)
    proof.remember(request, method="demo")
    return HttpResponseRedirect(local_path(request.POST.get("next")) if part.stays else "/")


@require_safe
@demo_only
def mails(request: HttpRequest) -> HttpResponse:
    """The mails that the product would have sent, newest first."""
    languages = dict(Person.objects.values_list("email", "language"))
    newest = OutboxMail.objects.all()[:_NEWEST]
    rows = [(mail, languages.get(mail.to, settings.LANGUAGE_CODE)) for mail in newest]
    return render(request, "people/mails.html", {"mails": rows})
