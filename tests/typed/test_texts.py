"""Free texts: too long, empty, strange, or with a number in them that must not be there."""

from __future__ import annotations

from typing import Any

import pytest

from laeringskontrakt.core.text_guard import clean
from tests.contracts.footprint import everything
from tests.entries import ENTRIES, TEXTS
from tests.matrix import Matrix
from tests.typed.sending import BLOCKED, WARNED, refused_beside, send

pytestmark = pytest.mark.slow

#: Written with care, and stored but for what cannot be seen.
STRANGE = {
    "control characters": "Modtage\x07 patienten\x1b",
    "a NUL": "Modtage\x00 patienten",
    "right to left, turned round": "Modtage \u202epatienten",
    "right to left, as it is written": "استقبال المريض",
    "emoji with joiners": "Familie 👨\u200d👩\u200d👧 og 🇩🇰",
    "a letter in two parts": "Forsta\u030a",
    "line ends of all kinds": "én\r\nto\u2028tre",
    "quotes and markup": "\"'<script>alert(1)</script>&amp;{{ 7*7 }}{% now %}",
}


@pytest.mark.parametrize("name", ENTRIES)
def test_every_form_takes_what_is_right(matrix: Matrix, name: str) -> None:
    response, ledger = send(matrix, name)

    assert (response.status_code, bool(ledger.kept)) == (200, True)


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_ten_thousand_characters_are_too_many(matrix: Matrix, name: str, text: str) -> None:
    limit = ENTRIES[name].texts[text]
    said = refused_beside(send(matrix, name, **{text: "å" * 10_000}), text, "max_length")

    assert f"{10_000 - limit}" in said.replace(".", "")
    assert f"{limit}" in said.replace(".", "")


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_one_character_too_many_is_told_in_both_languages(
    matrix: Matrix, name: str, text: str
) -> None:
    limit = ENTRIES[name].texts[text]
    danish, english = (
        refused_beside(
            send(matrix, name, language=language, **{text: "å" * (limit + 1)}), text, "max_length"
        )
        for language in ("da", "en")
    )

    assert danish != english


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, e in ENTRIES.items() for text in e.required]
)
@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u2060", "\x00\x07"])
def test_nothing_is_not_enough(matrix: Matrix, name: str, text: str, nothing: str) -> None:
    danish, english = (
        send(matrix, name, language=language, **{text: nothing}) for language in ("da", "en")
    )
    for response, ledger in (danish, english):
        body = response.json()
        assert (response.status_code, list(body["fields"]), ledger.kept) == (422, [text], [])

    assert danish[0].json()["fields"][text] != english[0].json()["fields"][text]


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_a_cpr_number_is_blocked_beside_its_field(matrix: Matrix, name: str, text: str) -> None:
    danish, english = (
        refused_beside(send(matrix, name, language=lang, **{text: BLOCKED}), text, "cpr_block")
        for lang in ("da", "en")
    )

    assert danish != english
    assert "5008" not in danish + english


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_what_may_be_one_is_asked_about_and_may_be_confirmed(
    matrix: Matrix, name: str, text: str
) -> None:
    refused_beside(send(matrix, name, **{text: WARNED}), text, "cpr_warn")

    confirmed, ledger = send(matrix, name, **{text: WARNED, f"{text}_not_cpr": "1"})
    still_blocked = send(matrix, name, **{text: BLOCKED, f"{text}_not_cpr": "1"})

    assert (confirmed.status_code, bool(ledger.kept)) == (200, True)
    refused_beside(still_blocked, text, "cpr_block")


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", ["write_subgoal", "note"])
def test_strange_texts_are_kept_as_far_as_they_can_be_seen(
    matrix: Matrix, name: str, strange: str
) -> None:
    typed = STRANGE[strange]
    before = everything()
    response, _ledger = send(matrix, name, text=typed)

    stored = clean(typed, one_line=name == "write_subgoal")
    new = [row for rows in _new(before).values() for row in rows]
    assert response.status_code == 200
    assert any(stored.text in row for row in new)
    assert ("note" in response.json()) == stored.removed


def _new(before: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        name: [row for row in rows if row not in before[name]]
        for name, rows in everything().items()
        if rows != before[name]
    }
