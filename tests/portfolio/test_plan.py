from __future__ import annotations

from datetime import date

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from laeringskontrakt.contracts.actions import agreements, copies, signing
from laeringskontrakt.contracts.actions.agreements import AssessmentContent
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.contracts.queries.frozen import LineKind
from laeringskontrakt.core.errors import Forbidden
from laeringskontrakt.core.models import AuditEvent, new_id
from laeringskontrakt.curriculum.actions.plans import choose_next
from laeringskontrakt.curriculum.models import (
    FrameworkVersion,
    PlannedCompetency,
    ProgrammePlacement,
)
from laeringskontrakt.people.models import Person, Placement, Supervision
from laeringskontrakt.portfolio.queries import plan as plans
from laeringskontrakt.portfolio.queries.plan import PlanState
from laeringskontrakt.portfolio.timeline import Timeline
from tests.pages import act, client_of, counted, main_of, post, text_of
from tests.worlds import World, make_world

PLAN = "/plan/"
YEAR = Timeline(date(2026, 8, 1), date(2027, 7, 31))


def plan_of(world: World) -> str:
    return reverse("portfolio:plan_of", args=[world.amalie.pk])


def planned(world: World, number: int = 0) -> PlannedCompetency:
    return PlannedCompetency.objects.get(competency=world.competencies[number])


def choosing(world: World, number: int = 0) -> str:
    return reverse("portfolio:choose", args=[planned(world, number).pk])


def states(world: World, viewer: Person | None = None) -> list[PlanState]:
    shown = plans.plan_of(world.amalie, viewer=viewer or world.amalie, now=world.later())
    assert shown is not None
    return [row.state for row in shown.rows]


def unpublished(world: World) -> FrameworkVersion:
    """The programme, open for changes as none is that trainees are on."""
    version = world.competencies[0].version
    QuerySet(FrameworkVersion).filter(pk=version.pk).update(published_at=None)
    return version


def with_assessment(world: World) -> LearningContract:
    contract = world.agreed()
    agreements.agree_assessment(
        contract=contract,
        content=AssessmentContent(assessor=world.jens, competency=world.gate(contract)),
        by=world.jens,
        now=world.later(),
    )
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    for person in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    return contract


def tick_assessment(world: World, contract: LearningContract, person: Person) -> None:
    own = contract.copies.get(holder=person)
    (line,) = frozen.read(own.content).of_kind(LineKind.ASSESSMENT)
    copies.tick(copy=own, line_id=line.id, done=True, by=person, now=world.later())


# The timeline


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2026, 8, 1), 0.0),
        (date(2026, 9, 1), 8.333),
        (date(2026, 9, 16), 12.5),
        (date(2027, 2, 1), 50.0),
        (date(2028, 1, 1), 100.0),
        (date(2020, 1, 1), 0.0),
    ],
)
def test_months_are_equally_wide(day: date, place: float) -> None:
    assert YEAR.at(day) == place


def test_a_bar_reaches_to_the_end_of_its_last_day() -> None:
    assert YEAR.span(date(2026, 8, 1), date(2026, 10, 31)) == (0.0, 25.0)
    assert YEAR.span(date(2027, 7, 1), date(2027, 7, 31)) == (91.667, 8.333)


def test_weeks_begin_on_mondays() -> None:
    weeks = Timeline(date(2026, 11, 25), date(2026, 12, 18), "week")

    assert [day.isoformat() for day in weeks.columns] == [
        "2026-11-23",
        "2026-11-30",
        "2026-12-07",
        "2026-12-14",
    ]
    assert (weeks.number(date(2026, 12, 2)), weeks.at(date(2026, 12, 7))) == (2, 50.0)
    assert (weeks.holds(date(2026, 12, 20)), weeks.holds(date(2026, 12, 21))) == (True, False)


# The states


def test_nothing_is_begun_without_a_contract(world: World) -> None:
    assert states(world) == [PlanState.NOT_BEGUN] * 3


def test_a_draft_a_contract_and_a_choice_are_told_apart(world: World) -> None:
    post(client_of(world.amalie), choosing(world, 1), chosen="1")

    assert states(world) == [PlanState.NOT_BEGUN, PlanState.CHOSEN, PlanState.NOT_BEGUN]
    contract = world.draft()
    assert states(world)[0] is PlanState.DRAFT
    contract.delete()
    world.signed()
    assert states(world)[:2] == [PlanState.IN_CONTRACT, PlanState.CHOSEN]


def test_it_is_assessed_when_the_trainee_has_ticked_the_assessment(world: World) -> None:
    contract = with_assessment(world)

    seen = [states(world)[0]]
    for person in (world.jens, world.amalie):
        tick_assessment(world, contract, person)
        seen.append(states(world)[0])

    assert seen == [PlanState.IN_CONTRACT, PlanState.IN_CONTRACT, PlanState.ASSESSED]


