from __future__ import annotations

import pytest

from laeringskontrakt.core.name_text import possessive


@pytest.mark.parametrize(
    ("name", "danish", "english"),
    [
        ("Amalie", "Amalies", "Amalie's"),
        ("Jens", "Jens'", "Jens's"),
        ("Max", "Max'", "Max's"),
        ("Moritz", "Moritz'", "Moritz's"),
        ("", "", ""),
    ],
)
def test_a_name_owns_as_each_language_writes_it(name: str, danish: str, english: str) -> None:
    assert (possessive(name, "da"), possessive(name, "en")) == (danish, english)
