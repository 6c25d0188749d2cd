"""The browser's rule is the server's rule: one corpus, and random texts put to both."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import laeringskontrakt
from laeringskontrakt.core.text_guard import birth_year, check
from tests import node
from tests.cpr import AWKWARD, CORPUS, TEXTS, Case

MODULE = Path(laeringskontrakt.__file__).parent / "static" / "js" / "cpr.js"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """One process for the module; each question is a line in, a line out."""
    with subprocess.Popen(
        [node.program(), str(Path(__file__).with_name("cpr_lines.mjs")), str(MODULE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout

        def put(**question: Any) -> dict[str, Any]:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer

        yield put
        process.stdin.close()


def units(text: str) -> int:
    """Length as the browser counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def by_server(text: str) -> dict[str, Any] | None:
    found = check(text)
    return found and {
        "level": found.level.value,
        "start": units(text[: found.start]),
        "end": units(text[: found.end]),
    }


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.why)
def test_corpus(ask: Ask, case: Case) -> None:
    found = ask(text=case.text)["found"]

    number = found and case.text.encode("utf-16-le", "surrogatepass")[
        2 * found["start"] : 2 * found["end"]
    ].decode("utf-16-le", "surrogatepass")
    assert (found and found["level"], number) == (case.level, case.number)


@settings(max_examples=500)
@given(text=TEXTS)
def test_browser_and_server_agree(ask: Ask, text: str) -> None:
    assert ask(text=text)["found"] == by_server(text)


def test_browser_and_server_agree_on_each_century(ask: Ask) -> None:
    combinations = [(year, seventh) for year in range(100) for seventh in range(10)]

    assert [ask(year=pair)["year"] for pair in combinations] == [
        birth_year(*pair) for pair in combinations
    ]


@pytest.mark.slow
@pytest.mark.parametrize("shape", AWKWARD)
def test_eight_times_the_text_is_not_sixty_four_times_the_work(ask: Ask, shape: str) -> None:
    unit = AWKWARD[shape]

    def cheapest(length: int) -> float:
        return min(float(ask(unit=unit, times=length // len(unit))["ms"]) for _ in range(3))

    # A floor of five milliseconds: below it the engine's own warming up decides.
    assert cheapest(240_000) < 32 * max(cheapest(30_000), 5)
