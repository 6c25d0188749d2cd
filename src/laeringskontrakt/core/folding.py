"""A text as the plain ASCII that its patterns are written for, and the way back."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import Final

from laeringskontrakt.core.characters import DASHES, DIGITS, INVISIBLE, SOFT_HYPHEN, SPACES

#: In a folded text: something invisible, a soft hyphen, a letter or mark, anything else. What is
#: printable ASCII after NFKC stands for itself; digits, dashes and spaces become 0-9, - and space.
HIDDEN: Final = "\x01"
SOFT: Final = "\x02"
LETTER: Final = "\x03"
OTHER: Final = "\x04"

Span = tuple[int, int]

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


class Folded:
    """``flat`` is the text folded. One text's, so that a strange one leaves nothing in memory."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fold = _Fold(_ASCII)
        self.flat = text.translate(self._fold)

    def original(self, spans: list[Span]) -> list[Span]:
        """Spans of ``flat`` as spans of the text; one ligature may be several letters in flat."""
        if len(self.flat) == len(self._text):
            return spans
        ends = array("q", accumulate(len(self._fold[ord(char)]) for char in self._text))
        return [
            (bisect_right(ends, start), bisect_right(ends, end - 1) + 1) for start, end in spans
        ]


class _Fold(dict[int, str]):
    """For ``str.translate``. Each character by its own NFKC, which never makes nothing of it."""

    def __missing__(self, code: int) -> str:
        folded = "".join(_folded(char) for char in unicodedata.normalize("NFKC", chr(code)))
        self[code] = folded
        return folded


def _folded(char: str) -> str:
    if char in DIGITS:
        return DIGITS[char]
    if char in DASHES:
        return "-"
    if char in SPACES:
        return " "
    if char == SOFT_HYPHEN:
        return SOFT
    if _INVISIBLE.match(char):
        return HIDDEN
    if char.isascii():
        return char
    return LETTER if unicodedata.category(char)[0] in "LM" else OTHER


_ASCII: Final = {code: _folded(chr(code)) for code in range(128)}
