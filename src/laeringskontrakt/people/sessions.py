"""Sessions: how long they last, where they are open, and how they end.

Idle 30 minutes, absolute 12 hours (faults, decision 2). When a person was last active is kept
in a signed cookie, not in the database: a page that is only read then writes nothing, and
nobody can see when somebody was at work (domain §5.3). Without the cookie the session counts
as idle since it began.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from laeringskontrakt.core import clock
from laeringskontrakt.core.requests import in_background
from laeringskontrakt.people import devices, proof
from laeringskontrakt.people.models import Person, Placement, Supervision
from laeringskontrakt.people.session_rows import SessionRow
from laeringskontrakt.people.session_store import DEVICE, STARTED_AT

#: In the session: the language that people write in where its person works.
WRITTEN = "written"
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)

#: People asked about in one query.
_AT_ONCE = 400
#: How old the cookie may get before it is written anew.
_FRESH = timedelta(minutes=1)


def begin(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """Note what a new session needs. Connected to Django's ``user_logged_in``."""
    session = request.session
    session[STARTED_AT] = clock.now().timestamp()
    session[DEVICE] = devices.describe(request.headers.get("User-Agent", ""))
    session["pen"] = _pen(user)
    session[WRITTEN] = user.organisation.language if user.organisation else settings.LANGUAGE_CODE
    proof.remember(request, method="code")


def _pen(person: Person) -> str:
    """The shape of the initials in the top bar: trainee, supervisor or anyone else."""
    if Placement.objects.filter(trainee=person).exists():
        return "t"
    return "s" if Supervision.objects.filter(supervisor=person).exists() else "other"


def own(person: Person) -> list[SessionRow]:
    """The sessions in which ``person`` is signed in now, newest first."""
    now = clock.now()
    return list(
        SessionRow.objects.filter(
            person_id=person.pk, expire_date__gt=now, started_at__gt=now - ABSOLUTE
        ).order_by("-started_at")
    )


def going_on(people: Collection[UUID], *, now: datetime) -> set[tuple[UUID, str]]:
    """Of these people with open accounts: the sessions they are signed in with, by handle."""
    keys = list(people)
    found = set()
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        active = Person.objects.filter(pk__in=some, is_active=True).values("pk")
        rows = SessionRow.objects.filter(
            person_id__in=active, expire_date__gt=now, started_at__gt=now - ABSOLUTE
        )
        for row in rows.only("session_key", "person_id"):
            assert row.person_id is not None
            found.add((row.person_id, row.handle))
    return found


class SessionLimits:
    """Ends a session that has been idle or open too long, before anything looks at it.

    Sets ``request.session_ended`` to ``"idle"``, ``"age"`` or ``""``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = clock.now()
        ended = _ended(request, now)
        if ended:
            request.session.flush()
        request.session_ended = ended  # type: ignore[attr-defined]
        response = self.get_response(request)
        _remember_activity(request, response, now)
        return response


def cookie_name() -> str:
    """The cookie that holds the last activity; bound to the host where there is https."""
    return "__Host-seen" if settings.SESSION_COOKIE_SECURE else "seen"


def _ended(request: HttpRequest, now: datetime) -> str:
    if not request.session.get(SESSION_KEY):
        return ""
    started = request.session.get(STARTED_AT)
    if started is None or now.timestamp() - started >= ABSOLUTE.total_seconds():
        return "age"
    seen = max(started, _last_activity(request))
    return "idle" if now.timestamp() - seen >= IDLE.total_seconds() else ""


def _last_activity(request: HttpRequest) -> float:
    """Seconds since 1970, or 0 when the cookie is missing or belongs to another session."""
    try:
        return float(_signer(request).unsign(request.COOKIES.get(cookie_name(), "")))
    except (BadSignature, ValueError):
        return 0.0


def _signer(request: HttpRequest) -> Signer:
    return Signer(salt=f"people.seen:{request.session.session_key}")


def _remember_activity(request: HttpRequest, response: HttpResponseBase, now: datetime) -> None:
    if not request.session.get(SESSION_KEY):
        if cookie_name() in request.COOKIES:
            response.delete_cookie(cookie_name(), samesite="Lax")
        return
    age = now.timestamp() - _last_activity(request)
    if in_background(request) or age < _FRESH.total_seconds():
        return
    response.set_cookie(
        cookie_name(),
        _signer(request).sign(str(int(now.timestamp()))),
        max_age=ABSOLUTE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
