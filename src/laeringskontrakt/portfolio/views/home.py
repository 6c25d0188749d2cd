"""Home: what I agreed, who waits for me, what I am asked for, who is in training here (02, 03)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.contracts import line_words, status
from laeringskontrakt.contracts.actions import copies
from laeringskontrakt.contracts.models import ContractCopy, LearningContract
from laeringskontrakt.contracts.queries import access, ledger
from laeringskontrakt.core import acts, clock
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.professions import profile
from laeringskontrakt.people.queries import departments_of
from laeringskontrakt.portfolio.forms.entries import TickForm
from laeringskontrakt.portfolio.queries import leading, owed, plan, supervising, trainee
from laeringskontrakt.portfolio.views.starting import start_form

#: How many weeks from this one the supervisor's minutes are shown for.
WEEKS = 4


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What concerns the person today, in each capacity the person has."""
    now = clock.now()
    regions = acts.for_page(request, {**home_regions(request, now), **start_form(request)})
    context = {"regions": regions, "today": clock.local_date(now), "here": "today"}
    return render(request, "portfolio/home.html", context)


@require_POST
@signed_in
def tick(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """«Udført» from the home, in one's own copy of that contract."""
    person, now = person_of(request), clock.now()
    try:
        contract = access.contract_for(person, contract_id, today=clock.local_date(now))
    except LearningContract.DoesNotExist as error:
        raise Http404 from error

    def act(data: dict[str, Any], command: UUID) -> None:
        own = ContractCopy.objects.select_related("contract").get(contract=contract, holder=person)
        copies.tick(
            copy=own,
            line_id=data["line"],
            done=data["done"],
            by=person,
            now=now,
            command_id=command,
        )

    return acts.run(
        request,
        act=act,
        form=TickForm(request.POST),
        back=reverse("portfolio:home"),
        regions=partial(home_regions, request, now),
    )


def home_regions(request: HttpRequest, now: datetime) -> dict[str, str]:
    """The regions of the home that the person has, each complete."""
    person = person_of(request)
    shared = {
        "person": person,
        "today": clock.local_date(now),
        "words": line_words,
        "Part": trainee.Part,
        "status_word": partial(_status_word, person),
        "status_plain": status.word,
        "status_icon": status.ICONS,
    }
    departments = leading.departments_of(person, now=now)
    contexts = {
        **_as_trainee(person, now),
        **_as_giver(person, now),
        "leading": {"departments": departments, "shown": bool(departments)},
    }
    names = [name for name, context in contexts.items() if context["shown"]]
    if not names:
        names = ["nothing"]
        contexts["nothing"] = {"manages": departments_of(person).exists()}
    return {
        name: acts.region(
            name, f"portfolio/home/{name}.html", {**shared, **contexts[name]}, request
        )
        for name in names
    }


def _as_trainee(person: Person, now: datetime) -> dict[str, dict[str, Any]]:
    own = trainee.home_of(person, now=now)
    facts = plan.plan_of(person, viewer=person, now=now, contracts=own.contracts)
    shown = bool(own.contracts or own.conversation or facts)
    context = {"own": own, "plan": facts, "labels": profile(person.profession), "shown": shown}
    return {"week": context, "cards": context}


def _as_giver(person: Person, now: datetime) -> dict[str, dict[str, Any]]:
    """The supervisor's parts, and what a colleague is asked for, from the same agreements."""
    promised = owed.owed_by(person, now=now)
    supervised = supervising.home_of(person, now=now)
    monday = ledger.monday_of(clock.local_date(now))
    weeks = owed.minutes_by_week(promised, first=monday, weeks=WEEKS)
    minutes = {
        "weeks": weeks,
        "this_week": owed.of_week(promised, monday),
        "shown": supervised is not None,
        "sunday": monday + timedelta(days=6),
    }
    asked = owed.asked_of(promised, person, now=now)
    return {
        "supervising": {"home": supervised, "Need": supervising.Need, "shown": bool(supervised)},
        "minutes": minutes,
        "asked": {"asked": asked, "shown": bool(asked)},
    }


def _status_word(person: Person, contract: Any) -> str:
    return status.of_summary(contract, viewer=person.pk)
