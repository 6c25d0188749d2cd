"""The worked example: one whole contract from its file, moved so that it runs now.

The file's calendar is moved by whole weeks, so weekdays stay; the day the file speaks from
becomes today, or one of the six days before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Any

import yaml

from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.config.demo.script import (
    Asking,
    Doing,
    Ending,
    Judging,
    Line,
    Script,
    Tick,
)
from laeringskontrakt.contracts.enums import Party, SupportNeed, WhenType
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.core import clock

#: The day the file speaks from: five weeks into the eight of the contract.
AS_OF = date(2026, 10, 8)
PEOPLE = {
    "u-trainee": "amalie",
    "u-sup": "jens",
    "u-bagvagt": "mette",
    "u-hulaege": "sofie",
}


def example(cast: Cast) -> Script:
    """The example as a script, as of the cast's today."""
    folder = resources.files("laeringskontrakt.contracts") / "demo"
    file = yaml.safe_load((folder / "example_contract.yaml").read_text("utf-8"))
    return _Moved(file, (cast.today - AS_OF) // timedelta(weeks=1)).script()


class _Moved:
    """The file, read with its calendar moved by ``weeks``."""

    def __init__(self, file: Mapping[str, Any], weeks: int) -> None:
        self.file, self.by = file, timedelta(weeks=weeks)
        self.positions = {row["id"]: place for place, row in enumerate(file["subgoals"])}

    def script(self) -> Script:
        file, contract = self.file, self.file["contract"]
        period = contract["period"]
        session = file["meeting"]["sessions"][0]
        copies = {Party(row["party"]): row for row in file["copies"]}
        return Script(
            trainee="amalie",
            supervisor="jens",
            codes=tuple(row["code"] for row in file["competencies"]),
            begins=self.moment(session["started_at"]),
            period=(self.day(period["from"]), self.day(period["to"])),
            ending=Ending.SIGNED,
            title=contract["title"],
            purpose=contract["purpose"],
            one_device=session["mode"] == "shared_device",
            lines=tuple(self.line(row) for row in file["subgoals"]),
            analysed_at=self.moment(file["meeting"]["trainee_analysis_done_at"]),
            doings=tuple(self.doing(row) for row in file["activities"]),
            askings=tuple(self.asking(row) for row in file["feedback_agreements"]),
            judging=self.judging(file["assessment_agreement"]),
            signed_at=tuple(self.moment(row["signed_at"]) for row in file["signatures"]),
            ticks=(*self.done(), *self.seen(copies[Party.SUPERVISOR]["seen"])),
            notes=tuple(
                (party, self.weeks_moved(copies[party]["private_note"])) for party in Party
            ),
        )

    def day(self, day: date) -> date:
        return day + self.by

    def moment(self, moment: datetime) -> datetime:
        """The same time on the wall clock, on the moved day."""
        wall = moment.astimezone(clock.COPENHAGEN).replace(tzinfo=None) + self.by
        return wall.replace(tzinfo=clock.COPENHAGEN).astimezone(UTC)

    def weeks_moved(self, text: str) -> str:
        """The week numbers that a text speaks of, moved as well."""

        def moved(match: re.Match[str]) -> str:
            first = date.fromisocalendar(AS_OF.year, int(match[1]), 1) + self.by
            second = date.fromisocalendar(AS_OF.year, int(match[2]), 1) + self.by
            return f"uge {first.isocalendar().week} eller {second.isocalendar().week}"

        return re.sub(r"uge (\d+) eller (\d+)", moved, text)

    def line(self, row: Mapping[str, Any]) -> Line:
        return Line(
            text=row["text"], author=Party(row["author"]), at=self.moment(row["created_at"])
        )

    def doing(self, row: Mapping[str, Any]) -> Doing:
        need = SupportNeed(row["support_need"])
        return Doing(
            text=row["text"],
            subgoals=self.subgoals(row),
            place=row["place"],
            method=row["method"],
            need=need,
            who="jens" if need is SupportNeed.SUPERVISOR else "",
            when=self.when(row["when"]),
        )

    def asking(self, row: Mapping[str, Any]) -> Asking:
        giver = row["giver"]
        who = PEOPLE.get(giver.get("ref", ""), "")
        return Asking(
            ask=row["ask"],
            subgoals=self.subgoals(row),
            who=who,
            name="" if who else giver["name"],
            role=giver["role"],
            form=row["form"],
            model=row["model"],
            minutes=row["minutes"],
            when=self.when(row["when"]),
        )

    def judging(self, row: Mapping[str, Any]) -> Judging:
        planned = row["planned"]
        return Judging(
            instrument=row["instrument"],
            criteria=row["criteria"],
            minutes=row["expected_minutes"],
            when=self.when({"type": "date", **planned}),
            place=planned["place"],
            level=row["target_entrustment_level"],
        )

    def subgoals(self, row: Mapping[str, Any]) -> tuple[int, ...]:
        return tuple(self.positions[key] for key in row["subgoals"])

    def when(self, row: Mapping[str, Any]) -> Moment:
        match WhenType(row["type"]):
            case WhenType.WEEK:
                year, week = re.findall(r"\d+", row["week"])
                monday = self.day(date.fromisocalendar(int(year), int(week), 1))
                return Moment(WhenType.WEEK, monday, latest=monday + timedelta(days=6))
            case WhenType.PERIOD:
                first, last = self.day(row["from"]), self.day(row["to"])
                return Moment(WhenType.PERIOD, first, latest=last)
            case WhenType.EVENT:
                return Moment(WhenType.EVENT, text=row["text"], latest=self.day(row["latest"]))
            case _:
                day = self.day(row["date"])
                wall = time.fromisoformat(row["from"]) if "from" in row else None
                return Moment(WhenType.DATE, day, wall, latest=day)

    def done(self) -> list[Tick]:
        """What the trainee has ticked, on the day it was done, in the afternoon."""
        ticks = []
        for position, row in enumerate(self.file["activities"]):
            done = row.get("done")
            if done:
                day = datetime.combine(done["by_trainee"], time(15, 30), clock.COPENHAGEN)
                ticks.append(Tick(Party.TRAINEE, position, self.moment(day)))
        return ticks

    def seen(self, keys: list[str]) -> list[Tick]:
        """What the supervisor has ticked: two hours after the trainee did."""
        ids = [row["id"] for row in self.file["activities"]]
        own = {tick.activity: tick for tick in self.done()}
        found = [own[ids.index(key)] for key in keys]
        return [
            Tick(Party.SUPERVISOR, tick.activity, tick.at + timedelta(hours=2)) for tick in found
        ]
