"""What the supervisor proposes while the trainee prepares alone, and that it is taken (§4.6)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from laeringskontrakt.contracts.actions.drafts import set_competencies
from laeringskontrakt.contracts.actions.writing import begin
from laeringskontrakt.contracts.models import LearningContract, ProposedCompetency
from laeringskontrakt.contracts.queries import choices
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.curriculum.models import Competency
from laeringskontrakt.people.models import Person


@action("contracts:proposal:make")
def propose_competency(
    *, contract: LearningContract, competency: Competency, proposed: bool, by: Person, now: datetime
) -> None:
    """Propose one from the trainee's plan, or take one's own proposal back.

    It says nothing of what the trainee has chosen. Doing it twice is once. Raises ``Invalid``
    beside ``competency`` when it is not in the plan.
    """
    writing = begin(Act.PROPOSE_COMPETENCY, contract=contract, by=by, now=now)
    rows = ProposedCompetency.objects.filter(contract=writing.contract, competency=competency.pk)
    if not proposed:
        changed = rows.filter(proposed_by=by).delete()[0] > 0
    elif competency.pk not in {row.competency_id for row in choices.of_scope(writing.contract)}:
        raise Invalid(
            _("Kompetencen hører til et andet program. Vælg fra planen."),
            code="other_programme",
            field="competency",
        )
    else:
        changed = not rows.exists()
        if changed:
            ProposedCompetency.objects.create(
                contract=writing.contract,
                competency_id=competency.pk,
                proposed_by=by,
                proposed_by_name=by.full_name,
                proposed_at=writing.now,
            )
    if changed:
        writing.record(
            "proposal:make", words=False, competency=str(competency.pk), proposed=proposed
        )


@action("contracts:proposal:take")
def take_proposal(
    *, contract: LearningContract, proposal: ProposedCompetency, by: Person, now: datetime
) -> LearningContract:
    """The proposed competency comes into the contract, after what is chosen already.

    Raises ``ProposedCompetency.DoesNotExist`` for another contract's.
    """
    writing = begin(Act.CHOOSE_SCOPE, contract=contract, by=by, now=now)
    rows = ProposedCompetency.objects.select_related("competency")
    row = rows.get(pk=proposal.pk, contract=writing.contract)
    chosen = writing.contract.competencies.select_related("competency")
    set_competencies(writing.contract, [*(one.competency for one in chosen), row.competency])
    writing.record("proposal:take", competency=str(row.competency_id))
    return writing.contract
