"""Step 4 on paper: who looks, at what, when and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.portfolio.paper.literal import literal
from laeringskontrakt.portfolio.paper.moments import tied, when_text
from laeringskontrakt.portfolio.paper.numbers import numbered
from laeringskontrakt.portfolio.paper.subgoals import (
    Json,
    Pens,
    labelled,
    person,
    subgoal_numbers,
)
from laeringskontrakt.portfolio.paper.wording import PaperLabels


def feedback_rows(
    content: Json, words: PaperLabels, pens: Pens, language: Language
) -> list[dict[str, Any]]:
    """One row per feedback agreement, in the order of the contract."""
    numbers = subgoal_numbers(content)
    return [
        {
            "kind": "",
            "who": person(one["giver"]),
            "ask": literal(one.get("ask") or ""),
            "how": _joined(labelled(one.get("form")), labelled(one.get("model"))),
            "subgoals": _subgoals(one["subgoals"], words, numbers),
            **_time(one, words, language),
            **pens[one["author"]],
        }
        for one in content["feedback_agreements"]
    ]


def assessment_rows(
    content: Json, words: PaperLabels, pens: Pens, language: Language
) -> list[dict[str, Any]]:
    """One row per assessment agreement; an empty one to write in while nothing is decided."""
    if not content["assessments"] and not content["no_assessment"]:
        return [empty_row(words["assessment"])]
    numbers = subgoal_numbers(content)
    return [
        {
            "kind": words["assessment"],
            "who": person(one["assessor"]),
            "ask": literal(one.get("criteria") or ""),
            "how": _joined(labelled(one.get("instrument")), _level(one, words)),
            "subgoals": _covered(one, content, words, numbers),
            **_time(one, words, language),
            **pens[one["author"]],
        }
        for one in content["assessments"]
    ]


def empty_row(kind: str = "") -> dict[str, Any]:
    """A row to write in by hand."""
    cells = dict.fromkeys(("who", "ask", "how", "subgoals", "when", "minutes", "initials"), "")
    return {"id": "", "kind": kind, "pen": "t", **cells}


def _time(one: Json, words: PaperLabels, language: Language) -> dict[str, Any]:
    minutes = words["minutes"] % {"minutes": one["minutes"]} if one.get("minutes") else ""
    parts = (when_text(one["when"], words, language), one.get("place") or "")
    when = literal(", ".join(part for part in parts if part))
    return {"id": one["id"], "when": when, "minutes": tied(minutes)}


def _subgoals(identities: list[str], words: PaperLabels, numbers: Mapping[str, int]) -> str:
    served = [numbers[identity] for identity in identities if identity in numbers]
    label = words["one_subgoal"] if len(served) == 1 else words["subgoal_numbers"]
    return label % {"numbers": numbered(served, words)} if served else ""


def _covered(one: Json, content: Json, words: PaperLabels, numbers: Mapping[str, int]) -> str:
    """The competency by its code where there are several, the subgoals unless it is all of them."""
    served = {numbers[identity] for identity in one["subgoals"] if identity in numbers}
    code = next((c["code"] for c in content["competencies"] if c["id"] == one["competency"]), "")
    if len(content["competencies"]) > 1 and code:
        return literal(code)
    if not served or served == set(numbers.values()):
        return words["whole_competency"]
    return _subgoals(one["subgoals"], words, numbers)


def _level(one: Json, words: PaperLabels) -> str:
    level = one.get("target_level")
    if not level:
        return ""
    return words["target_level"] % {"level": level["level"], "label": literal(level["label"])}


def _joined(*parts: str) -> str:
    return ". ".join(part for part in parts if part)
