"""The example contract, as its file has it."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Any

import yaml

FILE: dict[str, Any] = yaml.safe_load(
    (resources.files("laeringskontrakt.contracts") / "demo" / "example_contract.yaml").read_text(
        "utf-8"
    )
)
CONTRACT = FILE["contract"]
SUBGOALS = FILE["subgoals"]
ACTIVITIES = FILE["activities"]
FEEDBACK = FILE["feedback_agreements"]
ASSESSMENT = FILE["assessment_agreement"]

#: Whom the activities that need a colleague are done with; the file leaves it to the department.
WITH = {"A7": "intensivsygeplejersken", "A8": "Mette Overgaard Sand"}


def number(key: str) -> int:
    """The number on the sheet of the subgoal that the file calls ``D4``."""
    return int(key.removeprefix("D"))


def numbers(row: dict[str, Any]) -> list[int]:
    return [number(key) for key in row["subgoals"]]


def by(author: str) -> list[str]:
    """What an author wrote in step 2."""
    return [row["text"] for row in SUBGOALS if row["author"] == author]


def expected_content() -> dict[str, Any]:
    """What the two agree, in the words of ``agreed``."""
    return {
        "title": CONTRACT["title"],
        "purpose": CONTRACT["purpose"],
        "period": {key: day.isoformat() for key, day in CONTRACT["period"].items()},
        "subgoals": [(row["author"], row["text"]) for row in SUBGOALS],
        "activities": [
            {
                "text": row["text"],
                "subgoals": numbers(row),
                "place": row["place"],
                "method": row["method"],
                "support_need": row["support_need"],
                "with": WITH.get(row["id"], "Jens Toft Mikkelsen" if row["id"] == "A9" else None),
                "when": _when(row["when"]),
            }
            for row in ACTIVITIES
        ],
        "feedback": [
            {
                "giver": (row["giver"]["name"], row["giver"]["role"]),
                "subgoals": numbers(row),
                "ask": row["ask"],
                "form": row["form"],
                "model": row["model"],
                "when": _when(row["when"]),
                "minutes": row["minutes"],
            }
            for row in FEEDBACK
        ],
        "assessment": {
            "assessor": ASSESSMENT["assessor"]["name"],
            "instrument": ASSESSMENT["instrument"],
            "criteria": ASSESSMENT["criteria"],
            "when": _when({"type": "date", **ASSESSMENT["planned"]}),
            "place": ASSESSMENT["planned"]["place"],
            "minutes": ASSESSMENT["expected_minutes"],
            "level": ASSESSMENT["target_entrustment_level"],
        },
    }


def agreed(content: dict[str, Any]) -> dict[str, Any]:
    """The frozen content in the same words, to be compared."""
    numbered = {row["id"]: row["number"] for row in content["subgoals"]}

    def about(row: dict[str, Any]) -> list[int]:
        return sorted(numbered[key] for key in row["subgoals"])

    (assessment,) = content["assessments"]
    return {
        "title": content["title"],
        "purpose": content["purpose"],
        "period": content["period"],
        "subgoals": [(row["author"], row["text"]) for row in content["subgoals"]],
        "activities": [
            {
                "text": row["text"],
                "subgoals": about(row),
                "place": _code(row["place"]),
                "method": _code(row["method"]),
                "support_need": row["support_need"],
                "with": row["with"]["name"] if row["with"] else None,
                "when": _latest(row["when"]),
            }
            for row in content["activities"]
        ],
        "feedback": [
            {
                "giver": (row["giver"]["name"], row["giver"]["role"]),
                "subgoals": about(row),
                "ask": row["ask"],
                "form": _code(row["form"]),
                "model": _code(row["model"]),
                "when": _latest(row["when"]),
                "minutes": row["minutes"],
            }
            for row in content["feedback_agreements"]
        ],
        "assessment": {
            "assessor": assessment["assessor"]["name"],
            "instrument": _code(assessment["instrument"]),
            "criteria": assessment["criteria"],
            "when": _latest(assessment["when"]),
            "place": assessment["place"],
            "minutes": assessment["minutes"],
            "level": assessment["target_level"]["level"],
        },
    }


def _code(term: dict[str, Any] | None) -> str | None:
    return term["code"] if term else None


def _when(when: dict[str, Any]) -> tuple[str, str, str | None]:
    """Kind, last day or event, and time of day."""
    kind = when["type"]
    if kind == "event":
        return kind, f"{when['text']} {when['latest'].isoformat()}", None
    if kind == "week":
        return kind, when["week"], None
    if kind == "period":
        return kind, f"{when['from'].isoformat()} {when['to'].isoformat()}", None
    return kind, when["date"].isoformat(), when.get("from")


def _latest(when: dict[str, Any]) -> tuple[str, str, str | None]:
    kind = when["type"]
    first = date.fromisoformat(when["from"]) if when["from"] else None
    said = {
        "event": f"{when['text']} {when['latest']}",
        "week": first.strftime("%G-W%V") if first else "",
        "period": f"{when['from']} {when['latest']}",
        "date": when["from"],
    }[kind]
    return kind, said, when["time"]
