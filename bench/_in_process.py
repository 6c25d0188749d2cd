"""Measured inside one process of the product: time and queries of pages and sheet entries.

Run by ``bench.pages`` with the environment of one database; prints one line of JSON.
"""

from __future__ import annotations

import json
import statistics

import django

django.setup()

from django.db import connection, reset_queries  # noqa: E402 -- after set-up
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import _meetings  # noqa: E402
from bench._visits import Visitor  # noqa: E402
from laeringskontrakt.contracts.models import LearningContract  # noqa: E402

ROUNDS = 25
MEETINGS = 4


def main() -> None:
    """Measure and print."""
    trainee, supervisor = Visitor(_meetings.TRAINEE), Visitor(_meetings.SUPERVISOR)
    queries = _queries_of_entries(trainee)
    answers = [
        send()
        for _meeting in range(MEETINGS)
        for send in _meetings.entries(trainee, _meetings.new_draft())
    ]
    sizes = [len(answer.body) for answer in answers]
    sheet = LearningContract.objects.order_by("-created_at")[0]
    active = LearningContract.objects.filter(activated_at__isnull=False, copies__party="trainee")
    mine = active.filter(trainee__email=_meetings.TRAINEE).order_by("-activated_at")[0]
    pages = {
        "home, trainee": (trainee, "/"),
        "home, supervisor": (supervisor, "/"),
        "plan": (trainee, "/plan/"),
        "folder": (trainee, "/mappe/"),
        "sheet": (trainee, f"/kontrakt/{sheet.pk}/ark/"),
        "contract": (trainee, f"/kontrakt/{mine.pk}/"),
        "PDF": (trainee, f"/kontrakt/{mine.pk}/formular.pdf"),
        "sign-in": (Visitor(), "/log-ind/"),
    }
    result = {
        "entry_ms": round(statistics.median(answer.ms for answer in answers), 1),
        "entry_queries": round(statistics.median(queries)),
        "entry_bytes_median": round(statistics.median(sizes)),
        "entry_bytes_most": max(sizes),
        "pages": {name: _page(visitor, path) for name, (visitor, path) in pages.items()},
    }
    print(json.dumps(result))


def _queries_of_entries(trainee: Visitor) -> list[int]:
    """How many each entry asks; apart from the timing, which the counting would slow down."""
    found = []
    for send in _meetings.entries(trainee, _meetings.new_draft()):
        reset_queries()  # the log is full after 9000, and would count nothing more
        with CaptureQueriesContext(connection) as captured:
            send()
        found.append(len(captured))
    return found


def _page(visitor: Visitor, path: str) -> dict[str, float]:
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(path).status == 200, path
    queries = len(captured)
    times = [visitor.get(path).ms for _round in range(ROUNDS)]
    return {"ms": round(statistics.median(times), 1), "queries": queries}


if __name__ == "__main__":
    main()
