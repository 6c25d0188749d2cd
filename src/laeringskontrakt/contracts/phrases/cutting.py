"""Taking recognised words out of an entry, and leaving the rest as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from laeringskontrakt.contracts.phrases.shapes import Recognised

EDGE_BEFORE = r"(?:^|[,;:.(–—])\s*$"
EDGE_AFTER = r"\s*(?:$|[,;.)!?–—])"
_SEPARATOR_LAST = re.compile(r"(?:\s*[,;]|\s+[-–—])\s*$")
_SEPARATOR_FIRST = re.compile(r"^\s*(?:[,;]|[-–—](?=\s|$))\s*")
_CLOSING_FIRST = re.compile(r"^[.,;:!?)]")


@dataclass(frozen=True, slots=True)
class Span:
    """Recognised words: from ``start`` up to but not including ``end``."""

    start: int
    end: int
    kind: str


def masked(text: str, spans: Iterable[Span]) -> str:
    """The entry, as long as before, with commas over the spans: a recognised phrase is an edge."""
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = "," * (span.end - span.start)
    return "".join(letters)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether ``span`` shares a character with one of ``others``."""
    return any(span.start < other.end and other.start < span.end for other in others)


def has_edges(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands alone between punctuation or the ends of the entry."""
    return bool(re.search(EDGE_BEFORE, text[:start])) and ends_clause(text, end)


def ends_clause(text: str, end: int) -> bool:
    """Whether a clause ends at ``end``."""
    return bool(re.match(EDGE_AFTER, text[end:]))


def without(text: str, spans: Iterable[Span]) -> str:
    """What is left of the entry: same words, same order, the punctuation around cuts tidied."""
    rest, since = "", 0
    cuts = sorted(spans, key=lambda span: span.start)
    if not cuts:
        return text.strip()
    for number, span in enumerate(cuts):
        piece = text[since : span.start]
        rest = _joined(rest, piece) if number else piece
        since = span.end
    return _ended(_joined(rest, text[since:]))


def capital_kept(text: str, rest: str) -> str:
    """``rest`` with a capital first letter if the entry had one and lost it ("Uge 49: læse")."""
    if not text.lstrip()[:1].isupper() or not re.match(r"[^\W\d_]+(?!\w)", rest):
        return rest
    first, capital = rest.split(maxsplit=1)[0], rest[0].upper()
    return capital + rest[1:] if first.islower() and len(capital) == 1 else rest


def recognised(text: str, spans: Iterable[Span]) -> tuple[Recognised, ...]:
    """The words taken out, in the order they stood."""
    ordered = sorted(spans, key=lambda span: span.start)
    return tuple(Recognised(span.kind, text[span.start : span.end].strip()) for span in ordered)


def _joined(left: str, right: str) -> str:
    """Two pieces with a cut between them: one space, one separator at most, no empty brackets."""
    left, right = left.rstrip(), right.lstrip()
    if left.endswith("(") and right.startswith(")"):
        left, right = left[:-1].rstrip(), right[1:].lstrip()
    if not left or left.endswith(("(", ":")):
        right = _SEPARATOR_FIRST.sub("", right)
    elif _SEPARATOR_LAST.search(left) and (
        _SEPARATOR_FIRST.match(right) or _CLOSING_FIRST.match(right)
    ):
        left = _SEPARATOR_LAST.sub("", left)
    if not left:
        return re.sub(r"^[.:]\s*", "", right)
    if not right or _CLOSING_FIRST.match(right) or left.endswith("("):
        return left + right
    return f"{left} {right}"


def _ended(rest: str) -> str:
    """No separator is left hanging at either end."""
    before = None
    while rest != before:
        before = rest
        rest = _SEPARATOR_LAST.sub("", rest.strip())
        rest = _SEPARATOR_FIRST.sub("", rest)
        rest = rest.removesuffix(":").rstrip()
    return rest
