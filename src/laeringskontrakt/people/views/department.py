"""The people of a department: who learns there, who supervises them, and until when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people import actions, queries
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.actions.permission import refuse_others
from laeringskontrakt.people.enums import Profession, SupervisionKind
from laeringskontrakt.people.forms.department import (
    EndForm,
    NewPersonForm,
    PlacementForm,
    SupervisorForm,
)
from laeringskontrakt.people.models import Department, Person, Placement, Supervision
from laeringskontrakt.people.views import department_page

#: What was done, as the page one comes back to says it.
PERSON, PLACED, APPOINTED, ENDED = "person", "ansat", "vejleder", "slut"


@require_safe
@signed_in
def department(request: HttpRequest) -> HttpResponse:
    """The departments that the person leads or administers, each with its people."""
    return _page(request, {})


@require_POST
@signed_in
def add_person(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """An account for somebody in the department."""
    by = person_of(request)
    place = _department(by, department_id)
    key = department_page.key("person", place)
    form = NewPersonForm(request.POST, auto_id=f"{key}-%s")

    def act(data: dict[str, Any]) -> None:
        data["profession"] = Profession(data["profession"])
        actions.add_person(
            organisation=place.organisation, department=place, by=by, now=clock.now(), **data
        )

    return _done(request, key, form, act, PERSON)


@require_POST
@signed_in
def place_trainee(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """A post in the department for somebody in the organisation."""
    by = person_of(request)
    place = _department(by, department_id)
    key = department_page.key("ansaettelse", place)
    form = PlacementForm(request.POST, organisation=place.organisation, auto_id=f"{key}-%s")

    def act(data: dict[str, Any]) -> None:
        actions.place_trainee(department=place, by=by, now=clock.now(), **data)

    return _done(request, key, form, act, PLACED)


@require_POST
@signed_in
def appoint_supervisor(request: HttpRequest, placement_id: UUID) -> HttpResponse:
    """A primary supervisor, a co-supervisor or a substitute for one placement."""
    by = person_of(request)
    placement = get_object_or_404(
        Placement.objects.select_related("department__organisation"),
        pk=placement_id,
        department__organisation=by.organisation_id,
    )
    refuse_others(by, placement.department)
    key = department_page.key("vejleder", placement)
    form = SupervisorForm(request.POST, placement=placement, auto_id=f"{key}-%s")

    def act(data: dict[str, Any]) -> None:
        data["kind"] = SupervisionKind(data["kind"])
        actions.appoint_supervisor(placement=placement, by=by, now=clock.now(), **data)

    return _done(request, key, form, act, APPOINTED)


@require_POST
@signed_in
def end_supervision(request: HttpRequest, supervision_id: UUID) -> HttpResponse:
    """The last day of one supervision."""
    by = person_of(request)
    supervision = get_object_or_404(
        Supervision.objects.select_related("placement__department__organisation"),
        pk=supervision_id,
        placement__department__organisation=by.organisation_id,
    )
    refuse_others(by, supervision.placement.department)
    key = department_page.key("slut", supervision)
    form = EndForm(request.POST, placement=supervision.placement, auto_id=f"{key}-%s")

    def act(data: dict[str, Any]) -> None:
        actions.end_supervision(supervision=supervision, by=by, now=clock.now(), **data)

    return _done(request, key, form, act, ENDED)


def _department(by: Person, key: UUID) -> Department:
    """A department of one's own organisation that one may manage; 404, or ``Forbidden``."""
    rows = Department.objects.select_related("organisation")
    found = get_object_or_404(rows, pk=key, organisation=by.organisation_id)
    refuse_others(by, found)
    return found


def _done(
    request: HttpRequest,
    key: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    """Do it and say so; or the whole page again, with what was typed and what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field or None, ValidationError(error.message, code=error.code))
        else:
            return redirect(f"{reverse('people:department')}?svar={said}")
    return _page(request, {key: form}, status=422)


def _page(request: HttpRequest, typed: Mapping[str, forms.Form], status: int = 200) -> HttpResponse:
    person, today = person_of(request), clock.today()
    departments = list(queries.departments_of(person).select_related("organisation"))
    if not departments:
        refuse_others(person, None)
    context = {
        "departments": department_page.of_departments(departments, typed, today=today),
        "today": today,
        "said": request.GET.get("svar", ""),
    }
    return render(request, "people/department/page.html", context, status=status)
