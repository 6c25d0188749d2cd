"""Steps 2 and 3 on paper: the subgoals, and under each the activities that serve it."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.portfolio.paper.literal import literal
from laeringskontrakt.portfolio.paper.moments import when_text
from laeringskontrakt.portfolio.paper.numbers import listed
from laeringskontrakt.portfolio.paper.wording import PaperLabels

Json = Mapping[str, Any]
Pens = Mapping[str, Mapping[str, str]]  # author → {"pen": "t" or "s", "initials": …}


def subgoal_numbers(content: Json) -> dict[str, int]:
    """Subgoal id → the number it is printed with; an addition has that of the line it adds to."""
    above = {one["id"]: one.get("adds_to") for one in content["subgoals"]}
    own = {one["id"]: one["number"] for one in content["subgoals"] if one.get("number")}
    return {identity: own[root] for identity in above if (root := _root(identity, above)) in own}


def subgoal_groups(
    content: Json, words: PaperLabels, pens: Pens, language: Language
) -> list[dict[str, Any]]:
    """One group per subgoal in order of number: its lines, and a row for each activity.

    An activity stands at the first of its subgoals; the others get one row "se 1b" (domain
    §2.2). With several competencies each is named before its subgoals.
    """
    numbers = subgoal_numbers(content)
    homes = _homes(content, numbers)
    marks = _marks(homes)
    several = len(content["competencies"]) > 1
    groups: list[dict[str, Any]] = []
    for competency, subgoals in _by_competency(content):
        if several and competency is not None:
            groups.append(_competency_row(competency))
        for subgoal in subgoals:
            number = subgoal["number"]
            rows = [
                activity_row(one, marks[one["id"]].lstrip("0123456789"), words, pens, language)
                for one in homes.get(number, [])
            ]
            elsewhere = _elsewhere(content, number, numbers, marks)
            if elsewhere:
                rows.append({"see": words["see"] % {"places": listed(elsewhere, words)}})
            lines = _lines(content, number, numbers, pens)
            groups.append(_group(str(number), lines, rows))
    if 0 in homes:
        loose = [activity_row(one, "", words, pens, language) for one in homes[0]]
        groups.append(_group("", [], loose))
    return groups


def activity_row(
    one: Json, letter: str, words: PaperLabels, pens: Pens, language: Language
) -> dict[str, Any]:
    """The cells of one activity: where and what, how, who, latest."""
    need = {
        "none": words["own_activity"],
        "colleague": words["with_colleague"],
        "supervisor": words["with_supervisor"],
    }
    partner = one.get("with") or {}
    return {
        "id": one["id"],
        "letter": letter,
        "place": labelled(one.get("place")),
        "text": literal(one["text"]),
        "how": labelled(one.get("method")),
        "who": literal(partner.get("name") or partner.get("role") or need[one["support_need"]]),
        "when": literal(when_text(one["when"], words, language)),
        **pens[one["author"]],
    }


def labelled(choice: Json | None) -> str:
    """The label of a vocabulary choice, or nothing."""
    return literal(choice["label"]) if choice else ""


def person(one: Json) -> str:
    """Name and role, whichever are there."""
    return literal(", ".join(part for part in (one.get("name"), one.get("role")) if part))


def _root(identity: str, above: Mapping[str, str | None]) -> str:
    seen = {identity}
    while (parent := above.get(identity)) is not None and parent not in seen:
        seen.add(parent)
        identity = parent
    return identity


def _homes(content: Json, numbers: Mapping[str, int]) -> dict[int, list[Json]]:
    """Number of a subgoal → the activities printed there; 0 for those that point to none."""
    homes: dict[int, list[Json]] = {}
    for one in content["activities"]:
        served = [numbers[identity] for identity in one["subgoals"] if identity in numbers]
        homes.setdefault(min(served, default=0), []).append(one)
    return homes


def _marks(homes: Mapping[int, list[Json]]) -> dict[str, str]:
    """Activity id → how others refer to it: "4", or "1b" where several stand together."""
    marks: dict[str, str] = {}
    for number, activities in homes.items():
        for place, one in enumerate(activities):
            letter = _letter(place) if len(activities) > 1 and number else ""
            marks[one["id"]] = f"{number}{letter}"
    return marks


def _letter(place: int) -> str:
    """From a to z, then aa, ab and so on."""
    before, here = divmod(place, len(ascii_lowercase))
    return (_letter(before - 1) if before else "") + ascii_lowercase[here]


def _elsewhere(
    content: Json, number: int, numbers: Mapping[str, int], marks: Mapping[str, str]
) -> list[str]:
    """Marks of the activities that serve this subgoal and are printed at an earlier one."""
    found: list[str] = []
    for one in content["activities"]:
        served = {numbers[identity] for identity in one["subgoals"] if identity in numbers}
        if number in served and number != min(served):
            found.append(marks[one["id"]])
    return sorted(found, key=lambda mark: (int(mark.rstrip(ascii_lowercase)), len(mark), mark))


def _by_competency(content: Json) -> list[tuple[Json | None, list[Json]]]:
    """The numbered subgoals under each competency, in order; strays last."""
    numbered = [one for one in content["subgoals"] if one.get("number")]
    numbered.sort(key=lambda one: one["number"])
    known = {one["id"] for one in content["competencies"]}
    parts: list[tuple[Json | None, list[Json]]] = [
        (competency, [one for one in numbered if one["competency"] == competency["id"]])
        for competency in content["competencies"]
    ]
    strays = [one for one in numbered if one["competency"] not in known]
    return [*parts, (None, strays)]


def _lines(
    content: Json, number: int, numbers: Mapping[str, int], pens: Pens
) -> list[dict[str, str]]:
    """The subgoal's own line first, then what was added under it, in order of writing."""
    mine = [one for one in content["subgoals"] if numbers.get(one["id"]) == number]
    mine.sort(key=lambda one: (not one.get("number"), one["created_at"]))
    return [{"text": literal(one["text"]), **pens[one["author"]]} for one in mine]


def _competency_row(competency: Json) -> dict[str, Any]:
    named = {key: literal(competency[key]) for key in ("code", "title")}
    return {"competency": named, "number": "", "lines": [], "rows": []}


def _group(number: str, lines: list[dict[str, str]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"competency": None, "number": number, "lines": lines, "rows": rows}
