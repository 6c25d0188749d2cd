"""The guard on free text: what it finds, what it leaves, and how a text is tidied."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laeringskontrakt.core.characters import DIGITS, UNWANTED
from laeringskontrakt.core.text_guard import (
    MASK,
    Cleaned,
    Finding,
    Level,
    birth_year,
    check,
    clean,
    mask,
    places,
)
from tests.cpr import AWKWARD, CORPUS, TEXTS, Case

ORDER = {None: 0, Level.WARN: 1, Level.BLOCK: 2}


def level(text: str) -> Level | None:
    found = check(text)
    return found.level if found else None


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.why)
def test_corpus(case: Case) -> None:
    found = check(case.text)

    assert (found and found.level, found and case.text[found.start : found.end]) == (
        case.level,
        case.number,
    )


def test_the_corpus_has_only_numbers_that_nobody_has() -> None:
    years = [
        int(re.sub(r"\D", "", unicodedata.normalize("NFKC", case.number))[4:6])
        for case in CORPUS
        if case.number
    ]

    assert set(years) <= {50, 52, 54, 56, 57}


# The rule as domain §5.2 writes it, read character by character.
_WRITTEN = re.compile(
    r"(?<!\d)(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(0[1-9]|1[0-2])(\d\d)"
    r"([\s.\-/\u2010-\u2015\u2212\u00ad]{0,3})(\d{4})(?!\d)"
)


def as_written(text: str) -> Level | None:
    plain = "".join(DIGITS.get(char, char) for char in unicodedata.normalize("NFKC", text))
    worst = None
    for day, month, year, between, serial in _WRITTEN.findall(plain):
        try:
            date(2000 + int(year), int(month), int(day) - 60 if int(day) > 60 else int(day))
        except ValueError:
            continue
        weighted = zip((4, 3, 2, 7, 6, 5, 4, 3, 2, 1), day + month + year + serial, strict=True)
        if set(between) - set(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029./") or not (
            sum(weight * int(digit) for weight, digit in weighted) % 11
        ):
            return Level.BLOCK
        worst = Level.WARN
    return worst


@settings(max_examples=300)
@given(TEXTS)
def test_whatever_the_written_rule_finds_is_found(text: str) -> None:
    assert ORDER[level(text)] >= ORDER[as_written(text)]


def test_the_written_rule_finds_the_test_numbers() -> None:
    texts = ["150852-5008", "2902566018", "010157 8007", "310252-5008", "290255-5008"]

    assert [as_written(text) for text in texts] == ["block", "block", "warn", None, None]


@settings(max_examples=300)
@given(TEXTS)
def test_a_finding_is_where_it_says(text: str) -> None:
    found = check(text)

    if found:
        assert check(text[found.start : found.end]) is not None
        assert any(start <= found.start and found.end <= end for start, end in places(text))


@settings(max_examples=300)
@given(TEXTS)
def test_masking_leaves_nothing_to_find(text: str) -> None:
    assert check(mask(text)) is None


def test_masking_keeps_the_rest() -> None:
    text = "Æ ﬁ: 150852-5008, 010157 8007 og 150852-5AB1. Uge 49, 310252-5008."

    assert mask(text) == f"Æ ﬁ: {MASK}, {MASK} og {MASK}. Uge 49, 310252-5008."


def test_a_finding_shows_no_text() -> None:
    assert repr(check("Cpr 150852-5008")) == (
        "Finding(level=<Level.BLOCK: 'block'>, start=4, end=15)"
    )
    assert check("Cpr 150852-5008") == Finding(Level.BLOCK, 4, 15)


@pytest.mark.parametrize(
    ("seventh", "years"),
    [
        ("0123", {0: 1900, 36: 1936, 37: 1937, 57: 1957, 58: 1958, 99: 1999}),
        ("49", {0: 2000, 36: 2036, 37: 1937, 57: 1957, 58: 1958, 99: 1999}),
        ("5678", {0: 2000, 36: 2036, 37: 2037, 57: 2057, 58: 1858, 99: 1899}),
    ],
)
def test_the_seventh_digit_tells_the_century(seventh: str, years: dict[int, int]) -> None:
    for digit in seventh:
        assert {year: birth_year(year, int(digit)) for year in years} == years


# --- clean ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", Cleaned("", False)),
        ("Sikker strategi", Cleaned("Sikker strategi", False)),
        ("  to\t ord  \n\n", Cleaned("to\t ord", False)),
        (
            "en  \r\nto\rtre\x0bfire\x85fem\u2028seks",
            Cleaned("en\nto\ntre\nfire\nfem\nseks", False),
        ),
        ("A\u030andenød", Cleaned("Åndenød", False)),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", Cleaned("abcdef", True)),
        ("over\u202eskrevet\u2066 \u2069", Cleaned("overskrevet", True)),
        ("ånde\u00adnød", Cleaned("åndenød", True)),
        ("\ufefftekst\ufffe\U0010ffff\ufdd0", Cleaned("tekst", True)),
        ("\ud800tekst\udfff", Cleaned("tekst", True)),
        ("\U0001f469\u200d\u2695\ufe0f", Cleaned("\U0001f469\u200d\u2695\ufe0f", False)),
        ("שלום \u200fعربي\u200e", Cleaned("שלום \u200fعربي\u200e", False)),
        (" \u200b\u2060\n\u3164 ", Cleaned("", True)),
        ("\u2800", Cleaned("", True)),
        ("a" + "\u0344" * 31, Cleaned("\xe4\u0301" + "\u0308\u0301" * 14 + "\u0308", True)),
        ("a" + "\u0323" * 40, Cleaned("\u1ea1" + "\u0323" * 29, True)),
    ],
)
def test_clean(text: str, cleaned: Cleaned) -> None:
    assert clean(text) == cleaned


def test_clean_to_one_line() -> None:
    text = " Et mål \r\n\r\n  på to\tlinjer\u2029"

    assert clean(text, one_line=True) == Cleaned("Et mål på to linjer", False)


def test_a_cleaned_text_is_not_shown_in_its_repr() -> None:
    assert repr(clean("Tavshed")) == "Cleaned(removed=False)"


@settings(max_examples=300)
@given(TEXTS | st.text(st.characters()), st.booleans())
def test_clean_is_idempotent_and_can_be_stored(text: str, one_line: bool) -> None:
    cleaned = clean(text, one_line=one_line).text

    assert clean(cleaned, one_line=one_line) == Cleaned(cleaned, False)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert re.findall(f"[{UNWANTED}]", cleaned) == []
    assert unicodedata.is_normalized("NFC", cleaned)


# --- the cost ------------------------------------------------------------------------------


def cheapest(function: Callable[[str], object], text: str) -> float:
    """Processor seconds, the least of three, so that a busy machine does not count."""
    times = []
    for _ in range(3):
        before = time.process_time()
        function(text)
        times.append(time.process_time() - before)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("function", [check, mask, clean], ids=lambda function: function.__name__)
@pytest.mark.parametrize("shape", AWKWARD)
def test_eight_times_the_text_is_not_sixty_four_times_the_work(
    shape: str, function: Callable[[str], object]
) -> None:
    unit = AWKWARD[shape]
    small = "x" + unit * (10_000 // len(unit))
    large = "x" + unit * (80_000 // len(unit))

    # A floor of two milliseconds: below it the clock says nothing.
    assert cheapest(function, large) < 32 * max(cheapest(function, small), 0.002)


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["digits", "spaces", "zero-width spaces", "combining marks"])
def test_ten_megabytes(shape: str) -> None:
    unit = AWKWARD[shape]
    text = unit * (10_000_000 // len(unit)) + " cpr 010157 8007"

    assert check(text) == Finding(Level.BLOCK, len(text) - 11, len(text))
    assert clean(text).text.endswith("cpr 010157 8007")
