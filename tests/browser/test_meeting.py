"""The example contract carried through the pages by its two people, at a device each."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import expect

from laeringskontrakt.contracts.models import LearningContract
from tests.browser import example
from tests.browser.conftest import Open, RunningClock
from tests.browser.example import ACTIVITIES, ASSESSMENT, CONTRACT, FEEDBACK, WITH
from tests.browser.places import Place
from tests.browser.sheet_page import (
    DONE,
    NEW_ACTIVITY,
    NEW_FEEDBACK,
    NEW_SUBGOAL,
    REVIEW,
    SheetPage,
    check_only,
    fill_when,
    numeric,
    press_chip,
)
from tests.browser.visitors import Visitor
from tests.portfolio import pdf_reading


def test_the_example_from_an_empty_sheet_to_two_copies(
    place: Place, open_for: Open, time: RunningClock
) -> None:
    trainee, supervisor = open_for(place.amalie), open_for(place.jens)
    begin(trainee)
    contract = LearningContract.objects.get()
    supervisor.go(f"/kontrakt/{contract.pk}/ark/")
    for visitor in (trainee, supervisor):
        visitor.counting_loads()

    hers, his = SheetPage(trainee.page), SheetPage(supervisor.page)
    choose(hers)
    analyse(hers, his)
    plan(hers, his)
    agree(hers, his)
    sign(hers, his)

    assert (trainee.loads, supervisor.loads) == (0, 0)
    version = contract.versions.get()
    assert example.agreed(json.loads(version.content)) == example.expected_content()
    assert [row.holder for row in contract.copies.order_by("party")] == [place.jens, place.amalie]
    for visitor in (trainee, supervisor):
        expect_on_page(visitor, contract)
        expect_on_paper(visitor, contract)


def begin(trainee: Visitor) -> None:
    """From the plan: choose the competency, and begin."""
    page = trainee.go("/plan/")
    name = f"Vælg {example.FILE['competencies'][0]['title']} til næste kontrakt"
    page.get_by_role("checkbox", name=name).click()
    page.get_by_role("button", name="Brug 1 valgt i næste kontrakt").click()
    expect(page.locator("#sheet")).to_be_visible()


def choose(sheet: SheetPage) -> None:
    """Step 1: own dates, a short name and what it is for."""
    period = CONTRACT["period"]
    sheet.choose_period(numeric(period["from"]), numeric(period["to"]))
    sheet.section(1).get_by_text("Kort navn og formål, hvis I vil").click()
    for label, text in (
        ("Kort navn i mappen", CONTRACT["title"]),
        ("Hvad vil du gerne kunne bagefter?", CONTRACT["purpose"]),
    ):
        sheet.section(1).get_by_label(label).fill(text)
        sheet.section(1).get_by_label(label).press("Tab")
        sheet.settled()
    sheet.press("Videre: hvad indgår?")
    sheet.expect_open(2)


def analyse(hers: SheetPage, his: SheetPage) -> None:
    """Step 2: she analyses, his pen opens, he supplements."""
    his.expect_open(2)
    for text in example.by("trainee"):
        hers.write(NEW_SUBGOAL, text)
    expect(his.line(NEW_SUBGOAL)).to_have_count(0)
    hers.press(DONE)
    for text in example.by("supervisor"):
        his.write(NEW_SUBGOAL, text)
    his.press("Videre: hvor og hvordan")
    hers.expect_open(3)


def plan(hers: SheetPage, his: SheetPage) -> None:
    """Step 3: she plans the first six activities, he the last three."""
    for row in ACTIVITIES[:6]:
        write_activity(hers, row)
    for row in ACTIVITIES[6:]:
        write_activity(his, row)
    his.press("Videre: feedback")
    hers.expect_open(4)


def write_activity(sheet: SheetPage, row: dict[str, Any]) -> None:
    """One line under its first subgoal, and «Ret» for what a line does not say."""
    sheet.stand_under(example.numbers(row)[0])
    when = row["when"]
    own_period = when["type"] == "period"
    words = f", {numeric(when['from'])} til {numeric(when['to'])}" if own_period else ""
    sheet.write(NEW_ACTIVITY, row["text"] + words)
    form = sheet.correct(row["text"][:12])
    form.get_by_label("Aktivitet", exact=True).fill(row["text"])
    form.get_by_label("Hvordan", exact=True).select_option(row["method"])
    form.get_by_label("Sted", exact=True).select_option(row["place"])
    press_chip(form, "support_need", row["support_need"])
    if row["id"] in WITH:
        form.get_by_label("Kollegaens navn").fill(WITH[row["id"]])
    if not own_period:
        fill_when(form, when)
    check_only(form, "subgoals", [str(one) for one in example.numbers(row)])
    sheet.save(form)


def agree(hers: SheetPage, his: SheetPage) -> None:
    """Step 4: he enters the first two agreements and the assessment, she the other two."""
    for row in FEEDBACK[:2]:
        write_feedback(his, row)
    for row in FEEDBACK[2:]:
        write_feedback(hers, row)
    his.press("Aftal bedømmelsen")
    form = his.correct("Bedømmelse")
    planned = ASSESSMENT["planned"]
    form.get_by_label("Hvem bedømmer?").fill(ASSESSMENT["assessor"]["name"])
    form.get_by_label("Metode").select_option(ASSESSMENT["instrument"])
    form.get_by_label("Varighed i minutter").fill(str(ASSESSMENT["expected_minutes"]))
    form.get_by_label("Hvor?").fill(planned["place"])
    form.get_by_label("Niveau, I sigter efter").select_option(
        str(ASSESSMENT["target_entrustment_level"])
    )
    form.get_by_label("Hvad ses der på?").fill(ASSESSMENT["criteria"])
    fill_when(form, {"type": "date", **planned})
    his.save(form)


def write_feedback(sheet: SheetPage, row: dict[str, Any]) -> None:
    """A name on the line, and «Ret» for the rest."""
    giver = row["giver"]
    about = " og ".join(str(one) for one in example.numbers(row))
    sheet.write(NEW_FEEDBACK, f"{giver['name']} om delmål {about}, {row['minutes']} min")
    form = sheet.correct(giver["name"])
    form.get_by_label("Funktion").fill(giver["role"])
    form.get_by_label("Hvordan", exact=True).select_option(row["form"])
    form.get_by_label("Model, hvis I vil").select_option(row["model"])
    form.get_by_label("Hvad vil du gerne have feedback på?").fill(row["ask"])
    form.get_by_label("Varighed i minutter").fill(str(row["minutes"]))
    check_only(form, "subgoals", [str(one) for one in example.numbers(row)])
    fill_when(form, row["when"])
    sheet.save(form)


def sign(hers: SheetPage, his: SheetPage) -> None:
    """He freezes the wording, she signs first."""
    his.press(REVIEW, within=his.section(4).locator("[data-region=agreements], .in"))
    his.expect_open(5)
    hers.expect_open(5)
    expect(hers.page.get_by_role("button", name="Underskriv som Jens")).to_have_count(0)
    hers.press("Underskriv som Amalie Krogh Lind")
    his.press("Underskriv som Jens Toft Mikkelsen")
    for sheet in (hers, his):
        signed = sheet.page.get_by_text("Kontrakten er underskrevet af jer begge.").first
        expect(signed).to_be_visible()


def written_words() -> list[str]:
    """Every word somebody wrote in the example."""
    rows = [*example.SUBGOALS, *ACTIVITIES]
    words = [CONTRACT["purpose"], *(row["text"] for row in rows)]
    words += [row["ask"] for row in FEEDBACK]
    return [*words, ASSESSMENT["criteria"]]


def expect_on_page(visitor: Visitor, contract: LearningContract) -> None:
    page = visitor.go(f"/kontrakt/{contract.pk}/")
    said = " ".join(page.locator("main").inner_text().split()).casefold()
    names = [row["giver"]["name"] for row in FEEDBACK]
    wanted = [CONTRACT["title"], *written_words(), *names, "Case-baseret diskussion (CbD)"]
    assert [text for text in wanted if text.casefold() not in said] == []


def expect_on_paper(visitor: Visitor, contract: LearningContract) -> None:
    answer = visitor.context.request.get(f"{visitor.site}/kontrakt/{contract.pk}/formular.pdf")
    pdf = answer.body()
    (sheet,) = pdf_reading.reader(pdf).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
    people = [f"{row['giver']['name']}, {row['giver']['role']}" for row in FEEDBACK]
    content = json.loads(contract.versions.get().content)
    chosen = [row[kind]["label"] for row in content["activities"] for kind in ("place", "method")]
    labels = ["Case-baseret diskussion (CbD)", ASSESSMENT["planned"]["place"], *chosen]
    wanted = [CONTRACT["title"], *written_words(), *people, *labels]
    assert pdf_reading.absent(pdf, wanted) == []
