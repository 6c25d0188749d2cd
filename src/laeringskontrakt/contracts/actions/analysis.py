"""What the competency contains: the trainee first, then the supervisor (T3-T6, I1, I3)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laeringskontrakt.contracts.actions import rows
from laeringskontrakt.contracts.actions.writing import Writing, begin
from laeringskontrakt.contracts.enums import Party, SubgoalOrigin
from laeringskontrakt.contracts.models import (
    ContractCompetency,
    FeedbackAgreement,
    LearningActivity,
    LearningContract,
    Subgoal,
)
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import prepared
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Forbidden, Invalid, WrongStage
from laeringskontrakt.people.models import Person


@action("contracts:subgoal:write")
def write_subgoal(
    *,
    contract: LearningContract,
    competency: ContractCompetency,
    text: str,
    by: Person,
    now: datetime,
    adds_to: Subgoal | None = None,
    origin: SubgoalOrigin = SubgoalOrigin.OWN,
) -> Subgoal:
    """One more line: the trainee's analysis, or the supervisor's addition once the gate is open.

    ``adds_to`` puts it under another line of the same competency. Raises ``Forbidden``,
    ``WrongStage``, or ``Subgoal.DoesNotExist`` when that line is gone or elsewhere.
    """
    writing = _begin_line(contract=contract, competency=competency, by=by, now=now)
    row = writing.competency(competency)
    if origin is SubgoalOrigin.FRAMEWORK and not row.gate_open:
        raise WrongStage(
            _("Målbeskrivelsen åbner, når analysen er færdig."), code="framework_closed"
        )
    above = Subgoal.objects.get(pk=adds_to.pk, competency=row) if adds_to else None
    order = rows.next_order(Subgoal, writing.contract.pk)
    subgoal = new_line(writing, row, text=text, origin=origin, order=order)
    if above is not None:
        subgoal.adds_to_id = above.adds_to_id or above.pk
    prepared.insert(subgoal)
    writing.record("subgoal:write", subgoal=str(subgoal.pk), competency=str(row.pk))
    return subgoal


def new_line(
    writing: Writing, row: ContractCompetency, *, text: str, origin: SubgoalOrigin, order: int
) -> Subgoal:
    """A line by whoever holds the pen, to be inserted."""
    return Subgoal(
        contract=writing.contract,
        competency=row,
        author_name=writing.author_name,
        text=text,
        origin=origin.value,
        order=order,
        created_at=writing.now,
        changed_at=writing.now,
        **writing.author,
    )


def _begin_line(
    *, contract: LearningContract, competency: ContractCompetency, by: Person, now: datetime
) -> Writing:
    """Begin as the holder of the pen: the trainee analyses, the supervisor supplements."""
    acts = {Party.TRAINEE: Act.WRITE_ANALYSIS, Party.SUPERVISOR: Act.SUPPLEMENT}
    return begin(acts, contract=contract, by=by, now=now, competency=competency.pk)


@action("contracts:subgoal:change")
def change_subgoal(
    *, contract: LearningContract, subgoal: Subgoal, text: str, by: Person, now: datetime
) -> Subgoal:
    """New words for one's own line; nobody edits the other's (I3)."""
    writing, own = _own_line(contract, subgoal, by, now)
    own.text, own.changed_at = text, writing.now
    own.entered_via = writing.author["entered_via"]
    own.save(update_fields=["text", "changed_at", "entered_via"])
    writing.record("subgoal:change", subgoal=str(own.pk))
    return own


@action("contracts:subgoal:move")
def move_subgoal(
    *, contract: LearningContract, subgoal: Subgoal, up: bool, by: Person, now: datetime
) -> Subgoal:
    """One's own line one place up or down; at the end nothing happens."""
    writing, own = _own_line(contract, subgoal, by, now)
    peers = Subgoal.objects.filter(competency=own.competency_id, adds_to=own.adds_to_id)
    neighbour = (
        peers.filter(order__lt=own.order).order_by("-order").first()
        if up
        else peers.filter(order__gt=own.order).order_by("order").first()
    )
    if neighbour is not None:
        Subgoal.objects.filter(pk=own.pk).update(order=neighbour.order)
        Subgoal.objects.filter(pk=neighbour.pk).update(order=own.order)
        writing.record("subgoal:move", subgoal=str(own.pk))
    return own


