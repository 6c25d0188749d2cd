"""What a YAML syntax error means to somebody who writes curricula."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from laeringskontrakt.curriculum.reading.lines import Lines, index_of
from laeringskontrakt.curriculum.reading.messages import Fault
from laeringskontrakt.curriculum.reading.problems import Problems, shown

# (part of PyYAML's "context: problem", what it means, whether it is about where the
# construct began rather than where the reading stopped). First match wins.
MEANINGS = (
    ("while scanning a block scalar", Fault.NEEDS_QUOTES, True),
    ("cannot start any token", Fault.NEEDS_QUOTES, False),
    ("escape", Fault.ESCAPE, False),
    ("while scanning a quoted scalar", Fault.QUOTE_OPEN, True),
    ("while scanning a double-quoted scalar", Fault.QUOTE_OPEN, True),
    ("mapping values are not allowed", Fault.COLON_EXTRA, False),
    ("could not find expected ':'", Fault.COLON_MISSING, True),
    ("while parsing a flow", Fault.BRACKET_OPEN, True),
    ("while scanning an anchor", Fault.ANCHOR, False),
    ("while scanning an alias", Fault.ALIAS, False),
    ("tag", Fault.TAG, False),
    ("while parsing a block", Fault.INDENTATION, False),
    ("sequence entries are not allowed", Fault.INDENTATION, False),
    ("mapping keys are not allowed", Fault.INDENTATION, False),
    ("expected '<document start>'", Fault.INDENTATION, False),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the parser stopped: in which text and field, after which event, at which character."""

    lines: Lines
    field: str
    last: yaml.Event | None
    index: int


def note_syntax(error: Exception, stop: Stop, problems: Problems) -> None:
    """Note why the parser stopped, at the place to mend."""
    fault, index = _meaning(error, stop)
    place = stop.lines.place(index, stop.field)
    if fault is Fault.NEEDS_QUOTES:
        problems.add(place, fault, character=shown(stop.lines.character(index)))
    else:
        problems.add(place, fault)


def _meaning(error: Exception, stop: Stop) -> tuple[Fault, int]:
    """What to say, and at which character."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        # Python's own error out of the scanner: chr() or int() of a number that is too large.
        in_directive = stop.lines.text(stop.lines.row(stop.index)).startswith("%")
        return Fault.SYNTAX if in_directive else Fault.ESCAPE, stop.index
    stopped = error.problem_mark.index
    began = error.context_mark.index if error.context_mark else stopped
    for index in (stopped, began):
        if "\t" in stop.lines.indentation(stop.lines.row(index)):
            return Fault.TAB, index
    said = f"{error.context}: {error.problem}"
    for words, fault, at_beginning in MEANINGS:
        if words in said:
            return _nearer(fault, began if at_beginning else stopped, stop)
    return Fault.SYNTAX, stopped


def _nearer(fault: Fault, index: int, stop: Stop) -> tuple[Fault, int]:
    """The likelier cause, when what stands before says more than the parser can."""
    if fault is Fault.COLON_EXTRA:
        return _why_colon_is_extra(index, stop.lines)
    last = stop.last
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
        began, ended = index_of(last.start_mark), index_of(last.end_mark)
        if stop.lines.row(ended) != stop.lines.row(index):
            return fault, index
        if stop.lines.row(began) < stop.lines.row(ended):
            # Its closing quote is missing, and the quote that opens the next text closed it.
            return Fault.QUOTE_OPEN, began
        if fault is Fault.INDENTATION:
            return Fault.QUOTE_INSIDE, index
    return fault, index


def _why_colon_is_extra(index: int, lines: Lines) -> tuple[Fault, int]:
    """A field's own colon is extra when the line above went on: too far in, or no colon there."""
    row = lines.row(index)
    is_own_colon = lines.text(row).find(":") == lines.column(index)
    if row == 1 or not is_own_colon:
        return Fault.COLON_EXTRA, index
    if lines.margin(row) != lines.margin(row - 1):
        return Fault.INDENTATION, lines.beginning(row)
    if ":" in lines.text(row - 1):
        return Fault.COLON_EXTRA, index
    return Fault.COLON_MISSING, lines.beginning(row - 1)
