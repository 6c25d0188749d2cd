"""The check of the catalogue finds each kind of fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.template import engines

from tools import messages


@pytest.mark.parametrize(
    ("text", "translation", "expected"),
    [
        ("Underskriv", "Sign", []),
        ("Underskriv", "", ["is not translated"]),
        ("Hej %(name)s", "Hello %(name)s", []),
        ("Hej %(name)s", "Hello", ["lost the placeholder %(name)s"]),
        ("Hej", "Hello %(name)s", ["has another placeholder: %(name)s"]),
        (("%(n)d delmål", "%(n)d delmål"), ("one subgoal", "%(n)d subgoals"), []),
        (
            ("%(n)d delmål", "%(n)d delmål"),
            ("%(n)d subgoal", "subgoals"),
            ["lost the placeholder %(n)d"],
        ),
        (("et delmål", "%(n)d delmål"), ("one subgoal", ""), ["is not translated"]),
    ],
)
def test_faults_of_a_translation(
    text: str | tuple[str, str], translation: str | tuple[str, str], expected: list[str]
) -> None:
    assert messages.faults(Message(text, translation)) == expected


def test_a_fuzzy_translation_is_a_fault() -> None:
    assert messages.faults(Message("Hej", "Hi", flags=["fuzzy"])) == ["is marked fuzzy"]


def test_pages_are_read_as_they_are_rendered() -> None:
    pages = engines["jinja2"].env

    assert pages.policies["ext.i18n.trimmed"] is True
    assert (pages.trim_blocks, pages.lstrip_blocks) == (True, True)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one text in code and one over two lines in a page."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "code.py").write_text('_("Gem")\n', "utf-8")
    (tmp_path / "templates" / "page.html").write_text(
        "{% trans %}To\n   linjer{% endtrans %}", "utf-8"
    )
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    monkeypatch.setattr(messages, "LOCALE", tmp_path / "locale")
    return tmp_path


def test_a_text_that_the_catalogue_lacks_is_found(package: Path) -> None:
    assert [line.partition("django.po: ")[2] for line in messages.check("en")] == [
        "lacks 'Gem'; run make messages",
        "lacks 'To linjer'; run make messages",
    ]


def test_update_brings_texts_in_once_and_leaves_them_to_people(package: Path) -> None:
    messages.update("en")
    first = messages.po_file("en").read_bytes()
    messages.update("en")

    assert messages.po_file("en").read_bytes() == first
    assert [line.partition("django.po: ")[2] for line in messages.check("en")] == [
        "'Gem' is not translated",
        "'To linjer' is not translated",
    ]


def test_a_text_that_is_gone_is_found_and_dropped(package: Path) -> None:
    messages.update("en")
    (package / "code.py").write_text("", "utf-8")

    stale = messages.check("en")
    messages.update("en")

    assert stale[0].endswith("'Gem' is no longer used")
    assert "Gem" not in messages.po_file("en").read_text("utf-8")
