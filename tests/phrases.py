"""Entries and what they say, for the reading on the server and the one in the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from laeringskontrakt.contracts.phrases import (
    ActivityPhrase,
    FeedbackPhrase,
    Known,
    When,
    parse_activity,
    parse_feedback,
)
from laeringskontrakt.core.calendar_text import Language

_RAW = json.loads((Path(__file__).parent / "corpora" / "phrases.json").read_text("utf-8"))

PEOPLE = [Known(**person) for person in _RAW["people"]]
SUPERVISOR = _RAW["supervisor_name"]


@dataclass(frozen=True)
class Case:
    """An entry, what it is read against, and all that it says beyond the defaults."""

    entry: str
    read: dict[str, Any]
    setting: str = "winter"
    language: Language = "da"


ACTIVITIES = [Case(**case) for case in _RAW["activities"]]
FEEDBACK = [Case(**case) for case in _RAW["feedback"]]


def days(setting: str) -> dict[str, Any]:
    """Today and the period of a setting, as the page is told them."""
    told = _RAW["settings"][setting]
    return {"today": told["today"], "period": told["period"]}


def activity(entry: str, *, setting: str = "winter", language: Language = "da") -> ActivityPhrase:
    """An entry of step 3, read as the corpus is."""
    told = _RAW["settings"][setting]
    start, end = map(date.fromisoformat, told["period"])
    return parse_activity(
        entry,
        people=PEOPLE,
        today=date.fromisoformat(told["today"]),
        period=(start, end),
        supervisor_name=SUPERVISOR,
        language=language,
    )


def feedback(entry: str, *, setting: str = "winter", language: Language = "da") -> FeedbackPhrase:
    """An entry of step 4, read as the corpus is."""
    told = _RAW["settings"][setting]
    start, end = map(date.fromisoformat, told["period"])
    return parse_feedback(
        entry,
        people=PEOPLE,
        today=date.fromisoformat(told["today"]),
        period=(start, end),
        supervisor_name=SUPERVISOR,
        language=language,
        subgoal_count=told["subgoal_count"],
    )


def when_told(when: When) -> dict[str, Any]:
    """A moment as the corpus writes it: what it says, and nothing that it does not."""
    told: dict[str, Any] = {
        "type": "" if when.type == "none" else when.type.value,
        "date": when.date and when.date.isoformat(),
        "week": when.week,
        "year": when.year,
        "start": when.start and when.start.isoformat(),
        "end": when.end and when.end.isoformat(),
        "text": when.text,
        "latest": when.latest and when.latest.isoformat(),
        "limit": when.limit,
        "time": when.time and when.time.isoformat(),
    }
    return {name: value for name, value in told.items() if value not in (None, "", False)}


_WORDS = (
    "med|Mette|mette|Dam|Peter|Jens|Toft|Liv|Anne|kollega|en|min|vejleder|sygeplejersken|hos|og|"
    "uge|u.|49|49-51|50|senest|inden|fredag|på|tirsdag|i|morgen|3/12|11/12|to|3.|dec|7. oktober|"
    "kl.|13|13.30|14.00-14.20|efter|ved|første|tredje|patient|stuegang|lige|simulation|hver|dag|"
    "løbende|hele perioden|læse|øve|følge|egen aktivitet|delmål|1|4|6|5 min|et kvarter|(|)|,|:|.|-|"
    "Birgitte|Holm|overlæge|ABCDE|patienter|åndenød|with|by|week|Friday|after|my|third|at|2 pm|"
    "subgoals|and|my supervisor|every day|the|nurse|on|Dec|fra|til|mellem|/|Mettes|Jens'|EKG'er"
).split("|")

ENTRIES = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=4)), max_size=14).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=20).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=14).map("".join),
)
"""Anything at all, and words that mean something in any order."""

MIXED = st.lists(
    st.tuples(st.sampled_from(_WORDS), st.sampled_from((" ", ", ", ". ", "-", "/", ""))),
    max_size=12,
).map(lambda said: "".join(word + mark for word, mark in said))
"""Words that mean something, in any order and with anything between them."""
