"""What the competencies contain: each gate of a contract, with its numbered lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.facts import CompetencyFacts
from laeringskontrakt.contracts.models import ContractCompetency, Subgoal


@dataclass(frozen=True)
class Line:
    """A subgoal with its number on the sheet, and what was added under it."""

    row: Subgoal
    number: int
    additions: Sequence[Subgoal]


@dataclass(frozen=True)
class Gate:
    """One competency of the contract: its lines, and whether the supervisor's pen is open."""

    row: ContractCompetency
    facts: CompetencyFacts
    lines: Sequence[Line]


def gates_of(rows: Sequence[ContractCompetency], subgoals: Sequence[Subgoal]) -> list[Gate]:
    """One contract's competencies, each with its lines, numbered through."""
    gates, number = [], 0
    for row in rows:
        lines = []
        for subgoal in (s for s in subgoals if s.competency_id == row.pk and not s.adds_to_id):
            number += 1
            lines.append(Line(subgoal, number, [s for s in subgoals if s.adds_to_id == subgoal.pk]))
        gates.append(Gate(row, _gate_facts(row, subgoals), lines))
    return gates


def _gate_facts(row: ContractCompetency, subgoals: Sequence[Subgoal]) -> CompetencyFacts:
    authors = [subgoal.author for subgoal in subgoals if subgoal.competency_id == row.pk]
    return CompetencyFacts(
        id=row.pk,
        analysis_done=row.analysis_done_at is not None,
        reopened=row.analysis_reopened_at is not None,
        trainee_subgoals=authors.count(Party.TRAINEE.value),
        supervisor_subgoals=authors.count(Party.SUPERVISOR.value),
    )
