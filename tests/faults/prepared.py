"""A database in which two people can write: made in a process of its own, for a real server.

``python -m tests.faults.prepared NAME DRAFTS`` brings the database of the environment up to
date, adds an organisation called NAME with DRAFTS sheets, and prints what a device has to know.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Someone:
    """A person and the cookies of the device they are signed in at."""

    id: str
    name: str
    cookies: dict[str, str]


@dataclass(frozen=True)
class Draft:
    """A sheet with one of everything; its gates are open."""

    id: str
    competencies: list[str]
    subgoals: list[str]
    period: tuple[str, str]


@dataclass(frozen=True)
class Prepared:
    """What was made."""

    organisation: str
    trainee: Someone
    supervisor: Someone
    drafts: list[Draft]


def environment(data: Path, database_url: str, port: int) -> dict[str, str]:
    """What a process of the product needs to use this data."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    return {
        **kept,
        "LK_DATA_DIR": str(data),
        "LK_DATABASE_URL": database_url,
        "LK_DEMO": "1",
        "PORT": str(port),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "laeringskontrakt.config.settings",
    }


def prepare(given: dict[str, str], *, name: str, drafts: int) -> Prepared:
    """Make it, in the environment ``given``."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.prepared", name, str(drafts)],
        env=given,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(f"the database could not be prepared:\n{done.stderr}")
    made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Prepared(
        organisation=made["organisation"],
        trainee=Someone(**made["trainee"]),
        supervisor=Someone(**made["supervisor"]),
        drafts=[Draft(**{**draft, "period": tuple(draft["period"])}) for draft in made["drafts"]],
    )


def main() -> None:
    """Make it and print it."""
    from laeringskontrakt.config import environment as typed
    from laeringskontrakt.config.commands import database

    database.migrate(typed.read())
    name, number = sys.argv[1:]
    print(json.dumps(asdict(_make(name, int(number)))))


def _make(name: str, number: int) -> Prepared:
    from django.test import Client

    from tests.worlds import make_world

    world = make_world(name)
    _move_to_today(world)

    def someone(person: Any) -> Someone:
        client = Client()
        client.force_login(person)
        cookies = {cookie: morsel.value for cookie, morsel in client.cookies.items()}
        return Someone(str(person.pk), person.first_name, cookies)

    return Prepared(
        organisation=str(world.organisation.pk),
        trainee=someone(world.amalie),
        supervisor=someone(world.jens),
        drafts=[_draft(world) for _number in range(number)],
    )


def _move_to_today(world: Any) -> None:
    """The tests' world stands still in time; a real server reads a real clock."""
    from laeringskontrakt.core import clock
    from laeringskontrakt.curriculum.models import PlannedCompetency, TrainingCourse
    from laeringskontrakt.people.models import Placement, Supervision

    now = clock.now()
    start, end = now.date() - timedelta(days=100), now.date() + timedelta(days=200)
    Placement.objects.filter(pk=world.placement.pk).update(starts_on=start, ends_on=end)
    Supervision.objects.filter(placement=world.placement).update(starts_on=start)
    TrainingCourse.objects.filter(pk=world.plan.course_id).update(starts_on=start, ends_on=end)
    PlannedCompetency.objects.filter(plan=world.plan).update(expected_from=start, expected_to=end)
    world.now = now - timedelta(hours=1)
    world.placement.refresh_from_db()


def _draft(world: Any) -> Draft:
    from tests.matrix import whole

    contract = whole(world)
    return Draft(
        id=str(contract.pk),
        competencies=[str(row.pk) for row in contract.competencies.order_by("order")],
        subgoals=[str(row.pk) for row in contract.subgoals.order_by("order")],
        period=(str(contract.period_from), str(contract.period_to)),
    )


def key(value: Any) -> str:
    """An id as text, however the database hands it over."""
    return str(value if isinstance(value, UUID) else UUID(str(value)))


if __name__ == "__main__":
    main()
