"""What a file of people says, as frozen values, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from laeringskontrakt.curriculum.reading.problems import Place

Places = Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """A department; ``parent`` is the name of the one above it, or ""."""

    name: str
    parent: str
    places: Places


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """Somebody; ``email`` is in small letters."""

    email: str
    first_name: str
    last_name: str
    title: str
    profession: str
    language: str
    department: str
    places: Places


@dataclass(frozen=True, slots=True)
class PlacementEntry:
    """A trainee's post; ``trainee`` is a mail."""

    trainee: str
    department: str
    title: str
    starts_on: date
    ends_on: date
    places: Places


@dataclass(frozen=True, slots=True)
class SupervisionEntry:
    """Who supervises; ``department`` is "" when the trainee has one post that day."""

    trainee: str
    supervisor: str
    kind: str
    starts_on: date
    ends_on: date | None
    department: str
    places: Places


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """What ``person`` (a mail) is to a department."""

    person: str
    department: str
    role: str
    places: Places


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A whole file. Everything in it has been checked on its own, not yet against the product."""

    filename: str
    departments: tuple[DepartmentEntry, ...]
    people: tuple[PersonEntry, ...]
    placements: tuple[PlacementEntry, ...]
    supervisions: tuple[SupervisionEntry, ...]
    roles: tuple[RoleEntry, ...]
