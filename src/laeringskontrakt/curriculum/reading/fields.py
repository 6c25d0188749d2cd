"""Typed reading of one block: each fault is noted once, and a harmless stand-in is returned.

The stand-ins ("" , None, ()) let the reading go on to find every problem; a file with a
problem never becomes a ``CurriculumFile``, so they are never seen outside.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

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
from laeringskontrakt.curriculum.reading.problems import Place, Problems, shown
from laeringskontrakt.curriculum.reading.scalars import listed, note_unknown, text_of

WHOLE = re.compile(r"0|[1-9][0-9]{0,5}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
LONGEST_WORD = 40
UNKNOWN_KEY = (Fault.KEY_UNKNOWN, Fault.KEY_MISSPELT)
CODE = re.compile(r"[^\W_][\w./-]*")


class Fields:
    """The fields of a block. Missing and unknown names are noted at once."""

    def __init__(
        self,
        node: Node,
        problems: Problems,
        *,
        required: tuple[str, ...],
        optional: tuple[str, ...] = (),
    ) -> None:
        self.place = node.place
        self._problems = problems
        self._entries = node.entries if isinstance(node, Block) else {}
        known = required + optional
        if isinstance(node, Block):
            self._note_names(required, known)
        elif not isinstance(node, Unread):
            problems.add(node.place, Fault.NOT_A_MAPPING, known=listed(known))

    def _note_names(self, required: tuple[str, ...], known: tuple[str, ...]) -> None:
        meant = {self._name_meant(key, entry, known) for key, entry in self._entries.items()}
        for key in required:
            if key not in meant:
                self._problems.add(self.place.of(key), Fault.KEY_MISSING, key=key)

    def _name_meant(self, key: str, entry: Entry, known: tuple[str, ...]) -> str | None:
        """The field a name is for; noted, unless it is right, with the likeliest one."""
        if key in known:
            return key
        stem, colon, _ = key.partition(":")
        if colon and stem in known:  # {unit:month}
            self._problems.add(entry.place, Fault.COLON_MISSING)
            return stem
        return note_unknown(entry.place, key, known, self._problems, faults=UNKNOWN_KEY)

    def node(self, key: str) -> Node | None:
        """The value of ``key``; None when it is not there, unreadable or empty."""
        entry = self._entries.get(key)
        if entry is None or isinstance(entry.value, Unread):
            return None
        if isinstance(entry.value, Scalar) and entry.value.kind is ScalarKind.NOTHING:
            self._problems.add(entry.value.place, Fault.VALUE_MISSING)
            return None
        return entry.value

    def has(self, key: str) -> bool:
        """Whether the field is there at all."""
        return key in self._entries

    def place_of(self, key: str) -> Place:
        """The place of the value of ``key``, or of the block."""
        entry = self._entries.get(key)
        return entry.value.place if entry else self.place

    def text(self, key: str, most: int, *, lines: bool = False) -> str:
        """A text of 1 to ``most`` characters, on one line unless ``lines``."""
        node = self.node(key)
        return "" if node is None else text_of(node, most, self._problems, lines=lines)

    def code(self, key: str, most: int) -> str:
        """A code: letters, digits, hyphen, full stop, slash, underscore."""
        text = self.text(key, most)
        if text and not CODE.fullmatch(text):
            self._problems.add(self.place_of(key), Fault.CODE_FORM)
            return ""
        return text

    def choice(self, key: str, known: Collection[str]) -> str:
        """One of a few words."""
        text = self.text(key, LONGEST_WORD)
        if text and text not in known:
            self._problems.add(
                self.place_of(key), Fault.NOT_A_CHOICE, value=shown(text), known=listed(known)
            )
            return ""
        return text

    def whole(self, key: str, most: int) -> int | None:
        """A whole number from 1 to ``most``."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, Scalar) or node.kind is not ScalarKind.NUMBER:
            self._problems.add(node.place, Fault.NOT_A_NUMBER)
        elif not WHOLE.fullmatch(node.text) or not 1 <= int(node.text) <= most:
            self._problems.add(node.place, Fault.OUT_OF_RANGE, least=1, most=most)
        else:
            return int(node.text)
        return None

    def truth(self, key: str) -> bool:
        """``true`` or ``false``; YAML's other words for them are refused as unclear."""
        node = self.node(key)
        if node is None:
            return False
        is_truth = isinstance(node, Scalar) and node.kind is ScalarKind.TRUTH
        word = node.text.lower() if isinstance(node, Scalar) and is_truth else ""
        if word not in ("true", "false"):
            self._problems.add(node.place, Fault.NOT_TRUE_OR_FALSE)
        return word == "true"

    def day(self, key: str) -> date | None:
        """A date written 2026-08-01, with or without quotes."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, Scalar) or not DAY.fullmatch(node.text.strip()):
            self._problems.add(node.place, Fault.NOT_A_DATE)
            return None
        try:
            day = date.fromisoformat(node.text.strip())
        except ValueError:
            self._problems.add(node.place, Fault.NO_SUCH_DATE, value=shown(node.text))
            return None
        if not FIRST_DAY <= day <= LAST_DAY:
            self._problems.add(node.place, Fault.DATE_OUT_OF_RANGE, first=FIRST_DAY, last=LAST_DAY)
        return day

    def items(self, key: str, *, least: int, most: int, example: str) -> tuple[Node, ...]:
        """The items of a list of ``least`` to ``most``."""
        node = self.node(key)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self._problems.add(node.place, Fault.NOT_A_LIST, example=example)
            return ()
        count = len(node.items)
        if count < least:
            self._problems.add(node.place, Fault.LIST_EMPTY)
        elif count > most:
            self._problems.add(node.place, Fault.LIST_TOO_LONG, length=count, most=most)
        return node.items[:most]
