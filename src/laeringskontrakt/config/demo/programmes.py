"""The three sample programmes, imported from their files, and a plan for each trainee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources

from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.curriculum.actions import import_framework, plan_course
from laeringskontrakt.curriculum.expected import after
from laeringskontrakt.curriculum.models import FrameworkVersion
from laeringskontrakt.curriculum.reading import read
from laeringskontrakt.curriculum.vocabulary import vocabulary

INTRODUCTION, FOUNDATION, NURSING = (
    "intro_internal_medicine",
    "foundation_year",
    "nursing_placement",
)
#: Whose programme is another than the introduction's.
OTHERS = {"oliver": FOUNDATION, "laura": NURSING}


def plan_courses(cast: Cast) -> Iterator[datetime]:
    """Import and publish the programmes; then each trainee's plan on the first day of the post."""
    began = min(post.starts_on for post in cast.posts.values())
    imported_at = cast.at(began - timedelta(days=30), "10:00")
    yield imported_at
    versions = {
        name: _import(cast, name, imported_at) for name in (INTRODUCTION, FOUNDATION, NURSING)
    }
    for key, post in sorted(cast.posts.items(), key=lambda item: item[1].starts_on):
        now = cast.at(post.starts_on, "09:00")
        yield now
        version = versions[OTHERS.get(key, INTRODUCTION)]
        ends_on = after(post.starts_on, version.duration_unit, version.duration)
        plan_course(
            trainee=post.trainee,
            version=version,
            starts_on=post.starts_on,
            ends_on=ends_on - timedelta(days=1),
            placements=[post],
            by=post.trainee,
            now=now,
        )


def _import(cast: Cast, name: str, now: datetime) -> FrameworkVersion:
    folder = resources.files("laeringskontrakt.curriculum") / "demo"
    data = (folder / f"{name}.yaml").read_bytes()
    reading = read(data, filename=f"{name}.yaml", vocabulary=vocabulary())
    assert reading.curriculum is not None, reading.problems
    version: FrameworkVersion = import_framework(
        file=reading.curriculum, organisation=cast.organisation, by=cast.people["ursula"], now=now
    )
    return version
