"""Measured inside one process of the product: time and queries of pages and sheet entries.

Run by ``bench.pages`` with the environment of one database; prints one line of JSON.
Server time is the whole of Django, from the request to the answer, without the network.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402 -- after set-up
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from laeringskontrakt.contracts.actions import drafts, meetings  # noqa: E402
from laeringskontrakt.contracts.models import LearningContract  # noqa: E402
from laeringskontrakt.core import clock  # noqa: E402
from laeringskontrakt.people.models import Person, Placement  # noqa: E402

ROUNDS = 25
MEETINGS = 4
SUBGOALS = 6
ACTIVITIES = (
    "Tage imod 5 patienter, ABCDE sagt højt",
    "Simulation i færdighedslab med Mette, uge 49",
    "Følge bagvagten i to modtagelser med Sofie",
    "Læse instruksen og tolke 10 blodgasser",
    "Røntgenkonference mandag og torsdag",
    "Gennemgå iltinstruksen med Mette",
    "Skrive tre grænsetilfælde ned",
    "Overlevere med ISBAR ved vagtskifte, 3 gange",
)
FEEDBACK = ("Mette 1 og 4, 5 min", "Sofie 2, 15 min", "Jens 5, 15 min", "Mette 6, 5 min")


def main() -> None:
    """Measure and print."""
    settings.ALLOWED_HOSTS = ["*"]
    trainee = _signed_in("amalie@demo.example")
    supervisor = _signed_in("jens@demo.example")
    queries = _meeting(trainee, counting=True).queries
    sheets = [_meeting(trainee) for _ in range(MEETINGS)]
    times = [took for one in sheets for took in one.times]
    sizes = [size for one in sheets for size in one.sizes]
    sheet = LearningContract.objects.order_by("-created_at")[0]
    active = LearningContract.objects.filter(activated_at__isnull=False, copies__party="trainee")
    mine = active.filter(trainee__email="amalie@demo.example").order_by("-activated_at")[0]
    pages = {
        "home, trainee": (trainee, "/"),
        "home, supervisor": (supervisor, "/"),
        "plan": (trainee, "/plan/"),
        "folder": (trainee, "/mappe/"),
        "sheet": (trainee, f"/kontrakt/{sheet.pk}/ark/"),
        "contract": (trainee, f"/kontrakt/{mine.pk}/"),
        "PDF": (trainee, f"/kontrakt/{mine.pk}/formular.pdf"),
        "sign-in": (Client(), "/log-ind/"),
    }
    result = {
        "entry_ms": round(statistics.median(times), 1),
        "entry_queries": round(statistics.median(queries)),
        "entry_bytes_median": round(statistics.median(sizes)),
        "entry_bytes_most": max(sizes),
        "pages": {name: _page(client, path) for name, (client, path) in pages.items()},
    }
    print(json.dumps(result))


def _signed_in(email: str) -> Client:
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(Person.objects.get(email=email))
    return client


def _page(client: Client, path: str) -> dict[str, float]:
    reset_queries()  # the log is full after 9000, and would count nothing more
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    queries = len(captured)  # now: the next request empties the log
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - began)
    return {"ms": round(statistics.median(times) * 1000, 1), "queries": queries}


def _meeting(client: Client, *, counting: bool = False) -> _Sheet:
    """Every entry of one sheet as it fills: its times and sizes, or its queries."""
    placement = Placement.objects.filter(trainee__email="amalie@demo.example").latest("starts_on")
    common: dict[str, Any] = {"by": placement.trainee, "now": clock.now()}
    contract = drafts.start_contract(placement=placement, **common)
    competency = drafts.competencies_of(contract).order_by("order")[3]
    drafts.choose_scope(
        contract=contract,
        competencies=[competency],
        period_from=contract.period_from or clock.today(),
        period_to=contract.period_to or placement.ends_on,
        **common,
    )
    meetings.open_sitting(contract=contract, **common)
    base = f"/kontrakt/{contract.pk}"
    gate = contract.competencies.get().pk
    sheet = _Sheet(client, f"{base}/ark/", counting=counting)
    for number in range(SUBGOALS):
        text = f"Delmål {number + 1}: modtage patienten og vurdere, hvor syg hun er"
        sheet.post(f"{base}/kompetence/{gate}/delmaal/", text=text)
    sheet.post(f"{base}/kompetence/{gate}/analyse/")
    keys = [str(key) for key in contract.subgoals.values_list("pk", flat=True)]
    for number, text in enumerate(ACTIVITIES):
        key = keys[number % len(keys)]
        sheet.view = f"trin=3;delmaal={key}"
        sheet.post(f"{base}/aktiviteter/", text=text, subgoals=key, support_need="none")
    sheet.view = "trin=4"
    for text in FEEDBACK:
        sheet.post(f"{base}/feedback/", text=text)
    return sheet


class _Sheet:
    """A browser that stands on a sheet: it says what it shows and takes what has changed."""

    def __init__(self, client: Client, address: str, *, counting: bool) -> None:
        self.client, self.view, self.counting = client, "trin=2", counting
        self.shown = _hashes(client.get(address, headers={"accept-encoding": ""}).content.decode())
        self.times: list[float] = []  # milliseconds
        self.queries: list[int] = []
        self.sizes: list[int] = []  # bytes, as they travel

    def post(self, address: str, **fields: str) -> None:
        headers = {
            "x-act": "1",
            "x-view": self.view,
            "x-regions": ",".join(f"{name}={key}" for name, key in self.shown.items()),
        }
        data = {"command_id": str(uuid4()), **fields}
        if self.counting:  # apart from the timing, which the counting would slow down
            reset_queries()
            with CaptureQueriesContext(connection) as queries:
                response = self.client.post(address, data, headers=headers)
            self.queries.append(len(queries))
        else:
            began = time.perf_counter()
            response = self.client.post(address, data, headers=headers)
            self.times.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, (address, response.content[:300])
        self.sizes.append(len(response.content))
        body = _plain(response)
        for html in json.loads(body)["regions"].values():
            self.shown |= _hashes(html)


def _plain(response: Any) -> str:
    import gzip

    content: bytes = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content.decode()


def _hashes(html: str) -> dict[str, str]:
    return dict(re.findall(r'data-region="([^"]+)" data-hash="([^"]+)"', html))


if __name__ == "__main__":
    main()
