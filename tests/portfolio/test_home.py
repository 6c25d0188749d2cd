from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from laeringskontrakt.contracts.actions import agreements, copies, signing
from laeringskontrakt.contracts.actions.agreements import FeedbackContent
from laeringskontrakt.contracts.enums import WhenType
from laeringskontrakt.contracts.models import CopyTick, LearningContract
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.people.models import DepartmentRole, Person, Placement, Supervision
from laeringskontrakt.portfolio.queries import trainee
from laeringskontrakt.portfolio.queries.agreed import AgreedContract
from laeringskontrakt.portfolio.queries.trainee import Part
from tests.pages import act, client_of, counted, main_of, post
from tests.worlds import World

HOME = "/"


def home(person: Person) -> str:
    return main_of(client_of(person).get(HOME))


def wording(contract: LearningContract) -> frozen.FrozenContract:
    return frozen.read(contract.copies.get(party="trainee").content)


def another_trainee(world: World) -> Person:
    """Bo, placed beside Amalie and supervised by Jens, with a plan of nothing."""
    bo = Person.objects.create_user(
        f"bo.{world.jens.pk}@demo.example",
        first_name="Bo",
        last_name="Berg",
        organisation=world.organisation,
    )
    placement = Placement.objects.create(
        trainee=bo,
        department=world.department,
        title="Vagt",
        starts_on=world.placement.starts_on,
        ends_on=world.placement.ends_on,
    )
    Supervision.objects.create(
        placement=placement, supervisor=world.jens, starts_on=placement.starts_on
    )
    return bo


def agreed_with_jens(world: World) -> LearningContract:
    """Signed, with feedback from Jens on Friday this week and no day for Mette's."""
    contract = world.agreed()
    agreements.agree_feedback(
        contract=contract,
        subgoals=list(contract.subgoals.all()),
        content=FeedbackContent(
            giver=world.jens,
            minutes=10,
            ask="Så du min rækkefølge?",
            when=Moment(WhenType.DATE, date(2026, 11, 27), latest=date(2026, 11, 27)),
        ),
        by=world.jens,
        now=world.later(),
    )
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    for person in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    return contract


# The trainee


def test_the_trainee_reads_what_is_agreed_by_day(world: World) -> None:
    agreed_with_jens(world)

    words = home(world.amalie)

    for part in (
        "Mandag 23. november",
        "Uge 48",
        "Fredag 1 ting",
        "Feedback fra Jens Toft Mikkelsen",
        "Delmål 1 og 2",
        "Næste uge 1 ting",
        "Simulation i færdighedslab",
        "sammen med Mette Dam",
        "Når det passer 1 ting",
        "Feedback fra Mette Dam",
        "Akut åndenød",
        "Aktiviteter 0 af 1",
        "Feedback 0 af 2",
        "Næste samtale",
        "Forbered samtalen",
        "Start samtalen",
        "måned 4 af 12",
    ):
        assert part in words, (part, words)


def test_a_tick_on_the_home_stands_in_the_own_copy(world: World) -> None:
    contract = agreed_with_jens(world)
    line = wording(contract).lines[0].id

    answer = act(
        client_of(world.amalie), reverse("portfolio:tick", args=[contract.pk]), line=line, done="1"
    )

    assert answer.status_code == 200
    assert list(CopyTick.objects.values_list("copy__holder", "line_id")) == [
        (world.amalie.pk, line)
    ]
    words = home(world.amalie)
    assert ("Udført i denne uge 1 ting" in words, "Aktiviteter 1 af 1" in words) == (True, True)


def test_a_tick_without_a_script_leads_home(world: World) -> None:
    contract = agreed_with_jens(world)
    line = wording(contract).lines[0].id

    answer = post(
        client_of(world.amalie), reverse("portfolio:tick", args=[contract.pk]), line=line, done="1"
    )

    assert (answer.status_code, answer["Location"]) == (302, HOME)


def test_an_outsider_ticks_nothing(world: World) -> None:
    contract = agreed_with_jens(world)
    line = wording(contract).lines[0].id
    for person in (world.olav, world.mette, world.ursula):
        answer = post(
            client_of(person), reverse("portfolio:tick", args=[contract.pk]), line=line, done="1"
        )
        assert answer.status_code == 404

    assert not CopyTick.objects.exists()


def test_everything_done_is_said_plainly(world: World) -> None:
    contract = world.signed()
    own = contract.copies.get(holder=world.amalie)
    for line in wording(contract).lines:
        copies.tick(copy=own, line_id=line.id, done=True, by=world.amalie, now=world.later())

    words = home(world.amalie)

    assert "Alt, der er aftalt, er udført." in words
    assert "Stadig åbent" not in words


def test_without_a_contract_the_trainee_may_begin_in_two_ways(world: World) -> None:
    words = home(world.amalie)

    for part in (
        "Du har ingen læringskontrakter endnu.",
        "Forbered samtalen",
        "Start samtalen med Jens",
        "Ikke begyndt 3",
    ):
        assert part in words, part
    assert "Næste samtale" not in words


