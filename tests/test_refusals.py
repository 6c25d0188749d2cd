"""Who may not, cannot: every action, by everybody it is not for (domain §4.7, faults S03)."""

from __future__ import annotations

import contextlib
import inspect
from dataclasses import fields, replace
from datetime import datetime
from itertools import combinations
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.core.actions import REGISTRY
from laeringskontrakt.core.errors import LkError
from laeringskontrakt.people.models import Person
from tests import every_action
from tests.contracts.cast import Cast, make_cast
from tests.contracts.footprint import changed, everything

pytestmark = pytest.mark.django_db

every_action.load_all()

#: They do something to the one who asks and to nobody else, so there is nobody to refuse.
ABOUT_ONESELF = {"people:person:language", "people:session:end_all"}
#: Done by the clock, never by a person.
BY_THE_CLOCK = {"contracts:version:remind"}

#: What a stranger reads; elsewhere it is only that it is not theirs.
TOLD = {
    "curriculum:framework:import": "not_programme_lead",
    "curriculum:framework:publish": "not_programme_lead",
    "curriculum:course:plan": "not_planner",
    "contracts:contract:look": "only_programme_lead",
}
PEOPLE = (
    "people:department:add",
    "people:person:add",
    "people:person:deactivate",
    "people:role:give",
    "people:role:take",
    "people:placement:make",
    "people:supervision:appoint",
    "people:supervision:end",
)
TOLD |= dict.fromkeys(PEOPLE, "not_department_lead")
LEADS = {"lead", "administrator"}
FOR_LEADS = {"not_programme_lead", "not_planner", "not_department_lead"}

