"""The sheet by keyboard alone: every step, every correction, and focus never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from laeringskontrakt.contracts.models import LearningContract
from tests.browser.conftest import Open, RunningClock
from tests.browser.keys import Keys
from tests.browser.places import Place
from tests.browser.sheet_page import NEW_ACTIVITY, NEW_FEEDBACK, NEW_SUBGOAL


@pytest.fixture
def contract(place: Place, time: RunningClock) -> LearningContract:
    return place.draft("IM-02", now=time.now())


@pytest.fixture
def hers(place: Place, contract: LearningContract, open_for: Open) -> Keys:
    """Amalie at her keyboard, the sheet open."""
    return Keys(open_for(place.amalie).go(f"/kontrakt/{contract.pk}/ark/"))


@pytest.fixture
def his(place: Place, contract: LearningContract, open_for: Open) -> Keys:
    """Jens at his."""
    return Keys(open_for(place.jens).go(f"/kontrakt/{contract.pk}/ark/"))


def texts(contract: LearningContract) -> list[str]:
    return [row.text for row in contract.subgoals.order_by("order")]


def to_step_2(keys: Keys) -> None:
    """From a fresh sheet: Enter on «Videre», which has focus."""
    keys.act("Enter")
    keys.sheet.expect_open(2)
    assert keys.sheet.focused == NEW_SUBGOAL


def test_a_whole_meeting(contract: LearningContract, hers: Keys, his: Keys) -> None:
    to_step_2(hers)
    for text in ("Gå systematisk til værks", "Tolke A-gas", "Vælge undersøgelser"):
        hers.write(text)
    hers.act("Control+Enter")
    expect(his.sheet.line(NEW_SUBGOAL)).to_be_visible()
    his.sheet.expect_open(2)
    while his.sheet.focused != NEW_SUBGOAL:
        his.press("Tab")
    his.write("Tage stilling til behandlingsniveau")
    his.act("Control+Enter")
    his.sheet.expect_open(3)
    assert his.sheet.focused == NEW_ACTIVITY
    for text in ("Læse instruksen, uge 37", "E-læring om A-gas", "Simulation med Mette, uge 38"):
        his.write(text)
        his.press("Enter")
    his.write("Samtale, mens Jens lytter med")
    his.press("Enter")
    assert his.sheet.focused == "Videre: feedback"
    his.act("Enter")
    his.sheet.expect_open(4)
    assert his.sheet.focused == NEW_FEEDBACK
    his.write("Sofie om delmål 2, uge 38, 5 min")
    his.press("Shift+Tab")
    assert his.sheet.focused.startswith("Aftal")
    his.act("Enter")
    assert his.sheet.focused == "Aftal bedømmelsen"
    his.act("Enter")
    assert his.sheet.focused == "Gennemgå og underskriv"
    his.act("Enter")
    assert his.sheet.focused == "Underskriv som Jens Toft Mikkelsen"
    his.act("Enter")
    hers.sheet.expect_open(5)
    while hers.sheet.focused != "Underskriv som Amalie Krogh Lind":
        hers.press("Tab")
    hers.act("Enter")
    assert hers.sheet.focused == "Åbn kontrakten"
    contract.refresh_from_db()
    assert (contract.activated_at is not None, contract.copies.count()) == (True, 2)
    assert contract.activities.count() == 4
    assert (hers.troubles, his.troubles) == ([], [])


def test_escape_restores_a_line(contract: LearningContract, hers: Keys) -> None:
    to_step_2(hers)
    hers.write("Tolke A-gas")
    hers.press("Shift+Tab")
    back_to_line(hers, "Delmål 1")
    hers.type(" og EKG")
    hers.press("Escape")
    line = hers.sheet.line("Delmål 1")
    expect(line).to_have_value("Tolke A-gas")
    hers.type("ser")
    hers.act("Enter")
    assert texts(contract) == ["Tolke A-gasser"]
    assert hers.sheet.focused == NEW_SUBGOAL
    assert hers.troubles == []


def test_backspace_on_an_empty_line_removes_it_and_goes_up(
    contract: LearningContract, hers: Keys
) -> None:
    to_step_2(hers)
    for text in ("Tolke A-gas", "Vælge"):
        hers.write(text)
    back_to_line(hers, "Delmål 2")
    hers.press("Control+A")
    hers.press("Backspace")
    hers.act("Backspace")
    assert hers.sheet.focused == "Delmål 1"
    assert texts(contract) == ["Tolke A-gas"]
    assert hers.troubles == []


def test_alt_and_arrows_move_a_line(contract: LearningContract, hers: Keys) -> None:
    to_step_2(hers)
    for text in ("Første", "Anden", "Tredje"):
        hers.write(text)
    back_to_line(hers, "Delmål 3")
    hers.act("Alt+ArrowUp")
    assert texts(contract) == ["Første", "Tredje", "Anden"]
    assert (hers.sheet.focused, hers.page.locator(":focus").input_value()) == ("Delmål 2", "Tredje")
    hers.act("Alt+ArrowDown")
    assert texts(contract) == ["Første", "Anden", "Tredje"]
    assert (hers.sheet.focused, hers.page.locator(":focus").input_value()) == ("Delmål 3", "Tredje")
    assert hers.troubles == []


def test_ctrl_enter_takes_the_words_on_the_line_along(
    contract: LearningContract, hers: Keys
) -> None:
    to_step_2(hers)
    hers.type("Tolke A-gas")
    hers.act("Control+Enter")
    assert texts(contract) == ["Tolke A-gas"]
    assert contract.competencies.get().analysis_done_at is not None
    hers.act("Control+Enter")
    hers.sheet.expect_open(3)
    assert hers.sheet.focused == NEW_ACTIVITY
    assert hers.troubles == []


def test_removing_and_correcting_rows_keeps_focus(contract: LearningContract, hers: Keys) -> None:
    to_step_2(hers)
    hers.write("Tolke A-gas")
    hers.act("Control+Enter")
    hers.act("Control+Enter")
    hers.write("Læse instruksen, uge 37")
    hers.write("E-læring, uge 38")
    tab_to(hers, "Ret: Læse", back=True)
    hers.press("Enter")
    expect(hers.page.locator("form[data-done=ret]")).to_be_visible()
    assert hers.sheet.focused == "Aktivitet"
    hers.press("End")
    hers.type(" igen")
    tab_to(hers, "Gem")
    hers.act("Enter")
    expect(hers.page.locator("form[data-done=ret]")).to_have_count(0)
    tab_to(hers, "Slet: E-læring", back=True)
    hers.act("Enter")
    assert [row.text for row in contract.activities.all()] == ["Læse instruksen igen"]
    assert hers.troubles == []


def test_on_a_small_screen_focus_is_never_covered(
    place: Place, contract: LearningContract, open_for: Open
) -> None:
    """The dock at the bottom and the bar at the top keep clear of what one writes on."""
    visitor = open_for(place.amalie, width=360)
    visitor.page.set_viewport_size({"width": 360, "height": 480})
    hers = Keys(visitor.go(f"/kontrakt/{contract.pk}/ark/"))
    to_step_2(hers)
    for number in range(1, 8):
        hers.write(f"Delmål nummer {number} med nok ord til to linjer på en telefon")
    hers.press("Shift+Tab", times=7)
    hers.press("Tab", times=9)
    tab_to(hers, NEW_SUBGOAL)
    hers.act("Control+Enter")
    hers.act("Control+Enter")
    for number in range(1, 5):
        hers.write(f"Læse kapitel {number}, uge 37")
        hers.press("Enter")
    hers.press("Shift+Tab", times=9)
    assert hers.troubles == []


def back_to_line(keys: Keys, name: str) -> None:
    tab_to(keys, name, back=True)
    keys.press("End")


def tab_to(keys: Keys, name: str, *, back: bool = False) -> None:
    """Tab until something is focused whose name begins so."""
    for _ in range(60):
        if keys.sheet.focused.replace(" :", ":").startswith(name):
            return
        keys.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{name} is not reached with Tab")