def test_without_a_supervisor_it_is_said_whom_to_ask(world: World) -> None:
    Supervision.objects.all().delete()

    words = home(world.amalie)

    assert "Der er ingen vejleder på din ansættelse." in words
    assert "Forbered samtalen" not in words


def test_without_a_placement_or_a_plan_it_is_said(world: World) -> None:
    world.signed()
    Placement.objects.all().update(starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    world.plan.course.delete()

    words = home(world.amalie)

    assert "Du har ingen plan endnu." in words
    assert "Næste samtale" not in words


def test_nobody_in_particular_is_told_so(world: World) -> None:
    assert "Her er ikke noget endnu." in home(world.olav)


def test_preparing_begins_a_private_draft(world: World) -> None:
    answer = post(client_of(world.amalie), reverse("contracts:start"), private="1")

    contract = LearningContract.objects.get()
    assert (answer.status_code, contract.private_since is not None) == (302, True)
    words = home(world.amalie)
    assert "Din forberedelse er kun din" in words
    assert "Fortsæt" in words


def test_a_missing_signature_comes_first(world: World) -> None:
    contract, _version = world.frozen()

    page = client_of(world.amalie).get(HOME)

    assert "Kontrakten mangler din underskrift." in main_of(page)
    assert reverse("contracts:sheet", args=[contract.pk]) in page.content.decode()


def test_a_contract_that_lapsed_is_taken_up_again_from_both_homes(world: World) -> None:
    world.frozen()
    world.later(days=31)

    assert "Ikke underskrevet Åbn arket" in home(world.amalie)
    assert "Ikke underskrevet Fortsæt" in home(world.jens)
    world.draft()
    assert "Ikke underskrevet" not in home(world.amalie)
    assert "Ikke underskrevet" not in home(world.jens)


def test_a_contract_whose_period_is_over_leaves_the_list_and_keeps_its_card(world: World) -> None:
    world.signed()
    world.later(days=40)

    words = home(world.amalie)

    assert "Du har ingen kontrakt i gang." in words
    assert "Akut åndenød Perioden er slut" in words
    assert "Stadig åbent" not in words


TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("kind", "latest", "expected"),
    [
        (WhenType.DATE, date(2026, 11, 25), (Part.DAY, date(2026, 11, 25), False)),
        (WhenType.DATE, date(2026, 11, 26), (Part.DAY, date(2026, 11, 26), False)),
        (WhenType.DATE, date(2026, 11, 29), (Part.DAY, date(2026, 11, 29), False)),
        (WhenType.WEEK, date(2026, 11, 29), (Part.DAY, date(2026, 11, 29), True)),
        (WhenType.EVENT, date(2026, 11, 25), (Part.DAY, date(2026, 11, 25), False)),
        (WhenType.DATE, date(2026, 11, 24), (Part.BEFORE, None, True)),
        (WhenType.WEEK, date(2026, 12, 6), (Part.NEXT_WEEK, None, True)),
        (WhenType.EVENT, date(2026, 12, 20), (Part.ANY_TIME, None, True)),
        (WhenType.NONE, None, (Part.ANY_TIME, None, True)),
        (WhenType.DATE, date(2026, 12, 20), None),
    ],
)
def test_where_a_line_stands_is_judged_by_its_last_day(
    world: World, kind: WhenType, latest: date | None, expected: tuple[object, ...] | None
) -> None:
    from dataclasses import replace

    signed = wording(world.signed())
    line = replace(signed.lines[0], when_type=kind, starts=None, latest=latest)
    contract = AgreedContract(signed.contract_id, replace(signed, lines=(line,)), {})

    groups = trainee.groups_of([contract], today=TODAY)

    found = [(group.part, group.day, group.by) for group in groups]
    assert found == ([expected] if expected else [])


# The supervisor


def test_a_trainee_without_a_contract_waits_for_the_supervisor(world: World) -> None:
    words = home(world.jens)

    for part in ("Venter på dig 1 af 1", "Amalie Krogh Lind", "Ingen kontrakt", "Start samtale"):
        assert part in words, part


def test_the_supervisor_starts_with_the_named_trainee(world: World) -> None:
    bo = another_trainee(world)

    answer = post(client_of(world.jens), reverse("contracts:start"), trainee=bo.pk)

    assert answer.status_code == 302
    assert LearningContract.objects.get().trainee == bo


@pytest.mark.parametrize(
    ("make", "words"),
    [
        ("draft", "Kladde Fortsæt"),
        ("analysed", "2 delmål klar Analyse klar Suppler"),
        ("frozen", "Din underskrift Underskriv"),
    ],
)
def test_each_who_waits_has_one_action(world: World, make: str, words: str) -> None:
    getattr(world, make)()

    assert f"Venter på dig 1 af 1 AL Amalie Krogh Lind {'Akut åndenød'}" in home(world.jens)
    assert words in home(world.jens)


