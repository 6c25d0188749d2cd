"""The ``competencies`` part of a curriculum file."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from laeringskontrakt.curriculum.reading import entries
from laeringskontrakt.curriculum.reading.entries import (
    CompetencyEntry,
    Expected,
    ProgrammeEntry,
    Unit,
)
from laeringskontrakt.curriculum.reading.fields import Fields
from laeringskontrakt.curriculum.reading.messages import Fault
from laeringskontrakt.curriculum.reading.nodes import Node
from laeringskontrakt.curriculum.reading.problems import Place, Problems, shown
from laeringskontrakt.curriculum.reading.programme import note_codes_twice, read_span
from laeringskontrakt.curriculum.reading.scalars import listed, note_unknown, text_of
from laeringskontrakt.curriculum.vocabulary import Vocabulary

REQUIRED = (
    "code",
    "title",
    "roles",
    "description",
    "concretisation",
    "places",
    "methods",
    "instruments",
    "complex",
    "expected",
)
OPTIONAL = ("placement",)
UNKNOWN_CODE = (Fault.CODE_UNKNOWN, Fault.CODE_MISSPELT)


def read_competencies(
    nodes: Iterable[Node], programme: ProgrammeEntry, vocabulary: Vocabulary, problems: Problems
) -> tuple[CompetencyEntry, ...]:
    """All competencies; where a problem was noted, with a stand-in in that field."""
    reader = _Reader(programme, vocabulary, problems)
    read = [reader.competency(node) for node in nodes]
    note_codes_twice(((entry.code, place) for entry, place in read), problems)
    return tuple(entry for entry, _ in read)


class _Reader:
    """What one competency is read against: its programme and the vocabularies."""

    def __init__(
        self, programme: ProgrammeEntry, vocabulary: Vocabulary, problems: Problems
    ) -> None:
        self._programme = programme
        self._vocabulary = vocabulary
        self._problems = problems

    def competency(self, node: Node) -> tuple[CompetencyEntry, Place]:
        """The competency, and the place of its code."""
        fields = Fields(node, self._problems, required=REQUIRED, optional=OPTIONAL)
        entry = CompetencyEntry(
            code=fields.code("code", entries.SHORT_CODE),
            title=fields.text("title", entries.COMPETENCY_TITLE),
            roles=self._codes(fields, "roles", least=1),
            description=fields.text("description", entries.DESCRIPTION, lines=True),
            concretisation=self._concretisation(fields),
            places=self._codes(fields, "places"),
            methods=self._codes(fields, "methods"),
            instruments=self._codes(fields, "instruments"),
            complex=fields.truth("complex"),
            expected=self._expected(fields.node("expected")),
            placement=self._placement(fields),
            line=node.place.line,
        )
        return entry, fields.place_of("code")

    def _codes(self, fields: Fields, kind: str, *, least: int = 0) -> tuple[str, ...]:
        """Codes of the vocabulary ``kind``, which is also the name of the field."""
        terms = self._vocabulary.terms(kind)
        example = listed(list(terms)[:2])
        read: list[tuple[str, Place]] = []
        for item in fields.items(kind, least=least, most=entries.LIST, example=example):
            word = text_of(item, entries.TITLE, self._problems)
            if word in terms:
                read.append((word, item.place))
            elif word:
                meant = self._vocabulary.code_of_label(kind, word)
                note_unknown(
                    item.place, word, terms, self._problems, faults=UNKNOWN_CODE, meant=meant
                )
        return self._once(read)

    def _concretisation(self, fields: Fields) -> tuple[str, ...]:
        items = fields.items(
            "concretisation", least=1, most=entries.LIST, example='"ABCDE", "Plan"'
        )
        lines = [
            (text_of(item, entries.CONCRETISATION, self._problems), item.place) for item in items
        ]
        return self._once([(text, place) for text, place in lines if text])

    def _once(self, read: Collection[tuple[str, Place]]) -> tuple[str, ...]:
        """The values; each that is there twice is noted."""
        seen: dict[str, int] = {}
        for value, place in read:
            if value in seen:
                lines = {"first": seen[value], "second": place.line}
                self._problems.add(place, Fault.SAME_TWICE, value=shown(value), **lines)
            seen.setdefault(value, place.line)
        return tuple(seen)

    def _expected(self, node: Node | None) -> Expected:
        if node is None:
            return Expected("", 0, 0)
        fields = Fields(node, self._problems, required=("unit", "from", "to"))
        unit = fields.choice("unit", tuple(Unit))
        same_unit = not unit or not self._programme.unit or unit == self._programme.unit
        if not same_unit:
            self._problems.add(fields.place_of("unit"), Fault.OTHER_UNIT, unit=self._programme.unit)
        duration = self._programme.duration if same_unit else 0
        first, last = read_span(fields, duration, self._problems)
        return Expected(unit, first, last)

    def _placement(self, fields: Fields) -> str:
        """The placement's code, "" when the competency names none."""
        if not fields.has("placement"):
            return ""
        code = fields.code("placement", entries.SHORT_CODE)
        known = [placement.code for placement in self._programme.placements if placement.code]
        if code and known and code not in known:
            self._problems.add(
                fields.place_of("placement"),
                Fault.PLACEMENT_UNKNOWN,
                value=shown(code),
                known=listed(known),
            )
        return code
