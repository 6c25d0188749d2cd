"""What a party does in the own copy: tick, note, reflect, share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from laeringskontrakt.contracts.actions import copies
from laeringskontrakt.contracts.forms.copies import NoteForm, ReflectionForm, ShareForm, TickForm
from laeringskontrakt.contracts.models import ContractCopy
from laeringskontrakt.contracts.views.access import visible
from laeringskontrakt.contracts.views.contract import page_regions
from laeringskontrakt.core import acts, clock
from laeringskontrakt.people.access import person_of, signed_in

Write = Callable[..., ContractCopy]


@require_POST
@signed_in
def tick(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """«Udført» or «Set» at one line."""

    def write(data: dict[str, Any], **common: Any) -> ContractCopy:
        return copies.tick(line_id=data["line"], done=data["done"], **common)

    return _act(request, contract_id, TickForm(request.POST), write)


@require_POST
@signed_in
def note(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The private note."""

    def write(data: dict[str, Any], **common: Any) -> ContractCopy:
        return copies.write_note(text=data["text"], **common)

    return _act(request, contract_id, NoteForm(request.POST), write)


@require_POST
@signed_in
def reflection(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The trainee's reflection."""

    def write(data: dict[str, Any], **common: Any) -> ContractCopy:
        return copies.write_reflection(text=data["text"], **common)

    return _act(request, contract_id, ReflectionForm(request.POST), write)


@require_POST
@signed_in
def share_reflection(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Let the supervisor read the reflection, or take it back."""

    def write(data: dict[str, Any], **common: Any) -> ContractCopy:
        return copies.share_reflection(shared=data["shared"], **common)

    return _act(request, contract_id, ShareForm(request.POST), write)


def _act(request: HttpRequest, contract_id: UUID, form: forms.Form, write: Write) -> HttpResponse:
    person, now = person_of(request), clock.now()
    contract = visible(request, contract_id)

    def act(data: dict[str, Any], command: UUID) -> None:
        copy = ContractCopy.objects.select_related("contract").get(contract=contract, holder=person)
        write(data, copy=copy, by=person, now=now, command_id=command)

    return acts.run(
        request,
        act=act,
        form=form,
        back=reverse("contracts:contract", args=[contract_id]),
        regions=partial(_regions_now, request, contract_id, now),
    )


def _regions_now(request: HttpRequest, contract_id: UUID, now: datetime) -> dict[str, str]:
    return page_regions(request, visible(request, contract_id), person_of(request), now)