def test_what_runs_by_itself_shows_how_far_the_trainee_is(world: World) -> None:
    contract = agreed_with_jens(world)
    own = contract.copies.get(holder=world.amalie)
    line = wording(contract).lines[0].id
    copies.tick(copy=own, line_id=line, done=True, by=world.amalie, now=world.later())

    words = home(world.jens)

    for part in (
        "Venter på dig 0 af 1 Ingen venter på dig.",
        "Kører selv 1 af 1 AL Amalie Krogh Lind Akut åndenød, uge 48 til 52 1 af 1",
        "Din vejledning i uge 48 10 min",
        "fr Amalie Krogh Lind Feedback 10 min",
        "uge 48 10 min uge 49 0 min",
        "1 gang feedback fra 1 kollega, 5 minutter i alt",
    ):
        assert part in words, (part, words)


def test_a_private_preparation_is_known_and_no_more(world: World) -> None:
    world.draft(private=True)

    words = home(world.jens)

    assert "Forbereder samtalen" in words
    assert "Akut åndenød" not in words


def test_when_the_trainee_is_missing_the_supervisor_waits_without_acting(world: World) -> None:
    contract, version = world.frozen()
    signing.sign(contract=contract, sha256=version.sha256, by=world.jens, now=world.later())

    words = home(world.jens)

    assert "Kører selv 1 af 1" in words
    assert "Mangler Amalies underskrift" in words


def test_a_period_that_is_over_asks_for_the_next_conversation(world: World) -> None:
    world.signed()
    world.later(days=40)

    assert "Perioden er slut Start samtale" in home(world.jens)


def test_a_co_supervisor_is_not_asked_to_sign(world: World) -> None:
    world.frozen()
    Supervision.objects.create(
        placement=world.placement, supervisor=world.mette, kind="co", starts_on=date(2026, 8, 1)
    )

    words = home(world.mette)

    assert "Kører selv 1 af 1" in words
    assert "Underskriv Underskriv" not in words


def test_one_may_be_trainee_and_supervisor_at_once(world: World) -> None:
    world.signed()
    bo = another_trainee(world)
    Supervision.objects.create(
        placement=bo.placements.get(),
        supervisor=world.amalie,
        kind="co",
        starts_on=date(2026, 8, 1),
    )

    words = home(world.amalie)

    assert ("Næste samtale" in words, "Venter på dig" in words, "Bo Berg" in words) == (
        True,
        True,
        True,
    )


# The colleague who is asked


def test_a_colleague_sees_the_own_agreement_and_its_subgoals_alone(world: World) -> None:
    agreed_with_jens(world)

    words = home(world.mette)

    assert "Du er bedt om feedback 1 aftale AL Amalie Krogh Lind Feedback, 5 min" in words
    assert "Modtage patienten efter ABCDE" in words  # the chosen subgoal
    for unseen in ("Tolke a-punktur", "Så du min rækkefølge", "Simulation", "Akut åndenød"):
        assert unseen not in words, unseen


def test_a_colleague_is_asked_no_more_when_the_period_is_over(world: World) -> None:
    world.signed()
    world.later(days=40)

    assert "Her er ikke noget endnu." in home(world.mette)


# The programme lead


def test_the_lead_sees_status_words_with_those_without_first(world: World) -> None:
    world.signed()
    another_trainee(world)

    page = client_of(world.ursula).get(HOME)
    words = main_of(page)

    assert words.index("Bo Berg") < words.index("Amalie Krogh Lind")
    for part in (
        "1 uden kontrakt",
        "Ingen kontrakt",
        "I gang Se status",
        "Ser du en status, kan den uddannelsessøgende se, at du har kigget.",
    ):
        assert part in words, part
    assert "Akut åndenød" not in page.content.decode()


def test_somebody_who_leads_elsewhere_sees_nobody_here(world: World) -> None:
    other = type(world.department).objects.create(
        organisation=world.organisation, name="En anden afdeling"
    )
    DepartmentRole.objects.filter(person=world.ursula).update(department=other)

    words = home(world.ursula)

    assert "Ingen er i uddannelse her i dag." in words
    assert "Amalie" not in words


def test_the_lead_reads_of_the_contract_in_use_rather_than_of_the_next_draft(world: World) -> None:
    world.signed()
    world.draft()

    assert "I gang Se status" in home(world.ursula)


# What it costs


def queries(person: Person) -> int:
    client = client_of(person)
    client.get(HOME)
    with counted() as made:
        client.get(HOME)
    return len(made)


def test_the_home_costs_the_same_with_three_contracts_as_with_one(world: World) -> None:
    world.signed()
    people = (world.amalie, world.jens, world.ursula, world.mette)
    one = [queries(person) for person in people]
    for _more in range(2):
        own = world.signed().copies.get(holder=world.amalie)
        line: UUID = frozen.read(own.content).lines[0].id
        copies.tick(copy=own, line_id=line, done=True, by=world.amalie, now=world.later())
    world.now += timedelta(minutes=1)

    assert [queries(person) for person in people] == one
