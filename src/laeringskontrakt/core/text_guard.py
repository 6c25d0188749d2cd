"""Free text: what may not be in it (CPR numbers), and how it is tidied before it is stored.

Plain Python. The browser has the same rule in ``static/js/cpr.js``; both are held to
``tests/corpora/cpr.json``. Nothing here keeps, logs or returns a number that was found:
a finding is a level and two positions. Every pattern works in linear time.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from laeringskontrakt.core.characters import INVISIBLE, UNWANTED
from laeringskontrakt.core.folding import HIDDEN, LETTER, SOFT, Folded, Span

#: What stands where a number stood. Small letters: no pattern here can match or adjoin them.
MASK: Final = "xxxxxx-xxxx"

#: "Within 20 characters" (domain §5.2): at most so many between the word and the number.
NEARBY: Final = 20

#: The most combining marks in a row, as in Unicode's stream-safe text format (UAX #15).
MOST_MARKS: Final = 30


class Level(StrEnum):
    """How sure it is: ``BLOCK`` cannot be saved, ``WARN`` may be confirmed not to be a CPR."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where something like a CPR number stands: ``text[start:end]``. Never the value itself."""

    level: Level
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text that may be stored, and whether something invisible was taken out of it."""

    text: str = field(repr=False)
    removed: bool


def check(text: str) -> Finding | None:
    """The first finding of the highest level, or None (domain §5.2)."""
    folded = Folded(text)
    worst = _worst(folded.flat)
    if worst is None:
        return None
    level, span = worst
    ((start, end),) = folded.original([span])
    return Finding(level, start, end)


def places(text: str) -> list[Span]:
    """Start and end of everything ``check`` could find, in order, none overlapping."""
    folded = Folded(text)
    numbers = [span for _level, span in _numbers(folded.flat)]
    spans: list[Span] = []
    for start, end in sorted([*numbers, *_replacement_numbers(folded.flat)]):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return folded.original(spans)


def mask(text: str) -> str:
    """The text with ``MASK`` in each of its ``places``."""
    pieces, done = [], 0
    for start, end in places(text):
        pieces += [text[done:start], MASK]
        done = end
    return "".join([*pieces, text[done:]])


def clean(text: str, *, one_line: bool = False) -> Cleaned:
    """Tidy a text for storing: NFC, ``\\n`` between lines, no controls, no spaces at the ends.

    What looks the same to a reader stays: emoji with joiners, right-to-left letters. With
    ``one_line`` lines are joined by a space and tabs become spaces. A text of nothing but
    invisible characters becomes empty. Idempotent.
    """
    lines = _LINE_END.sub("\n", text)
    kept = _without_piled_marks(_UNWANTED.sub("", lines))
    composed = unicodedata.normalize("NFC", kept)
    tidy = _without_piled_marks(composed)
    removed = len(kept) < len(lines) or len(tidy) < len(composed)
    tidy = "\n".join(line.rstrip() for line in tidy.split("\n")).strip()
    if one_line:
        tidy = _LINE_JOIN.sub(" ", tidy).replace("\t", " ")
    if tidy and not _VISIBLE.search(tidy):
        return Cleaned("", removed=True)
    return Cleaned(tidy, removed)


def birth_year(two_digits: int, seventh: int) -> int:
    """The full year of birth: the seventh digit tells the century (cpr.dk, domain §5.2)."""
    if seventh <= 3:
        return 1900 + two_digits
    if seventh in (4, 9):
        return (2000 if two_digits <= 36 else 1900) + two_digits
    return (2000 if two_digits <= 57 else 1800) + two_digits


_UNWANTED = re.compile(f"[{UNWANTED}]+")
_VISIBLE = re.compile(rf"[^\s\u2800{INVISIBLE}]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LINE_JOIN = re.compile(r"\n\s*")

# Invisible characters may stand between any two digits, and also bound a number. Each run of
# them is followed by something else, so that there is only one way to match it.
_GAP = f"[{HIDDEN}{SOFT}]*"
_NUMBER = re.compile(
    rf"(?<![0-9])((?:[0-9]{_GAP}){{5}}[0-9])({_GAP}(?:[ ./-]{_GAP}){{0,3}})"
    rf"((?:[0-9]{_GAP}){{3}}[0-9])(?![0-9])"
)
# Regional replacement numbers: letters among the last four (domain §5.2).
_REPLACEMENT = re.compile(
    rf"(?<![0-9])(?:[0-9]{_GAP}){{6}}(?:-{_GAP})?(?=(?:[0-9]{_GAP}){{0,3}}[A-Z])"
    rf"(?:[0-9A-Z]{_GAP}){{3}}[0-9A-Z](?![0-9A-Za-z{LETTER}])"
)
_NOT_DIGIT = re.compile("[^0-9]")
# "pt" only as a word: "september" and "optage" say nothing of a patient.
_CONTEXT = re.compile(
    rf"cpr|patient|(?<![a-z{LETTER}])pt(?![a-z{LETTER}])", re.ASCII | re.IGNORECASE
)
_LONGEST_WORD = len("patient")
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def _worst(flat: str) -> tuple[Level, Span] | None:
    warned: list[Span] = []
    for level, span in _numbers(flat):
        if level is Level.BLOCK:
            return level, span
        if not warned:
            warned.append(span)
    if lettered := next(_replacement_numbers(flat), None):
        warned.append(lettered)
    return (Level.WARN, min(warned)) if warned else None


def _numbers(flat: str) -> Iterator[tuple[Level, Span]]:
    at = 0
    while match := _NUMBER.search(flat, at):
        at = match.start() + 1
        digits = _NOT_DIGIT.sub("", match[0])
        if not _date_exists(digits):
            continue
        dashed = "-" in match[2] or SOFT in match[2]
        sure = dashed or _mod_11(digits) or _in_context(flat, *match.span())
        yield (Level.BLOCK if sure else Level.WARN), match.span()


def _replacement_numbers(flat: str) -> Iterator[Span]:
    at = 0
    while match := _REPLACEMENT.search(flat, at):
        at = match.start() + 1
        yield match.span()


def _date_exists(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    if day > 60:  # some replacement numbers
        day -= 60
    if not 1 <= month <= 12:
        return False
    year = birth_year(int(digits[4:6]), int(digits[6]))
    return 1 <= day <= monthrange(year, month)[1]


def _mod_11(digits: str) -> bool:
    """Only a sign of confidence: numbers without it are issued since 2007 (domain §5.2)."""
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _in_context(flat: str, start: int, end: int) -> bool:
    reach = NEARBY + _LONGEST_WORD
    before, after = flat[max(0, start - reach) : start], flat[end : end + reach]
    return any(len(before) - m.end() <= NEARBY for m in _CONTEXT.finditer(before)) or any(
        m.start() <= NEARBY for m in _CONTEXT.finditer(after)
    )


def _without_piled_marks(text: str) -> str:
    """At most ``MOST_MARKS`` combining marks in a row: normalising longer runs is quadratic."""
    marks = "".join(
        char for char in set(text) if unicodedata.combining(unicodedata.normalize("NFD", char)[0])
    )
    if not marks:
        return text
    return re.sub(f"([{re.escape(marks)}]{{{MOST_MARKS}}})[{re.escape(marks)}]+", r"\1", text)
