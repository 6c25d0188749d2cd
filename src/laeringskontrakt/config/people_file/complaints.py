"""What is wrong with a file of people, one line each."""

from __future__ import annotations

from collections.abc import Iterable

from laeringskontrakt.curriculum.reading import Problem
from laeringskontrakt.curriculum.reading.problems import Place


class Complaint(Exception):
    """One thing to mend: ``file:line:column: field: sentence``, counted from 1."""

    def __init__(self, file: str, place: Place, message: str) -> None:
        super().__init__(message)
        self.file, self.place, self.message = file, place, message

    def __str__(self) -> str:
        where = f"{self.file}:{self.place.line}:{self.place.column}"
        field = f"{self.place.field}: " if self.place.field else ""
        return f"{where}: {field}{self.message}"


def from_problems(problems: Iterable[Problem]) -> list[Complaint]:
    """The problems that the reader of YAML has found."""
    return [
        Complaint(found.file, Place(found.line, found.column, found.field), found.message)
        for found in problems
    ]


def in_order(complaints: Iterable[Complaint]) -> list[Complaint]:
    """From the top of the file down."""
    return sorted(complaints, key=lambda found: (found.place.line, found.place.column))
