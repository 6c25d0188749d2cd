"""The places where a test ends the product: named, counted, and out of reach with real data."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from uuid import uuid4

import pytest

from laeringskontrakt.config import cli, environment
from laeringskontrakt.core import actions, crash
from laeringskontrakt.people.models import Person
from tests.worlds import NOW


class Passed:
    """Notes every place that is passed, instead of ending anything."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def passed(self, name: str) -> None:
        self.names.append(name)


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Passed:
    passed = Passed()
    monkeypatch.setattr(crash, "_armed", passed)
    return passed


def test_nothing_is_armed_unless_the_environment_says_so() -> None:
    assert crash._armed is None
    with crash.write():
        assert [crash.point(name) for name in crash.POINTS] == [None] * 5


@pytest.mark.parametrize("demo", ["", "0"])
def test_it_is_refused_where_data_may_be_real(
    demo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LK_CRASH", "after_commit")
    monkeypatch.setenv("LK_DEMO", demo)

    assert cli.main(["serve"]) == 2
    assert capsys.readouterr().err == (
        "laeringskontrakt: LK_CRASH: ends the program on purpose; only together with LK_DEMO=1\n"
    )


@pytest.mark.parametrize("text", ["after", "after_commit:0", "after_commit:x", ":1", "in_tx:-1"])
def test_a_place_that_is_none_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LK_CRASH", text)
    monkeypatch.setenv("LK_DEMO", "1")

    with pytest.raises(ValueError, match="LK_CRASH: "):
        environment.read()


def test_a_write_inside_another_passes_no_places(passed: Passed) -> None:
    with crash.write(), crash.write():
        crash.point("in_tx")
    with pytest.raises(KeyError), crash.write():
        raise KeyError
    crash.point("in_tx")  # outside any write

    assert passed.names == ["before_tx", "after_commit", "before_tx"]


def test_a_write_passes_its_places_in_order(
    db: None, passed: Passed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "REGISTRY", {})
    ran: list[str] = []

    @actions.action("test:crash")
    def write(*, by: Person, now: object) -> None:
        ran.append(",".join(passed.names))

    by = Person.objects.create_user("a@demo.example", first_name="A", last_name="B")
    command = uuid4()
    for _time in range(2):
        write(by=by, now=NOW, command_id=command)

    assert ran == ["before_tx,in_tx"]  # the second time only the receipt is read
    assert passed.names == [*crash.POINTS[:4], "before_tx", "before_commit", "after_commit"]


PROGRAM = """
import sys
from laeringskontrakt.core import crash
answered = []
crash.arm(sys.argv[1], answered.append)
for number in range(1, 4):
    with crash.write():
        with crash.write():
            crash.point("in_tx")
        crash.point("in_tx")
        crash.point("before_commit")
    answered[0]()
    answered[0]()
    print(number, flush=True)
"""


@pytest.mark.parametrize(
    ("text", "lived"), [("after_commit:2", 1), ("in_tx", 0), ("after_response:3", 2)]
)
def test_the_process_is_ended_where_and_when_it_was_asked(text: str, lived: int) -> None:
    """An answer counts once, and only when something was committed for it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, text], capture_output=True, text=True, env=os.environ
    )

    assert (done.returncode, len(done.stdout.split())) == (-signal.SIGKILL, lived)
