"""Acts round the sheet: start, sittings, one device, preparation, deletion."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from laeringskontrakt.contracts.actions import deletion, drafts, meetings, succession
from laeringskontrakt.contracts.enums import MeetingMode, Party, Step
from laeringskontrakt.contracts.errors import refused
from laeringskontrakt.contracts.stages import Act, Reason, refusal
from laeringskontrakt.contracts.views.access import sheet_for
from laeringskontrakt.contracts.views.lines import on_sheet
from laeringskontrakt.core import acts, clock
from laeringskontrakt.curriculum.models import PlannedCompetency
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.models import Person, Placement, Supervision


@signed_in
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A new draft about the chosen competencies; the sheet opens (T1).

    ``trainee`` is the other party for a supervisor; ``private`` begins a preparation.
    """
    person, now = person_of(request), clock.now()
    placement = _placement(request, person, clock.today())
    private = request.POST.get("private") == "1"
    command = acts.command_id(request)
    contract = drafts.start_contract(
        placement=placement,
        planned=_chosen(request, placement),
        private=private,
        by=person,
        now=now,
        command_id=command,
    )
    if not private:
        meetings.open_sitting(contract=contract, by=person, now=now)
    return redirect("contracts:sheet", contract.pk)


def _placement(request: HttpRequest, person: Person, day: date) -> Placement:
    """The placement of today between the person and the named trainee, else 404."""
    trainee = request.POST.get("trainee", "")
    mine = Placement.objects.filter(starts_on__lte=day, ends_on__gte=day).select_related(
        "department", "trainee"
    )
    if trainee and trainee != str(person.pk):
        try:
            todays = Supervision.objects.on(day).filter(supervisor=person)
            mine = mine.filter(trainee=UUID(trainee), supervisions__in=todays)
        except ValueError as error:
            raise Http404 from error
    else:
        mine = mine.filter(trainee=person)
    found = mine.distinct().first()
    if found is None:
        raise Http404
    return found


def _chosen(request: HttpRequest, placement: Placement) -> list[PlannedCompetency]:
    planned = PlannedCompetency.objects.filter(
        plan__course__trainee=placement.trainee_id,
        plan__course__version__framework__organisation=placement.organisation_id,
    ).select_related("competency")
    keys = set(request.POST.getlist("planned"))
    if keys:
        return [row for row in planned if str(row.pk) in keys]
    return list(planned.exclude(chosen_next_at=None))


@signed_in
@require_POST
def open_sitting(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The two sit down."""
    sheet = sheet_for(request, contract_id)
    return on_sheet(
        request,
        sheet,
        sheet.step,
        lambda _data, common: meetings.open_sitting(**common),
        changed=(),
    )


@signed_in
@require_POST
def pause(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """«Fortsæt senere»."""
    sheet = sheet_for(request, contract_id)
    return on_sheet(
        request, sheet, sheet.step, lambda _data, common: meetings.pause(**common), changed=()
    )


@signed_in
@require_POST
def choose_mode(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """One device or two."""
    sheet = sheet_for(request, contract_id)
    shared = request.POST.get("mode") == MeetingMode.SHARED_DEVICE
    mode = MeetingMode.SHARED_DEVICE if shared else MeetingMode.OWN_DEVICES
    return on_sheet(
        request,
        sheet,
        sheet.step,
        lambda _data, common: meetings.choose_mode(mode=mode, **common),
        changed=(),
    )


@signed_in
@require_POST
def pass_turn(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Hand the shared device over."""
    sheet = sheet_for(request, contract_id)
    to = Party.TRAINEE if request.POST.get("to") == Party.TRAINEE else Party.SUPERVISOR
    return on_sheet(
        request,
        sheet,
        sheet.step,
        lambda _data, common: meetings.pass_turn(to=to, **common),
        changed=(),
    )


@signed_in
@require_POST
def share_preparation(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Let the supervisor see the preparation."""
    sheet = sheet_for(request, contract_id)
    return on_sheet(
        request,
        sheet,
        Step.ANALYSIS,
        lambda _data, common: drafts.share_preparation(**common),
        changed=(),
    )


@signed_in
@require_POST
def change_supervisor(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Go on with today's supervisor when the one before has left."""
    sheet = sheet_for(request, contract_id)
    return on_sheet(
        request,
        sheet,
        sheet.step,
        lambda _data, common: succession.change_supervisor(**common),
        changed=(),
    )


@signed_in
@require_POST
def delete(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Delete a draft (T15); says first what goes, or that it takes the other's yes too."""
    sheet = sheet_for(request, contract_id)
    if request.POST.get("sure") != "1":
        alone = sheet.may(Act.DELETE_DRAFT)
        if not (alone or sheet.may(Act.ASK_DELETION)):
            reason = refusal(Act.DELETE_DRAFT, sheet.facts, sheet.role)
            raise refused(reason or Reason.NOT_A_PARTY)
        context = {"sheet": sheet, "alone": alone, "command_id": uuid.uuid4()}
        return render(request, "contracts/delete_draft.html", context)
    deletion.delete_draft(
        contract=sheet.contract,
        by=person_of(request),
        now=clock.now(),
        command_id=acts.command_id(request),
    )
    return redirect("portfolio:home")


@signed_in
@require_POST
def ask_deletion(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Ask the other whether the draft may be deleted."""
    sheet = sheet_for(request, contract_id)
    return on_sheet(
        request,
        sheet,
        sheet.step,
        lambda _data, common: deletion.ask_deletion(**common),
        changed=(),
    )


@signed_in
@require_POST
def keep_draft(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Say no to it, or take the question back."""
    sheet = sheet_for(request, contract_id)
    return on_sheet(
        request,
        sheet,
        sheet.step,
        lambda _data, common: deletion.keep_draft(**common),
        changed=(),
    )
