"""Every kind of problem is found where it is, alone, and said in a whole sentence."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from laeringskontrakt.core import text_guard
from laeringskontrakt.curriculum.reading import Fault, read
from laeringskontrakt.curriculum.reading.messages import FORMATS, MESSAGES
from laeringskontrakt.curriculum.reading.problems import MAX_PROBLEMS
from laeringskontrakt.curriculum.vocabulary import vocabulary
from tests.curriculum.reading.cases import CASES, Case
from tests.curriculum.reading.sample import SAMPLE, changed, faults_of, read_text

each_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.fault}-{case.field or 'file'}"
)


@each_case
def test_problem_is_found_where_it_is(case: Case) -> None:
    reading = read(case.data, filename="a.yaml", vocabulary=vocabulary())

    assert faults_of(reading) == [(case.fault, case.line, case.column, case.field)]
    assert reading.curriculum is None


@each_case
def test_problem_is_a_whole_sentence(case: Case) -> None:
    (problem,) = read(case.data, filename="a.yaml", vocabulary=vocabulary()).problems

    with override("da"):
        assert re.fullmatch(r"[A-ZÆØÅ»][^%!]+[.?]", problem.message)
        assert text_guard.check(problem.message) is None
        assert len(problem.message) < 400


def test_every_fault_has_a_case_and_a_sentence() -> None:
    limit_of_problems = {Fault.TOO_MANY_PROBLEMS}

    assert {case.fault for case in CASES} | limit_of_problems == set(Fault)
    assert set(MESSAGES) == set(Fault)


def test_message_says_what_to_do() -> None:
    (problem,) = read_text(changed('"Gå stuegang"', "Stuegang: tirsdag")).problems

    with override("da"):
        assert str(problem) == (
            "prøve.yaml:28:20: competencies[1]: Her står et kolon, hvor det ikke passer. Sæt hele"
            " teksten i anførselstegn, eller ret indrykningen, så den passer med linjen over."
        )


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("windows-1252", "Windows-1252 (ANSI)"),
        ("latin-1", "Windows-1252 (ANSI)"),
    ],
)
def test_wrong_encoding_is_named(encoding: str, name: str) -> None:
    (problem,) = read(SAMPLE.encode(encoding), filename="a", vocabulary=vocabulary()).problems

    with override("da"):
        assert problem.message == (
            f"Filen er gemt med kodningen {name}. Åbn den i et tekstprogram, vælg Gem som, vælg"
            " kodningen UTF-8, og prøv igen."
        )


@pytest.mark.parametrize("beginning", [b"%PDF-1.4", b"PK\x03\x04", b"<html>", b"{\\rtf1"])
def test_other_format_is_named(beginning: bytes) -> None:
    (problem,) = read(beginning, filename="a", vocabulary=vocabulary()).problems

    assert problem.fault == Fault.OTHER_FORMAT
    assert problem.params["format"] in FORMATS.values()


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("[ward,", "[Sengeafsnit,", "ward"),
        ("[ward,", "[Inpatient ward,", "ward"),
        ("[ward,", "[wards,", "ward"),
        ("[cbd]", "[MiniCEX]", "mini_cex"),
        ("[expert,", "[Sygeplejefaglig,", "expert"),
    ],
)
def test_unknown_code_suggests_by_spelling_and_by_label(old: str, new: str, meant: str) -> None:
    (problem,) = read_text(changed(old, new)).problems

    assert (problem.fault, problem.params["meant"]) == (Fault.CODE_MISSPELT, meant)


def test_misspelt_field_is_not_also_missing() -> None:
    reading = read_text(changed("  language: da", "  langauge: da"))

    assert faults_of(reading) == [(Fault.KEY_MISSPELT, 9, 3, "programme.langauge")]


def test_duplicate_code_names_both_lines() -> None:
    (problem,) = read_text(changed("code: A-2", "code: A-1")).problems

    assert problem.params == {"code": "A-1", "first": 16, "second": 27}


def test_duplicate_field_names_both_lines() -> None:
    (problem,) = read_text(changed("stage: introduction", "title: B\n  stage: main")).problems

    assert problem.params == {"key": "title", "first": 4, "second": 6}


@pytest.mark.parametrize(
    ("old", "new", "fault", "line"),
    [
        ('    title: "Gå', '      title: "Gå', Fault.INDENTATION, 28),
        ("    complex: true", "   complex: true", Fault.INDENTATION, 25),
        ("- code: A-2", "- code A-2", Fault.COLON_MISSING, 27),
        ('"Gå stuegang"', '"Gå stuegang', Fault.QUOTE_OPEN, 28),
        ('["ABCDE"', '["ABCDE', Fault.BRACKET_OPEN, 21),
    ],
)
def test_slip_of_the_pen_is_found_on_its_own_line(
    old: str, new: str, fault: Fault, line: int
) -> None:
    """The parser itself often stops a line or more after the one to mend."""
    (problem,) = read_text(changed(old, new)).problems

    assert (problem.fault, problem.line) == (fault, line)


def test_all_problems_are_told_from_the_top_down() -> None:
    text = (
        changed("doctor", "dentist")
        .replace("value: 12", "value: twelve")
        .replace("[ward, on_call]", "[ward, *sted]")
        .replace("complex: false", "complex: maybe")
    )

    assert faults_of(read_text(text)) == [
        (Fault.NOT_A_CHOICE, 5, 15, "programme.profession"),
        (Fault.NOT_A_NUMBER, 10, 34, "programme.duration.value"),
        (Fault.ALIAS, 22, 20, "competencies[0].places[1]"),
        (Fault.NOT_TRUE_OR_FALSE, 37, 14, "competencies[1].complex"),
    ]


def test_hopeless_file_ends_with_a_note_that_there_are_more() -> None:
    reading = read_text("schema: curriculum/1\nprogramme: {}\n" + "&a a: 1\n" * 5000)

    assert len(reading.problems) == MAX_PROBLEMS + 1
    assert reading.problems[-1].fault == Fault.TOO_MANY_PROBLEMS
    assert Fault.TOO_MANY_PROBLEMS not in {problem.fault for problem in reading.problems[:-1]}


def test_another_kind_of_file_gets_one_problem() -> None:
    reading = read_text("schema: contract/1\ncontract: {a: 1}\ncompetencies: [{b: 2}]\n")

    assert [problem.fault for problem in reading.problems] == [Fault.SCHEMA]


@pytest.mark.parametrize(
    "change",
    [
        ("[ward,", '["150852-5008",'),
        ("doctor", "150852-5008"),
        ("curriculum/1", "150852-5008"),
        ("  language:", "  150852-5008: a\n  language:"),
        ("  placement: P1", '  placement: P1\n    "150852     5008": a'),
        ("code: A-2", "code: 150852.5008"),
        ("2026-08-01", "150852-5008"),
    ],
)
def test_cpr_number_is_never_in_a_problem(change: tuple[str, str]) -> None:
    reading = read_text(changed(*change))

    assert reading.problems != ()
    for problem in reading.problems:
        assert text_guard.check(str(problem)) is None
        assert text_guard.check(repr(problem)) is None


def test_file_name_is_shown_without_folders_and_controls() -> None:
    reading = read(b"", filename="C:\\docs\\../a\r\n150852-5008.yaml", vocabulary=vocabulary())

    assert reading.problems[0].file == "a xxxxxx-xxxx.yaml"


def test_lines_are_counted_as_an_editor_does() -> None:
    """U+2028 ends a line for YAML, but not in an editor; CRLF and CR do."""
    text = changed('"Prøveprogram"', '"Prøve\u2028program"').replace("doctor", "dentist")

    for line_break in ("\n", "\r\n", "\r"):
        (problem,) = read_text(text.replace("\n", line_break)).problems
        assert (problem.line, problem.column) == (5, 15)
