"""The form field for free text: messages beside the field, and the text kept as typed."""

from __future__ import annotations

import logging

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from laeringskontrakt.core.fields import GuardedForm, GuardedText
from laeringskontrakt.core.text_guard import check
from tests.cpr import CORPUS, TEXTS, Case

BLOCKED = "Teksten ligner et CPR-nummer. Skriv aldrig oplysninger, der kan føre til en patient."
WARNED = "Er det et CPR-nummer? Fjern det, eller bekræft, at det ikke er."


class NoteForm(GuardedForm, forms.Form):
    text = GuardedText(max_length=40)
    title = GuardedText(one_line=True, required=False)


def note(text: str, **data: str) -> NoteForm:
    form = NoteForm({"text": text, **data})
    form.full_clean()
    return form


def errors(form: NoteForm) -> dict[str, list[tuple[str, str]]]:
    """Field → (code, message)."""
    return {
        name: [(error.code, message) for error in found for message in error.messages]
        for name, found in ((name, list(errors.as_data())) for name, errors in form.errors.items())
    }


@pytest.fixture(autouse=True)
def danish() -> None:
    translation.activate("da")


def test_a_text_is_tidied() -> None:
    form = note("  Tage imod \r\nakut syge\u00ad \x00", title="På \n vagt")

    assert errors(form) == {}
    assert form.cleaned_data == {"text": "Tage imod\nakut syge", "title": "På vagt"}
    assert form.invisible_removed == {"text"}
    assert form.cpr_confirmed == set()


@pytest.mark.parametrize("text", ["", "  \n", "\u200b", "\x00\ufeff"])
def test_nothing_to_read_is_empty(text: str) -> None:
    form = note(text)

    assert errors(form) == {"text": [("required", "Skriv noget først.")]}
    assert form.cleaned_data == {"title": ""}


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (41, "Teksten er 1 tegn for lang. Der er plads til 40."),
        (10_000, "Teksten er 9960 tegn for lang. Der er plads til 40."),
    ],
)
def test_too_long_says_how_much(length: int, message: str) -> None:
    form = note("å" * length)

    assert errors(form) == {"text": [("max_length", message)]}
    assert form["text"].value() == "å" * length


def test_the_length_is_that_of_the_tidied_text() -> None:
    form = note("A\u030a" * 40 + "   ")

    assert errors(form) == {}
    assert form.cleaned_data["text"] == "Å" * 40


def test_the_limit_is_told_but_not_enforced_by_the_browser() -> None:
    form = NoteForm()

    assert str(form["text"]) == (
        '<textarea name="text" cols="40" rows="10" data-limit="40" required id="id_text">\n'
        "</textarea>"
    )
    assert str(form["title"]) == ('<input type="text" name="title" data-limit="500" id="id_title">')


def test_a_number_is_blocked_and_the_text_kept_on_the_page() -> None:
    form = note("Født 150852-5008", text_not_cpr="1")

    assert errors(form) == {"text": [("cpr_block", BLOCKED)]}
    assert form["text"].value() == "Født 150852-5008"
    assert form.cpr_confirmed == set()


def test_a_possible_number_is_asked_about() -> None:
    form = note("Ordre 010157 8007")

    assert errors(form) == {"text": [("cpr_warn", WARNED)]}
    assert form["text"].value() == "Ordre 010157 8007"
    assert form.cpr_confirmed == set()


@pytest.mark.parametrize("answer", ["", "0", "on", "true"])
def test_only_one_confirms(answer: str) -> None:
    assert errors(note("Ordre 010157 8007", text_not_cpr=answer)) == {
        "text": [("cpr_warn", WARNED)]
    }


def test_a_confirmed_text_is_saved_and_the_confirmation_known_by_name() -> None:
    form = note("Ordre 010157 8007", text_not_cpr="1", title="Uge 49", title_not_cpr="1")

    assert errors(form) == {}
    assert form.cleaned_data["text"] == "Ordre 010157 8007"
    assert form.cpr_confirmed == {"text"}


def test_a_confirmation_is_for_its_own_field_and_prefix() -> None:
    data = {"a-text": "Ordre 010157 8007", "a-text_not_cpr": "1", "text_not_cpr": "1"}
    one, other = (
        NoteForm(data, prefix="a"),
        NoteForm({"b-text": data["a-text"], **data}, prefix="b"),
    )

    assert one.is_valid()
    assert one.cpr_confirmed == {"text"}
    assert errors(other) == {"text": [("cpr_warn", WARNED)]}


def test_a_form_remembers_no_confirmation_of_another() -> None:
    assert note("Ordre 010157 8007", text_not_cpr="1").is_valid()

    assert errors(note("Ordre 010157 8007")) == {"text": [("cpr_warn", WARNED)]}


def test_a_form_cleaned_again_forgets_what_was_confirmed() -> None:
    form = note("Ordre 010157 8007", text_not_cpr="1")
    form.data = {"text": "Uge 49", "text_not_cpr": "1"}
    form.full_clean()

    assert form.cpr_confirmed == set()


def test_a_field_alone_cannot_be_confirmed() -> None:
    with pytest.raises(ValidationError) as refused:
        GuardedText().clean("Ordre 010157 8007")

    assert refused.value.code == "cpr_warn"


@pytest.mark.parametrize(
    "text",
    [
        "Født 150852\x00-\u202e5008",  # shown without what stood between
        "Født 15085\u00ad2-5008",
        "Født 150852- \n \n \n5008",  # close enough only when made one line
    ],
)
def test_what_would_be_stored_is_guarded_too(text: str) -> None:
    assert errors(note("x", title=text)) == {"title": [("cpr_block", BLOCKED)]}


@pytest.mark.parametrize("case", [case for case in CORPUS if case.level], ids=lambda case: case.why)
def test_corpus(case: Case) -> None:
    with pytest.raises(ValidationError) as refused:
        GuardedText().clean(case.text)

    # Tidying may only make it surer: what is invisible between the digits is gone.
    assert refused.value.code in {f"cpr_{case.level}", "cpr_block"}
    assert refused.value.params is None


@given(TEXTS)
def test_no_stored_text_has_an_unconfirmed_finding(text: str) -> None:
    form = NoteForm({"text": "x", "title": text})

    if form.is_valid():
        assert check(form.cleaned_data["title"]) is None
    str(form["title"]).encode("utf-8")


@given(st.text(st.characters(), max_size=50))
def test_any_text_is_answered_and_can_be_shown_again(text: str) -> None:
    form = note(text)

    form.errors.as_json().encode("utf-8")
    str(form["text"]).encode("utf-8")


@pytest.mark.parametrize("value", [None, 7, 1508525008, ["150852-5008"]])
def test_what_is_not_a_text_is_read_as_one(value: object) -> None:
    field = GuardedText(required=False)

    if check(str(value)):
        with pytest.raises(ValidationError):
            field.clean(value)
    else:
        assert field.clean(value) == ("" if value is None else str(value))


def test_no_error_carries_the_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for text in ["Født 150852-5008", "Ordre 010157 8007"]:
        form = note(text)
        (error,) = form.errors["text"].as_data()

        for shown in (repr(error), form.errors.as_json(), str(form.errors), repr(form)):
            assert check(shown) is None
        assert error.params is None
    assert caplog.records == []
