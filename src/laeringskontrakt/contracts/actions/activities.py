"""Where and how it is learned (T7). Either may write, change or take out an activity in a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from laeringskontrakt.contracts.actions import rows
from laeringskontrakt.contracts.actions.writing import Writing, begin
from laeringskontrakt.contracts.enums import SupportNeed
from laeringskontrakt.contracts.models import LearningActivity, LearningContract, Subgoal
from laeringskontrakt.contracts.moments import NO_TIME, Moment
from laeringskontrakt.contracts.queries import parts
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import prepared
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people.models import Person


@dataclass(frozen=True)
class ActivityContent:
    """What an activity says. Codes are the vocabulary's; ``with_person`` has an account."""

    text: str
    place: str = ""
    method: str = ""
    support_need: SupportNeed = SupportNeed.NONE
    with_person: Person | None = None
    with_name: str = ""
    with_role: str = ""
    when: Moment = NO_TIME

    def columns(self) -> dict[str, Any]:
        """The values of the row's columns; own activity names nobody."""
        alone = self.support_need is SupportNeed.NONE
        person = None if alone else self.with_person
        return {
            "text": self.text,
            "place": self.place,
            "method": self.method,
            "support_need": self.support_need.value,
            "with_person": person,
            "with_name": "" if alone else (person.full_name if person else self.with_name),
            "with_role": "" if alone else (person.title if person else self.with_role),
            **self.when.columns(),
        }


@action("contracts:activity:write")
def write_activity(
    *,
    contract: LearningContract,
    subgoals: Sequence[Subgoal],
    content: ActivityContent,
    by: Person,
    now: datetime,
) -> LearningActivity:
    """One more activity for one or more subgoals of this contract (I10)."""
    writing = begin(Act.WRITE_ACTIVITY, contract=contract, by=by, now=now)
    own = subgoals_of(writing, subgoals)
    writing.refuse_foreign(content.with_person)
    row = LearningActivity(
        contract=writing.contract,
        order=rows.next_order(LearningActivity, writing.contract.pk),
        created_at=writing.now,
        changed_at=writing.now,
        **content.columns(),
        **writing.author,
    )
    prepared.insert(row)
    prepared.insert_all(rows.about(row, own))
    writing.record("activity:write", activity=str(row.pk), subgoals=len(own))
    return row


@action("contracts:activity:change")
def change_activity(
    *,
    contract: LearningContract,
    activity: LearningActivity,
    subgoals: Sequence[Subgoal],
    content: ActivityContent,
    by: Person,
    now: datetime,
) -> LearningActivity:
    """New content for an activity of this contract."""
    writing = begin(Act.WRITE_ACTIVITY, contract=contract, by=by, now=now)
    own = subgoals_of(writing, subgoals)
    writing.refuse_foreign(content.with_person)
    row = LearningActivity.objects.get(pk=activity.pk, contract=writing.contract)
    LearningActivity.objects.filter(pk=row.pk).update(changed_at=writing.now, **content.columns())
    row.subgoals.set(own)  # type: ignore[arg-type]  # keys need not be whole numbers
    writing.record("activity:change", activity=str(row.pk), subgoals=len(own))
    return row


@action("contracts:activity:remove")
def remove_activity(
    *, contract: LearningContract, activity: LearningActivity, by: Person, now: datetime
) -> None:
    """Take an activity out of a draft; agreements proposed from it stay and stand alone."""
    writing = begin(Act.WRITE_ACTIVITY, contract=contract, by=by, now=now)
    row = LearningActivity.objects.get(pk=activity.pk, contract=writing.contract)
    writing.record("activity:remove", activity=str(row.pk))
    row.delete()


def subgoals_of(writing: Writing, subgoals: Sequence[Subgoal]) -> list[UUID]:
    """The ids of the given subgoals: at least one, and all of this contract (I10).

    Raises ``Invalid`` for none, and ``Subgoal.DoesNotExist`` for one that is not on the sheet.
    """
    keys = list(dict.fromkeys(subgoal.pk for subgoal in subgoals))
    if not keys:
        raise Invalid(_("Vælg mindst ét delmål."), code="no_subgoal", field="subgoals")
    if not set(keys) <= set(parts.subgoal_keys(writing.contract.pk)):
        raise Subgoal.DoesNotExist
    return keys
