"""Acts of step 1 and 2: scope, subgoals, the gate, the private memo."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from laeringskontrakt.contracts import errors, stages
from laeringskontrakt.contracts.actions import analysis, drafts, memos, proposing
from laeringskontrakt.contracts.actions.writing import first_names
from laeringskontrakt.contracts.enums import Step, SubgoalOrigin
from laeringskontrakt.contracts.forms.lines import LineForm, ScopeForm, typed_dates
from laeringskontrakt.contracts.models import (
    ContractCompetency,
    ProposedCompetency,
    Subgoal,
    SupervisorMemo,
)
from laeringskontrakt.contracts.queries.sheet import Sheet
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.contracts.views.access import sheet_for
from laeringskontrakt.contracts.views.sheet import CHANGED_BY, back, fresh_regions
from laeringskontrakt.core import acts, clock
from laeringskontrakt.curriculum.models import Competency, Concretisation
from laeringskontrakt.people.access import person_of, signed_in


def on_sheet(
    request: HttpRequest,
    sheet: Sheet,
    step: Step,
    act: Any,
    form: Any = None,
    *,
    changed: Collection[str] | None = None,
    at: str = "",
    code_from: str = "",
) -> HttpResponse:
    """Do ``act(data, common)`` for the sheet; ``common`` is contract, by, now and command id.

    ``changed``: the regions that the act can change, when they are not those of its step. For a
    browser without script, ``at`` says more of where on the sheet to go on, and ``code_from``
    where a code is asked for.
    """

    def do(data: dict[str, Any], command: UUID) -> Any:
        return act(
            data,
            {
                "contract": sheet.contract,
                "by": person_of(request),
                "now": clock.now(),
                "command_id": command,
            },
        )

    key = sheet.contract.pk
    return acts.run(
        request,
        act=do,
        form=form,
        back=back(key, step, at),
        code_from=code_from,
        regions=lambda: fresh_regions(
            request, sheet, CHANGED_BY.get(step, ()) if changed is None else changed
        ),
    )


@signed_in
@require_POST
def scope(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Save competencies, period, title and purpose as they are chosen (T2)."""
    sheet = sheet_for(request, contract_id)
    allowed = {str(c.pk): c for c in drafts.competencies_of(sheet.contract)}
    sent = request.POST if acts.is_act(request) else typed_dates(request.POST, sheet.contract)
    form = ScopeForm(sent, choices=list(allowed), today=clock.today())

    def do(data: dict[str, Any], common: dict[str, Any]) -> None:
        drafts.set_scope(
            competencies=[allowed[key] for key in data["competencies"]],
            period_from=data["start"],
            period_to=data["end"],
            outside_placement_confirmed=data["outside_placement"],
            title=data["title"],
            purpose=data["purpose"],
            **common,
        )

    return on_sheet(request, sheet, Step.SCOPE, do, form)


