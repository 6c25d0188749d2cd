"""The vocabularies: complete in both languages, read-only, refused when a file is wrong."""

from __future__ import annotations

import copy
from importlib import resources
from typing import Any

import pytest
import yaml

from laeringskontrakt.curriculum.vocabulary import (
    KINDS,
    LANGUAGES,
    UnknownCode,
    Vocabulary,
    VocabularyFault,
    label,
    vocabulary,
    vocabulary_of,
)
from laeringskontrakt.people.enums import Profession


@pytest.fixture
def files() -> dict[str, Any]:
    data = resources.files("laeringskontrakt.curriculum") / "data"
    names = {"da": "vocab.yaml", "en": "vocab.en.yaml"}
    return {lang: yaml.safe_load((data / name).read_text("utf-8")) for lang, name in names.items()}


def test_vocabularies_are_those_of_the_domain() -> None:
    read = vocabulary()

    assert {kind: len(read.terms(kind)) for kind in KINDS} == {
        "roles": 7,
        "places": 24,
        "methods": 13,
        "support_needs": 3,
        "instruments": 13,
        "entrustment_levels": 5,
        "feedback_forms": 3,
        "feedback_models": 5,
        "assessment_results": 3,
        "when_types": 4,
    }


def test_every_code_has_a_label_in_every_language_for_every_profession() -> None:
    read = vocabulary()

    missing = [
        (kind, code, language, profession)
        for kind in KINDS
        for code in read.terms(kind)
        for language in LANGUAGES
        for profession in ("", *Profession)
        if not read.label(kind, code, language, profession=profession).strip()
    ]
    assert missing == []


def test_labels_tell_codes_apart() -> None:
    read = vocabulary()

    for kind in KINDS:
        for language in LANGUAGES:
            labels = [words for _, words in read.choices(kind, language)]
            assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("kind", "code", "language", "words"),
    [
        ("places", "ward_round", "da", "Stuegang"),
        ("places", "ward_round", "en", "Ward round"),
        ("methods", "observe", "da", "Følge en kollega"),
        ("support_needs", "none", "da", "Egen aktivitet"),
        ("instruments", "cbd", "en", "Case-based discussion (CbD)"),
        ("entrustment_levels", 3, "da", "Må gøre det med en kollega i nærheden"),
        ("entrustment_levels", "3", "en", "May do it with a colleague nearby"),
        ("assessment_results", "not_yet", "da", "Ikke nået endnu"),
        ("when_types", "event", "en", "At an event"),
        ("places", "ward", "en-gb", "Inpatient ward"),
        ("places", "ward", "de", "Sengeafsnit"),
    ],
)
def test_label(kind: str, code: str | int, language: str, words: str) -> None:
    assert label(kind, code, language) == words


@pytest.mark.parametrize(
    ("profession", "danish", "english"),
    [
        ("doctor", "Medicinsk ekspert/lægefaglig", "Medical expert"),
        ("nurse", "Sygeplejefaglig", "Nursing expert"),
        ("student", "Faglig ekspert", "Clinical expert"),
        ("", "Faglig ekspert", "Clinical expert"),
    ],
)
def test_label_of_a_role_depends_on_profession(profession: str, danish: str, english: str) -> None:
    assert label("roles", "expert", "da", profession=profession) == danish
    assert label("roles", "expert", "en", profession=profession) == english
    assert label("roles", "leader", "da", profession=profession) == (
        "Leder/administrator/organisator"
    )


@pytest.mark.parametrize(
    ("kind", "code"), [("places", "moon"), ("planets", "ward"), ("label", "x")]
)
def test_unknown_code_is_refused(kind: str, code: str) -> None:
    with pytest.raises(UnknownCode):
        label(kind, code, "da")


def test_attributes() -> None:
    read = vocabulary()

    assert read.methods["observe"].support_need == "colleague"
    assert read.methods["read"].support_need == "none"
    assert read.instruments["cbd"].typical_minutes == 20
    assert read.instruments["course_certificate"].typical_minutes == 0
    assert [role.order for role in read.roles.values()] == [1, 2, 3, 4, 5, 6, 7]
    assert [level.level for level in read.entrustment_levels.values()] == [1, 2, 3, 4, 5]


def test_choices_are_in_the_order_of_the_file() -> None:
    assert vocabulary().choices("support_needs", "da") == [
        ("none", "Egen aktivitet"),
        ("colleague", "Med en kollega"),
        ("supervisor", "Med vejleder"),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [("Stuegang", "ward_round"), (" ward ROUND ", "ward_round"), ("Månen", None), ("", None)],
)
def test_code_is_found_by_its_label(words: str, code: str | None) -> None:
    assert vocabulary().code_of_label("places", words) == code


def test_vocabulary_is_read_once_and_never_changed() -> None:
    read: Any = vocabulary()

    assert vocabulary() is read
    with pytest.raises(TypeError):
        read.places["moon"] = read.places["ward"]
    with pytest.raises(TypeError):
        read.places["ward"].wordings["da"] = {}
    with pytest.raises(AttributeError):
        read.places = {}
    with pytest.raises(AttributeError):
        read.places["ward"].code = "moon"


def test_built_from_the_same_files_it_is_the_same(files: dict[str, Any]) -> None:
    built = vocabulary_of(files)

    assert isinstance(built, Vocabulary)
    assert built == vocabulary()


@pytest.mark.parametrize(
    ("language", "path", "value"),
    [
        ("da", ("schema",), "vocab/2"),
        ("en", ("language",), "da"),
        ("en", ("places", "ward"), None),
        ("en", ("places", "ward"), "  "),
        ("en", ("places", "moon"), "Moon"),
        ("en", ("places",), ["ward"]),
        ("da", ("methods", "read", "support_need"), "mentor"),
        ("da", ("instruments", "cbd", "typical_minutes"), "20"),
        ("da", ("instruments", "cbd", "typical_minutes"), -1),
        ("da", ("roles", "expert", "order"), True),
        ("da", ("roles", "leader"), {"doctor": "Leder", "order": 4}),
        ("da", ("entrustment_levels",), {"first": "Må følge med"}),
    ],
)
def test_wrong_file_is_refused(
    files: dict[str, Any], language: str, path: tuple[str, ...], value: object
) -> None:
    wrong = copy.deepcopy(files)
    container = wrong[language]
    for key in path[:-1]:
        container = container[key]
    container[path[-1]] = value

    with pytest.raises(VocabularyFault):
        vocabulary_of(wrong)


def test_missing_file_is_refused(files: dict[str, Any]) -> None:
    with pytest.raises(VocabularyFault):
        vocabulary_of({"da": files["da"]})
