"""Measured inside one process of the product, beside the driver; run by ``bench.limit``.

Prints one line of JSON: milliseconds, statements and ratios, all medians.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from functools import partial

import django

django.setup()

from django.conf import settings  # noqa: E402 -- after set-up
from django.db import connection  # noqa: E402

from bench import _meetings  # noqa: E402
from bench._recorded import Driver, Psycopg, Sqlite, recording  # noqa: E402
from bench._visits import Answer, Visitor  # noqa: E402
from laeringskontrakt.contracts.models import LearningContract  # noqa: E402

MEETINGS = 6
READS = 60
#: Everything is met once before it counts: connections, prepared statements, compiled pages.
WARM = 1
HEAD = "SELECT hash FROM core_audithead ORDER BY number DESC LIMIT 1"


def main() -> None:
    """Measure and print."""
    trainee = Visitor(_meetings.TRAINEE)
    drafts = [_meetings.new_draft() for _meeting in range(WARM + MEETINGS)]
    driver = _driver()
    entries = [_entries(trainee, draft, driver) for draft in drafts]
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        assert cursor.fetchone()[0] == driver.value(HEAD), "the copy did not do the same"
    path = f"/kontrakt/{drafts[-1].pk}/ark/"
    reads = [_both(partial(trainee.get, path), driver) for _turn in range(WARM + READS)]
    counted = [one for meeting in entries[WARM:] for one in meeting]
    print(json.dumps({**_figures("entry", counted), **_figures("read", reads[WARM:])}))


#: Our milliseconds, the driver's, and how many statements there were.
Measured = tuple[float, float, int]


def _driver() -> Driver:
    chosen = settings.ENVIRONMENT
    if connection.vendor == "sqlite":
        return Sqlite(chosen.data_dir / "copy.sqlite3")
    return Psycopg(chosen.database_url)


def _entries(trainee: Visitor, draft: LearningContract, driver: Driver) -> list[Measured]:
    return [_both(send, driver) for send in _meetings.entries(trainee, draft)]


def _both(send: Callable[[], Answer], driver: Driver) -> Measured:
    with recording() as done:
        answer = send()
    return answer.ms, driver.replay(done), len(done)


def _figures(what: str, measured: list[Measured]) -> dict[str, float]:
    ours, drivers, statements = (
        statistics.median(column) for column in zip(*measured, strict=True)
    )
    return {
        f"{what}_ms": round(ours, 2),
        f"{what}_driver_ms": round(drivers, 2),
        f"{what}_statements": round(statements),
        f"{what}_ratio": round(ours / drivers, 1),
    }


if __name__ == "__main__":
    main()
