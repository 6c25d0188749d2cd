"""Acts of step 3 and 4: activities, feedback and assessment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from laeringskontrakt.contracts import entries
from laeringskontrakt.contracts.actions import activities, agreements
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import Step
from laeringskontrakt.contracts.forms.agreements import (
    ActivityForm,
    AssessmentForm,
    FeedbackForm,
    filled_in,
)
from laeringskontrakt.contracts.forms.lines import LineForm
from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    ContractCompetency,
    FeedbackAgreement,
    LearningActivity,
    Subgoal,
)
from laeringskontrakt.contracts.queries.sheet import Sheet
from laeringskontrakt.contracts.views.access import sheet_for
from laeringskontrakt.contracts.views.lines import key_of, on_sheet
from laeringskontrakt.core import acts, clock
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people.access import signed_in


def _frame(sheet: Sheet) -> dict[str, Any]:
    today = clock.today()
    return {"period": entries.period_of(sheet.contract, today), "today": today}


@signed_in
@require_POST
def write_activity(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """One more activity from the quick entry of step 3."""
    sheet = sheet_for(request, contract_id)
    sent = request.POST if acts.is_act(request) else filled_in(request.POST)
    form = ActivityForm(sent, **_frame(sheet))

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        content = entries.activity(sheet.contract, data, pressed=form.pressed, today=clock.today())
        return activities.write_activity(
            subgoals=_subgoals(data["subgoals"].split()), content=content, **common
        )

    return on_sheet(request, sheet, Step.ACTIVITIES, do, form)


@signed_in
@require_POST
def change_activity(request: HttpRequest, contract_id: UUID, activity_id: UUID) -> HttpResponse:
    """An activity with every field as it is written."""
    sheet = sheet_for(request, contract_id)
    form = ActivityForm(request.POST, **_frame(sheet))

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        return activities.change_activity(
            activity=LearningActivity(pk=activity_id),
            subgoals=_subgoals(request.POST.getlist("subgoals")),
            content=entries.as_entered(sheet.contract, data),
            **common,
        )

    return on_sheet(request, sheet, Step.ACTIVITIES, do, form)


@signed_in
@require_POST
def remove_activity(request: HttpRequest, contract_id: UUID, activity_id: UUID) -> HttpResponse:
    """Take an activity out."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        row = LearningActivity(pk=activity_id)
        return activities.remove_activity(activity=row, **common)

    return on_sheet(request, sheet, Step.ACTIVITIES, do)


@signed_in
@require_POST
def write_feedback(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """One more feedback agreement from the quick entry of step 4."""
    sheet = sheet_for(request, contract_id)

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        content, subgoals = entries.feedback(sheet, data["text"], today=clock.today())
        return agreements.agree_feedback(subgoals=subgoals, content=content, **common)

    return on_sheet(request, sheet, Step.AGREEMENTS, do, LineForm(request.POST))


@signed_in
@require_POST
def accept_feedback(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Agree one proposal (``activity``), or all."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> None:
        only = request.POST.get("activity", "")
        agreements.accept_proposals(only=key_of(only) if only else None, **common)

    return on_sheet(request, sheet, Step.AGREEMENTS, do)


@signed_in
@require_POST
def change_feedback(request: HttpRequest, contract_id: UUID, agreement_id: UUID) -> HttpResponse:
    """A feedback agreement with every field as it is written."""
    sheet = sheet_for(request, contract_id)
    form = FeedbackForm(request.POST, **_frame(sheet))

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        content = FeedbackContent(
            giver=entries.Names(sheet.contract).by_name(data["giver_name"]),
            giver_name=data["giver_name"],
            giver_role=data["giver_role"],
            ask=data["ask"],
            form=data["form"],
            model=data["model"],
            minutes=data["minutes"],
            when=data["moment"],
        )
        return agreements.change_feedback(
            agreement=FeedbackAgreement(pk=agreement_id),
            subgoals=_subgoals(request.POST.getlist("subgoals")),
            content=content,
            **common,
        )

    return on_sheet(request, sheet, Step.AGREEMENTS, do, form)


@signed_in
@require_POST
def remove_feedback(request: HttpRequest, contract_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Take a feedback agreement out."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        row = FeedbackAgreement(pk=agreement_id)
        return agreements.remove_feedback(agreement=row, **common)

    return on_sheet(request, sheet, Step.AGREEMENTS, do)


@signed_in
@require_POST
def accept_assessment(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Agree the proposed assessment of one competency."""
    sheet = sheet_for(request, contract_id)
    wanted = request.POST.get("competency", "")

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        competency = ContractCompetency(pk=key_of(wanted))
        return agreements.accept_assessment(competency=competency, **common)

    return on_sheet(request, sheet, Step.AGREEMENTS, do)


@signed_in
@require_POST
def change_assessment(request: HttpRequest, contract_id: UUID, agreement_id: UUID) -> HttpResponse:
    """An assessment agreement with every field as it is written."""
    sheet = sheet_for(request, contract_id)
    form = AssessmentForm(request.POST, **_frame(sheet))

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        row = AssessmentAgreement(pk=agreement_id)
        competency = data["competency"]
        return agreements.change_assessment(
            agreement=row,
            content=AssessmentContent(
                competency=ContractCompetency.objects.get(pk=competency, contract=sheet.contract)
                if competency
                else None,
                assessor=entries.Names(sheet.contract).by_name(data["assessor_name"]),
                assessor_name=data["assessor_name"],
                instrument=data["instrument"],
                criteria=data["criteria"],
                place=data["place"],
                minutes=data["minutes"],
                target_level=data["target_level"],
                when=data["moment"],
            ),
            **common,
        )

    return on_sheet(request, sheet, Step.AGREEMENTS, do, form)


@signed_in
@require_POST
def remove_assessment(request: HttpRequest, contract_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Take an assessment agreement out."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        row = AssessmentAgreement(pk=agreement_id)
        return agreements.remove_assessment(agreement=row, **common)

    return on_sheet(request, sheet, Step.AGREEMENTS, do)


@signed_in
@require_POST
def no_assessment(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """«Ingen bedømmelse i denne periode», and back."""
    sheet = sheet_for(request, contract_id)
    chosen = request.POST.get("chosen") == "1"
    return on_sheet(
        request,
        sheet,
        Step.AGREEMENTS,
        lambda _data, common: agreements.choose_no_assessment(chosen=chosen, **common),
    )


def _subgoals(keys: list[str]) -> list[Subgoal]:
    """The subgoals named; whether they are on this sheet is seen under the lock (I10)."""
    try:
        return [Subgoal(pk=UUID(key)) for key in keys]
    except ValueError:
        raise Invalid(_("Vælg mindst ét delmål."), code="no_subgoal", field="subgoals") from None
