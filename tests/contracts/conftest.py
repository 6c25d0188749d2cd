from __future__ import annotations

from datetime import timedelta

import pytest

from laeringskontrakt.core import clock
from tests.worlds import World, make_world


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """A small world; pages read the clock an hour after whatever was done in it last."""
    made = make_world()
    monkeypatch.setattr(clock, "now", lambda: made.now + timedelta(hours=1))
    return made
