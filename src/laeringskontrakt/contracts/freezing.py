"""The wording of a contract as it is signed: plain data for canonical JSON (domain §4.3 I4).

Titles and labels are copied in, so that a later change of the curriculum or of a name
does not rewrite what two people signed (models §4.2 habit 6).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from laeringskontrakt.contracts import moments
from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    FeedbackAgreement,
    LearningActivity,
    LearningContract,
)
from laeringskontrakt.contracts.queries import access, meetings
from laeringskontrakt.core import canonical, clock
from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.curriculum import vocabulary
from laeringskontrakt.people.models import Person

SCHEMA = "laeringskontrakt.contract/1"


def content(contract: LearningContract, *, version: int, frozen_at: datetime) -> dict[str, Any]:
    """All that the two agree, complete and self-explaining."""
    english = contract.trainee is not None and contract.trainee.language == "en"
    language: Language = "en" if english else "da"
    words = _Words(language)
    subgoals = list(
        contract.subgoals.select_related("competency").order_by("competency__order", "order")
    )
    return {
        "schema": SCHEMA,
        "id": str(contract.pk),
        "number": contract.number,
        "version": version,
        "language": language,
        "title": contract.title,
        "purpose": contract.purpose,
        "organisation": contract.organisation.name,
        "department": contract.department.name,
        "placement": _placement(contract),
        "programme": _programme(contract),
        "period": {"from": _iso(contract.period_from), "to": _iso(contract.period_to)},
        "parties": _parties(contract, today=clock.local_date(frozen_at)),
        "competencies": [
            {
                "id": str(row.pk),
                "code": row.competency.code,
                "title": row.competency.title,
                "analysis_done_at": _utc(row.analysis_done_at),
            }
            for row in contract.competencies.select_related("competency").order_by("order")
        ],
        "subgoals": _numbered(subgoals),
        "activities": [
            words.activity(row)
            for row in contract.activities.prefetch_related("subgoals").order_by("order")
        ],
        "feedback_agreements": [
            words.feedback(row)
            for row in contract.feedback.prefetch_related("subgoals").order_by("order")
        ],
        "assessments": [words.assessment(row) for row in contract.assessments.order_by("order")],
        "no_assessment": contract.no_assessment,
        "meeting": meetings.content(contract, now=frozen_at),
        "visible_to": visible_to(contract, today=clock.local_date(frozen_at)),
        "frozen_at": _utc(frozen_at),
    }


def canonical_content(contract: LearningContract, *, version: int, frozen_at: datetime) -> str:
    """The same as canonical JSON, ready to hash."""
    return canonical.text(content(contract, version=version, frozen_at=frozen_at))


def visible_to(contract: LearningContract, *, today: date | None = None) -> list[str]:
    """Who sees the words today, by name: the pair and those who stand in (domain §4.7)."""
    pair = [person for person in (contract.trainee, contract.supervisor) if person]
    others = access.helpers(contract, today=today or clock.today())
    return [person.full_name for person in (*pair, *others)]


def _numbered(subgoals: list[Any]) -> list[dict[str, Any]]:
    number = 0
    rows = []
    for row in subgoals:
        if row.adds_to_id is None:
            number += 1
        rows.append(
            {
                "id": str(row.pk),
                "number": None if row.adds_to_id else number,
                "competency": str(row.competency_id),
                "author": row.author,
                "text": row.text,
                "adds_to": str(row.adds_to_id) if row.adds_to_id else None,
                "created_at": _utc(row.created_at),
            }
        )
    return rows


def _placement(contract: LearningContract) -> dict[str, Any] | None:
    row = contract.placement
    if row is None:
        return None
    return {"title": row.title, "from": _iso(row.starts_on), "to": _iso(row.ends_on)}


def _programme(contract: LearningContract) -> dict[str, Any] | None:
    first = contract.competencies.select_related("competency__version__framework").first()
    if first is None:
        return None
    version = first.competency.version
    return {
        "code": version.framework.code,
        "title": version.title,
        "version": version.version,
    }


def _parties(contract: LearningContract, *, today: date) -> dict[str, Any]:
    return {
        "trainee": _person(contract.trainee),
        "supervisor": _person(contract.supervisor),
        "co_supervisors": [
            _person(person) for person in access.co_supervisors(contract, today=today)
        ],
    }


def _person(person: Person | None) -> dict[str, Any] | None:
    if person is None:
        return None
    return {
        "id": str(person.pk),
        "name": person.full_name,
        "initials": person.initials,
        "title": person.title,
    }


class _Words:
    """Rows as words in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def label(self, kind: str, code: str) -> dict[str, Any] | None:
        if not code:
            return None
        return {"code": code, "label": vocabulary.label(kind, code, self.language)}

    def when(self, row: Any) -> dict[str, Any]:
        moment = moments.of(row)
        return {
            "type": moment.type.value,
            "text": moments.words(moment, self.language),
            "from": _iso(moment.start),
            "latest": _iso(moment.latest),
            "time": moment.time.strftime("%H:%M") if moment.time else None,
        }

    def activity(self, row: LearningActivity) -> dict[str, Any]:
        return {
            "id": str(row.pk),
            "subgoals": sorted(str(subgoal.pk) for subgoal in row.subgoals.all()),
            "text": row.text,
            "place": self.label("places", row.place),
            "method": self.label("methods", row.method),
            "support_need": row.support_need,
            "with": {"name": row.with_name, "role": row.with_role} if row.with_name else None,
            "when": self.when(row),
            "author": row.author,
        }

    def feedback(self, row: FeedbackAgreement) -> dict[str, Any]:
        return {
            "id": str(row.pk),
            "giver": {
                "id": str(row.giver_id) if row.giver_id else None,
                "name": row.giver_name,
                "role": row.giver_role,
            },
            "subgoals": sorted(str(subgoal.pk) for subgoal in row.subgoals.all()),
            "ask": row.ask,
            "form": self.label("feedback_forms", row.form),
            "model": self.label("feedback_models", row.model),
            "when": self.when(row),
            "minutes": row.minutes,
            "author": row.author,
        }

    def assessment(self, row: AssessmentAgreement) -> dict[str, Any]:
        level = row.target_level
        return {
            "id": str(row.pk),
            "competency": str(row.competency_id) if row.competency_id else None,
            "assessor": {
                "id": str(row.assessor_id) if row.assessor_id else None,
                "name": row.assessor_name,
                "role": row.assessor_role,
            },
            "instrument": self.label("instruments", row.instrument),
            "criteria": row.criteria,
            "subgoals": [],
            "place": row.place,
            "target_level": {
                "level": level,
                "label": vocabulary.label("entrustment_levels", str(level), self.language),
            }
            if level
            else None,
            "when": self.when(row),
            "minutes": row.minutes,
            "author": row.author,
        }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
