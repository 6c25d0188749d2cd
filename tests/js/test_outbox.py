"""The outbox keeps its promises: the reducer that the browser runs, driven here under node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laeringskontrakt
from tests import node

MODULE = Path(laeringskontrakt.__file__).parent / "static" / "js" / "outbox.js"
OPENED = {"type": "opened", "person": "amalie", "keeps": True}

Ask = Callable[..., dict[str, Any]]
Event = dict[str, Any]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """One process for the module; each question is a line in, a line out."""
    with subprocess.Popen(
        [node.program(), str(Path(__file__).with_name("outbox_lines.mjs")), str(MODULE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout

        def put(**question: Any) -> dict[str, Any]:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer

        yield put
        process.stdin.close()


def entry(name: str, address: str = "/linje/", **more: Any) -> dict[str, Any]:
    return {"id": name, "address": address, "fields": [["text", name]], "at": 0, **more}


def acted(name: str, address: str = "/linje/", **more: Any) -> Event:
    replaces = {"replaces": more.pop("replaces")} if "replaces" in more else {}
    return {"type": "acted", "entry": entry(name, address, **more), **replaces}


def kept(name: str) -> Event:
    return {"type": "kept", "id": name}


def answered(name: str, verdict: str, **answer: Any) -> Event:
    net = answer.pop("net", "up")
    return {"type": "answered", "id": name, "verdict": verdict, "answer": answer, "net": net}


def last(ask: Ask, *events: Event) -> dict[str, Any]:
    step: dict[str, Any] = ask(events=events)["steps"][-1]
    return step


def does(step: dict[str, Any]) -> list[str]:
    """The effects in short: what, and about which entry."""
    return [
        " ".join(filter(None, (one["do"], one.get("id") or one.get("entry", {}).get("id"))))
        for one in step["effects"]
    ]


def test_an_act_is_kept_then_sent_then_forgotten(ask: Ask) -> None:
    steps = ask(events=[OPENED, acted("a"), kept("a"), answered("a", "done")])["steps"]

    assert [does(step) for step in steps] == [[], ["keep a"], ["send a"], ["forget a", "done a"]]
    assert [step["word"] for step in steps] == [
        {"word": "saved", "kept": True, "waiting": 0},
        {"word": "sending", "kept": False, "waiting": 1},
        {"word": "sending", "kept": True, "waiting": 1},
        {"word": "saved", "kept": True, "waiting": 0},
    ]


def test_what_was_done_before_the_journal_was_read_comes_after_what_it_held(ask: Ask) -> None:
    opened = {**OPENED, "entries": [entry("old")]}
    steps = ask(events=[acted("a"), kept("a"), opened, answered("old", "done")])["steps"]

    assert [does(step) for step in steps] == [
        ["keep a"],
        [],
        ["send old"],
        ["forget old", "done old", "send a"],
    ]


def test_an_unanswered_act_is_sent_again_for_ever_and_ever_slower(ask: Ask) -> None:
    events = [OPENED, acted("a"), kept("a")]
    for _ in range(50):
        events += [answered("a", "again", net="down"), {"type": "woken"}]
    steps = ask(events=events)["steps"][3:]

    waits = [step["effects"][0]["after"] for step in steps[::2]]
    assert waits == [500, 1000, 2000, 4000] + [8000] * 46
    assert [does(step) for step in steps[1::2]] == [["send a"]] * 50
    assert steps[-2]["word"] == {"word": "offline", "kept": True, "waiting": 1}


def test_where_nothing_can_be_kept_it_is_sent_all_the_same_and_said(ask: Ask) -> None:
    step = last(ask, {**OPENED, "keeps": False}, acted("a"), {"type": "unkept", "id": "a"})

    assert does(step) == ["send a"]
    assert (step["word"]["word"], step["loses"]) == ("unkept", True)


def test_signed_out_holds_everything_until_the_same_person_is_back(ask: Ask) -> None:
    out = [OPENED, acted("a"), kept("a"), answered("a", "signed_out")]
    back = last(ask, *out, {"type": "signed_in", "person": "amalie"})
    other = last(ask, *out, {"type": "signed_in", "person": "mette"}, {"type": "retry"})

    assert does(last(ask, *out)) == ["sign_in"]
    assert does(back) == ["send a"]
    assert does(other) == []
    assert other["state"]["session"] == "other"


def test_a_refused_line_waits_for_a_person_and_the_next_goes_on(ask: Ask) -> None:
    events = [OPENED, acted("a"), acted("b", "/anden/"), kept("a"), kept("b")]
    refused = last(ask, *events, answered("a", "refused", message="Nej"))
    corrected = [answered("a", "refused"), {"type": "returned", "id": "a"}, acted("c"), kept("c")]
    after = last(ask, *events, *corrected, answered("b", "done"), answered("c", "done"))

    assert does(refused) == ["keep a", "held a", "send b"]
    assert refused["word"]["word"] == "refused"
    assert (after["word"]["word"], after["state"]["held"]) == ("saved", [])


def test_after_a_conflict_later_words_on_the_line_join_it(ask: Ask) -> None:
    events = [OPENED, acted("a"), kept("a"), acted("b"), kept("b")]
    held = last(ask, *events, answered("a", "conflict", conflict={"text": "hans"}))
    third = last(ask, *events, answered("a", "conflict"), acted("c"))
    chosen = [answered("a", "conflict"), acted("d", replaces="a", base="text=hans"), kept("d")]

    assert does(held) == ["keep a", "forget b", "held a"]
    assert held["state"]["held"][0]["fields"] == [["text", "b"]]
    assert (does(third), third["state"]["queue"]) == (["keep a"], [])
    assert does(last(ask, *events, *chosen)) == ["forget a", "send d"]


def test_what_followed_a_refused_line_is_based_on_what_the_server_has(ask: Ask) -> None:
    events = [OPENED, acted("a", base="text=før"), kept("a"), acted("b", base="text=a"), kept("b")]
    step = last(ask, *events, answered("a", "refused"))

    assert does(step) == ["keep a", "keep b", "held a"]  # b is sent when it is kept anew
    assert step["state"]["queue"][0]["base"] == "text=før"


def test_signing_out_sends_first_and_leaves_nothing(ask: Ask) -> None:
    events = [OPENED, acted("a"), kept("a"), {"type": "leave"}]
    steps = ask(events=[*events, answered("a", "done")])["steps"]

    assert does(steps[-2]) == ["flush"]
    assert does(steps[-1]) == ["forget a", "done a", "erase", "leave"]


@pytest.mark.parametrize(
    ("how", "effects"),
    [("stay", []), ("wait", ["send a"]), ("discard", ["erase", "leave"]), ("keep", ["leave"])],
)
def test_signing_out_without_net_asks_what_to_do(ask: Ask, how: str, effects: list[str]) -> None:
    away = [OPENED, acted("a"), kept("a"), answered("a", "again", net="down")]
    events = [*away, {"type": "leave"}, answered("a", "again", net="down"), {"type": "late"}]

    assert does(last(ask, *events)) == ["ask_leave"]
    assert does(last(ask, *events, {"type": "chosen", "how": how})) == effects


def test_a_line_not_yet_sent_is_asked_about_at_once(ask: Ask) -> None:
    writing = [{"type": "writing", "key": "w"}, {"type": "written", "key": "w"}]
    step = last(ask, OPENED, *writing, {"type": "leave"})

    assert does(step) == ["ask_leave"]
    assert step["word"] == {"word": "writing", "kept": True, "waiting": 0}


def test_an_entry_of_yesterday_is_old(ask: Ask) -> None:
    day = 24 * 3600 * 1000
    events = [OPENED, acted("a"), acted("b", "/b/", at=2)]

    assert ask(events=events, now=day + 1)["old"] == ["a"]


@pytest.mark.parametrize(
    ("response", "verdict", "net"),
    [
        (None, "again", "down"),
        ({"status": 200, "json": False, "body": None}, "again", "down"),  # a portal's page
        ({"status": 200, "json": True, "body": {}}, "again", "up"),
        ({"status": 200, "json": True, "body": {"command_id": "b"}}, "again", "up"),
        ({"status": 200, "json": True, "body": {"command_id": "a"}}, "done", "up"),
        ({"status": 204, "json": False, "body": None}, "again", "down"),
        ({"status": 201, "json": True, "body": {"command_id": "a"}}, "again", "up"),
        ({"status": 401, "json": True, "body": {"error": "signed_out"}}, "signed_out", "up"),
        ({"status": 401, "json": True, "body": {"error": "other_person"}}, "other", "up"),
        ({"status": 401, "json": True, "body": {}}, "again", "up"),
        ({"status": 403, "json": True, "body": {"error": "csrf", "token": "t"}}, "token", "up"),
        ({"status": 403, "json": True, "body": {"command_id": "a"}}, "refused", "up"),
        ({"status": 403, "json": True, "body": {"error": "blocked"}}, "again", "up"),  # a proxy
        ({"status": 409, "json": True, "body": {"command_id": "a"}}, "refused", "up"),
        (
            {"status": 409, "json": True, "body": {"command_id": "a", "codes": {"": "conflict"}}},
            "conflict",
            "up",
        ),
        ({"status": 413, "json": False, "body": None}, "refused", "up"),
        ({"status": 429, "json": True, "body": {}}, "again", "up"),
        ({"status": 503, "json": True, "body": {"command_id": "a"}}, "again", "up"),
    ],
)
def test_only_our_own_answer_counts(
    ask: Ask, response: dict[str, Any] | None, verdict: str, net: str
) -> None:
    event = ask(id="a", response=response)

    assert (event["type"], event["verdict"], event["net"]) == ("answered", verdict, net)


IDS = [f"{letter}{number}" for letter in "ab" for number in range(4)]
names = st.sampled_from(IDS)
EVENTS = st.one_of(
    names.map(lambda name: acted(name, f"/{name[0]}/")),
    names.map(kept),
    names.map(lambda name: {"type": "unkept", "id": name}),
    st.builds(
        answered,
        names,
        st.sampled_from(["done", "refused", "conflict", "again", "token", "signed_out", "other"]),
    ),
    st.sampled_from([{"type": kind} for kind in ("woken", "retry", "reached", "unreached")]),
    st.sampled_from(["amalie", "mette"]).map(lambda who: {"type": "signed_in", "person": who}),
    names.map(lambda name: {"type": "dismissed", "id": name}),
    st.just({"type": "leave"}),
    st.just({"type": "late"}),
    st.sampled_from(["stay", "wait", "keep", "discard"]).map(
        lambda how: {"type": "chosen", "how": how}
    ),
)


@settings(max_examples=300)
@given(events=st.lists(EVENTS, max_size=40))
def test_whatever_happens_nothing_is_lost_or_sent_out_of_turn(
    ask: Ask, events: list[Event]
) -> None:
    taken: set[str] = set()  # an id is made once
    asked: list[Event] = [OPENED]
    for event in events:
        name = event.get("entry", {}).get("id")
        if name is None or name not in taken:
            asked.append(event)
        taken |= {name} - {None}
    held_back: list[str] = []
    for event, step in zip(asked, ask(events=asked)["steps"], strict=True):
        state, effects = step["state"], step["effects"]
        safe = [one["id"] for one in (*state["queue"], *state["held"])]
        gone = set(held_back) - set(safe)
        assert not gone or accounted_for(event, gone, effects), (event, gone)
        sent = [one["entry"] for one in effects if one["do"] == "send"]
        assert len(sent) <= 1
        for one in sent:
            assert one["id"] == state["sending"] == state["queue"][0]["id"]
            assert one["stage"] in {"kept", "unkept"}
            assert (state["session"], state["asleep"]) == ("in", False)
        if step["word"]["word"] == "saved":
            assert safe == []
        held_back = safe


def accounted_for(event: Event, gone: set[str], effects: list[dict[str, Any]]) -> bool:
    """Echoed, seen to, thrown away on purpose, or its words are with an entry held before it."""
    if event["type"] == "chosen":
        return event["how"] == "discard"
    if event.get("verdict") == "conflict":
        held = next(one["entry"] for one in effects if one["do"] == "held")
        return any([["text", name]] == held["fields"] for name in gone)
    if event.get("verdict") == "done" or event["type"] == "dismissed":
        return gone == {event["id"]}
    return False
