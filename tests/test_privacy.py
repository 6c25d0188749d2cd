"""What was written stays with those who wrote it: a word that can be told again is put in every
free text, and looked for everywhere it must not be (I2, I7, I12, I13, faults S06, S45)."""

from __future__ import annotations

import html
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse
from pypdf import PdfReader

from laeringskontrakt.contracts.actions import drafts
from laeringskontrakt.contracts.models import LearningContract, SupervisorMemo
from laeringskontrakt.core.models import AuditEvent, OutboxMail, Receipt
from laeringskontrakt.people.session_rows import SessionRow
from tests import policy
from tests.contracts.footprint import everything
from tests.matrix import Matrix, sign_in
from tests.pages import PageClient
from tests.test_matrix import PARAMETERS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: What the pair and their helpers read once it is written, wherever it stands.
SHARED = {
    "title",
    "purpose",
    "subgoal",
    "addition",
    "activity",
    "colleague",
    "occasion",
    "giver",
    "function",
    "ask",
    "assessor",
    "criteria",
    "place",
}
#: What only its writer reads.
OWN = {"T": {"trainees note", "reflection"}, "S": {"supervisors note", "memo"}}


def canary(kind: str) -> str:
    """A word that stands nowhere else, without digits and without æ, ø, å."""
    return "kanarie" + "".join(kind.split()) + "fugl"


EVERY = SHARED | OWN["T"] | OWN["S"] | {"reason", "prepared"}


@dataclass
class Told:
    """A contract full of canaries, and every address and log line there was on the way."""

    matrix: Matrix
    contract: LearningContract
    clients: dict[str, PageClient] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def read_by(self, who: str) -> set[str]:
        """Every canary that one person can read, asked for once."""
        if who not in self.seen:
            self.seen[who] = read_by(self, who)
        return self.seen[who]

    def say(self, who: str, name: str, *keys: Any, **fields: Any) -> None:
        """Send one form from the page, as the script does."""
        address = reverse(f"contracts:{name}", args=[self.contract.pk, *keys])
        data = {"command_id": str(uuid4()), **fields}
        response = self.clients[who].post(address, data, headers={"X-Act": "1"})
        assert response.status_code == 200, (name, response.content.decode())
        self.addresses.append(address)


