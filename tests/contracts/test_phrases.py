from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.phrases import (
    ActivityPhrase,
    FeedbackPhrase,
    Known,
    Recognised,
    When,
    parse_activity,
    parse_feedback,
)
from laeringskontrakt.contracts.phrases import words as word_lists
from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.curriculum.vocabulary import vocabulary
from tests.phrases import (
    ACTIVITIES,
    ENTRIES,
    FEEDBACK,
    PEOPLE,
    Case,
    activity,
    feedback,
    when_told,
)

LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["da", "en"])
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def activity_told(phrase: ActivityPhrase) -> dict[str, Any]:
    return {
        "text": phrase.text,
        "support_need": phrase.support_need.value,
        "with_person": phrase.with_person and phrase.with_person.id,
        "with_name": phrase.with_name,
        "ambiguous": [person.id for person in phrase.ambiguous],
        "method": phrase.method,
        "place": phrase.place,
        "when": when_told(phrase.when),
    }


def feedback_told(phrase: FeedbackPhrase) -> dict[str, Any]:
    return {
        "giver": phrase.giver and phrase.giver.id,
        "giver_name": phrase.giver_name,
        "giver_role": phrase.giver_role,
        "subgoals": list(phrase.subgoal_numbers),
        "ambiguous": [person.id for person in phrase.ambiguous],
        "minutes": phrase.minutes,
        "form": phrase.form,
        "ask": phrase.ask,
        "when": when_told(phrase.when),
    }


@pytest.mark.parametrize("case", ACTIVITIES, ids=lambda case: case.entry)
def test_activity(case: Case) -> None:
    defaults: dict[str, Any] = {
        "text": case.entry,
        "support_need": "none",
        "with_person": None,
        "with_name": "",
        "ambiguous": [],
        "method": None,
        "place": None,
        "when": {},
    }

    phrase = activity(case.entry, setting=case.setting, language=case.language)

    assert activity_told(phrase) == defaults | case.read


@pytest.mark.parametrize("case", FEEDBACK, ids=lambda case: case.entry)
def test_feedback(case: Case) -> None:
    defaults: dict[str, Any] = {
        "giver": None,
        "giver_name": "",
        "giver_role": "",
        "subgoals": [],
        "ambiguous": [],
        "minutes": None,
        "form": None,
        "ask": "",
        "when": {},
    }

    phrase = feedback(case.entry, setting=case.setting, language=case.language)

    assert feedback_told(phrase) == defaults | case.read


def test_what_was_taken_out_is_told_as_typed() -> None:
    phrase = activity("Simulation i færdighedslab Med Mette, uge 49")

    assert phrase.recognised == (Recognised("person", "Med Mette"), Recognised("moment", "uge 49"))


def test_supervisor_known_by_name_only() -> None:
    phrase = parse_activity(
        "Samtale med Jens",
        people=[],
        today=date(2026, 11, 23),
        period=(date(2026, 11, 23), date(2026, 12, 18)),
        supervisor_name="Jens Toft Mikkelsen",
        language="da",
    )

    assert (phrase.support_need, phrase.with_person, phrase.with_name, phrase.ambiguous) == (
        SupportNeed.SUPERVISOR,
        None,
        "Jens Toft Mikkelsen",
        (),
    )


@pytest.mark.parametrize(
    ("supervisor_name", "person", "ambiguous"),
    [("Jens Toft", "1", []), ("", None, ["1", "2"])],
)
def test_min_vejleder_with_two_supervisors(
    supervisor_name: str, person: str | None, ambiguous: list[str]
) -> None:
    supervisors = [
        Known("1", "Jens", "Toft", is_supervisor=True),
        Known("2", "Eva", "Bo", is_supervisor=True),
    ]

    phrase = parse_activity(
        "Samtale med min vejleder",
        people=supervisors,
        today=date(2026, 11, 23),
        period=(date(2026, 11, 23), date(2026, 12, 18)),
        supervisor_name=supervisor_name,
        language="da",
    )

    assert phrase.support_need is SupportNeed.SUPERVISOR
    assert (phrase.with_person and phrase.with_person.id) == person
    assert [each.id for each in phrase.ambiguous] == ambiguous


def test_two_of_the_same_first_name_are_asked_about() -> None:
    mettes = [Known("1", "Mette", "Dam"), Known("2", "Mette", "Overgaard Sand")]

    def read(entry: str) -> ActivityPhrase:
        return parse_activity(
            entry,
            people=mettes,
            today=date(2026, 11, 23),
            period=(date(2026, 11, 23), date(2026, 12, 18)),
            supervisor_name=None,
            language="da",
        )

    assert read("Øve med Mette").ambiguous == tuple(mettes)
    assert read("Øve med Mette").with_person is None
    assert read("Øve med Mette D.").with_person == mettes[0]
    assert read("Øve med Mette Sand").with_person == mettes[1]


@pytest.mark.parametrize(
    ("entry", "first_day"),
    [
        ("Øve, uge 49", date(2026, 11, 30)),
        ("Øve 3. dec", date(2026, 12, 3)),
        ("Øve 1.-4. dec", date(2026, 12, 1)),
        ("Øve", None),
        ("Øve efter min første vagt", None),
    ],
)
def test_first_day(entry: str, first_day: date | None) -> None:
    assert activity(entry).when.first_day == first_day


