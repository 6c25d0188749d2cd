"""Whatever people write is printed as it is, and stays in its own place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from laeringskontrakt.portfolio.paper import compiler
from laeringskontrakt.portfolio.paper.literal import literal, missing_characters, shortened
from tests.portfolio import pdf_reading as read
from tests.portfolio.contracts_on_paper import example, printed

pytestmark = pytest.mark.slow

CODE = [
    '#read("/etc/passwd")',
    '#panic("x") #let y = 1; #pagebreak()',
    "*fed* _kursiv_ `kode` $x^2$ = overskrift",
    "<mærke> @henvisning // ikke en kommentar /* heller ikke */",
    "C:\\temp\\ny \\u{41} \\n",
    "%(number)s {page} {{ 1 }}",
    "\"'); alert(1)",
]


def everywhere(text: str) -> dict[str, Any]:
    """The example with ``text`` in every place where somebody writes."""
    content = example(title=text, purpose=text, department=text)
    for one in (*content["subgoals"], *content["activities"]):
        one["text"] = text
    for one in content["activities"]:
        one["with"] = {"name": text, "role": text}
        one["when"] = {"type": "event", "text": text, "latest": None}
        one["place"] = one["method"] = {"code": "own", "label": text}
    for one in content["feedback_agreements"]:
        one["ask"] = one["giver"]["name"] = text
    for one in content["assessments"]:
        one["criteria"] = text
    for party in ("trainee", "supervisor"):
        content["parties"][party]["name"] = text
    return content


def with_subgoal(text: str) -> dict[str, Any]:
    content = example()
    content["subgoals"][0]["text"] = text
    return content


@pytest.mark.parametrize("text", CODE)
def test_code_is_text(text: str) -> None:
    times = read.words_of(printed(everywhere(text))).count(read.squeezed(text))
    # Title, purpose; subgoals; activities; agreements; assessment: the wide columns, where no
    # word is hyphenated. The narrow ones come on top.
    assert times >= 2 + 8 + 9 + 4 + 1


@pytest.mark.parametrize(
    "text", ["Łukasz Čapek", "Ελληνικά", "Кириллица", "≥ 92 % → ½", "linje et\nlinje to", "ø̈"]
)
def test_other_letters_are_printed(text: str) -> None:
    assert read.absent(printed(with_subgoal(text)), [literal(text)]) == []


@pytest.mark.parametrize("text", ["שלום", "سلام"])
def test_right_to_left_stays_in_its_place(text: str) -> None:
    pdf = printed(with_subgoal(f"{text} ABCDE"))
    drawn = read.words_of(pdf)
    assert sorted(set(text) - set(drawn)) == []
    # The words of the form after it still run from left to right.
    assert read.absent(pdf, ["ABCDE", "AL", "Selvstudium", "Side 1 af 1"]) == []


def test_an_override_of_direction_is_shown_not_obeyed() -> None:
    pdf = printed(with_subgoal("\u202eslut uden ende"))
    assert read.absent(pdf, ["[U+202E]slut uden ende"]) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\U0010fffdb", "a[U+10FFFD]b"),
        ("a\x07b", "a[U+0007]b"),
        ("漢字", "[U+6F22][U+5B57]"),
        ("1\ufe0f\u20e3", "1[U+20E3]"),
    ],
)
def test_a_character_without_a_glyph_is_shown_by_its_code_point(text: str, shown: str) -> None:
    assert read.absent(printed(with_subgoal(text)), [shown]) == []


def test_a_cluster_that_no_font_has_costs_others_nothing() -> None:
    drawn = read.words_of(
        printed(with_subgoal("1\u20e3 \U0001f469\U0001f3fd\u200d\u2695 \u0e44 שלום"))
    )
    assert sorted(set("שלום") - set(drawn)) == []
    assert "1[U+20E3]" in drawn


def test_more_characters_without_glyphs_than_are_looked_for_one_by_one() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(30))
    shown = "".join(f"[U+{ord(one):04X}]" for one in text)
    assert read.absent(printed(with_subgoal(f"Æ {text} ø")), [f"Æ {shown} ø"]) == []


def test_an_emoji_prints_where_there_is_a_font_for_it() -> None:
    families = {info.family for info in compiler.our_fonts().fonts()}
    shown = "🙂" if "Noto Emoji" in families else "[U+1F642]"
    assert read.absent(printed(with_subgoal("godt 🙂 klaret")), [f"godt {shown} klaret"]) == []


# How many of the letter the widest column of the table (60.5 mm) holds at the smallest size.
@pytest.mark.parametrize(
    ("letter", "most"), [("A", 32), ("Q", 31), ("i", 69), ("m", 24), ("W", 23), ("7", 43)]
)
def test_a_line_of_500_letters_breaks_inside_its_column(letter: str, most: int) -> None:
    content = with_subgoal(letter * 500)
    content["activities"][0]["text"] = letter * 500
    content["activities"][0]["method"] = {"code": "own", "label": letter * 60}
    text = "\n".join(page.extract_text() for page in read.reader(printed(content)).pages)
    runs = [len(run) for run in re.findall(letter + "{3,}", text.replace("\u200b", ""))]
    # The last line of a cell may hold one or two.
    assert 500 + 500 + 60 - 3 * 2 <= sum(runs) <= 500 + 500 + 60
    assert max(runs) <= most


def test_ten_thousand_letters_run_over_the_pages() -> None:
    text = "ord " * 2500
    pdf = printed(with_subgoal(text))
    assert read.words_of(pdf).count("ord" * 100) >= 1
    assert len(read.reader(pdf).pages) > 1


def test_text_is_composed() -> None:
    assert literal(" A\u030arhus ") == "Århus"


def test_shortened_keeps_what_fits() -> None:
    assert [shortened("abcdef", 6), shortened("abcdefg", 6)] == ["abcdef", "abcde…"]


def test_missing_characters_reads_what_typst_says() -> None:
    message = 'PDF/UA-1 error: the text `"\\u{7}🙂"` could not be displayed with font `"X"`'
    assert missing_characters(message) == {"\x07", "🙂"}
    assert missing_characters('the text `"1"` could not be displayed') == set()
    assert missing_characters("file not found") == set()
