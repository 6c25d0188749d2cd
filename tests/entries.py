"""The forms in which people write, each with what it takes and how much of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests import policy
from tests.matrix import Matrix
from tests.test_matrix import PARAMETERS


@dataclass(frozen=True)
class Entry:
    """One form: its address, who fills it in, its free texts with their limits, its other fields.

    ``required`` are the texts that may not be empty. ``about`` is the contract it is tried on.
    """

    name: str
    texts: dict[str, int]
    required: tuple[str, ...] = ()
    about: str = "draft"
    who: str = "T"
    others: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def address(self, matrix: Matrix) -> str:
        """Where it is sent."""
        row = policy.ROWS[self.name]
        return matrix.address(self.name, PARAMETERS[self.name], self.about, self.who, row.draft)

    def filled_in(self, matrix: Matrix, **changes: Any) -> dict[str, Any]:
        """All its fields, as they would be taken, but for ``changes``."""
        row = policy.ROWS[self.name]
        made = matrix.sent(row.sent, self.name, self.about, row.draft)
        return {**made, **self.more, **changes}


WHEN = ("when", "when_date", "when_time")

ENTRIES = {
    entry.name.partition(":")[2]: entry
    for entry in (
        Entry(
            "contracts:scope",
            {"title": 120, "purpose": 600},
            others=("competencies", "span", "period_from", "period_to", "outside_placement"),
        ),
        Entry("contracts:write_subgoal", {"text": 500}, ("text",), others=("adds_to",)),
        Entry("contracts:change_subgoal", {"text": 500}, ("text",)),
        Entry("contracts:write_memo", {"text": 500}, ("text",), who="S"),
        Entry(
            "contracts:write_activity",
            {"text": 500, "with_name": 120, "when_text": 200},
            ("text",),
            others=(*WHEN, "subgoals", "method", "place", "support_need", "touched"),
            more={
                "when": "event",
                "when_text": "efter vagten",
                "touched": "when support_need",
                "support_need": "colleague",
                "with_name": "Portør Hansen",
            },
        ),
        Entry(
            "contracts:change_activity",
            {"text": 500, "with_name": 120, "when_text": 200},
            ("text", "when_text"),
            others=(*WHEN, "subgoals", "method", "place", "support_need"),
            more={"when": "event", "when_text": "efter vagten", "support_need": "colleague"},
        ),
        Entry("contracts:write_feedback", {"text": 500}, ("text",)),
        Entry(
            "contracts:change_feedback",
            {"giver_name": 120, "giver_role": 80, "ask": 300, "when_text": 200},
            ("giver_name", "when_text"),
            others=(*WHEN, "subgoals", "form", "model", "minutes"),
            more={"when": "event", "when_text": "efter vagten"},
        ),
        Entry(
            "contracts:change_assessment",
            {"assessor_name": 120, "criteria": 600, "place": 120, "when_text": 200},
            ("assessor_name", "when_text"),
            others=(*WHEN, "competency", "instrument", "minutes", "target_level"),
            more={"when": "event", "when_text": "efter vagten"},
        ),
        Entry("contracts:back_to_editing", {"reason": 300}, ("reason",), about="awaiting"),
        Entry("contracts:note", {"text": 4000}, about="active"),
        Entry("contracts:reflection", {"text": 4000}, about="active"),
    )
}

#: Every free text of every form.
TEXTS = [(name, text) for name, entry in ENTRIES.items() for text in entry.texts]
