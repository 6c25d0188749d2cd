"""No number reaches a log, in whatever way it comes there."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given

from laeringskontrakt.core.logging import CprFilter, masked
from laeringskontrakt.core.text_guard import MASK, check
from tests.cpr import CORPUS, TEXTS, Case


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger of its own, and what its filtered handler has written."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(CprFilter())
    logger = logging.getLogger(f"{__name__}.{id(handler)}")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)


class Shown:
    """Something whose text is known only when it is written."""

    def __str__(self) -> str:
        return "150852-5008"


class Broken:
    def __str__(self) -> str:
        raise RuntimeError("150852-5008")


@pytest.mark.parametrize(
    ("message", "arguments", "written"),
    [
        ("Ikke gemt", (), "Ikke gemt\n"),
        ("100 %", (), "100 %\n"),
        ("%s af %d", ("uge", 49), "uge af 49\n"),
        ("Født 150852-5008", (), f"Født {MASK}\n"),
        ("Født %s", ("150852-5008",), f"Født {MASK}\n"),
        ("Født %s-%s", ("150852", "5008"), f"Født {MASK}\n"),
        ("Født %s", (Shown(),), f"Født {MASK}\n"),
        ("%r", ("010157\u00a08007",), f"'{MASK}'\n"),
        ("%(text)s", ({"text": "150852-5008"},), f"{MASK}\n"),
        ("%s", ({"text": ["010157\u00a08007"]},), f"{{'text': ['{MASK}']}}\n"),
        ("%s", (("010157\u00a08007",),), f"('{MASK}',)\n"),
        ("GET /s?q=%s", ("010157%208007",), f"GET /s?q={MASK}\n"),
        ("%d", ("150852-5008",), "str from test, line 1\n"),
        ("%s", (Broken(),), "str from test, line 1\n"),
    ],
)
def test_messages_and_arguments(
    log: tuple[logging.Logger, io.StringIO],
    message: Any,
    arguments: tuple[Any, ...],
    written: str,
) -> None:
    logger, stream = log
    record = logger.makeRecord("test", logging.ERROR, __file__, 1, message, arguments, None)

    logger.handle(record)

    assert stream.getvalue() == written


def test_an_object_as_message(log: tuple[logging.Logger, io.StringIO]) -> None:
    log[0].error(Shown())

    assert log[1].getvalue() == f"{MASK}\n"


def test_a_traceback_is_masked_and_cannot_be_rendered_again(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    records: list[logging.LogRecord] = []
    later = logging.Handler()
    later.emit = records.append  # type: ignore[method-assign]
    log[0].addHandler(later)  # after the filtered one

    try:
        raise ValueError("Key (text)=(150852-5008) already exists")
    except ValueError:
        log[0].exception("Ikke gemt", stack_info=True)

    written = log[1].getvalue()
    assert written.startswith("Ikke gemt\nTraceback (most recent call last):\n")
    assert f"ValueError: Key (text)=({MASK}) already exists" in written.splitlines()
    assert check(written) is None
    assert [record.exc_info for record in records] == [None]


def test_extra_values_are_masked() -> None:
    record = logging.makeLogRecord(
        {"msg": "x", "text": "150852-5008", "form": {"text": ["150852-5008"]}, "count": 3}
    )

    assert CprFilter().filter(record) is True
    assert (record.text, record.form, record.count) == (  # type: ignore[attr-defined]
        MASK,
        {"text": [MASK]},
        3,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uge+49 %20 \\xa0", "uge+49 %20 \\xa0"),
        ("+45 20 12 34 56", "+45 20 12 34 56"),
        ("?q=010157%208007&p=2", f"?q={MASK}&p=2"),
        ("?q=010157+8007", f"?q={MASK}"),
        ("?q=150852%2D5008", f"?q={MASK}"),
        ("?q=010157%C2%A08007", f"?q={MASK}"),
        ("?q=%31%350852-5008%0AX", f"?q={MASK}%0AX"),
        ("?q=%EF%BC%91%EF%BC%950852-5008", f"?q={MASK}"),
        (r"'010157\xa08007'", f"'{MASK}'"),
        (r"'010157\u20118007'", f"'{MASK}'"),
        (r"'010157\U000020118007'", f"'{MASK}'"),
        (r"\ud835\udfcf50852-5008 \ud835\udfcf", rf"{MASK} \ud835\udfcf"),
        ("%F0%9D%9F%8F50852-5008%C3%A6%FF", f"{MASK}%C3%A6%FF"),
        (r"'010157\f8007'", f"'{MASK}'"),
        (r"'010157\n8007'", f"'{MASK}'"),
        (r"\UFFFFFFFF 150852-5008 %FF%", rf"\UFFFFFFFF {MASK} %FF%"),
        ("<b>150852-5008</b> %3Cscript%3E 010157%208007", f"<b>{MASK}</b> %3Cscript%3E {MASK}"),
    ],
)
def test_escapes(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize("case", [case for case in CORPUS if case.level], ids=lambda case: case.why)
def test_corpus_in_python_and_json(case: Case) -> None:
    for written in (case.text, repr(case.text), ascii(case.text), json.dumps(case.text)):
        shown = masked(written)
        assert shown != written
        assert check(shown) is None


@given(TEXTS)
def test_nothing_is_left_to_find(text: str) -> None:
    record = logging.makeLogRecord({"msg": "%s", "args": (text,)})
    CprFilter().filter(record)

    assert check(record.getMessage()) is None


def test_every_handler_of_the_product_has_the_filter() -> None:
    handlers = settings.LOGGING["handlers"]

    assert {name: handler.get("filters") for name, handler in handlers.items()} == {
        name: ["cpr"] for name in handlers
    }
    assert settings.LOGGING["filters"]["cpr"] == {"()": "laeringskontrakt.core.logging.CprFilter"}
