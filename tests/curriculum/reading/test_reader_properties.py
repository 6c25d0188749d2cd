"""Whatever the bytes, the reader answers: a whole curriculum or at least one problem, in time."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from laeringskontrakt.core import text_guard
from laeringskontrakt.curriculum.reading import Reading, read
from laeringskontrakt.curriculum.vocabulary import vocabulary
from tests.curriculum.reading.sample import SAMPLE

HEAD = "schema: curriculum/1\nprogramme: {}\ncompetencies:\n"
SIGNS = [
    *"\t\n\r #:-?,[]{}&*!|>'\"%@`<=~.0\\\0\x85\u2028\ufeff",
    *("  ", "- - ", "? ", "[[", "{{", '"""', "<<: ", "&a ", "*a", "!!str ", "\\UFFFFFFFF"),
    *("\n---\n", "\n...\n", "%YAML 1.1\n", "null", "true", "1:30", "150852-5008"),
]
CPR = "150852-5008"


def check(reading: Reading, data: bytes) -> None:
    assert (reading.curriculum is None) == (len(reading.problems) > 0)
    rows = data.count(b"\n") + data.count(b"\r") + 1
    with override("da"):
        for problem in reading.problems:
            assert 1 <= problem.line <= rows
            assert problem.column >= 1
            assert text_guard.check(str(problem)) is None
            str(problem).encode()  # no half characters


def read_bytes(data: bytes) -> Reading:
    return read(data, filename="a.yaml", vocabulary=vocabulary())


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\x00\x00\x00")
@example(b'"\\UFFFFFFFF"')
@example(b"%YAML 1." + b"9" * 5000)
def test_any_bytes_are_answered(data: bytes) -> None:
    check(read_bytes(data), data)


@given(st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=60).map("".join))
def test_any_yaml_like_text_is_answered(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")

    check(read_bytes(data), data)


@st.composite
def mutated_samples(draw: st.DrawFn) -> bytes:
    text = SAMPLE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from(["", *SIGNS])) + text[end:]
    return text.encode()


@given(mutated_samples())
def test_any_slip_in_the_sample_is_answered(data: bytes) -> None:
    check(read_bytes(data), data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def parts_of(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in the loaded sample."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    found = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], dict | list):
            found += parts_of(value[key])
    return found


@given(st.integers(0), VALUES, st.booleans())
def test_any_value_in_any_field_is_answered(at: int, value: object, remove: bool) -> None:
    loaded = yaml.safe_load(SAMPLE)
    parts = parts_of(loaded)
    container, key = parts[at % len(parts)]
    if remove:
        del container[key]
    else:
        container[key] = value
    data = yaml.safe_dump(loaded, allow_unicode=True).encode("utf-8", "surrogatepass")

    check(read_bytes(data), data)


@given(mutated_samples())
def test_what_is_read_is_what_any_yaml_reader_sees(data: bytes) -> None:
    curriculum = read_bytes(data).curriculum
    if curriculum is None:
        return
    loaded = yaml.safe_load(data)

    programme = loaded["programme"]
    assert curriculum.programme.title == tidy(programme["title"])
    assert str(curriculum.programme.valid_from) == str(programme["valid_from"])
    assert curriculum.programme.duration == programme["duration"]["value"]
    assert [(c.code, c.complex, list(c.roles)) for c in curriculum.competencies] == [
        (tidy(c["code"]), c["complex"], [tidy(role) for role in c["roles"]])
        for c in loaded["competencies"]
    ]


def tidy(text: str) -> str:
    unseen = str.maketrans("", "", "\u00ad\ufeff")
    return text_guard.clean(text.translate(unseen), one_line=True).text


@given(st.integers(0, len(SAMPLE)), st.sampled_from([" ", '"', ": ", "\n"]))
def test_cpr_number_anywhere_is_never_repeated(at: int, around: str) -> None:
    data = (SAMPLE[:at] + around + CPR + around + SAMPLE[at:]).encode()

    for problem in read_bytes(data).problems:
        assert CPR not in repr(problem) + str(problem)


HOSTILE = {
    "billion laughs": "a: &a [x, x]\n"
    + "".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 5000)),
    "deep blocks": "".join(f"{' ' * n}a:\n" for n in range(700)),
    "deep flow": "a: " + "[" * 200_000,
    "flow maps": "{a: " * 60_000,
    "complex keys": "? " * 100_000,
    "many items": HEAD + "  - a\n" * 40_000,
    "many fields": HEAD + "".join(f"programm{n}: 1\n" for n in range(16_000)),
    "many documents": "---\n" * 60_000,
    "directives": "%FOO\n" * 40_000,
    "breaks": HEAD + "\n" * 200_000,
    "words": HEAD + "  - " + "a b " * 50_000,
    "quotes": HEAD + '  - "' + "a\n " * 60_000 + '"',
    "escapes": HEAD + '  - "' + "\\u00e6" * 30_000 + '"',
    "combining": HEAD + "  - code: a" + "\u0301" * 100_000,
    "numbers": "schema: " + "1_" * 100_000,
    "sexagesimal": "schema: " + "1:" * 100_000 + "1",
    "CPR-like": HEAD + "  - code: " + "150852 " * 28_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_file_is_refused_in_bounded_time(text: str) -> None:
    """200 kB each: below a second of processor time, where a quadratic step would take minutes."""
    data = text.encode()[:200_000]
    began = time.process_time()

    reading = read_bytes(data)

    assert time.process_time() - began < 30
    assert reading.curriculum is None
    check(reading, data)
