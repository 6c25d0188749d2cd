"""A sheet as the demo's pair fill it: 6 subgoals, the analysis done, 8 activities, 4 feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench._visits import Answer, OpenSheet, Visitor
from laeringskontrakt.contracts.actions import drafts, meetings
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Placement

TRAINEE, SUPERVISOR = "amalie@demo.example", "jens@demo.example"
SUBGOALS = 6
ACTIVITIES = (
    "Tage imod 5 patienter, ABCDE sagt højt",
    "Simulation i færdighedslab med Mette, uge 49",
    "Følge bagvagten i to modtagelser med Sofie",
    "Læse instruksen og tolke 10 blodgasser",
    "Røntgenkonference mandag og torsdag",
    "Gennemgå iltinstruksen med Mette",
    "Skrive tre grænsetilfælde ned",
    "Overlevere med ISBAR ved vagtskifte, 3 gange",
)
FEEDBACK = ("Mette 1 og 4, 5 min", "Sofie 2, 15 min", "Jens 5, 15 min", "Mette 6, 5 min")


def new_draft() -> LearningContract:
    """A draft of the pair about one competency, with a sitting that has begun."""
    placement = Placement.objects.filter(trainee__email=TRAINEE).latest("starts_on")
    common: dict[str, Any] = {"by": placement.trainee, "now": clock.now()}
    contract = drafts.start_contract(placement=placement, **common)
    competency = drafts.competencies_of(contract).order_by("order")[3]
    drafts.choose_scope(
        contract=contract,
        competencies=[competency],
        period_from=contract.period_from or clock.today(),
        period_to=contract.period_to or placement.ends_on,
        **common,
    )
    meetings.open_sitting(contract=contract, **common)
    return contract


def entries(trainee: Visitor, contract: LearningContract) -> Iterator[Callable[[], Answer]]:
    """What sends each entry of a whole sheet, in order, as the trainee does who stands on it."""
    base = f"/kontrakt/{contract.pk}"
    gate = contract.competencies.get().pk
    sheet = OpenSheet(trainee, f"{base}/ark/")
    sheet.view = "trin=2"
    for number in range(SUBGOALS):
        text = f"Delmål {number + 1}: modtage patienten og vurdere, hvor syg hun er"
        yield partial(sheet.post, f"{base}/kompetence/{gate}/delmaal/", text=text)
    yield partial(sheet.post, f"{base}/kompetence/{gate}/analyse/")
    keys = [str(key) for key in contract.subgoals.values_list("pk", flat=True)]
    for number, text in enumerate(ACTIVITIES):
        key = keys[number % len(keys)]
        sheet.view = f"trin=3;delmaal={key}"
        fields = {"text": text, "subgoals": key, "support_need": "none"}
        yield partial(sheet.post, f"{base}/aktiviteter/", **fields)
    sheet.view = "trin=4"
    for text in FEEDBACK:
        yield partial(sheet.post, f"{base}/feedback/", text=text)