def test_a_private_preparation_is_seen_by_the_trainee_alone(world: World) -> None:
    world.draft(private=True)

    seen = [states(world, person)[0] for person in (world.amalie, world.jens, world.ursula)]

    assert seen == [PlanState.DRAFT, PlanState.NOT_BEGUN, PlanState.NOT_BEGUN]


def test_the_bar_of_a_contract_is_its_period_and_its_share_what_is_ticked(world: World) -> None:
    contract = with_assessment(world)
    own = contract.copies.get(holder=world.amalie)
    first = frozen.read(own.content).lines[0]
    copies.tick(copy=own, line_id=first.id, done=True, by=world.amalie, now=world.later())

    shown = plans.plan_of(world.amalie, viewer=world.amalie, now=world.later())

    assert shown is not None
    row = shown.rows[0]
    contract.refresh_from_db()
    assert (row.first, row.last) == (contract.period_from, contract.period_to)
    assert round(row.share, 3) == round(1 / 3, 3)


# The page


def test_the_trainee_reads_the_own_plan(world: World) -> None:
    world.signed()

    page = client_of(world.amalie).get(PLAN)

    words = main_of(page)
    for part in (
        "Uddannelsesplan",
        "Introduktionsstilling (prøve). 0 af 3 bedømt",
        "Måned 1 til 3",
        "Akut åndenød IM-01 I kontrakt",
        "Sepsis IM-03 Ikke begyndt",
        "Vis målbeskrivelsens tekst",
        "Officiel konkretisering af Sepsis",
    ):
        assert part in words, part
    assert 'aria-label="Ikke begyndt, aug til jul"' in page.content.decode()
    assert " style=" not in page.content.decode()


def test_choosing_makes_the_dock_offer_it(world: World) -> None:
    client = client_of(world.amalie)

    answer = act(client, choosing(world, 1), chosen="1").json()

    assert set(answer["regions"]) >= {"plan", "chosen"}
    words = main_of(client.get(PLAN))
    assert "Akutte brystsmerter IM-02 Valgt til næste" in words
    assert "Brug 1 valgt i næste kontrakt" in words
    assert AuditEvent.objects.filter(kind="curriculum:planned:choose_next").count() == 1


def test_a_choice_is_undone_and_works_without_a_script(world: World) -> None:
    client = client_of(world.amalie)

    answers = [post(client, choosing(world), chosen=chosen) for chosen in ("1", "0")]

    assert [answer["Location"] for answer in answers] == [PLAN, PLAN]
    assert planned(world).chosen_next_at is None


def test_what_is_chosen_goes_into_the_next_contract(world: World) -> None:
    client = client_of(world.amalie)
    post(client, choosing(world, 2), chosen="1")

    post(client, reverse("contracts:start"), planned=planned(world, 2).pk)

    contract = LearningContract.objects.get()
    assert [row.competency for row in contract.competencies.all()] == [world.competencies[2]]


def test_the_supervisor_opens_and_chooses_in_the_trainees_plan(world: World) -> None:
    client = client_of(world.jens)

    answer = post(client, choosing(world), chosen="1")

    assert answer["Location"] == plan_of(world)
    words = main_of(client.get(plan_of(world)))
    assert "Uddannelsesplan for Amalie Krogh Lind" in words
    assert "Brug 1 valgt i næste kontrakt" in words
    assert "Amalie Krogh Lind" in main_of(client.get(PLAN))


def test_the_programme_lead_reads_and_does_not_choose(world: World) -> None:
    contract = world.signed()
    client = client_of(world.ursula)

    page = client.get(plan_of(world)).content.decode()
    answer = post(client, choosing(world, 1), chosen="1")

    assert ("I kontrakt" in page, "aria-checked" in page) == (True, False)
    assert reverse("contracts:contract", args=[contract.pk]) not in page
    assert answer.status_code == 403
    assert "Kun den uddannelsessøgende og vejlederen vælger i planen." in text_of(answer)


def test_an_outsider_gets_the_404_of_what_is_not_there(world: World) -> None:
    nobody = reverse("portfolio:plan_of", args=[new_id()])
    for person in (world.olav, world.mette):
        client = client_of(person)
        answers = [client.get(plan_of(world)), client.get(nobody)]
        answers.append(post(client, choosing(world), chosen="1"))
        answers.append(post(client, reverse("portfolio:choose", args=[new_id()]), chosen="1"))
        assert [answer.status_code for answer in answers] == [404] * 4
        assert text_of(answers[0]) == text_of(answers[1])

    assert planned(world).chosen_next_at is None


def test_a_former_supervisor_sees_the_plan_no_more(world: World) -> None:
    Supervision.objects.update(ends_on=date(2026, 9, 1))

    assert client_of(world.jens).get(plan_of(world)).status_code == 404


