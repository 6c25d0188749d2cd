"""What anybody might send about a contract at random: some of it sensible, some of it malicious."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import MeetingMode, Party, Step, SubgoalOrigin, SupportNeed
from laeringskontrakt.contracts.models import LearningContract, SupervisorMemo
from laeringskontrakt.core.clock import local_date
from tests.contracts.cast import Cast

T = TypeVar("T")
Given = dict[str, Any]

#: In every text, so that it can be looked for where no text may be (I12).
CANARY = "KANARIE"


@dataclass
class Sending:
    """What a command is made from: the contract, another house's contract, and chance."""

    cast: Cast
    who: str
    contract: LearningContract
    foreign: LearningContract
    now: datetime
    chance: Random

    def number(self) -> int:
        return self.chance.randrange(1000)

    def one(self, rows: Callable[[LearningContract], Any]) -> Any:
        """One of the contract's rows; now and then, and when it has none, a foreign one."""
        own = list(rows(self.contract))
        chosen = own if own and self.number() % 11 else list(rows(self.foreign))
        return chosen[self.number() % len(chosen)]

    def some(self, rows: Callable[[LearningContract], Any]) -> list[Any]:
        """One or two of them, not always different ones."""
        return [self.one(rows) for _ in range(1 + self.number() % 2)]

    def text(self) -> str:
        return f"{CANARY} {self.number()}"

    def of(self, choices: Sequence[T]) -> T:
        return choices[self.number() % len(choices)]


def gates(contract: LearningContract) -> Any:
    return contract.competencies.order_by("order")


def lines(contract: LearningContract) -> Any:
    return contract.subgoals.order_by("order")


def activities(contract: LearningContract) -> Any:
    return contract.activities.order_by("order")


def feedback(contract: LearningContract) -> Any:
    return contract.feedback.order_by("order")


def assessments(contract: LearningContract) -> Any:
    return contract.assessments.order_by("order")


def scope(s: Sending) -> Given:
    first = local_date(s.now)
    pool = [*s.cast.world.competencies] * 4 + s.cast.elsewhere.competencies[:1]
    return {
        "competencies": [s.of(pool) for _ in range(1 + s.number() % 2)],
        "period_from": first,
        "period_to": first + timedelta(days=s.of([28, 7, 1, 0, 400])),
    }


def line(s: Sending) -> Given:
    return {
        "competency": s.one(gates),
        "text": s.text(),
        "adds_to": s.one(lines) if s.number() % 3 == 0 else None,
        "origin": s.of([SubgoalOrigin.OWN, SubgoalOrigin.OWN, SubgoalOrigin.FRAMEWORK]),
    }


def own_line(s: Sending) -> Any:
    """Most often of the sender's own party."""
    party = "trainee" if s.who == "trainee" else "supervisor"
    own = list(lines(s.contract).filter(author=party)) if s.number() % 4 else []
    return s.of(own) if own else s.one(lines)


def activity(s: Sending) -> Given:
    need = s.of(list(SupportNeed))
    content = ActivityContent(s.text(), support_need=need, with_name=s.text())
    return {"subgoals": s.some(lines), "content": content}


def agreement(s: Sending) -> Given:
    giver = s.of([s.cast.people["colleague"], s.cast.people["supervisor"], None])
    return {"subgoals": s.some(lines), "content": FeedbackContent(giver, s.text(), ask=s.text())}


def assessment(s: Sending) -> Given:
    about = s.one(gates) if s.number() % 2 else None
    return {"content": AssessmentContent(about, s.cast.people["supervisor"], criteria=s.text())}


def copy(s: Sending, **more: Any) -> Given:
    """Most often one's own."""
    holder = s.cast.people[s.who]
    own = s.contract.copies.filter(holder=holder).first() if s.number() % 4 else None
    return {"copy": own or s.one(lambda contract: contract.copies.order_by("pk")), **more}


def tick(s: Sending) -> Given:
    return copy(s, line_id=s.one(activities).pk, done=s.number() % 3 > 0)


def signature(s: Sending) -> Given:
    """The hash in force, that of an earlier version, or an invented one."""
    hashes = [row.sha256 for row in s.contract.versions.order_by("-number")]
    return {"sha256": s.of([*hashes[:1] * 2, *hashes, "0" * 64])}


