"""A problem in a file, and the list that gathers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as with_default

from laeringskontrakt.core import text_guard
from laeringskontrakt.curriculum.reading.messages import MESSAGES, Fault

MAX_PROBLEMS = 100
QUOTED = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: 1-based line and column, and the path of its field.

    The path is "" for the whole file, else as "competencies[3].roles[1]", counted from 0.
    """

    line: int
    column: int
    field: str

    def of(self, key: str) -> Place:
        """The place of the field ``key`` in this mapping, if it had one."""
        return Place(self.line, self.column, joined(self.field, key))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``line`` and ``column`` are 1-based, ``field`` is as in ``Place``.

    ``fault`` is stable; ``message`` is a whole sentence in the language active when asked.
    Neither holds a text that looks like a CPR number.
    """

    file: str
    line: int
    column: int
    field: str
    fault: Fault
    params: Mapping[str, object] = with_default(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """What is wrong and what to do, translated now."""
        return str(MESSAGES[self.fault]) % self.params

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


class Enough(Exception):
    """There are so many problems that more would help nobody."""


class Problems:
    """Gathers the problems of one file; raises ``Enough`` at the limit."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []

    def add(self, place: Place, fault: Fault, **params: object) -> None:
        """Note a problem. Texts from the file among ``params`` go through ``shown`` first."""
        if len(self._found) == MAX_PROBLEMS:
            fault, params = Fault.TOO_MANY_PROBLEMS, {}
        self._found.append(Problem(self.file, place.line, place.column, place.field, fault, params))
        if fault is Fault.TOO_MANY_PROBLEMS:
            raise Enough

    def __bool__(self) -> bool:
        return bool(self._found)

    def in_order(self) -> tuple[Problem, ...]:
        """All of them, from the top of the file down."""
        last = Fault.TOO_MANY_PROBLEMS
        return tuple(sorted(self._found, key=lambda p: (p.fault is last, p.line, p.column)))


def shown(text: str) -> str:
    """A text from a file made fit for a sentence: one short line, CPR numbers masked."""
    kept = "".join(char if char.isprintable() else " " for char in text[: QUOTED * 4])
    line = text_guard.mask(" ".join(kept.split()))
    return line if len(line) <= QUOTED else line[: QUOTED - 1] + "…"


def joined(path: str, key: str) -> str:
    """The path of ``key`` in the mapping at ``path``."""
    name = shown(key)
    return f"{path}.{name}" if path else name
