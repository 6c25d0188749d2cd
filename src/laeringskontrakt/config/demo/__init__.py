"""The demo: invented people whose contracts were all made through the actions.

``load`` plays a few months of a department's life in the order it happened, so that every
state is one that people can bring about, and the audit chain and the mails are as in life.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heapify, heapreplace

from django.db import transaction

from laeringskontrakt.config.demo.acting import play
from laeringskontrakt.config.demo.cast import ORGANISATION, Cast, make_cast
from laeringskontrakt.config.demo.example import example
from laeringskontrakt.config.demo.programmes import plan_courses
from laeringskontrakt.config.demo.scenes import looks, scenes
from laeringskontrakt.contracts.actions.signing import remind
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.stages import REMIND_ON_DAYS
from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Organisation

#: A story says when its next thing happens, and is resumed at that moment.
Story = Iterator[datetime]


@transaction.atomic
def load(*, now: datetime) -> bool:
    """Fill the database with the demo as of ``now``; False when it is there already."""
    if Organisation.objects.filter(name=ORGANISATION).exists():
        return False
    cast = make_cast(today=clock.local_date(now))
    scripts = [example(cast), *scenes(cast)]
    stories = [plan_courses(cast), *(play(script, cast) for script in scripts)]
    _in_order([*stories, looks(cast), _days(cast)], now)
    return True


def _in_order(stories: list[Story], now: datetime) -> None:
    """Resume each story at its moments, the earliest first; what would be after ``now`` is left."""
    waiting = [(next(story), number) for number, story in enumerate(stories)]
    heapify(waiting)
    while waiting and waiting[0][0] <= now:
        _moment, number = waiting[0]
        heapreplace(waiting, (next(stories[number], now + timedelta(days=1)), number))


def _days(cast: Cast) -> Story:
    """The mornings on which the product reminds of missing signatures (T12)."""
    for back in range(100, -1, -1):
        moment = cast.at(cast.today - timedelta(days=back), "07:00")
        yield moment
        waiting = LearningContract.objects.filter(activated_at=None).values_list(
            "ready_at", flat=True
        )
        if any((moment - at).days in REMIND_ON_DAYS for at in waiting if at):
            remind(now=moment)
