"""Whose page this is: told by the page itself with everything that its scripts send.

A page may outlive the session it was made in: the session ends, or somebody else signs in in
another tab. What the page then sends must never be taken for the other's (faults F11a). The mark
is signed, so a page can show that it was made for its person: who holds one may be told that the
account is closed, which the public sign-in page tells nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from laeringskontrakt.core.requests import from_script
from laeringskontrakt.people.models import Person

#: Sent by our scripts with every request: the mark of the page they stand on.
PERSON_HEADER = "X-Person"

_SIGNER = Signer(salt="people.page")


def mark(person: Person) -> str:
    """What a page made for ``person`` carries: the id and a signature."""
    return _SIGNER.sign(str(person.pk))


def claimed(request: HttpRequest) -> str:
    """The id of the person whose page asks, as the page says it; ``""`` when it says nothing."""
    return request.headers.get(PERSON_HEADER, "").partition(":")[0]


def proved(request: HttpRequest) -> Person | None:
    """The person whose page asks, when the mark is ours; also one whose account is closed."""
    try:
        key = UUID(_SIGNER.unsign(request.headers.get(PERSON_HEADER, "")))
    except (BadSignature, ValueError):
        return None
    return Person.objects.filter(pk=key).first()


class SamePerson:
    """Refuses what a page sends after another person has signed in in the same browser.

    401 as JSON with the error ``other_person``; nothing is done, and no token is given out.
    It looks before the CSRF check, which would hand the old page a token of the new session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """The refusal, or None when the page and the session are the same person's."""
        here, there = request.session.get(SESSION_KEY), claimed(request)
        if not (from_script(request) and here and there) or here == there:
            return None
        return JsonResponse(
            {
                "error": "other_person",
                "message": _("En anden er logget ind her nu. Intet er sendt fra den her side."),
            },
            status=401,
        )
