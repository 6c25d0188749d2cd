"""One command has one effect, and only the one it was made for (faults F07-F11)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from laeringskontrakt.contracts.models import Subgoal
from laeringskontrakt.core import clock
from tests import policy
from tests.entries import ENTRIES
from tests.matrix import Matrix
from tests.pages import client_of
from tests.statements import written
from tests.test_matrix import PARAMETERS
from tests.typed.sending import person_of, refused_beside, send

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("command", [None, "", "x", "0" * 31, "\x00"])
@pytest.mark.parametrize("name", ENTRIES)
def test_without_a_command_id_nothing_is_done(
    matrix: Matrix, name: str, command: str | None
) -> None:
    danish, english = (
        refused_beside(
            send(matrix, name, language=lang, command_id="" if command is None else command),
            "",
            "no_command_id",
        )
        for lang in ("da", "en")
    )

    assert danish != english


@pytest.mark.parametrize(("name", "text"), [(n, next(iter(e.texts))) for n, e in ENTRIES.items()])
def test_a_command_id_is_not_used_again_for_something_else(
    matrix: Matrix, name: str, text: str
) -> None:
    command = str(uuid4())
    first = {"write_feedback": "Mette om delmål 1, uge 49"}.get(name, "Portør Hansen")
    response, _ledger = send(matrix, name, command_id=command, **{text: first})
    assert response.status_code == 200

    again = send(matrix, name, command_id=command, **{text: f"{first} og mere"})

    refused_beside(again, "", "command_reused")


#: What it was about is gone, and so is its address.
GONE = {"contracts:delete"}
#: A code that was asked for twice is sent twice; the newest counts.
ONCE_MORE = {"contracts:send_signing_code"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "about", "who"), [row for row in policy.acts() if row[0] not in GONE | ONCE_MORE]
)
def test_an_answer_that_was_lost_may_be_asked_for_again(
    matrix: Matrix, name: str, about: str, who: str
) -> None:
    row = policy.ROWS[name]
    address = matrix.address(name, PARAMETERS[name], about, who, row.draft)
    data = matrix.sent(row.sent, name, about, row.draft)
    client = client_of(person_of(matrix, who), read=False)
    with written() as once:
        first = client.post(address, data, headers={"X-Act": "1"})
    with written() as twice:
        second = client.post(address, data, headers={"X-Act": "1"})
        pressed_again = client.post(address, data)

    assert (first.status_code, second.status_code, pressed_again.status_code) == (200, 200, 302)
    assert (bool(once.kept), twice.kept) == (True, [])
    assert second.json() == first.json()


@pytest.mark.parametrize("hours", [0.51, 12.1])
def test_a_session_that_ends_in_mid_entry_loses_nothing(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch, hours: float
) -> None:
    entry, text = ENTRIES["write_subgoal"], "Skrevet, mens sessionen udløb"
    trainee, address = person_of(matrix, "T"), ENTRIES["write_subgoal"].address(matrix)
    client, data = client_of(trainee), entry.filled_in(matrix, text=text)
    later = clock.now() + timedelta(hours=hours)
    monkeypatch.setattr(clock, "now", lambda: later)

    refused = client.post(address, data, headers={"X-Act": "1"})
    after = Subgoal.objects.filter(text=text).count()
    client.force_login(trainee)
    taken, again = (client.post(address, data, headers={"X-Act": "1"}) for _time in range(2))

    told = refused.json()
    assert (refused.status_code, told["error"], after) == (401, "signed_out", 0)
    assert told["message"].strip()
    assert told["sign_in"].startswith("/log-ind/")
    assert (taken.status_code, again.status_code) == (200, 200)
    assert Subgoal.objects.filter(text=text).count() == 1
