"""Proving that one is there, on a page of its own. The sheet does the same without leaving it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.core.requests import from_script, local_path
from laeringskontrakt.people import proof
from laeringskontrakt.people.access import demo_only, person_of, signed_in
from laeringskontrakt.people.forms import ProofForm

PURPOSE = "presence"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def presence(request: HttpRequest) -> HttpResponseBase:
    """Take the code that ``send`` mailed to the person who is signed in."""
    if request.method != "POST":
        return _page(request, ProofForm())
    form = ProofForm(request.POST)
    person = person_of(request)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if proof.confirm_code(person=person, code=code, purpose=PURPOSE):
            proof.remember(request, method="code")
            return _done(request)
        form.add_error("code", _refusal(request))
    if from_script(request):
        message = form.errors["code"][0]
        return JsonResponse({"error": "code", "field": "code", "message": message}, status=422)
    return _page(request, form, status=422)


@require_POST
@signed_in
def send(request: HttpRequest) -> HttpResponseBase:
    """Mail a code to the person who is signed in."""
    try:
        proof.send_code(person=person_of(request), purpose=PURPOSE)
    except Invalid as error:
        if from_script(request):
            raise
        form = ProofForm(data={"code": ""})
        form.errors["code"] = form.error_class([error.message])
        return _page(request, form, status=422)
    if from_script(request):
        return JsonResponse({"sent": True})
    query = {"next": local_path(request.POST.get("next"))}
    return HttpResponseRedirect(f"{reverse('people:presence')}?{urlencode(query)}")


@require_POST
@demo_only
@signed_in
def prove_in_demo(request: HttpRequest) -> HttpResponseBase:
    """One press instead of a code. Exists in the demo only."""
    proof.remember(request, method="demo")
    return _done(request)


def _done(request: HttpRequest) -> HttpResponseBase:
    if from_script(request):
        return JsonResponse({"proved": True})
    return HttpResponseRedirect(local_path(request.POST.get("next")))


def _refusal(request: HttpRequest) -> str:
    if proof.tries_left(person=person_of(request), purpose=PURPOSE):
        return _("Koden passer ikke. Brug den nyeste kode i din indbakke.")
    return _("Koden gælder ikke længere. Få en ny.")


def _page(request: HttpRequest, form: ProofForm, *, status: int = 200) -> HttpResponse:
    person = person_of(request)
    asked = request.POST.get("next") or request.GET.get("next")
    context = {
        "form": form,
        "next": local_path(asked),
        "sent": bool(proof.tries_left(person=person, purpose=PURPOSE)),
    }
    return render(request, "people/presence.html", context, status=status)