def test_a_plan_stays_in_its_organisation_when_the_trainee_has_moved(world: World) -> None:
    """I13: the new house neither reads, chooses from nor writes about the old one's programme."""
    there = make_world("Et andet sygehus")
    Person.objects.filter(pk=world.amalie.pk).update(organisation=there.organisation)
    there.placement.trainee = world.amalie
    there.placement.save()
    chosen, supervisor = planned(world), client_of(there.jens)

    page = main_of(supervisor.get(plan_of(world)))
    answers = [supervisor.post(choosing(world), {"chosen": "1"}).status_code]
    with pytest.raises(Forbidden):
        choose_next(planned=chosen, chosen=True, by=there.jens, now=world.now)
    PlannedCompetency.objects.filter(pk=chosen.pk).update(chosen_next_at=world.now)
    answers.append(
        supervisor.post(
            reverse("contracts:start"), {"trainee": str(world.amalie.pk), "command_id": new_id()}
        ).status_code
    )
    made = LearningContract.objects.get(organisation=there.organisation)

    assert ("Akut åndenød" in page, answers) == (False, [404, 302])
    assert not made.competencies.exists()
    assert "Akut åndenød" not in supervisor.get(f"/kontrakt/{made.pk}/ark/").content.decode()
    assert "Akut åndenød" in main_of(client_of(world.amalie).get(PLAN))


def test_when_the_placement_is_over_so_is_the_sight_of_the_plan(world: World) -> None:
    Placement.objects.update(ends_on=date(2026, 11, 1))
    for person in (world.jens, world.ursula):
        client = client_of(person)
        answers = [client.get(plan_of(world)), post(client, choosing(world), chosen="1")]
        assert [answer.status_code for answer in answers] == [404, 404]

    with pytest.raises(Forbidden):
        choose_next(planned=planned(world), chosen=True, by=world.jens, now=world.later())


def test_the_lead_finds_the_way_to_the_plans_of_the_department(world: World) -> None:
    page = client_of(world.ursula).get(PLAN)

    assert "I uddannelse i din afdeling AL Amalie Krogh Lind" in main_of(page)
    assert plan_of(world) in page.content.decode()


def test_the_official_lines_are_hidden_while_the_trainee_writes_them(world: World) -> None:
    world.draft()

    page = client_of(world.jens).get(plan_of(world)).content.decode()

    assert "Officiel konkretisering af Akut åndenød" not in page
    assert "Officiel konkretisering af Sepsis" in page
    assert "Målbeskrivelsen åbner, når analysen er færdig." in page


def test_several_placements_are_the_headings(world: World) -> None:
    version = unpublished(world)
    for order, (code, title) in enumerate((("A", "Akutmodtagelsen"), ("B", "Almen praksis"))):
        ProgrammePlacement.objects.create(
            version=version,
            code=code,
            title=title,
            first=order * 6 + 1,
            last=order * 6 + 6,
            order=order,
        )
    for competency, code in zip(world.competencies, "BAA", strict=True):
        type(competency).objects.filter(pk=competency.pk).update(placement_code=code)

    shown = plans.plan_of(world.amalie, viewer=world.amalie, now=world.later())

    assert shown is not None
    assert [(group.title, [row.code for row in group.rows]) for group in shown.groups] == [
        ("Akutmodtagelsen", ["IM-02", "IM-03"]),
        ("Almen praksis", ["IM-01"]),
    ]
    assert [(row.left, row.width) for row in shown.placements] == [
        (0.0, 49.998),
        (49.998, 49.998),
    ]


def test_without_a_plan_it_is_said_what_to_do(world: World) -> None:
    world.plan.course.delete()

    assert "Du har ingen plan endnu." in main_of(client_of(world.amalie).get(PLAN))
    assert "Amalie har ingen plan endnu." in main_of(client_of(world.jens).get(plan_of(world)))


def test_a_nurse_has_a_studieplan(world: World) -> None:
    version = unpublished(world)
    type(version).objects.filter(pk=version.pk).update(profession="nurse", duration_unit="week")

    words = main_of(client_of(world.amalie).get(PLAN))

    assert words.startswith("Studieplan")
    assert "Forløbets uge 1 til 3" in words
    assert "Vis studieordningens tekst" in words


def test_the_plan_costs_the_same_with_three_contracts_as_with_one(world: World) -> None:
    with_assessment(world)
    clients = [client_of(world.amalie), client_of(world.jens)]

    def queries() -> list[int]:
        made = []
        for client, address in zip(clients, (PLAN, plan_of(world)), strict=True):
            client.get(address)
            with counted() as queries_made:
                client.get(address)
            made.append(len(queries_made))
        return made

    one = queries()
    for _more in range(2):
        tick_assessment(world, with_assessment(world), world.amalie)

    assert queries() == one