class Kept(logging.Handler):
    """Keeps every record, as it would be written without the product's own filter."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.__dict__.get('exc_text') or ''}")


@pytest.fixture(scope="module")
def told(matrix: Matrix) -> Iterator[Told]:
    world = matrix.world
    story = Told(matrix, world.draft())
    for who, person in matrix.people.items():
        story.clients[who] = PageClient(read=False)
        sign_in(story.clients[who], person)
    root, kept = logging.getLogger(), Kept(story.logged)
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    with transaction.atomic():
        _write(story)
        yield story
        transaction.set_rollback(True)
    root.removeHandler(kept)
    root.setLevel(level)


def _write(told: Told) -> None:
    contract = told.contract
    gate = contract.competencies.get(order=1)
    told.say(
        "T",
        "scope",
        competencies=[str(gate.competency_id)],
        span="own",
        period_from="23.11.2026",
        period_to="18.12.2026",
        title=canary("title"),
        purpose=canary("purpose"),
    )
    told.say("S", "write_memo", text=canary("memo"))
    told.say("T", "write_subgoal", gate.pk, text=canary("subgoal"))
    told.say("T", "finish_analysis", gate.pk)
    line = contract.subgoals.get()
    told.say("S", "write_subgoal", gate.pk, text=canary("addition"), adds_to=str(line.pk))
    _agree(told, str(line.pk), str(gate.pk))
    told.say("S", "freeze")
    told.say("T", "back_to_editing", reason=canary("reason"))
    told.say("S", "freeze")
    version = contract.versions.get(voided_at=None)
    for who, party in (("S", "supervisor"), ("T", "trainee")):
        told.say(who, "send_signing_code")
        told.say(who, "sign", sha256=version.sha256, party=party)
    told.say("T", "note", text=canary("trainees note"))
    told.say("S", "note", text=canary("supervisors note"))
    told.say("T", "reflection", text=canary("reflection"))


def _agree(told: Told, line: str, gate: str) -> None:
    contract = told.contract
    when = {"when": "event", "when_text": canary("occasion")}
    activity = {"text": canary("activity"), "support_need": "colleague", "subgoals": line}
    touched = "when support_need"
    told.say(
        "T", "write_activity", with_name=canary("colleague"), touched=touched, **activity, **when
    )
    told.say("T", "accept_feedback")
    told.say(
        "S",
        "change_feedback",
        contract.feedback.get().pk,
        giver_name=canary("giver"),
        giver_role=canary("function"),
        ask=canary("ask"),
        minutes="5",
        subgoals=line,
        **when,
    )
    told.say("S", "accept_assessment", competency=gate)
    told.say(
        "S",
        "change_assessment",
        contract.assessments.get().pk,
        assessor_name=canary("assessor"),
        criteria=canary("criteria"),
        place=canary("place"),
        competency=gate,
        minutes="20",
        **when,
    )


def found_in(text: str) -> set[str]:
    """Which canaries sing in a text, however it is written."""
    plain = unquote(html.unescape(text)).casefold()
    return {kind for kind in EVERY if canary(kind) in plain}


def read_by(told: Told, who: str) -> set[str]:
    """Every canary in anything that one person can read: pages, regions, files, headers."""
    found: set[str] = set()
    contract, client = told.contract, told.clients[who]
    for name, row in policy.ROWS.items():
        wanted = PARAMETERS[name]
        if not row.get or set(wanted) - {"contract_id", "trainee"}:
            continue
        keys = {"contract_id": contract.pk, "trainee": told.matrix.world.amalie.pk}
        address = reverse(name, kwargs={key: keys[key] for key in wanted})
        for headers in ({}, {"X-Act": "1"}) if name == "contracts:sheet" else ({},):
            response = client.get(address, headers=headers)
            found |= found_in(_body(response)) | found_in(str(response.headers))
            told.addresses.append(response.get("Location", ""))
            told.addresses += re.findall(r'(?:href|action|src)="([^"]*)"', _body(response))
    return found


def _body(response: Any) -> str:
    content = response.content
    if response.get("Content-Type") == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return str(content.decode(errors="replace"))


def test_every_canary_was_written(told: Told) -> None:
    rows = str(everything())

    assert {kind for kind in EVERY if canary(kind) not in rows} == {"prepared"}


@pytest.mark.parametrize(
    ("who", "may_read"),
    [
        ("T", SHARED | OWN["T"]),
        ("S", (SHARED | OWN["S"]) - {"memo"}),  # memos are for the sheet, which is closed now
        ("C", SHARED),
        ("B", SHARED),
        *((who, set()) for who in "tsLlAF0D"),
    ],
)
def test_each_reads_what_is_theirs_and_no_more(told: Told, who: str, may_read: set[str]) -> None:
    seen = told.read_by(who)

    assert seen - {"reason"} == may_read
    assert "reason" not in seen or who in "TSCB"


def test_a_programme_lead_who_looks_reads_the_status_alone(told: Told) -> None:
    client = told.clients["L"]
    with transaction.atomic():
        address = reverse("contracts:look", args=[told.contract.pk])
        page = client.post(address, {"command_id": str(uuid4())}, follow=True)
        seen = found_in(_body(page)) | read_by(told, "L")
        transaction.set_rollback(True)

    assert (page.status_code, seen) == (200, set())


def test_a_reflection_is_read_by_the_supervisor_while_it_is_shared(told: Told) -> None:
    with transaction.atomic():
        told.say("T", "share_reflection", shared="1")
        shared = {who: "reflection" in read_by(told, who) for who in "SCL"}
        told.say("T", "share_reflection", shared="0")
        taken_back = {who: "reflection" in read_by(told, who) for who in "SCL"}
        transaction.set_rollback(True)

    assert (shared["S"], shared["L"]) == (True, False)
    assert not any(taken_back.values())


@pytest.mark.parametrize("kind", ["mails", "audit", "receipts", "sessions", "cache"])
def test_no_word_goes_where_it_would_outlive_or_leave(told: Told, kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cache")
        cached = cursor.fetchall()
    rows = {
        "mails": list(OutboxMail.objects.values_list()),
        "audit": list(AuditEvent.objects.values_list()),
        "receipts": list(Receipt.objects.values_list()),
        "sessions": [row.get_decoded() for row in SessionRow.objects.all()],
        "cache": cached,
    }[kind]

    assert rows or kind == "cache"
    assert found_in(str(rows)) == set()


def test_no_word_is_in_an_address(told: Told) -> None:
    for who in "TSCBL":
        told.read_by(who)

    assert found_in("\n".join(told.addresses)) == set()


def test_no_word_is_logged(told: Told) -> None:
    for who in "TSCBLtF0":
        told.read_by(who)
    with transaction.atomic():
        for text in (canary("subgoal") * 100, f"{canary('subgoal')} 150852-5008"):
            address = reverse("contracts:write_memo", args=[told.contract.pk])
            for headers in ({"X-Act": "1"}, {}):
                data = {"command_id": str(uuid4()), "text": text}
                answer = told.clients["S"].post(address, data, headers=headers)
                assert answer.status_code == 422
        transaction.set_rollback(True)

    assert told.logged
    assert found_in("\n".join(told.logged)) == set()
    assert not any("5008" in line for line in told.logged)


def test_while_the_trainee_prepares_nobody_else_reads_a_word(told: Told) -> None:
    with transaction.atomic():
        prepared = Told(told.matrix, _prepared(told), told.clients)
        alone = {who for who in "TSCBLt" if "prepared" in read_by(prepared, who)}
        prepared.say("T", "freeze")
        ready = {who for who in "SCL" if "prepared" in read_by(prepared, who)}
        transaction.set_rollback(True)

    assert (alone, ready) == ({"T"}, {"S", "C"})


def _prepared(told: Told) -> LearningContract:
    """A private preparation with the same word in every text, whole enough to be signed."""
    world = told.matrix.world
    contract: LearningContract = drafts.start_contract(
        placement=world.placement,
        planned=list(world.plan.planned.all()[:1]),
        private=True,
        by=world.amalie,
        now=world.later(),
    )
    story, word = Told(told.matrix, contract, told.clients), canary("prepared")
    gate = contract.competencies.get()
    dates = {"span": "own", "period_from": "23.11.2026", "period_to": "18.12.2026"}
    chosen = [str(gate.competency_id)]
    story.say("T", "scope", competencies=chosen, title=word, purpose=word, **dates)
    story.say("T", "write_subgoal", gate.pk, text=word)
    story.say("T", "finish_analysis", gate.pk)
    activity = {"text": word, "with_name": word, "when": "event", "when_text": word}
    touched = {"support_need": "colleague", "touched": "when support_need"}
    line = str(contract.subgoals.get().pk)
    story.say("T", "write_activity", subgoals=line, **activity, **touched)
    story.say("T", "accept_feedback")
    return contract


def test_a_memo_is_its_writers_alone_before_and_after_the_gate(told: Told) -> None:
    matrix = told.matrix
    with transaction.atomic():
        for about in ("fresh", "draft", "private"):
            contract = matrix.contracts[about]
            SupervisorMemo.objects.filter(contract=contract).delete()
            SupervisorMemo.objects.create(
                contract=contract,
                owner=matrix.world.jens,
                text=canary("memo"),
                created_at=matrix.world.now,
            )
        found = {}
        for who in "TSCBL":
            pages = [
                told.clients[who].get(reverse("contracts:sheet", args=[matrix.contracts[about].pk]))
                for about in ("fresh", "draft", "private")
            ]
            found[who] = [canary("memo") in page.content.decode() for page in pages]
        transaction.set_rollback(True)

    assert {who for who, seen in found.items() if any(seen)} == {"S"}
    assert found["S"][0], "before the gate, beside the sheet"
    assert found["S"][2], "while the trainee prepares"
