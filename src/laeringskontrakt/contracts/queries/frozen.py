"""The wording that was signed, read from a version or a copy into values for pages.

What stands here is what both agreed; nothing is looked up again (domain §4.3 I4, I6), but the
vocabulary's own word in a reader's language where what was signed has the code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from laeringskontrakt.contracts.enums import Party, SupportNeed, WhenType
from laeringskontrakt.core.page_filters import language as reading
from laeringskontrakt.core.tongue import Said, as_written
from laeringskontrakt.curriculum import vocabulary


class LineKind(StrEnum):
    """What kind of thing was agreed."""

    ACTIVITY = "activity"
    FEEDBACK = "feedback"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class FrozenTerm:
    """A code of the vocabulary as it was signed, with its label of then in ``language``."""

    kind: str
    code: str
    label: str
    language: str

    def said(self) -> Said:
        """The label that was signed; to a reader of another language, the vocabulary's own."""
        if self.language == reading():
            return Said(self.label, self.language)
        try:
            return Said(vocabulary.label(self.kind, self.code, reading()), reading())
        except vocabulary.UnknownCode:
            return Said(self.label, self.language)

    @property
    def labels(self) -> list[str]:
        """What it is called in every language, to be searched in."""
        try:
            known = vocabulary.vocabulary().terms(self.kind)[self.code].wordings.values()
        except LookupError:
            return [self.label]
        return [self.label, *(words[vocabulary.NEUTRAL] for words in known)]


@dataclass(frozen=True, slots=True)
class FrozenPerson:
    """A party as named when it was signed; the account may be gone since."""

    id: UUID
    name: str
    initials: str
    title: str

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