def test_an_entry_of_ten_thousand_letters_is_left_alone() -> None:
    prose = "Øve med Mette, uge 49. " * 450

    phrase = activity(prose)

    assert (phrase.text, phrase.when, phrase.recognised) == (prose.strip(), When(), ())
    assert feedback(prose).ask == prose.strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", [" ", ",", "med ", "u", "Mette ", "1 ", "1.", "efter min ", "-", "æ"]
)
def test_no_entry_takes_long(unit: str) -> None:
    entry = (unit * 1000)[:1000]
    started = time.process_time()

    activity(entry)
    feedback(entry)

    # Milliseconds of processor time; a pattern that goes back over itself would need years.
    assert time.process_time() - started < 20


def codes(groups: word_lists.Groups) -> set[str]:
    return {code for group in groups for code in group}


@pytest.mark.parametrize("language", ["da", "en"])
def test_guesses_are_codes_of_the_vocabulary(language: Language) -> None:
    known = vocabulary()

    assert codes(word_lists.METHOD_WORDS[language]) == set(known.methods)
    assert codes(word_lists.PLACE_WORDS[language]) == set(known.places)
    assert codes(word_lists.FORM_WORDS[language]) == set(known.feedback_forms)
    assert set(word_lists.PLACE_OF_METHOD) <= set(known.methods)
    assert set(word_lists.PLACE_OF_METHOD.values()) <= set(known.places)


@pytest.mark.parametrize(
    ("language", "unclear"),
    [("da", set()), ("en", {"present"})],  # "Patients present with …" is no presentation.
)
def test_the_label_of_a_method_is_that_method(language: Language, unclear: set[str]) -> None:
    methods = vocabulary().methods
    read = {code: activity(methods[code].label(language), language=language) for code in methods}

    assert {code for code, phrase in read.items() if phrase.method != code} == unclear
    assert {
        code
        for code, phrase in read.items()
        if phrase.support_need.value != methods[code].support_need
    } == set()


# ---- For any entry ----


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def is_subsequence(some: Sequence[str], of: Sequence[str]) -> bool:
    left = iter(of)
    return all(word in left for word in some)


def nothing_is_lost(entry: str, rest: str, recognised: Sequence[Recognised]) -> bool:
    taken = [word for phrase in recognised for word in words_of(phrase.text)]
    same = Counter(words_of(entry)) == Counter(words_of(rest)) + Counter(taken)
    return same and is_subsequence(words_of(rest), words_of(entry))


def new_kinds(first: Sequence[Recognised], again: Sequence[Recognised]) -> set[str]:
    """Kinds taken out of the rest. Beside a moment, an event is left in the text on purpose."""
    said = {phrase.kind for phrase in first}
    left = {"event", "habit"} if "moment" in said else set()
    return {phrase.kind for phrase in again} - left


def is_whole(when: When) -> bool:
    """Whether a moment says what its type needs, and does not end before it begins."""
    needed = {
        WhenType.NONE: (),
        WhenType.DATE: (when.date, when.latest),
        WhenType.WEEK: (when.week, when.year, when.latest),
        WhenType.PERIOD: (when.start, when.end, when.latest),
        WhenType.EVENT: (when.text,),
    }[when.type]
    ordered = not (when.first_day and when.latest) or when.first_day <= when.latest
    return all(needed) and ordered and len(when.text) <= 200


@given(entry=ENTRIES, language=LANGUAGES)
def test_any_activity_is_read_once_and_whole(entry: str, language: Language) -> None:
    phrase = activity(entry, language=language)
    again = activity(phrase.text, language=language)

    assert nothing_is_lost(entry, phrase.text, phrase.recognised)
    assert new_kinds(phrase.recognised, again.recognised) == set()
    assert is_whole(phrase.when)
    assert not (phrase.with_person and phrase.ambiguous)


@given(entry=ENTRIES, language=LANGUAGES)
def test_any_feedback_is_read_once_and_whole(entry: str, language: Language) -> None:
    phrase = feedback(entry, language=language)
    again = feedback(phrase.ask, language=language)

    assert nothing_is_lost(entry, phrase.ask, phrase.recognised)
    assert new_kinds(phrase.recognised, again.recognised) == set()
    assert is_whole(phrase.when)
    assert not (phrase.giver and phrase.ambiguous)
    assert set(phrase.subgoal_numbers) <= set(range(1, 7))


NAMES = st.one_of(st.text(max_size=8), st.sampled_from(["Mette", "Jens", "Anne Mette", "Åse", ""]))
PERSONS = st.builds(
    Known, id=st.text(max_size=3), first_name=NAMES, last_name=NAMES, is_supervisor=st.booleans()
)


@given(
    entry=ENTRIES,
    language=LANGUAGES,
    people=st.lists(PERSONS, max_size=4),
    today=DAYS,
    period=st.tuples(DAYS, DAYS),
    supervisor_name=st.none() | NAMES,
)
def test_any_people_and_any_period(
    entry: str,
    language: Language,
    people: list[Known],
    today: date,
    period: tuple[date, date],
    supervisor_name: str | None,
) -> None:
    told: dict[str, Any] = {
        "people": people,
        "today": today,
        "period": period,
        "supervisor_name": supervisor_name,
        "language": language,
    }

    done = parse_activity(entry, **told)
    given_feedback = parse_feedback(entry, **told, subgoal_count=3)

    assert nothing_is_lost(entry, done.text, done.recognised)
    assert nothing_is_lost(entry, given_feedback.ask, given_feedback.recognised)
    assert done.with_person is None or done.with_person in people


@given(number=st.integers(1, 52), name=st.sampled_from(PEOPLE))
def test_with_a_full_name_and_a_week(number: int, name: Known) -> None:
    phrase = activity(f"Tolke EKG med {name.name}, uge {number}")

    assert (phrase.text, phrase.with_person, phrase.when.week) == ("Tolke EKG", name, number)
