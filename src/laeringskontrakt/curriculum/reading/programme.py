"""The ``programme`` part of a curriculum file."""

from __future__ import annotations

from collections.abc import Iterable

from laeringskontrakt.curriculum.reading import entries
from laeringskontrakt.curriculum.reading.entries import (
    PlacementEntry,
    ProgrammeEntry,
    ProgrammeStage,
    Unit,
)
from laeringskontrakt.curriculum.reading.fields import FIRST_DAY, Fields
from laeringskontrakt.curriculum.reading.messages import Fault
from laeringskontrakt.curriculum.reading.nodes import Node
from laeringskontrakt.curriculum.reading.problems import Place, Problems, shown
from laeringskontrakt.people.enums import Profession

REQUIRED = (
    "code",
    "title",
    "profession",
    "stage",
    "version",
    "valid_from",
    "language",
    "duration",
    "placements",
)
OPTIONAL = ("disclaimer",)


def read_programme(node: Node, problems: Problems) -> ProgrammeEntry:
    """The programme; where a problem was noted, with a stand-in ("" or 0) in that field."""
    fields = Fields(node, problems, required=REQUIRED, optional=OPTIONAL)
    unit, duration = _duration(fields.node("duration"), problems)
    return ProgrammeEntry(
        code=fields.code("code", entries.CODE),
        title=fields.text("title", entries.TITLE),
        profession=fields.choice("profession", tuple(Profession)),
        stage=fields.choice("stage", tuple(ProgrammeStage)),
        version=fields.code("version", entries.VERSION),
        valid_from=fields.day("valid_from") or FIRST_DAY,
        language=fields.choice("language", entries.LANGUAGES),
        unit=unit,
        duration=duration,
        placements=_placements(fields, duration, problems),
        disclaimer=fields.text("disclaimer", entries.DISCLAIMER, lines=True),
        line=node.place.line,
    )


def _duration(node: Node | None, problems: Problems) -> tuple[str, int]:
    if node is None:
        return "", 0
    fields = Fields(node, problems, required=("unit", "value"))
    return fields.choice("unit", tuple(Unit)), fields.whole("value", entries.DURATION) or 0


def _placements(fields: Fields, duration: int, problems: Problems) -> tuple[PlacementEntry, ...]:
    nodes = fields.items("placements", least=1, most=entries.LIST, example="{code: P1, …}")
    read = [_placement(node, duration, problems) for node in nodes]
    note_codes_twice(((entry.code, place) for entry, place in read), problems)
    return tuple(entry for entry, _ in read)


def _placement(node: Node, duration: int, problems: Problems) -> tuple[PlacementEntry, Place]:
    fields = Fields(node, problems, required=("code", "title", "from", "to"))
    first, last = read_span(fields, duration, problems)
    entry = PlacementEntry(
        code=fields.code("code", entries.SHORT_CODE),
        title=fields.text("title", entries.TITLE),
        first=first,
        last=last,
    )
    return entry, fields.place_of("code")


def read_span(fields: Fields, duration: int, problems: Problems) -> tuple[int, int]:
    """``from`` and ``to``, both from 1 to the programme's duration (0: unknown), not backwards."""
    first, last = fields.whole("from", entries.DURATION), fields.whole("to", entries.DURATION)
    if first is None or last is None:
        return 0, 0
    if first > last:
        problems.add(fields.place_of("from"), Fault.BACKWARDS, first=first, last=last)
    elif duration and last > duration:
        problems.add(fields.place_of("to"), Fault.AFTER_THE_END, last=last, duration=duration)
    return first, last


def note_codes_twice(codes: Iterable[tuple[str, Place]], problems: Problems) -> None:
    """Note every code that has been used before, also when only capitals differ."""
    seen: dict[str, int] = {}
    for code, place in codes:
        same = code.casefold()
        if same in seen:
            lines = {"first": seen[same], "second": place.line}
            problems.add(place, Fault.CODE_TWICE, code=shown(code), **lines)
        elif same:
            seen[same] = place.line
