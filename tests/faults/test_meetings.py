"""Two browsers on one sheet in bad weather: what was said to be saved is saved, once (L2)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.config.running import free_port
from tests.faults.meetings import Meetings

MEETINGS = 2
STEPS = 15


@pytest.mark.slow
def test_two_meetings_in_bad_weather(browser: Browser) -> None:
    folder = Path(tempfile.mkdtemp(dir=os.environ["LK_TEST_FOLDER"]))
    url = f"sqlite:///{folder / 'data' / 'lk.sqlite3'}"
    meetings = Meetings(folder, url, free_port(), seed=1)
    for counts in meetings.run(browser, MEETINGS, STEPS):
        assert not counts.found, (counts.found, f"seed {meetings.seed}")

    assert counts.schedules == MEETINGS
    assert counts.acknowledged >= MEETINGS
    assert {"write", "killed"} <= {*counts.kinds, *counts.ends}
