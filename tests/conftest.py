"""What every test can rely on: the chosen database, the browser, the profiles of Hypothesis.

Django is set up here, before other test modules are read, so that they may import models.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import django
import hypothesis
import pytest

from tests import chromium, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.matrix import Matrix
    from tests.pages import PageClient

environment.prepare()
django.setup()

# The same examples each time, so that a red run is red again. ``--hypothesis-profile=deep`` digs.
hypothesis.settings.register_profile(
    "fast", max_examples=40, stateful_step_count=20, deadline=None, derandomize=True
)
hypothesis.settings.register_profile(
    "deep", max_examples=2000, stateful_step_count=60, deadline=None, print_blob=True
)
hypothesis.settings.load_profile("fast")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that asks for the browser carries the mark ``browser``, so no one can forget it.

    What looks at no database of the run says the same twice: on PostgreSQL it is left out.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if os.environ["LK_TEST_DB"] == "postgresql":
        without = [item for item in items if not _asks_a_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    names = {"db", "transactional_db", "live_server", "django_db_setup"}
    fixtures = names.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes hands its counts to the one that writes the table."""
    from tests import counts

    handed_over = getattr(session.config, "workeroutput", None)
    if handed_over is not None:
        handed_over["queries"] = counts.QUERIES


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what one of several processes counted."""
    from tests import counts

    counts.QUERIES.update(getattr(node, "workeroutput", {}).get("queries", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What pages and acts cost, so that a rise is seen in every run."""
    from tests import counts

    if counts.QUERIES:
        terminalreporter.section("queries")
        for line in counts.table():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite is tested as a file: in memory it would have neither WAL nor its write lock."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(environment.sqlite_file())


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied() -> None:
    """Tests with real transactions clean up after themselves in spite of the triggers."""
    from tests import unlocked

    unlocked.let_tests_clean_up()


@pytest.fixture
def client() -> PageClient:
    """A browser in which nobody is signed in; every answer it gets is checked."""
    from tests.pages import PageClient

    return PageClient()


@pytest.fixture
def client_for() -> Callable[..., PageClient]:
    """``client_for(person)``: a browser in which ``person`` is signed in."""
    from tests.pages import client_of

    return client_of


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run. Fails, never skips, where it is missing."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django would refuse queries in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=chromium.program(), args=chromium.ARGUMENTS
        )
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page on a PC (1280 × 800, Danish), with no cookies and nothing stored."""
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: Any) -> Iterator[Matrix]:
    """Everybody and every kind of contract, made once for tests that undo what they do."""
    from django.db import transaction

    from laeringskontrakt.core import clock
    from tests.matrix import make_matrix

    patched = pytest.MonkeyPatch.context()
    with django_db_blocker.unblock(), patched as patch, transaction.atomic():
        made = make_matrix()
        now = made.world.now + timedelta(hours=1)
        patch.setattr(clock, "now", lambda: now)
        yield made
        transaction.set_rollback(True)