@action("contracts:subgoal:remove")
def remove_subgoal(
    *,
    contract: LearningContract,
    subgoal: Subgoal,
    by: Person,
    now: datetime,
    with_dependants: bool = False,
) -> None:
    """Take out one's own line, with what one has added under it oneself.

    Agreements that hang on these alone go only when ``with_dependants`` (I10).

    Raises ``Invalid`` code ``has_dependants`` to ask first, and ``Forbidden`` when the other
    party has added under the line or it is the last of an analysis that is said to be finished.
    """
    writing, own = _own_line(contract, subgoal, by, now)
    going = Subgoal.objects.filter(Q(pk=own.pk) | Q(adds_to=own))
    _refuse_losing_words(own, going)
    staying = writing.contract.subgoals.exclude(pk__in=going)
    orphans = [
        row
        for kind in (LearningActivity, FeedbackAgreement)
        for row in kind.objects.filter(subgoals__in=going).exclude(subgoals__in=staying).distinct()
    ]
    if orphans and not with_dependants:
        raise Invalid(
            ngettext(
                "%(count)d aftale hører kun til dette delmål. Skal den også slettes?",
                "%(count)d aftaler hører kun til dette delmål. Skal de også slettes?",
                len(orphans),
            )
            % {"count": len(orphans)},
            code="has_dependants",
        )
    for row in orphans:
        row.delete()
    writing.record("subgoal:remove", subgoal=str(own.pk), dependants=len(orphans))
    own.delete()


def _refuse_losing_words(own: Subgoal, going: QuerySet[Subgoal]) -> None:
    if going.exclude(author=own.author).exists():
        raise Forbidden(
            _("Den anden har tilføjet under linjen. Tal om den, før den slettes."),
            code="other_added_here",
        )
    left = Subgoal.objects.filter(competency=own.competency_id, author=Party.TRAINEE.value)
    last = own.author == Party.TRAINEE and not left.exclude(pk__in=going).exists()
    if last and own.competency.gate_open:
        raise WrongStage(
            _("Det er det eneste delmål i en færdig analyse. Fortsæt analysen, før det slettes."),
            code="last_of_analysis",
        )


def _own_line(
    contract: LearningContract, subgoal: Subgoal, by: Person, now: datetime
) -> tuple[Writing, Subgoal]:
    writing = begin(Act.HOLD_MEETING, contract=contract, by=by, now=now)
    own = Subgoal.objects.select_related("competency").get(pk=subgoal.pk, contract=writing.contract)
    if own.author != writing.pen:
        raise Forbidden(
            _("Linjen er skrevet af den anden. Tilføj under den, eller tal om den."),
            code="not_your_line",
        )
    return writing, own


@action("contracts:analysis:finish")
def finish_analysis(
    *, contract: LearningContract, competency: ContractCompetency, by: Person, now: datetime
) -> ContractCompetency:
    """«Min analyse er færdig»: opens the gate of one competency (T4). Trainee only."""
    writing = begin(
        Act.FINISH_ANALYSIS, contract=contract, by=by, now=now, competency=competency.pk
    )
    row = writing.competency(competency)
    if row.analysis_done_at is None:
        row.analysis_done_at, row.analysis_done_by_name = writing.now, writing.author_name
    row.analysis_reopened_at = None
    row.save()
    writing.record("analysis:finish", competency=str(row.pk))
    return row


@action("contracts:analysis:reopen")
def reopen_analysis(
    *, contract: LearningContract, competency: ContractCompetency, by: Person, now: datetime
) -> ContractCompetency:
    """«Fortsæt min analyse»: closes the gate for new additions; what stands there stays (T5)."""
    writing = begin(
        Act.REOPEN_ANALYSIS, contract=contract, by=by, now=now, competency=competency.pk
    )
    row = writing.competency(competency)
    row.analysis_reopened_at = writing.now
    row.save()
    writing.record("analysis:reopen", competency=str(row.pk))
    return row
