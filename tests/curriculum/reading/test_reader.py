"""Files that are right are read whole, and say what they said."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

import laeringskontrakt
from laeringskontrakt.curriculum.reading import CurriculumFile, Expected, PlacementEntry, read
from laeringskontrakt.curriculum.vocabulary import vocabulary
from tests.curriculum.reading.sample import SAMPLE, changed, read_text

DEMO = Path(laeringskontrakt.__file__).parent / "curriculum" / "demo"


def read_whole(data: bytes) -> CurriculumFile:
    reading = read(data, filename="a.yaml", vocabulary=vocabulary())
    assert [str(problem) for problem in reading.problems] == []
    assert reading.curriculum is not None
    return reading.curriculum


@pytest.mark.parametrize(
    ("name", "code", "competencies", "complex_ones", "placements"),
    [
        ("intro_internal_medicine", "DEMO-INTRO-MED", 18, 12, 1),
        ("foundation_year", "DEMO-KBU", 12, 5, 2),
        ("nursing_placement", "DEMO-SPL-KLINIK", 10, 3, 1),
    ],
)
def test_demo_programme_is_read_whole(
    name: str, code: str, competencies: int, complex_ones: int, placements: int
) -> None:
    read_file = read_whole((DEMO / f"{name}.yaml").read_bytes())

    assert read_file.programme.code == code
    assert len(read_file.competencies) == competencies
    assert sum(competency.complex for competency in read_file.competencies) == complex_ones
    assert len(read_file.programme.placements) == placements
    assert read_file.programme.disclaimer.startswith("Demodata.")


def test_programme_is_read_as_written() -> None:
    programme = read_whole(SAMPLE.encode()).programme

    assert (programme.code, programme.title, programme.version) == ("T1", "Prøveprogram", "1.0")
    assert (programme.profession, programme.stage) == ("doctor", "introduction")
    assert (programme.valid_from, programme.language) == (date(2026, 8, 1), "da")
    assert (programme.unit, programme.duration, programme.line) == ("month", 12, 3)
    assert programme.placements == (
        PlacementEntry(code="P1", title="Afsnit", first=1, last=6),
        PlacementEntry(code="P2", title="Klinik", first=7, last=12),
    )


def test_competency_is_read_as_written() -> None:
    first, second = read_whole(SAMPLE.encode()).competencies

    assert (first.code, first.title, first.placement) == ("A-1", "Modtage patienten", "P1")
    assert (first.roles, first.description) == (("expert", "leader"), "Tage imod.")
    assert first.concretisation == ("ABCDE", "Plan")
    assert (first.places, first.methods) == (("ward", "on_call"), ("read", "observe"))
    assert (first.instruments, first.complex, first.line) == (("cbd",), True, 16)
    assert first.expected == Expected(unit="month", first=1, last=4)
    assert (second.placement, second.places, second.complex) == ("", (), False)
    assert second.concretisation == ("Prioritering", "Aftaler")


def test_bytes_are_fingerprinted_as_received() -> None:
    data = b"\xef\xbb\xbf" + SAMPLE.encode()

    assert read_whole(data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_breaks_and_byte_order_mark_make_no_difference(line_break: str, mark: str) -> None:
    data = (mark + SAMPLE.replace("\n", line_break)).encode()

    assert read_whole(data).competencies == read_whole(SAMPLE.encode()).competencies


def test_disclaimer_may_be_left_out() -> None:
    text = changed('  disclaimer: "Demodata."\n', "")

    assert read_whole(text.encode()).programme.disclaimer == ""


def test_date_may_be_in_quotes() -> None:
    text = changed("2026-08-01", '"2026-08-01"')

    assert read_whole(text.encode()).programme.valid_from == date(2026, 8, 1)


def test_text_is_tidied() -> None:
    """Composed letters, no soft hyphens from a PDF, titles on one line, breaks kept below."""
    decomposed = changed('"Gå stuegang"', '"Ga\u030a stue\u00adgang\n\n      nu"').replace(
        '"Lede den."', "|\n      Lede\n      den.\n"
    )

    competency = read_whole(decomposed.encode()).competencies[1]

    assert (competency.title, competency.description) == ("Gå stuegang nu", "Lede\nden.")


def test_right_to_left_and_emoji_are_text() -> None:
    text = changed("Gå stuegang", "Gå stuegang جولة 👩\u200d⚕️")

    assert read_whole(text.encode()).competencies[1].title == "Gå stuegang جولة 👩\u200d⚕️"


def test_json_is_yaml() -> None:
    import json

    import yaml

    data = json.dumps(yaml.safe_load(SAMPLE), default=str, ensure_ascii=False).encode()

    assert [c.code for c in read_whole(data).competencies] == ["A-1", "A-2"]


def test_no_filename_or_nonsense_is_no_obstacle() -> None:
    assert read_text("").problems[0].line == 1
    assert read(b"", filename="", vocabulary=vocabulary()).problems[0].file == ""
