"""The supervisor's private lines, kept until the pen opens (DESIGN §3 «Husk til bagefter»)."""

from __future__ import annotations

from datetime import datetime

from laeringskontrakt.contracts.actions import analysis, rows
from laeringskontrakt.contracts.actions.writing import begin
from laeringskontrakt.contracts.enums import SubgoalOrigin
from laeringskontrakt.contracts.models import (
    ContractCompetency,
    LearningContract,
    Subgoal,
    SupervisorMemo,
)
from laeringskontrakt.contracts.queries import parts
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import prepared
from laeringskontrakt.core.actions import action
from laeringskontrakt.people.models import Person


@action("contracts:memo:write")
def write_memo(
    *, contract: LearningContract, text: str, by: Person, now: datetime
) -> SupervisorMemo:
    """A line only its writer sees, also before the gate and during private preparation."""
    writing = begin(Act.WRITE_MEMO, contract=contract, by=by, now=now)
    return SupervisorMemo.objects.create(
        contract=writing.contract, owner=by, text=text, created_at=now
    )


@action("contracts:memo:remove")
def remove_memo(
    *, contract: LearningContract, memo: SupervisorMemo, by: Person, now: datetime
) -> None:
    """Take out one's own memo line. Raises ``SupervisorMemo.DoesNotExist`` for any other."""
    writing = begin(Act.WRITE_MEMO, contract=contract, by=by, now=now)
    SupervisorMemo.objects.get(pk=memo.pk, contract=writing.contract, owner=by).delete()


@action("contracts:memo:insert")
def insert_memos(
    *, contract: LearningContract, competency: ContractCompetency, by: Person, now: datetime
) -> int:
    """Turn all own memo lines into subgoals, with the supervisor's pen.

    Refused while the gate is closed, and on a shared device during the trainee's turn (I1).
    """
    writing = begin(Act.SUPPLEMENT, contract=contract, by=by, now=now, competency=competency.pk)
    row = writing.competency(competency)
    first = rows.next_order(Subgoal, writing.contract.pk)
    lines = [
        analysis.new_line(writing, row, text=memo.text, origin=SubgoalOrigin.MEMO, order=order)
        for order, memo in enumerate(parts.memos(contract.pk, by.pk), start=first)
    ]
    if lines:
        prepared.insert_all(lines)
        SupervisorMemo.objects.filter(contract=contract, owner=by).delete()
        keys = [str(line.pk) for line in lines]
        writing.record("memo:insert", subgoals=keys, competency=str(row.pk))
    return len(lines)