PAIR = ("trainee", "supervisor", "co_supervisor", "substitute")
ONLY_TRAINEE = dict.fromkeys(("supervisor", "co_supervisor", "substitute"), "only_trainee")
NOT_YOUR_LINE = dict.fromkeys(("supervisor", "co_supervisor", "substitute"), "not_your_line")
NOT_YOUR_COPY = dict.fromkeys(("supervisor", "co_supervisor", "substitute"), "not_a_party")
NOT_YOURS = {"co_supervisor": "not_a_party"}
#: Those who have a part in the contract, but not in this act, and the reason they read.
ALSO_REFUSED = {
    # Bringing programmes in is for leads and administrators, not for the pair.
    "curriculum:framework:import": dict.fromkeys(("trainee", "supervisor"), "not_programme_lead"),
    "curriculum:framework:publish": dict.fromkeys(("trainee", "supervisor"), "not_programme_lead"),
    "curriculum:course:plan": {"substitute": "not_planner"},
    # Neither the pair nor their helpers make people, placements or supervision.
    **{kind: dict.fromkeys(PAIR, "not_department_lead") for kind in PEOPLE},
    # Only the pair begins, freezes, signs and goes back; who made a draft deletes it.
    "contracts:contract:start": {**NOT_YOURS, "substitute": "not_a_party"},
    "contracts:version:freeze": NOT_YOURS,
    "contracts:version:sign": NOT_YOURS,
    "contracts:version:back_to_editing": NOT_YOURS,
    "contracts:contract:ask_deletion": NOT_YOURS,
    "contracts:contract:keep_draft": NOT_YOURS,
    "contracts:contract:delete_draft": {**NOT_YOURS, "supervisor": "other_has_written"},
    "contracts:contract:look": dict.fromkeys(("trainee", "supervisor"), "only_programme_lead"),
    # The trainee's analysis, preparation, lines and copy.
    "contracts:analysis:finish": ONLY_TRAINEE,
    "contracts:analysis:reopen": ONLY_TRAINEE,
    "contracts:contract:share_preparation": dict.fromkeys(ONLY_TRAINEE, "preparing"),
    "contracts:contract:change_supervisor": {
        **ONLY_TRAINEE,
        "supervisor": "no_longer_supervisor",
    },
    "contracts:proposal:make": {"trainee": "only_supervisor"},
    "contracts:proposal:take": dict.fromkeys(ONLY_TRAINEE, "preparing"),
    "contracts:subgoal:write": dict.fromkeys(ONLY_TRAINEE, "gate_closed"),
    "contracts:subgoal:change": NOT_YOUR_LINE,
    "contracts:subgoal:move": NOT_YOUR_LINE,
    "contracts:subgoal:remove": NOT_YOUR_LINE,
    "contracts:copy:tick": NOT_YOUR_COPY,
    "contracts:copy:write_note": NOT_YOUR_COPY,
    "contracts:copy:write_reflection": NOT_YOUR_COPY,
    "contracts:copy:share_reflection": NOT_YOUR_COPY,
    # The supervisor's private lines.
    "contracts:memo:write": {"trainee": "only_supervisor"},
    "contracts:memo:remove": {"trainee": "only_supervisor"},
    "contracts:memo:insert": {"trainee": "only_supervisor"},
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_every_action_is_covered_here() -> None:
    assert set(REGISTRY) == set(every_action.CASES) | ABOUT_ONESELF | BY_THE_CLOCK


def test_every_other_action_asks_who_it_is() -> None:
    for kind, action in REGISTRY.items():
        assert ("by" in inspect.signature(action).parameters) == (kind not in BY_THE_CLOCK), kind


def those_who_may_not(cast: Cast, kind: str) -> dict[str, str]:
    """Names of everybody it is not for, each with the code of the reason they read."""
    told = TOLD.get(kind, "not_a_party")
    leads_may = told in FOR_LEADS
    people = {name: told for name in cast.outsiders if not (leads_may and name in LEADS)}
    people |= ALSO_REFUSED.get(kind, {})
    people.pop(every_action.CASES[kind].who, None)
    return people


@pytest.mark.parametrize("kind", sorted(every_action.CASES))
def test_who_may_not_is_refused_without_a_trace_and_who_may_does_it(cast: Cast, kind: str) -> None:
    case = every_action.CASES[kind]
    given = case.prepare(cast)
    act, now = REGISTRY[kind], cast.world.later()
    before = everything()
    expected = those_who_may_not(cast, kind)

    assert {name: refusal(act, cast, name, now, given) for name in expected} == expected
    assert changed(before, everything()) == set()
    act(by=cast.people[case.who], now=now, **given)
    assert changed(before, everything()) != set()


def refusal(act: Any, cast: Cast, name: str, now: datetime, given: dict[str, Any]) -> str:
    with pytest.raises(LkError) as caught:
        act(by=cast.people[name], now=now, **given)
    return caught.value.code


#: Arguments that are rows of a contract; each is tried with that of another contract.
ROWS = (
    "proposal",
    "competency",
    "subgoal",
    "adds_to",
    "subgoals",
    "activity",
    "agreement",
    "memo",
    "content",
)


def words_alone(value: object) -> bool:
    return isinstance(value, ActivityContent | FeedbackContent)


#: Its competency is the programme's, which the trainee's contracts share.
OF_THE_PROGRAMME = {"contracts:proposal:make"}
WITH_ROWS = sorted(
    kind
    for kind in set(every_action.CASES) - OF_THE_PROGRAMME
    if kind.startswith("contracts:") and {*ROWS} & {*inspect.signature(REGISTRY[kind]).parameters}
)


@pytest.mark.parametrize("kind", WITH_ROWS)
def test_rows_of_another_contract_are_not_reached(cast: Cast, kind: str) -> None:
    """IDOR beneath the pages: also those of one's own other contract (S03)."""
    case = every_action.CASES[kind]
    given = case.prepare(cast)
    strange = case.prepare(cast)
    names = [name for name in ROWS if name in given and not words_alone(given[name])]
    before = everything()

    assert names != []
    for name in names:
        with pytest.raises((ObjectDoesNotExist, LkError)):
            REGISTRY[kind](
                by=cast.people[case.who], now=cast.world.later(), **{**given, name: strange[name]}
            )
    assert changed(before, everything()) == set()


@pytest.mark.parametrize("kind", sorted(every_action.CASES))
def test_nothing_of_another_organisation_is_reached_or_brought_in(cast: Cast, kind: str) -> None:
    """I13: with any of an action's rows exchanged for another house's, nothing is written.

    Also by an operator, who may act in either house, but never across the two.
    """
    case = every_action.CASES[kind]
    given, foreign = case.prepare(cast), make_cast()
    strange = {name: v for name, v in case.prepare(foreign).items() if _is_row(v)}
    strange |= {
        name: _naming(value, foreign.people["colleague"])
        for name, value in given.items()
        if isinstance(value, CONTENT)
    }
    before, now = everything(), cast.world.later()
    for names in _choices(strange):
        exchanged = {**given, **{name: strange[name] for name in names}}
        across = len(names) < len(strange) and not kind.startswith("contracts:")
        for by in (cast.people[case.who], *([None] if across else [])):
            with contextlib.suppress(ObjectDoesNotExist, LkError):
                REGISTRY[kind](by=by, now=now, **exchanged)
    assert changed(before, everything()) == set()


CONTENT = (ActivityContent, FeedbackContent, AssessmentContent)


def _is_row(value: object) -> bool:
    return isinstance(value, Model) or (isinstance(value, list) and value != [])


def _naming(content: Any, person: Person) -> Any:
    """What is to be written, with ``person`` as whoever is named in it."""
    named = [field.name for field in fields(content) if "Person" in str(field.type)]
    return replace(content, **dict.fromkeys(named, person))


def _choices(rows: dict[str, Any]) -> list[tuple[str, ...]]:
    """Every way to choose one or more of ``rows``."""
    return [names for size in range(len(rows)) for names in combinations(rows, size + 1)]


def test_one_changes_ones_own_language_only(cast: Cast) -> None:
    before = dict(Person.objects.values_list("pk", "language"))
    REGISTRY["people:person:language"](by=cast.world.olav, now=cast.world.now, language="en")

    after = dict(Person.objects.values_list("pk", "language"))
    assert after == {**before, cast.world.olav.pk: "en"}
