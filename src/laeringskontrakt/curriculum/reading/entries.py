"""What a curriculum file says, as frozen values. Everything in them has been checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SCHEMA = "curriculum/1"
LANGUAGES = ("da", "en")

# Longest texts, in characters, and largest numbers. The models' columns are at least as wide.
CODE = 40
SHORT_CODE = 20
VERSION = 20
TITLE = 160
COMPETENCY_TITLE = 300
CONCRETISATION = 500
DESCRIPTION = 2000
DISCLAIMER = 1000
DURATION = 600
COMPETENCIES = 300
LIST = 50


class Unit(StrEnum):
    """What a programme counts its time in."""

    MONTH = "month"
    WEEK = "week"


class ProgrammeStage(StrEnum):
    """Which part of the education a programme is (domain §1.3; ``placement`` for students)."""

    FOUNDATION = "foundation"
    INTRODUCTION = "introduction"
    MAIN = "main"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class PlacementEntry:
    """A post in the programme; ``first`` and ``last`` count the programme's unit from 1."""

    code: str
    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """The programme itself. ``duration`` is a number of ``unit``; ``line`` is where it begins."""

    code: str
    title: str
    profession: str
    stage: str
    version: str
    valid_from: date
    language: str
    unit: str
    duration: int
    placements: tuple[PlacementEntry, ...]
    disclaimer: str
    line: int


@dataclass(frozen=True, slots=True)
class Expected:
    """When a competency is expected; ``first`` and ``last`` count ``unit`` from 1."""

    unit: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CompetencyEntry:
    """One competency. ``roles`` to ``instruments`` are vocabulary codes in the file's order.

    ``concretisation`` is hidden before the gate (domain §4.3 I2). ``placement`` is the code
    of one of the programme's placements, or "". ``line`` is where the competency begins.
    """

    code: str
    title: str
    roles: tuple[str, ...]
    description: str
    concretisation: tuple[str, ...]
    places: tuple[str, ...]
    methods: tuple[str, ...]
    instruments: tuple[str, ...]
    complex: bool
    expected: Expected
    placement: str
    line: int


@dataclass(frozen=True, slots=True)
class CurriculumFile:
    """A whole curriculum. ``sha256`` is of the bytes that were read, in hexadecimal."""

    filename: str
    sha256: str
    programme: ProgrammeEntry
    competencies: tuple[CompetencyEntry, ...]
