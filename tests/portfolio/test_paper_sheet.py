"""How a contract is laid out in rows, before it is drawn."""

from __future__ import annotations

from typing import Any

import pytest

from laeringskontrakt.portfolio.paper import fit, moments, numbers
from laeringskontrakt.portfolio.paper.geometry import RUNNING_ON, STEPS
from laeringskontrakt.portfolio.paper.labels import paper_labels
from laeringskontrakt.portfolio.paper.sheet import filled_sheet
from laeringskontrakt.portfolio.paper.subgoals import subgoal_numbers
from tests.portfolio.contracts_on_paper import CONTENT, SIGNATURES, example, long_example

WORDS = paper_labels("da")


def sheet(content: dict[str, Any]) -> dict[str, Any]:
    return filled_sheet(content, signatures=SIGNATURES, words=WORDS, language="da")


def rows(content: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Each group's number and its rows: the letter of an activity, or where to look."""
    return [
        (group["number"], [row["see"] if "see" in row else row["letter"] for row in group["rows"]])
        for group in sheet(content)["groups"]
    ]


def test_an_activity_stands_once_and_is_referred_to() -> None:
    assert rows(CONTENT) == [
        ("1", ["a", "b", "c"]),
        ("2", ["a", "b", "se 1b"]),
        ("3", ["", "se 2b"]),
        ("4", ["se 1b og 2a"]),
        ("5", ["", "se 1a"]),
        ("6", [""]),
        ("7", [""]),
        ("8", ["se 1c"]),
    ]


def test_an_activity_of_an_addition_stands_at_the_line_added_to() -> None:
    content = example()
    addition = {**content["subgoals"][7], "id": "x", "number": None}
    content["subgoals"].append({**addition, "adds_to": content["subgoals"][5]["id"]})
    content["activities"][8]["subgoals"] = ["x"]
    assert subgoal_numbers(content)["x"] == 6
    assert rows(content)[5] == ("6", ["a", "b"])


def test_an_activity_that_serves_nothing_is_not_lost() -> None:
    content = example()
    content["activities"][8]["subgoals"] = []
    assert rows(content)[-1] == ("", [""])


@pytest.mark.parametrize(
    ("need", "partner", "who"),
    [
        ("none", None, "Egen aktivitet"),
        ("colleague", None, "Med en kollega"),
        ("supervisor", None, "Med vejleder"),
        ("colleague", {"name": "Mette Dam", "role": None}, "Mette Dam"),
        ("colleague", {"name": "Mette Dam", "role": "bagvagt"}, "Mette Dam"),
        ("colleague", {"name": "", "role": "bagvagt"}, "bagvagt"),
    ],
)
def test_who(need: str, partner: dict[str, str | None] | None, who: str) -> None:
    content = example()
    content["activities"][0] |= {"support_need": need, "with": partner}
    assert sheet(content)["groups"][0]["rows"][0]["who"] == who


def test_an_assessment_of_all_subgoals_is_of_the_whole_competency() -> None:
    content = example()
    content["assessments"][0]["subgoals"] = [one["id"] for one in content["subgoals"]]
    assert sheet(content)["assessments"][0]["subgoals"] == "Hele kompetencen"
    assert sheet(CONTENT)["assessments"][0]["subgoals"] == "Hele kompetencen"


def test_an_assessment_of_some_subgoals_names_them() -> None:
    content = example()
    content["assessments"][0]["subgoals"] = [one["id"] for one in content["subgoals"][:3]]
    assert sheet(content)["assessments"][0]["subgoals"] == "Delmål 1 til 3"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], ""),
        ([4], "4"),
        ([2, 1], "1 og 2"),
        ([1, 2, 3], "1 til 3"),
        ([1, 4, 8], "1, 4 og 8"),
        ([1, 2, 3, 5, 7, 8], "1 til 3, 5, 7 og 8"),
    ],
)
def test_numbers_are_said_as_by_a_reader(given: list[int], said: str) -> None:
    assert numbers.numbered(given, WORDS) == said


def when(kind: str, text: str = "", **more: str) -> dict[str, Any]:
    return {"type": kind, "text": text, "from": None, "latest": None, "time": None, **more}


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        (when("none"), ""),
        (when("none", time="14:00"), "14.00"),
        (when("none", latest="2026-10-02"), "senest 2. okt"),
        (when("date", "on 7. okt", **{"from": "2026-10-07"}, latest="2026-10-07"), "on 7. okt"),
        (when("date", "2026-10-07", latest="2026-10-07"), "on 7. okt"),
        (when("date", "on 7. okt 9.05", time="09:05"), "on 7. okt 9.05"),
        (when("date", "x", **{"from": "2026-10-27"}, time="14:00"), "ti 27. okt 14.00"),
        (when("week", "uge 49", latest="2026-12-06"), "uge 49"),
        (when("week", "uge 49", latest="2026-12-06", time="14:00"), "uge 49 14.00"),
        (when("period", "uge 38 til 43", latest="2026-10-23"), "uge 38 til 43"),
        (when("event", "efter vagten", latest="2026-10-02"), "efter vagten, senest 2. okt"),
        (when("event", "efter vagten", time="08:00"), "efter vagten 8.00"),
        (when("event", "efter vagten"), "efter vagten"),
    ],
)
def test_when(agreed: dict[str, Any], said: str) -> None:
    assert moments.when_text(agreed, WORDS, "da").replace("\u00a0", " ") == said


def test_when_in_english() -> None:
    agreed = when("date", latest="2026-10-27", time="14:00")
    assert moments.when_text(agreed, WORDS, "en").replace("\u00a0", " ") == "Tue 27 Oct 14:00"


def test_a_date_stays_on_one_line() -> None:
    assert moments.tied("14. sep til 23. okt, uge 9") == "14.\u00a0sep til 23.\u00a0okt, uge 9"


def test_a_period_is_said_when_it_has_both_dates() -> None:
    assert (
        moments.span({"from": "2026-09-03", "to": "2026-10-29"}, "da") == "3. sep til 29. okt 2026"
    )
    assert moments.span({"from": "2026-09-03", "to": None}, "da") == ""


def test_a_moment_is_danish_time() -> None:
    assert moments.moment("2026-12-31T23:30:00Z", "da") == "1. jan 2027 kl. 0.30"


def test_the_steps_go_from_roomy_to_tight() -> None:
    heights = [fit.height(sheet(CONTENT), step) for step in STEPS]
    assert heights == sorted(heights, reverse=True)


def test_a_form_that_cannot_fit_is_tried_once() -> None:
    assert fit.ways(sheet(long_example())) == [RUNNING_ON]


def test_the_last_way_is_to_run_on() -> None:
    ways = fit.ways(sheet(CONTENT))
    assert ways == [*STEPS[STEPS.index(ways[0]) :], RUNNING_ON]


@pytest.mark.parametrize("language", ["da", "en"])
def test_labels_are_whole_in_each_language(language: str) -> None:
    labels = paper_labels(language)
    assert [key for key, text in labels.items() if not text] == []


def test_a_profession_names_the_roles() -> None:
    labels = paper_labels("da", trainee="Uddannelseslæge", supervisor="Hovedvejleder")
    assert (labels["trainee"], labels["supervisor"]) == ("Uddannelseslæge", "Hovedvejleder")
