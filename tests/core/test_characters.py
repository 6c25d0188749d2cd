"""The tables of characters against Python's own, which may be older but never disagrees."""

from __future__ import annotations

import re
import sys
import unicodedata

from laeringskontrakt.core.characters import (
    DASHES,
    DIGITS,
    INVISIBLE,
    SOFT_HYPHEN,
    SPACES,
    UNWANTED,
)

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]

#: Format characters that are drawn: number signs and the joiners of hieroglyphs.
DRAWN = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]"
)


def test_digits_of_every_script() -> None:
    known = {char: str(unicodedata.decimal(char)) for char in EVERY if char.isdecimal()}

    assert {char: DIGITS.get(char) for char in known} == known


def test_every_dash() -> None:
    assert {char for char in EVERY if unicodedata.category(char) == "Pd"} - DASHES == set()


def test_every_space() -> None:
    assert {char for char in EVERY if char.isspace()} == SPACES


def test_every_control_and_format_character_is_invisible_unless_drawn() -> None:
    invisible = re.compile(f"[{INVISIBLE}]")
    expected = {
        char
        for char in EVERY
        if unicodedata.category(char) in {"Cc", "Cf", "Cs"}
        and not DRAWN.match(char)
        and char not in SPACES
        and char != SOFT_HYPHEN
    }

    assert {char for char in expected if not invisible.match(char)} == set()


def test_what_is_unwanted() -> None:
    pattern = re.compile(f"[{UNWANTED}]")
    unwanted = {char for char in EVERY if pattern.match(char)}
    controls = {char for char in EVERY if unicodedata.category(char) == "Cc"} - {"\t", "\n"}
    surrogates = {chr(code) for code in range(0xD800, 0xE000)}
    noncharacters = {
        chr(code)
        for code in range(sys.maxunicode + 1)
        if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    }
    marks = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\ufeff")
    deprecated = {chr(code) for code in range(0x206A, 0x2070)}

    assert unwanted == controls | surrogates | noncharacters | marks | deprecated