@dataclass(frozen=True, slots=True)
class FrozenSubgoal:
    """One subgoal with what the other party added under it."""

    id: UUID
    number: int
    competency_id: UUID
    author: Party
    text: str
    additions: tuple[FrozenSubgoal, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenCompetency:
    """One competency that the contract is about."""

    id: UUID
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """One thing somebody does: an activity, a feedback agreement or an assessment.

    ``who`` is the full name of the one who is needed: the colleague of an activity, the giver
    of feedback, the assessor; empty for own activity. ``subgoals`` are the numbers it serves;
    an assessment without any is about the whole of ``competency_id``, or of the contract.
    ``place`` of an assessment is free text; of the others a code, as ``how`` is.
    """

    id: UUID
    kind: LineKind
    author: Party
    text: str
    who_id: UUID | None
    who: str
    who_role: str
    subgoals: tuple[int, ...]
    when_type: WhenType
    when_text: str
    starts: date | None
    latest: date | None
    clock: str
    place: FrozenTerm | str
    how: FrozenTerm | None
    minutes: int
    support_need: SupportNeed
    competency_id: UUID | None = None
    target_level: FrozenTerm | None = None

    @property
    def has_day(self) -> bool:
        """It happens on one day; otherwise ``latest`` is only the last day it can."""
        return self.when_type is WhenType.DATE and self.latest is not None


@dataclass(frozen=True)
class FrozenContract:
    """All of one version that pages show."""

    contract_id: UUID
    number: str
    version: int
    language: str
    named: str
    purpose: str
    organisation: str
    department: str
    placement: str
    programme: str
    period_from: date
    period_to: date
    trainee: FrozenPerson
    supervisor: FrozenPerson
    co_supervisors: tuple[FrozenPerson, ...]
    competencies: tuple[FrozenCompetency, ...]
    subgoals: tuple[FrozenSubgoal, ...]
    lines: tuple[AgreedLine, ...]
    no_assessment: bool
    frozen_at: datetime

    @property
    def title(self) -> str:
        """The pair's own short name, else the competencies' titles."""
        return self.named or "; ".join(row.title for row in self.competencies)

    def heading(self, curriculum: str) -> Said:
        """``title`` in the language it is written in; ``curriculum`` is the competencies'."""
        return as_written(self.named) if self.named else Said(self.title, curriculum)

    @cached_property
    def line_ids(self) -> frozenset[UUID]:
        """All that can be ticked: what is agreed, and the numbered subgoals."""
        return frozenset([*(row.id for row in self.lines), *(row.id for row in self.subgoals)])

    def of_kind(self, kind: LineKind) -> list[AgreedLine]:
        """The agreed lines of one kind, in the order of the sheet."""
        return [line for line in self.lines if line.kind == kind]

    def party(self, party: Party) -> FrozenPerson:
        """The one of the pair who holds that pen."""
        return self.trainee if party == Party.TRAINEE else self.supervisor

    @cached_property
    def words(self) -> str:
        """Everything that people wrote or agreed, case-folded, to search in."""
        parts = [self.named, self.purpose, self.number, self.department, self.trainee.name]
        parts += [self.supervisor.name, *(f"{row.code} {row.title}" for row in self.competencies)]
        for subgoal in self.subgoals:
            parts += [subgoal.text, *(addition.text for addition in subgoal.additions)]
        for line in self.lines:
            parts += [line.text, line.who, line.when_text]
            for said in (line.place, line.how, line.target_level):
                parts += said.labels if isinstance(said, FrozenTerm) else [said or ""]
        return "\n".join(parts).casefold()


def read(content: str) -> FrozenContract:
    """The frozen canonical JSON (``laeringskontrakt.contract/1``) as values. No query."""
    raw = json.loads(content)
    numbers = {row["id"]: row["number"] for row in raw["subgoals"] if row["number"] is not None}
    parties, tongue = raw["parties"], raw["language"]
    return FrozenContract(
        contract_id=UUID(raw["id"]),
        number=raw["number"],
        version=raw["version"],
        language=tongue,
        named=raw["title"],
        purpose=raw["purpose"],
        organisation=raw["organisation"],
        department=raw["department"],
        placement=(raw["placement"] or {}).get("title", ""),
        programme=(raw["programme"] or {}).get("title", ""),
        period_from=date.fromisoformat(raw["period"]["from"]),
        period_to=date.fromisoformat(raw["period"]["to"]),
        trainee=_person(parties["trainee"]),
        supervisor=_person(parties["supervisor"]),
        co_supervisors=tuple(_person(row) for row in parties["co_supervisors"]),
        competencies=tuple(
            FrozenCompetency(UUID(row["id"]), row["code"], row["title"])
            for row in raw["competencies"]
        ),
        subgoals=_subgoals(raw["subgoals"]),
        lines=(
            *(_activity(row, numbers, tongue) for row in raw["activities"]),
            *(_feedback(row, numbers, tongue) for row in raw["feedback_agreements"]),
            *(_assessment(row, numbers, tongue) for row in raw["assessments"]),
        ),
        no_assessment=raw["no_assessment"],
        frozen_at=datetime.fromisoformat(raw["frozen_at"]),
    )


def _person(row: Mapping[str, Any]) -> FrozenPerson:
    return FrozenPerson(UUID(row["id"]), row["name"], row["initials"], row["title"])


def _subgoals(rows: list[dict[str, Any]]) -> tuple[FrozenSubgoal, ...]:
    added: dict[str, list[FrozenSubgoal]] = {}
    for row in rows:
        if row["adds_to"]:
            added.setdefault(row["adds_to"], []).append(_subgoal(row, ()))
    return tuple(
        _subgoal(row, tuple(added.get(row["id"], ()))) for row in rows if not row["adds_to"]
    )


def _subgoal(row: Mapping[str, Any], additions: tuple[FrozenSubgoal, ...]) -> FrozenSubgoal:
    return FrozenSubgoal(
        id=UUID(row["id"]),
        number=row["number"] or 0,
        competency_id=UUID(row["competency"]),
        author=Party(row["author"]),
        text=row["text"],
        additions=additions,
    )


def _activity(row: Mapping[str, Any], numbers: Mapping[str, int], tongue: str) -> AgreedLine:
    return AgreedLine(
        kind=LineKind.ACTIVITY,
        text=row["text"],
        place=_term("places", row["place"], tongue) or "",
        how=_term("methods", row["method"], tongue),
        minutes=0,
        support_need=SupportNeed(row["support_need"]),
        **_shared(row, numbers, row["with"]),
    )


def _feedback(row: Mapping[str, Any], numbers: Mapping[str, int], tongue: str) -> AgreedLine:
    return AgreedLine(
        kind=LineKind.FEEDBACK,
        text=row["ask"],
        place="",
        how=_term("feedback_forms", row["form"], tongue),
        minutes=row["minutes"],
        support_need=SupportNeed.COLLEAGUE,
        **_shared(row, numbers, row["giver"]),
    )


def _assessment(row: Mapping[str, Any], numbers: Mapping[str, int], tongue: str) -> AgreedLine:
    return AgreedLine(
        kind=LineKind.ASSESSMENT,
        text=row["criteria"],
        place=row["place"],
        how=_term("instruments", row["instrument"], tongue),
        minutes=row["minutes"],
        support_need=SupportNeed.SUPERVISOR,
        competency_id=UUID(row["competency"]) if row["competency"] else None,
        target_level=_term("entrustment_levels", row["target_level"], tongue),
        **_shared(row, numbers, row["assessor"]),
    )


def _shared(
    row: Mapping[str, Any], numbers: Mapping[str, int], other: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What the three kinds have in common. A subgoal added under another has no own number."""
    when, named = row["when"], other or {}
    return {
        "id": UUID(row["id"]),
        "author": Party(row["author"]),
        "who_id": UUID(named["id"]) if named.get("id") else None,
        "who": named.get("name") or "",
        "who_role": named.get("role") or "",
        "subgoals": tuple(sorted(numbers[key] for key in row["subgoals"] if key in numbers)),
        "when_type": WhenType(when["type"]),
        "when_text": when["text"],
        "starts": _date(when["from"]),
        "latest": _date(when["latest"]),
        "clock": when["time"] or "",
    }


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _term(kind: str, term: Mapping[str, Any] | None, tongue: str) -> FrozenTerm | None:
    """The levels are numbered, everything else has a code."""
    if not term:
        return None
    return FrozenTerm(kind, str(term.get("code", term.get("level"))), str(term["label"]), tongue)