@signed_in
@require_POST
def propose(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Propose a competency to somebody who prepares alone, or take it back."""
    sheet = sheet_for(request, contract_id)
    competency = Competency(pk=key_of(request.POST.get("competency", "")))
    proposed = request.POST.get("proposed") == "1"

    def do(_data: dict[str, Any], common: dict[str, Any]) -> None:
        proposing.propose_competency(competency=competency, proposed=proposed, **common)

    return on_sheet(request, sheet, Step.SCOPE, do)


@signed_in
@require_POST
def take_proposal(request: HttpRequest, contract_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Take what was proposed into the contract."""
    sheet = sheet_for(request, contract_id)
    row = ProposedCompetency(pk=proposal_id)
    return on_sheet(
        request,
        sheet,
        Step.SCOPE,
        lambda _data, common: proposing.take_proposal(proposal=row, **common),
    )


@signed_in
@require_POST
def go_to(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Both sheets unfold a step."""
    sheet = sheet_for(request, contract_id)
    try:
        step = Step(int(request.POST.get("step", "")))
    except ValueError:
        step = Step.SCOPE
    return on_sheet(
        request,
        sheet,
        step,
        lambda _data, common: drafts.go_to_step(step=step, **common),
        changed=("status",),
    )


@signed_in
@require_POST
def write_subgoal(request: HttpRequest, contract_id: UUID, competency_id: UUID) -> HttpResponse:
    """One more line under a competency, or under another line."""
    sheet = sheet_for(request, contract_id)

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        under = request.POST.get("adds_to", "")
        return analysis.write_subgoal(
            competency=ContractCompetency(pk=competency_id),
            text=data["text"],
            adds_to=Subgoal(pk=key_of(under)) if under else None,
            **common,
        )

    return on_sheet(request, sheet, Step.ANALYSIS, do, LineForm(request.POST))


@signed_in
@require_POST
def change_subgoal(request: HttpRequest, contract_id: UUID, subgoal_id: UUID) -> HttpResponse:
    """New words for one's own line."""
    sheet = sheet_for(request, contract_id)

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        return analysis.change_subgoal(subgoal=Subgoal(pk=subgoal_id), text=data["text"], **common)

    return on_sheet(request, sheet, Step.ANALYSIS, do, LineForm(request.POST))


@signed_in
@require_POST
def move_subgoal(request: HttpRequest, contract_id: UUID, subgoal_id: UUID) -> HttpResponse:
    """One's own line up or down."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        up = request.POST.get("direction") == "up"
        return analysis.move_subgoal(subgoal=Subgoal(pk=subgoal_id), up=up, **common)

    return on_sheet(request, sheet, Step.ANALYSIS, do)


@signed_in
@require_POST
def remove_subgoal(request: HttpRequest, contract_id: UUID, subgoal_id: UUID) -> HttpResponse:
    """Take out one's own line; asks first when agreements hang on it alone."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        analysis.remove_subgoal(
            subgoal=Subgoal(pk=subgoal_id),
            with_dependants=request.POST.get("with_dependants") == "1",
            **common,
        )

    return on_sheet(request, sheet, Step.ANALYSIS, do)


@signed_in
@require_POST
def finish_analysis(request: HttpRequest, contract_id: UUID, competency_id: UUID) -> HttpResponse:
    """«Min analyse er færdig» (T4)."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        return analysis.finish_analysis(competency=ContractCompetency(pk=competency_id), **common)

    return on_sheet(request, sheet, Step.ANALYSIS, do)


@signed_in
@require_POST
def reopen_analysis(request: HttpRequest, contract_id: UUID, competency_id: UUID) -> HttpResponse:
    """«Fortsæt min analyse» (T5)."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        return analysis.reopen_analysis(competency=ContractCompetency(pk=competency_id), **common)

    return on_sheet(request, sheet, Step.ANALYSIS, do)


@signed_in
@require_POST
def take_concretisation(
    request: HttpRequest, contract_id: UUID, competency_id: UUID, line_id: UUID
) -> HttpResponse:
    """Add a line of the framework's own text, once the gate is open (I2)."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        row = ContractCompetency.objects.get(pk=competency_id, contract=sheet.contract)
        reason = stages.refusal(Act.SEE_CONCRETISATION, sheet.facts, sheet.role, competency=row.pk)
        if reason is not None:
            raise errors.refused(reason, **first_names(sheet.contract))
        line = Concretisation.objects.get(pk=line_id, competency=row.competency_id)
        return analysis.write_subgoal(
            competency=row, text=line.text, origin=SubgoalOrigin.FRAMEWORK, **common
        )

    return on_sheet(request, sheet, Step.ANALYSIS, do)


@signed_in
@require_POST
def write_memo(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A private line for later."""
    sheet = sheet_for(request, contract_id)

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        return memos.write_memo(text=data["text"], **common)

    return on_sheet(request, sheet, Step.ANALYSIS, do, LineForm(request.POST))


@signed_in
@require_POST
def remove_memo(request: HttpRequest, contract_id: UUID, memo_id: UUID) -> HttpResponse:
    """Take out a private line."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        return memos.remove_memo(memo=SupervisorMemo(pk=memo_id), **common)

    return on_sheet(request, sheet, Step.ANALYSIS, do)


@signed_in
@require_POST
def insert_memos(request: HttpRequest, contract_id: UUID, competency_id: UUID) -> HttpResponse:
    """All private lines become subgoals, once the gate is open."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        return memos.insert_memos(competency=ContractCompetency(pk=competency_id), **common)

    return on_sheet(request, sheet, Step.ANALYSIS, do)


def key_of(text: str) -> UUID:
    """An id as a form sends it; what cannot be one is nobody's: 404."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
