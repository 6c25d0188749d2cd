"""A whole conversation, act by act, as the two send it from the sheet.

Each act is ready to be sent when those before it have been. Together they are every act of the
sheet; ``test_regions`` and ``test_queries`` walk through them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from laeringskontrakt.contracts.models import LearningContract
from tests.worlds import World

Fields = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """One act: where it is sent, by whom, with what, and where on the page one then is.

    ``who``: trainee, supervisor, or ``either``. ``open_row``: the row whose form is open.
    """

    name: str
    who: str = "either"
    key: Any = None
    fields: Fields = field(default_factory=dict)
    open_row: Any = None
    step: int = 1
    extra_key: Any = None

    def address(self, contract: LearningContract) -> str:
        keys = [k for k in (self.key, self.extra_key) if k is not None]
        return reverse(f"contracts:{self.name}", args=[contract.pk, *keys])


def conversation(world: World, contract: LearningContract) -> Iterator[Said]:
    """All that is said, from sitting down to two signatures."""
    yield from _scope(world, contract)
    yield from _analysis(contract)
    yield from _activities(contract)
    yield from _agreements(contract)
    yield from _together(contract)
    yield from _signing(contract)


def _scope(world: World, contract: LearningContract) -> Iterator[Said]:
    yield Said("pause")
    yield Said("open_sitting")
    chosen = [str(row.pk) for row in world.competencies[:2]]
    dates = {"span": "own", "period_from": "23.11.2026", "period_to": "18.12.2026"}
    yield Said("scope", fields={"competencies": chosen, **dates, "title": "Vagten"})
    yield Said("go_to", fields={"step": "2"}, step=2)


def _analysis(contract: LearningContract) -> Iterator[Said]:
    first, second = contract.competencies.order_by("order")
    for text in ("Husk TRC", "Husk at sove"):
        yield Said("write_memo", "supervisor", fields={"text": text}, step=2)
    memo = contract.memos.order_by("pk").last()
    yield Said("remove_memo", "supervisor", memo.pk, step=2)
    for text in ("Modtage patienten", "Tolke svar", "Vælge behandling"):
        yield Said("write_subgoal", "trainee", first.pk, {"text": text}, step=2)
    lines = contract.subgoals.order_by("order")
    line, other = lines[0], lines[1]
    yield Said(
        "change_subgoal", "trainee", line.pk, {"text": "Modtage patienten efter ABCDE"}, step=2
    )
    yield Said("move_subgoal", "trainee", other.pk, {"direction": "up"}, step=2)
    yield Said("finish_analysis", "trainee", first.pk, step=2)
    yield Said("reopen_analysis", "trainee", first.pk, step=2)
    yield Said("finish_analysis", "trainee", first.pk, step=2)
    yield Said("insert_memos", "supervisor", first.pk, step=2)
    under = {"text": "Også om natten", "adds_to": str(line.pk)}
    yield Said("write_subgoal", "supervisor", first.pk, under, step=2)
    own = first.competency.concretisations.first()
    yield Said("take_concretisation", key=first.pk, extra_key=own.pk, step=2)
    yield Said("remove_subgoal", "trainee", other.pk, step=2)
    yield Said("write_subgoal", "trainee", second.pk, {"text": "Tage imod pårørende"}, step=2)
    yield Said("finish_analysis", "trainee", second.pk, step=2)


def _activities(contract: LearningContract) -> Iterator[Said]:
    lines = [str(row.pk) for row in contract.subgoals.filter(adds_to=None).order_by("order")]
    said = {"subgoals": lines[0], "when": "period", "touched": ""}
    for text in ("simulation med Mette, uge 49", "følge Jens på stuegang", "læse instruksen"):
        yield Said("write_activity", fields={**said, "text": text}, step=3)
    row = contract.activities.order_by("order")[0]
    every = {"text": "simulation", "method": "simulate", "place": "ward", "with_name": "Mette Dam"}
    every |= {"support_need": "colleague", "when": "event", "when_text": "efter vagten"}
    changed = {**every, "subgoals": lines[:2]}
    yield Said("change_activity", key=row.pk, fields=changed, open_row=row.pk, step=3)
    last = contract.activities.order_by("-order")[0]
    yield Said("remove_activity", key=last.pk, step=3)


def _agreements(contract: LearningContract) -> Iterator[Said]:
    source = contract.activities.order_by("order")[0]
    one = {"activity": str(source.pk)}
    yield Said("accept_feedback", fields=one, step=4)
    yield Said("accept_feedback", step=4)
    yield Said("write_feedback", fields={"text": "Mette om delmål 1, uge 49, 5 min"}, step=4)
    row = contract.feedback.order_by("order")[0]
    lines = [str(s.pk) for s in contract.subgoals.all()[:2]]
    fields = {"giver_name": "Mette Dam", "minutes": "10", "ask": "Overblik", "subgoals": lines}
    fields |= {"when": "date", "when_date": "2.12.2026", "when_time": "14.30"}
    yield Said("change_feedback", key=row.pk, fields=fields, open_row=row.pk, step=4)
    last = contract.feedback.order_by("-order")[0]
    yield Said("remove_feedback", key=last.pk, step=4)
    first, second = contract.competencies.order_by("order")
    yield Said("accept_assessment", fields={"competency": str(first.pk)}, step=4)
    judged = contract.assessments.get()
    fields = {"assessor_name": "Jens Toft Mikkelsen", "minutes": "30", "criteria": "Overblik"}
    fields |= {"competency": str(first.pk), "place": "Afsnit M2", "target_level": "3"}
    yield Said("change_assessment", key=judged.pk, fields=fields, open_row=judged.pk, step=4)
    yield Said("remove_assessment", key=judged.pk, step=4)
    yield Said("no_assessment", fields={"chosen": "1"}, step=4)
    yield Said("no_assessment", fields={"chosen": "0"}, step=4)
    yield Said("accept_assessment", fields={"competency": str(second.pk)}, step=4)


def _together(contract: LearningContract) -> Iterator[Said]:
    yield Said("choose_mode", fields={"mode": "shared_device"}, step=4)
    yield Said("pass_turn", fields={"to": "supervisor"}, step=4)
    yield Said("choose_mode", fields={"mode": "own_devices"}, step=4)


def _signing(contract: LearningContract) -> Iterator[Said]:
    yield Said("freeze", step=5)
    yield Said("back_to_editing", fields={"reason": "Vi glemte noget"}, step=5)
    yield Said("freeze", step=5)
    version = contract.versions.get(voided_at=None)
    yield Said("send_signing_code", step=5)
    for party in ("supervisor", "trainee"):
        seen = {"sha256": version.sha256, "party": party}
        yield Said("sign", party, fields=seen, step=5)
