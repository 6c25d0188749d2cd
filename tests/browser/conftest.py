"""A running product with a small department, and visitors to it who are watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Person
from tests.browser.places import Place, make_place
from tests.browser.visitors import Visitor, visit

Open = Callable[..., Visitor]


class RunningClock:
    """The product's clock: begins at a chosen moment and goes on as real time does."""

    def __init__(self) -> None:
        self.set(datetime(2026, 9, 3, 11, 0, tzinfo=UTC))

    def set(self, moment: datetime) -> None:
        self._moment, self._real = moment, datetime.now(UTC)

    def now(self) -> datetime:
        return self._moment + (datetime.now(UTC) - self._real)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> RunningClock:
    watch = RunningClock()
    monkeypatch.setattr(clock, "now", watch.now)
    return watch


@pytest.fixture(autouse=True)
def demo_mails(settings: Settings) -> None:
    """Mails are rows, as in the product; Django's test set-up would keep them in memory."""
    settings.EMAIL_BACKEND = "laeringskontrakt.core.mail.DatabaseBackend"


@pytest.fixture
def place(transactional_db: None, time: RunningClock) -> Place:
    """Amalie, Jens and their colleagues on the day that the example contract was made."""
    return make_place(now=time.now())


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """Where the product answers."""
    settings.ORIGIN = live_server.url
    address: str = live_server.url
    return address


@pytest.fixture
def open_for(browser: Browser, site: str, place: Place) -> Iterator[Open]:
    """Opens a device for a person. Afterwards: no error, no broken policy, no foreign host."""
    visitors: list[Visitor] = []

    def opened(person: Person | None, **options: object) -> Visitor:
        visitors.append(visit(browser, site, person, **options))
        return visitors[-1]

    yield opened
    found = [line for visitor in visitors for line in visitor.watch.unexpected]
    for visitor in visitors:
        visitor.context.close()
    assert not found, "\n".join(found)
