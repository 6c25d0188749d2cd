"""Texts with and without something like a CPR number, for the server's rule and the browser's.

Every number is one that nobody can have today: born 2050-57, or on a date that never was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from laeringskontrakt.core.characters import DASHES, SPACES, ZEROS


@dataclass(frozen=True)
class Case:
    """One line of the corpus: what is to be found in the text, and how sure it is."""

    text: str
    level: str | None
    number: str | None
    why: str


CORPUS = [
    Case(case["text"], case["level"], case.get("number"), case["why"])
    for case in json.loads((Path(__file__).parent / "corpora" / "cpr.json").read_text("utf-8"))
]

#: Repeated, each is awkward for some pattern: shapes on which careless ones are quadratic.
AWKWARD = {
    "digits": "1",
    "digits and spaces": "0 ",
    "digits and zero-width spaces": "1\u200b",
    "zero-width spaces": "\u200b",
    "soft hyphens": "\u00ad",
    "spaces": " ",
    "line ends": "\n ",
    "words of the context": "patient pt cpr ",
    "warnings": "010157 8007 ",
    "impossible dates": "310252 5008 ",
    "unfinished numbers": "0101\u200b57---",
    "replacement numbers": "150852-5AB1 ",
    "capitals": "150852ABCDE",
    "combining marks": "\u0301\u0323",
    "marks that decompose": "\u0f73",
    "ligatures": "ﬁ…",
    "sentences": "Ligger på stue æøå, uge 49. ",
}

_NOISE = ["cpr ", "patient", " pt ", "pt", "æ", "e\u0301", "…", "ﬁ", "½", "\U0001f600", "5AB1", "A"]
_HIDDEN = ["\u200b", "\u00ad", "\u200d", "\ufe0f", "\u0000", "\x02", "\ufffe", "\ud800", "\udc00"]


def _write(digits: str, zero: int) -> str:
    return "".join(chr(zero + int(digit)) for digit in digits)


def _one_string(pieces: list[str]) -> str:
    """Two surrogates that meet are one character, as they are in the browser."""
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


_zeros = st.sampled_from([0x30] * 20 + list(ZEROS))
_dates = st.builds(
    "{:02}{:02}{:02}".format,
    st.integers(0, 99),
    st.integers(0, 13),
    st.integers(50, 57),
)
_serials = st.integers(5000, 8999).map(str)
_separators = st.lists(
    st.sampled_from(["-", ".", "/", " ", *sorted(DASHES), *sorted(SPACES), *_HIDDEN]), max_size=4
).map("".join)
_pieces = st.one_of(
    st.builds(_write, _dates, _zeros),
    _separators,
    st.builds(_write, _serials, _zeros),
    st.builds(lambda date, between, serial: date + between + serial, _dates, _separators, _serials),
    st.sampled_from(["150852-5008", "2902566018", "010157 8007", "310252-5008", "150852-5AB1"]),
    st.sampled_from(_NOISE),
    st.sampled_from(_HIDDEN),
    st.text(st.characters(exclude_categories=["Cn"]), max_size=6),
)

#: Random texts, most of them with something like a number in them.
TEXTS = st.lists(_pieces, max_size=8).map(_one_string)
