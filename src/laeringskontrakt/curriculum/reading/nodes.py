"""The parts of a YAML file, each with its place. Values are kept as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from laeringskontrakt.curriculum.reading.problems import Place


class ScalarKind(StrEnum):
    """What a YAML reader takes a single value to be; the values are YAML's own tag names."""

    TEXT = "str"
    NUMBER = "int"
    DECIMAL = "float"
    TRUTH = "bool"
    NOTHING = "null"
    TIME = "timestamp"
    MERGE = "merge"
    DEFAULT = "value"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written."""

    place: Place
    kind: ScalarKind
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a block: the place of its name, and its value."""

    place: Place
    value: Node


@dataclass(frozen=True, slots=True)
class Block:
    """Fields by name, in the order of the file."""

    place: Place
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Unread:
    """Something whose problem is already noted, so nothing more is said about it."""

    place: Place


Node = Scalar | Listing | Block | Unread
