"""The education plan, and choosing from it for the next contract (04)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.core import acts, clock
from laeringskontrakt.curriculum.actions import plans
from laeringskontrakt.curriculum.models import PlannedCompetency
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.professions import profile
from laeringskontrakt.portfolio.forms.entries import ChooseForm
from laeringskontrakt.portfolio.queries import plan as plans_read
from laeringskontrakt.portfolio.queries import plan_access
from laeringskontrakt.portfolio.queries.plan_access import PlanRole
from laeringskontrakt.portfolio.views.starting import start_form


@require_safe
@signed_in
def own_plan(request: HttpRequest) -> HttpResponse:
    """One's own plan, and the way to those of the trainees one supervises or leads."""
    person, now = person_of(request), clock.now()
    today = clock.local_date(now)
    others = {
        "supervised": plan_access.plans_supervised(person, today=today),
        "led": plan_access.plans_led(person, today=today),
    }
    return _page(request, person, PlanRole.TRAINEE, now, others)


@require_safe
@signed_in
def plan_of(request: HttpRequest, trainee: UUID) -> HttpResponse:
    """A trainee's plan, for the supervisor and the programme lead."""
    person, now = person_of(request), clock.now()
    role = plan_access.role_in_plan(person, trainee, today=clock.local_date(now))
    if role is None:
        raise Http404
    return _page(request, Person.objects.get(pk=trainee), role, now, {})


@require_POST
@signed_in
def choose(request: HttpRequest, planned_id: UUID) -> HttpResponse:
    """Choose a planned competency for the next contract, or undo it."""
    person, now = person_of(request), clock.now()
    planned = _planned(person, planned_id)
    trainee = planned.plan.course.trainee
    role = plan_access.role_in_plan(person, trainee.pk, today=clock.local_date(now))
    if role is None:
        raise Http404

    def act(data: dict[str, Any], command: UUID) -> None:
        plans.choose_next(
            planned=planned, chosen=data["chosen"], by=person, now=now, command_id=command
        )

    return acts.run(
        request,
        act=act,
        form=ChooseForm(request.POST),
        back=_address(trainee, role),
        regions=partial(_regions, request, trainee, role, now),
    )


def _planned(person: Person, key: UUID) -> PlannedCompetency:
    """A planned competency of one's own, or in one's own organisation (I13); 404 for others."""
    ours = Q(plan__course__version__framework__organisation=person.organisation_id)
    found = (
        PlannedCompetency.objects.select_related(
            "plan__course__version__framework", "plan__course__trainee"
        )
        .filter(ours | Q(plan__course__trainee=person), pk=key)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    trainee: Person,
    role: PlanRole,
    now: datetime,
    others: dict[str, list[plan_access.OtherPlan]],
) -> HttpResponse:
    labels = profile(trainee.profession)
    regions = _regions(request, trainee, role, now)
    context = {
        "empty": not regions,
        "regions": acts.for_page(request, regions | start_form(request)),
        "labels": labels,
        "trainee": trainee,
        "own": role is PlanRole.TRAINEE,
        "others": {name: rows for name, rows in others.items() if rows},
        "here": "plan",
    }
    return render(request, "portfolio/plan.html", context)


def _regions(
    request: HttpRequest, trainee: Person, role: PlanRole, now: datetime
) -> dict[str, str]:
    shown = plans_read.plan_of(trainee, viewer=person_of(request), now=now)
    if shown is None:
        return {}
    context = {
        "plan": shown,
        "trainee": trainee,
        "labels": profile(shown.course.version.profession),
        "may_choose": role is not PlanRole.LEAD,
        "own": role is PlanRole.TRAINEE,
        "links": role is not PlanRole.LEAD,
        "State": plans_read.PlanState,
    }
    names = ("plan", "chosen", "texts")
    return {
        name: acts.region(name, f"portfolio/plan/{name}.html", context, request) for name in names
    }


def _address(trainee: Person, role: PlanRole) -> str:
    if role is PlanRole.TRAINEE:
        return reverse("portfolio:plan")
    return reverse("portfolio:plan_of", args=[trainee.pk])