def memo(s: Sending) -> Given:
    rows = list(SupervisorMemo.objects.filter(contract__in=(s.contract, s.foreign)).order_by("pk"))
    return {"memo": rows[s.number() % len(rows)]}


def proposal(s: Sending) -> Given:
    return {"only": s.of([None, s.one(activities).pk, UUID(int=0)])}


COMMANDS: dict[str, Callable[[Sending], Given]] = {
    "contract:choose_scope": scope,
    "contract:set_scope": lambda s: {**scope(s), "title": s.text(), "purpose": s.text()},
    "contract:describe": lambda s: {"title": s.text(), "purpose": s.text()},
    "contract:share_preparation": lambda s: {},
    "contract:change_supervisor": lambda s: {},
    "contract:go_to_step": lambda s: {"step": s.of(list(Step))},
    "contract:delete_draft": lambda s: {},
    "contract:ask_deletion": lambda s: {},
    "contract:keep_draft": lambda s: {},
    "contract:look": lambda s: {},
    "proposal:make": lambda s: {
        "competency": s.of([*s.cast.world.competencies, *s.cast.elsewhere.competencies[:1]]),
        "proposed": s.number() % 3 > 0,
    },
    "proposal:take": lambda s: {"proposal": s.one(lambda contract: contract.proposed.all())},
    "subgoal:write": line,
    "subgoal:change": lambda s: {"subgoal": own_line(s), "text": s.text()},
    "subgoal:move": lambda s: {"subgoal": own_line(s), "up": s.number() % 2 == 0},
    "subgoal:remove": lambda s: {"subgoal": own_line(s), "with_dependants": s.number() % 2 == 0},
    "analysis:finish": lambda s: {"competency": s.one(gates)},
    "analysis:reopen": lambda s: {"competency": s.one(gates)},
    "memo:write": lambda s: {"text": s.text()},
    "memo:remove": memo,
    "memo:insert": lambda s: {"competency": s.one(gates)},
    "activity:write": activity,
    "activity:change": lambda s: {**activity(s), "activity": s.one(activities)},
    "activity:remove": lambda s: {"activity": s.one(activities)},
    "feedback:agree": agreement,
    "feedback:change": lambda s: {**agreement(s), "agreement": s.one(feedback)},
    "feedback:remove": lambda s: {"agreement": s.one(feedback)},
    "feedback:accept_proposals": proposal,
    "assessment:agree": assessment,
    "assessment:accept_proposal": lambda s: {"competency": s.one(gates)},
    "assessment:change": lambda s: {**assessment(s), "agreement": s.one(assessments)},
    "assessment:remove": lambda s: {"agreement": s.one(assessments)},
    "assessment:none": lambda s: {"chosen": s.number() % 2 == 0},
    "meeting:open_sitting": lambda s: {},
    "meeting:pause": lambda s: {},
    "meeting:choose_mode": lambda s: {"mode": s.of(list(MeetingMode))},
    "meeting:pass_turn": lambda s: {"to": s.of(list(Party))},
    "version:freeze": lambda s: {},
    "version:back_to_editing": lambda s: {"reason": s.text()},
    "version:sign": signature,
    "copy:tick": tick,
    "copy:write_note": lambda s: copy(s, text=s.of([s.text(), ""])),
    "copy:write_reflection": lambda s: copy(s, text=s.of([s.text(), ""])),
    "copy:share_reflection": lambda s: copy(s, shared=s.number() % 2 == 0),
}


#: Who usually does it; the histories ask others too.
USUALLY = {
    "proposal:make": ("supervisor", "co_supervisor", "substitute"),
    "proposal:take": ("trainee",),
    "analysis": ("trainee",),
    "memo": ("supervisor", "co_supervisor", "substitute"),
    "contract:share_preparation": ("trainee",),
    "contract:look": ("lead",),
    "version": ("trainee", "supervisor", "substitute", "co_supervisor"),
}


def usual(kind: str) -> tuple[str, ...]:
    """Who usually sends commands of ``kind``."""
    found = [who for prefix, who in USUALLY.items() if kind.startswith(prefix)]
    return found[0] if found else ("trainee", "trainee", "supervisor", "co_supervisor")


def build(kind: str, sending: Sending) -> Given:
    """The arguments of ``kind``; those about a copy find their contract by it."""
    given = COMMANDS[kind](sending)
    return given if kind.startswith("copy:") else {"contract": sending.contract, **given}
