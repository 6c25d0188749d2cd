"""Places in a text as an editor counts them.

PyYAML also counts U+0085, U+2028 and U+2029 as line breaks, editors do not; so places are
worked out from the character index of its marks, not from their line numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Protocol

from laeringskontrakt.curriculum.reading.problems import Place

SPACES = re.compile(r"[ \t]*")
MARGIN = re.compile(r"[ \t]*(?:- +)*")
BREAK = re.compile(r"\r\n|\r|\n")


class Mark(Protocol):
    """What is needed of the parser's marks."""

    @property
    def index(self) -> int:
        """The number of characters before it."""


def index_of(mark: Mark | None) -> int:
    """The character a mark is at. The parser's events always have one, though typed as maybe."""
    return 0 if mark is None else mark.index


class Lines:
    """The lines of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def row(self, index: int) -> int:
        """The 1-based line of the character at ``index``."""
        return bisect_right(self._starts, index)

    def column(self, index: int) -> int:
        """How many characters stand before it on its line."""
        return index - self._starts[self.row(index) - 1]

    def place(self, index: int, field: str = "") -> Place:
        """The 1-based line and column of the character at ``index``."""
        return Place(self.row(index), self.column(index) + 1, field)

    def end(self) -> Place:
        """The place just after the last character."""
        return self.place(len(self._text))

    def character(self, index: int) -> str:
        """The character at ``index``, "" at the end."""
        return self._text[index : index + 1]

    def text(self, row: int) -> str:
        """Line ``row``, with its break."""
        end = self._starts[row] if row < len(self._starts) else len(self._text)
        return self._text[self._starts[row - 1] : end]

    def indentation(self, row: int) -> str:
        """The spaces and tabs that line ``row`` begins with."""
        found = SPACES.match(self._text, self._starts[row - 1])
        return found.group() if found else ""

    def margin(self, row: int) -> int:
        """How far in the words of line ``row`` begin, after indentation and list hyphens."""
        found = MARGIN.match(self._text, self._starts[row - 1])
        return len(found.group()) if found else 0

    def beginning(self, row: int) -> int:
        """The index of the first character of the words of line ``row``."""
        return self._starts[row - 1] + self.margin(row)
