"""Making a draft, and choosing its scope (T1, T2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laeringskontrakt.contracts import errors
from laeringskontrakt.contracts.actions import planning
from laeringskontrakt.contracts.actions.telling import News, tell
from laeringskontrakt.contracts.actions.writing import Writing, begin
from laeringskontrakt.contracts.enums import Party, Step
from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    ContractCompetency,
    LearningContract,
    Meeting,
)
from laeringskontrakt.contracts.stages import Act, Reason
from laeringskontrakt.core import audit, clock
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.curriculum.models import Competency, PlannedCompetency
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Organisation, Person, Placement, Supervision


@action("contracts:contract:start")
def start_contract(
    *,
    placement: Placement,
    by: Person,
    now: datetime,
    planned: Sequence[PlannedCompetency] = (),
    private: bool = False,
) -> LearningContract:
    """A new draft between the placement's trainee and primary supervisor (T1).

    ``private`` begins the trainee's own preparation, which the supervisor sees only as ready.
    Raises ``Forbidden`` when ``by`` is neither of the two, ``Invalid`` without a supervisor.
    """
    supervisor = primary_supervisor(placement, clock.local_date(now))
    if by.pk not in {placement.trainee_id, supervisor.pk}:
        raise errors.refused(Reason.NOT_A_PARTY)
    party = Party.TRAINEE if by.pk == placement.trainee_id else Party.SUPERVISOR
    organisation_id = placement.department.organisation_id
    contract = LearningContract.objects.create(
        organisation_id=organisation_id,
        number=_next_number(organisation_id, now),
        department=placement.department,
        placement=placement,
        trainee=placement.trainee,
        supervisor=supervisor,
        created_at=now,
        created_by_party=party.value,
        last_written_at=now,
        **_first_period(placement, clock.local_date(now)),
        private_since=now if private and party is Party.TRAINEE else None,
    )
    Meeting.objects.create(contract=contract)
    set_competencies(contract, [row.competency for row in planned])
    audit.record(
        "contracts:contract:start",
        organisation_id=organisation_id,
        actor_id=by.pk,
        at=now,
        contract_id=contract.pk,
        about={"party": party.value, "number": contract.number},
    )
    # What was chosen for the next contract is in it now.
    own = PlannedCompetency.objects.filter(plan__course__trainee=placement.trainee_id)
    own.filter(pk__in=[row.pk for row in planned]).update(chosen_next_at=None)
    if contract.private_since is None:
        other = supervisor if party is Party.TRAINEE else placement.trainee
        tell(other, contract, News.STARTED, now=now)
    return contract


def _first_period(placement: Placement, today: date) -> dict[str, date]:
    """Four weeks to a Friday is the usual period; none is proposed outside the placement."""
    end = today - timedelta(days=today.weekday()) + timedelta(weeks=3, days=4)
    if today < placement.starts_on or end > placement.ends_on:
        return {}
    return {"period_from": today, "period_to": end}


def primary_supervisor(placement: Placement | None, day: date) -> Person:
    """Who supervises the placement on ``day``. Raises ``Invalid`` when nobody does."""
    found = (
        Supervision.objects.on(day)
        .filter(placement=placement, kind=SupervisionKind.PRIMARY.value)
        .select_related("supervisor")
        .first()
    )
    if found is None:
        raise Invalid(
            _("Der er ingen vejleder på ansættelsen. Bed afdelingen om at tilknytte en."),
            code="no_supervisor",
        )
    return found.supervisor


def _next_number(organisation_id: UUID, now: datetime) -> str:
    Organisation.objects.select_for_update().get(pk=organisation_id)
    year = clock.local(now).year
    last = (
        LearningContract.objects.filter(
            organisation_id=organisation_id, number__startswith=f"LK-{year}-"
        )
        .order_by(Length("number").desc(), "-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"LK-{year}-{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


@action("contracts:contract:choose_scope")
def choose_scope(
    *,
    contract: LearningContract,
    competencies: Sequence[Competency],
    period_from: date,
    period_to: date,
    by: Person,
    now: datetime,
    outside_placement_confirmed: bool = False,
) -> LearningContract:
    """Which competencies, and for how long (T2). What is taken out may hold nobody's words.

    Raises ``Invalid`` beside ``competencies``, ``period_from`` or ``period_to``.
    """
    writing = begin(Act.CHOOSE_SCOPE, contract=contract, by=by, now=now)
    _check_period(writing, period_from, period_to, outside_placement_confirmed)
    if not competencies:
        raise Invalid(_("Vælg mindst én kompetence."), code="none_chosen", field="competencies")
    set_competencies(writing.contract, competencies)
    LearningContract.objects.filter(pk=contract.pk).update(
        period_from=period_from,
        period_to=period_to,
        outside_placement_confirmed=outside_placement_confirmed,
    )
    writing.record(
        "contract:choose_scope",
        competencies=[c.code for c in competencies],
        period=[period_from.isoformat(), period_to.isoformat()],
    )
    return writing.contract


@action("contracts:contract:set_scope")
def set_scope(
    *,
    contract: LearningContract,
    competencies: Sequence[Competency],
    period_from: date,
    period_to: date,
    title: str,
    purpose: str,
    by: Person,
    now: datetime,
    outside_placement_confirmed: bool = False,
) -> LearningContract:
    """Step 1 as the page saves it: the scope, and its title and purpose, in one."""
    common = {"contract": contract, "by": by, "now": now}
    choose_scope(
        competencies=competencies,
        period_from=period_from,
        period_to=period_to,
        outside_placement_confirmed=outside_placement_confirmed,
        **common,
    )
    return describe(title=title, purpose=purpose, **common)


def _check_period(writing: Writing, start: date, end: date, confirmed: bool) -> None:
    if end <= start:
        raise Invalid(
            _("Perioden slutter, før den begynder. Vælg en senere slutdato."),
            code="period_backwards",
            field="period_to",
        )
    placement = writing.contract.placement
    if placement is None or confirmed:
        return
    if start < placement.starts_on or end > placement.ends_on:
        raise Invalid(
            _("Perioden går ud over ansættelsen. Vælg en anden, eller bekræft, at den må."),
            code="outside_placement",
            field="period_to",
        )


def set_competencies(contract: LearningContract, chosen: Sequence[Competency]) -> None:
    """Let the contract be about ``chosen``, in that order; inside an action, under its lock.

    Raises ``Invalid`` beside ``competencies``.
    """
    allowed = set(competencies_of(contract).values_list("pk", flat=True))
    if any(competency.pk not in allowed for competency in chosen):
        raise Invalid(
            _("Kompetencen hører til et andet program. Vælg fra planen."),
            code="other_programme",
            field="competencies",
        )
    wanted = [competency.pk for competency in chosen]
    for row in contract.competencies.exclude(competency__in=wanted):
        _refuse_losing_words(row)
        row.delete()
    for order, competency in enumerate(dict.fromkeys(chosen), start=1):
        if not contract.competencies.filter(competency=competency).update(order=order):
            ContractCompetency.objects.create(contract=contract, competency=competency, order=order)
            planning.ensure_planned(contract, competency)


def _refuse_losing_words(row: ContractCompetency) -> None:
    lines = row.subgoals.count()
    if lines:
        raise Invalid(
            ngettext(
                "Kompetencen har %(lines)d delmål. Slet det først i trin 2.",
                "Kompetencen har %(lines)d delmål. Slet dem først i trin 2.",
                lines,
            )
            % {"lines": lines},
            code="has_subgoals",
            field="competencies",
        )
    if AssessmentAgreement.objects.filter(competency=row).exists():
        raise Invalid(
            _("Der er aftalt bedømmelse af kompetencen. Tag den ud først i trin 4."),
            code="has_assessment",
            field="competencies",
        )


def competencies_of(contract: LearningContract) -> QuerySet[Competency]:
    """The competencies a contract may be about: those of the trainee's own programme versions.

    Only in the contract's organisation: where the trainee was before is not this one's (I13).
    """
    return Competency.objects.filter(
        version__courses__trainee=contract.trainee_id,
        version__framework__organisation=contract.organisation_id,
    ).distinct()


@action("contracts:contract:describe")
def describe(
    *, contract: LearningContract, title: str, purpose: str, by: Person, now: datetime
) -> LearningContract:
    """A short name for the folder, and what the trainee wants it for. Both may be empty."""
    writing = begin(Act.CHOOSE_SCOPE, contract=contract, by=by, now=now)
    LearningContract.objects.filter(pk=contract.pk).update(title=title, purpose=purpose)
    writing.record("contract:describe")
    return writing.contract


@action("contracts:contract:share_preparation")
def share_preparation(*, contract: LearningContract, by: Person, now: datetime) -> LearningContract:
    """The trainee lets the supervisor see the preparation (§4.6)."""
    writing = begin(Act.SHARE_PREPARATION, contract=contract, by=by, now=now)
    LearningContract.objects.filter(pk=contract.pk).update(private_since=None)
    writing.record("contract:share_preparation", words=False)
    return writing.contract


@action("contracts:contract:go_to_step")
def go_to_step(*, contract: LearningContract, step: Step, by: Person, now: datetime) -> None:
    """Both sheets unfold ``step``: only a position on the page (domain §4.2)."""
    writing = begin(Act.HOLD_MEETING, contract=contract, by=by, now=now)
    if writing.contract.step != step.value:
        writing.count_up(step=step.value)
