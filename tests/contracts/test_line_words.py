from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation
from markupsafe import escape

from laeringskontrakt.contracts import line_words
from laeringskontrakt.contracts.enums import Party, SupportNeed, WhenType
from laeringskontrakt.contracts.queries.frozen import AgreedLine, FrozenTerm, LineKind


@pytest.fixture(autouse=True)
def _danish() -> Any:
    with translation.override("da"):
        yield


ROUND = FrozenTerm("places", "ward_round", "Stuegang", "da")
OBSERVED = FrozenTerm("feedback_forms", "observation", "Efter observation", "da")
MINI_CEX = FrozenTerm("instruments", "mini_cex", "Mini-CEX", "da")


def line(**given: Any) -> AgreedLine:
    return AgreedLine(
        **{
            "id": UUID(int=1),
            "kind": LineKind.ACTIVITY,
            "author": Party.TRAINEE,
            "text": "Læse instruksen",
            "who_id": None,
            "who": "",
            "who_role": "",
            "subgoals": (3,),
            "when_type": WhenType.NONE,
            "when_text": "",
            "starts": None,
            "latest": None,
            "clock": "",
            "place": "",
            "how": None,
            "minutes": 0,
            "support_need": SupportNeed.NONE,
            **given,
        }
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], ""),
        ([2], "2"),
        ([4, 1], "1 og 4"),
        ([1, 2, 3], "1 til 3"),
        ([1, 2, 3, 8], "1 til 3 og 8"),
        ([1, 4, 8, 8], "1, 4 og 8"),
    ],
)
def test_numbers_are_said_as_people_say_them(values: list[int], words: str) -> None:
    assert line_words.numbers(values) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"when_type": WhenType.DATE, "latest": date(2026, 12, 3), "clock": "13:00"},
            "to 3. dec 13.00",
        ),
        ({"when_type": WhenType.DATE, "latest": date(2026, 12, 3)}, "to 3. dec"),
        ({"when_type": WhenType.WEEK, "latest": date(2026, 12, 6)}, "uge 49"),
        ({"when_type": WhenType.EVENT, "latest": date(2026, 12, 4)}, "senest fr 4. dec"),
        ({"when_type": WhenType.EVENT}, ""),
    ],
)
def test_when_fits_a_narrow_column(given: dict[str, Any], words: str) -> None:
    assert line_words.when(line(**given)) == words


def test_an_event_is_in_the_writers_words_and_a_period_in_weeks() -> None:
    event = line(when_type=WhenType.EVENT, when_text="efter min tredje patient")
    period = line(when_type=WhenType.PERIOD, starts=date(2026, 11, 23), latest=date(2026, 12, 4))

    assert [str(line_words.occasion(row)) for row in (event, period, line())] == [
        "efter min tredje patient",
        "uge 48 til 49",
        "",
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Delmål 3, selv"),
        ({"who": "Mette Dam", "place": ROUND}, "Delmål 3, sammen med Mette Dam, stuegang"),
        ({"support_need": SupportNeed.COLLEAGUE}, "Delmål 3, sammen med en kollega"),
        ({"support_need": SupportNeed.SUPERVISOR}, "Delmål 3, sammen med vejleder"),
        (
            {"kind": LineKind.FEEDBACK, "how": OBSERVED, "minutes": 5},
            "Delmål 3, efter observation, 5 min",
        ),
        (
            {"kind": LineKind.ASSESSMENT, "subgoals": (), "how": MINI_CEX, "minutes": 20},
            "Mini-CEX, 20 min",
        ),
    ],
)
def test_the_small_print_names_what_is_there(given: dict[str, Any], words: str) -> None:
    assert line_words.detail(line(**given)) == words


def test_feedback_and_assessment_are_named_by_the_one_who_gives_them() -> None:
    given = [
        line_words.what_with_whom(line(kind=kind, who="Mette Dam", subgoals=subgoals))
        for kind, subgoals in ((LineKind.FEEDBACK, (1, 4)), (LineKind.ASSESSMENT, ()))
    ]

    assert given == ["Feedback fra Mette Dam", "Bedømmelse med Mette Dam"]
    assert line_words.what(line(kind=LineKind.FEEDBACK, subgoals=(1, 4))) == (
        "Feedback på delmål 1 og 4"
    )


def test_a_code_that_was_signed_is_said_in_the_readers_language() -> None:
    row = line(place=ROUND, kind=LineKind.ACTIVITY)
    feedback = line(kind=LineKind.FEEDBACK, how=OBSERVED, minutes=5)
    with translation.override("en"):
        said = [line_words.detail(row), line_words.detail(feedback)]

    assert said == ["Subgoal 3, on your own, ward round", "Subgoal 3, after observation, 5 min"]


def test_words_that_were_signed_stand_in_their_own_language() -> None:
    level = FrozenTerm("entrustment_levels", "9", "Kun <på> papir", "da")
    unknown = FrozenTerm("places", "gone", "Gammel stue", "da")
    row = line(kind=LineKind.ASSESSMENT, place="stue 4", target_level=level, subgoals=())
    with translation.override("en"):
        said = [
            escape(line_words.level(row)),
            line_words.detail(row),
            line_words.detail(line(place=unknown, subgoals=())),
        ]

    assert said == [
        '<span lang="da">Kun &lt;på&gt; papir</span>',
        '0 min, <span lang="da">stue 4</span>',
        'on your own, <span lang="da">gammel stue</span>',
    ]


def test_what_was_signed_is_shown_as_it_was_signed_in_its_own_language() -> None:
    renamed = FrozenTerm("places", "ward_round", "Runde på stuerne", "da")

    assert escape(renamed.said()) == "Runde på stuerne"
