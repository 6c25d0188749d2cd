"""From YAML text to nodes: one pass over the events, with limits, never recursive.

The tree is built here and not by PyYAML's composer because that one recurses, resolves
aliases and forgets where keys stand. Only the scanner and parser of ``SafeLoader`` and its
rules for what a plain value is are used; nothing is ever constructed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from laeringskontrakt.curriculum.reading.lines import Lines, index_of
from laeringskontrakt.curriculum.reading.messages import Fault
from laeringskontrakt.curriculum.reading.nodes import (
    Block,
    Entry,
    Listing,
    Node,
    Scalar,
    ScalarKind,
    Unread,
)
from laeringskontrakt.curriculum.reading.problems import Place, Problems, joined, shown
from laeringskontrakt.curriculum.reading.syntax import Stop, note_syntax

MAX_DEPTH = 12
MAX_NODES = 20_000

# PyYAML lets a few errors of Python's own through, such as chr() of "\UFFFFFFFF".
PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError, IndexError, RecursionError)


class _Stop(Exception):
    """Nothing more of this file can be read."""


def tree_of(text: str, problems: Problems) -> Node | None:
    """The root of the file's only document; None when there is none or it cannot be read."""
    builder = _Builder(Lines(text), problems)
    try:
        builder.build(text)
    except _Stop:
        return None
    except PARSER_ERRORS as error:
        stop = Stop(builder.lines, builder.field, builder.last, builder.index)
        note_syntax(error, stop, problems)
        return None
    return builder.root


@dataclass(slots=True)
class _Frame:
    """An open list or block. In a block, ``key`` is the name whose value comes next."""

    place: Place
    is_block: bool
    faulty: bool = False
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    at_value: bool = False
    key: str | None = None
    key_place: Place | None = None

    @property
    def next_field(self) -> str:
        """The path of what comes next."""
        if not self.is_block:
            return f"{self.place.field}[{len(self.items)}]"
        return self.place.field if self.key is None else joined(self.place.field, self.key)

    def closed(self) -> Node:
        if self.faulty:
            return Unread(self.place)
        if self.is_block:
            return Block(self.place, self.entries)
        return Listing(self.place, tuple(self.items))


class _Builder:
    def __init__(self, lines: Lines, problems: Problems) -> None:
        self.lines = lines
        self.problems = problems
        self.root: Node | None = None
        self.last: yaml.Event | None = None
        self.index = 0
        self._open: list[_Frame] = []
        self._count = 0

    @property
    def field(self) -> str:
        return self._open[-1].next_field if self._open else ""

    def build(self, text: str) -> None:
        loader = yaml.SafeLoader(text)
        try:
            for event in _events(loader):
                self._take(loader, event)
                self.last = event
        finally:
            self.index = loader.index
            loader.dispose()

    def _take(self, loader: yaml.SafeLoader, event: yaml.Event) -> None:
        place = self.lines.place(index_of(event.start_mark), self.field)
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self.problems.add(place, Fault.SECOND_DOCUMENT)
                raise _Stop
            case yaml.CollectionStartEvent():
                self._count_node(place)
                faulty = self._note_extras(event, place)
                is_block = isinstance(event, yaml.MappingStartEvent)
                self._open.append(_Frame(place, is_block, faulty))
                if len(self._open) > MAX_DEPTH:
                    self.problems.add(place, Fault.TOO_DEEP)
                    raise _Stop
            case yaml.CollectionEndEvent():
                self._put(self._open.pop().closed())
            case yaml.ScalarEvent():
                self._count_node(place)
                self._put(self._scalar(loader, event, place))
            case yaml.AliasEvent():
                self._count_node(place)
                self.problems.add(place, Fault.ALIAS)
                self._put(Unread(place))

    def _count_node(self, place: Place) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            self.problems.add(place, Fault.TOO_MANY_PARTS, most=MAX_NODES)
            raise _Stop

    def _note_extras(self, event: yaml.NodeEvent, place: Place) -> bool:
        """Note an anchor or a tag; whether there was a tag, so the value is not what it seems."""
        if event.anchor is not None:
            self.problems.add(place, Fault.ANCHOR)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.problems.add(place, Fault.TAG)
        return tag is not None

    def _scalar(self, loader: yaml.SafeLoader, event: yaml.ScalarEvent, place: Place) -> Node:
        if self._note_extras(event, place):
            return Unread(place)
        plain = event.implicit[0]
        tag: str = loader.resolve(  # type: ignore[no-untyped-call]
            yaml.ScalarNode, event.value, (plain, not plain)
        )
        return Scalar(place, ScalarKind(tag.rpartition(":")[2]), event.value)

    def _put(self, node: Node) -> None:
        """Give a finished node its place in what is open around it."""
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        if not frame.is_block:
            frame.items.append(node)
        elif frame.at_value:
            self._put_value(frame, node)
        else:
            frame.at_value = True
            frame.key = self._key(node)
            frame.key_place = node.place

    def _put_value(self, frame: _Frame, node: Node) -> None:
        key, place = frame.key, frame.key_place
        frame.at_value, frame.key = False, None
        if key is None or place is None:
            return
        place = place.of(key)
        first = frame.entries.get(key)
        if first is None:
            frame.entries[key] = Entry(place, node)
            return
        lines = {"first": first.place.line, "second": place.line}
        self.problems.add(place, Fault.KEY_TWICE, key=shown(key), **lines)

    def _key(self, node: Node) -> str | None:
        """The name of a field; None, with a problem noted, when it is not one."""
        match node:
            case Scalar(kind=ScalarKind.MERGE):
                self.problems.add(node.place, Fault.MERGE_KEY)
            case Scalar() if node.text.strip():
                return node.text
            case Scalar() | Listing() | Block():
                self.problems.add(node.place, Fault.KEY_NOT_TEXT)
        return None


def _events(loader: yaml.SafeLoader) -> Iterator[yaml.Event]:
    while loader.check_event():
        yield loader.get_event()  # type: ignore[no-untyped-call]
