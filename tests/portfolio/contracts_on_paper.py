"""A contract to print: the frozen content of the example, and what goes with it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from laeringskontrakt.portfolio.paper import render_filled
from laeringskontrakt.portfolio.paper.labels import paper_labels

CONTENT: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "example_content.json").read_text("utf-8")
)
SHA256 = "3f9a1c0b7d5e" + "0" * 52
ADDRESS = "https://kontrakt.example.dk/v/LK-2026-0001/1?h=3f9a1c0b7d5e"
AUDIT_HEAD = "9b8c7d6e5f4a" + "1" * 52
SIGNATURES = [
    {
        "party": party,
        "person_id": CONTENT["parties"][party]["id"],
        "name": CONTENT["parties"][party]["name"],
        "signed_at": f"2026-09-03T11:13:{second}Z",
        "method": "own_session",
        "sha256": SHA256,
    }
    for party, second in (("trainee", 10), ("supervisor", 50))
]


def example(**changes: Any) -> dict[str, Any]:
    """A copy of the example's content with some of its parts exchanged."""
    return {**deepcopy(CONTENT), **changes}


def long_example() -> dict[str, Any]:
    """The example with three times as many subgoals, activities and agreements."""
    content = example()
    for part in ("subgoals", "activities", "feedback_agreements"):
        content[part] = [_again(one, turn) for turn in range(3) for one in content[part]]
    for number, subgoal in enumerate(content["subgoals"], start=1):
        subgoal["number"] = number
    return content


def printed(content: dict[str, Any] | None = None, **changes: Any) -> bytes:
    """The contract on paper: signed by both, the trainee's copy, nothing ticked."""
    options: dict[str, Any] = {
        "signatures": SIGNATURES,
        "party": "trainee",
        "copies": "one",
        "verify_url": ADDRESS,
        "ticks": {},
        "audit_head": AUDIT_HEAD,
        "language": "da",
        "labels": paper_labels("da"),
    }
    return render_filled(content or CONTENT, **{**options, **changes})


def _again(one: dict[str, Any], turn: int) -> dict[str, Any]:
    copy = deepcopy(one)
    copy["id"] = f"{one['id']}-{turn}"
    if "subgoals" in copy:
        copy["subgoals"] = [f"{identity}-{turn}" for identity in one["subgoals"]]
    return copy
