from __future__ import annotations

import pytest
from django.utils import translation
from markupsafe import escape

from laeringskontrakt.core import tongue
from laeringskontrakt.core.tongue import Said


@pytest.mark.parametrize(
    ("page", "code", "said"),
    [
        ("da", "en", ' lang="en"'),
        ("en", "da", ' lang="da"'),
        ("da", "da", ""),
        ("en", "", ""),
        ("da", '"><b>', ' lang="&#34;&gt;&lt;b&gt;"'),
    ],
)
def test_only_what_is_foreign_to_the_page_says_its_language(
    page: str, code: str, said: str
) -> None:
    with translation.override(page):
        assert tongue.lang(code) == said


def test_words_in_a_sentence_stand_in_an_element_where_they_are_foreign() -> None:
    with translation.override("en"):
        shown = [escape(Said("<Stue> 4", "da")), escape(Said("Room", "en")), escape(Said("", "da"))]

    assert shown == ['<span lang="da">&lt;Stue&gt; 4</span>', "Room", ""]


def test_an_empty_field_says_nothing_of_what_will_be_written() -> None:
    with translation.override("en"):
        assert (tongue.written("Ord"), tongue.written(""), tongue.written()) == (
            ' lang="da"',
            "",
            ' lang="da"',
        )
