"""The contract as a PDF, read back as a reader, a screen reader and a printer would."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from laeringskontrakt.portfolio.paper import compiler, render_blank
from laeringskontrakt.portfolio.paper.labels import paper_labels
from laeringskontrakt.portfolio.paper.qr import qr_code
from tests.portfolio import pdf_reading as read
from tests.portfolio.contracts_on_paper import (
    ADDRESS,
    CONTENT,
    SIGNATURES,
    example,
    long_example,
    printed,
)

pytestmark = pytest.mark.slow

ACTIVITIES = [one["id"] for one in CONTENT["activities"]]
# As printed: the fourth and the sixth are taken before the second.
PRINTED_ORDER = [ACTIVITIES[i] for i in (0, 2, 7, 3, 5, 1, 6, 4, 8)]


def blank(**changes: Any) -> bytes:
    return render_blank(**{"language": "da", "labels": paper_labels("da"), **changes})


def test_the_example_fits_on_one_page() -> None:
    assert len(read.pages_of(printed())) == 1


def test_the_example_fits_on_one_page_for_each_party() -> None:
    assert len(read.pages_of(printed(copies="both"))) == 2


def test_the_blank_form_is_one_page() -> None:
    assert (len(read.pages_of(blank())), len(read.pages_of(blank(copies="both")))) == (1, 2)


def test_everything_that_was_written_is_on_paper() -> None:
    texts = [CONTENT["title"], CONTENT["purpose"], CONTENT["department"], CONTENT["organisation"]]
    texts += [one["text"] for one in (*CONTENT["subgoals"], *CONTENT["activities"])]
    texts += [one["ask"] for one in CONTENT["feedback_agreements"]]
    texts += [
        f"{one['giver']['name']}, {one['giver']['role']}" for one in CONTENT["feedback_agreements"]
    ]
    texts += [one["criteria"] for one in CONTENT["assessments"]]
    texts += [one[part] for one in CONTENT["competencies"] for part in ("code", "title")]
    assert read.absent(printed(), texts) == []


def test_what_was_chosen_is_on_paper() -> None:
    texts = [one[kind]["label"] for one in CONTENT["activities"] for kind in ("place", "method")]
    texts += [one["form"]["label"] for one in CONTENT["feedback_agreements"]]
    texts += [one["model"]["label"] for one in CONTENT["feedback_agreements"]]
    texts += ["Case-baseret diskussion (CbD)", "Forventet niveau 3: Må gøre det med en kollega"]
    assert read.absent(printed(), texts) == []


def test_times_and_references_are_on_paper() -> None:
    texts = [
        "3. sep til 29. okt 2026",
        "Samtale 3. sep 2026",
        "se 1b og 2a",
        "ved første egnede patient på stuegang, senest 16. okt",
        "ti 13. okt 12.30",
        "ti 27. okt 14.00, Vejlederkontoret",
        "Amalie Krogh Lind Uddannelsessøgende, 3. sep 2026 kl. 13.13",
        "Jens Toft Mikkelsen Vejleder, 3. sep 2026 kl. 13.13",
        "Nr. LK-2026-0001, version 1",
        "Ingen patientoplysninger. Indhold 3f9a1c0b7d5e. Log 9b8c7d6e5f4a",
        "Side 1 af 1",
    ]
    assert read.absent(printed(), texts) == []


def test_a_signed_contract_carries_no_mark() -> None:
    marks = ["Kladde", "Mangler underskrift"]
    assert read.absent(printed(), marks) == marks


def test_an_unsigned_contract_is_marked_and_names_who_signs() -> None:
    pdf = printed(example(number=None, version=None, frozen_at=None), signatures=[])
    texts = ["Kladde", "Uddannelsessøgende, Amalie Krogh Lind", "Vejleder, Jens Toft Mikkelsen"]
    assert read.absent(pdf, [*texts, "LK-2026-0001"]) == ["LK-2026-0001"]


def test_a_half_signed_contract_says_so() -> None:
    pdf = printed(signatures=SIGNATURES[1:])
    texts = ["Mangler underskrift", "Uddannelsessøgende, Amalie Krogh Lind", "kl. 13.13"]
    assert read.absent(pdf, texts) == []


def test_a_mark_may_be_given() -> None:
    assert read.absent(printed(mark="Annulleret"), ["Annulleret", "Kladde"]) == ["Kladde"]


def test_signatures_of_different_contents_are_refused() -> None:
    other = {**SIGNATURES[1], "sha256": "f" * 64}
    with pytest.raises(ValueError, match="one and the same content"):
        printed(signatures=[SIGNATURES[0], other])


def test_a_contract_without_assessment_says_so_and_has_no_result() -> None:
    pdf = printed(example(assessments=[], no_assessment=True))
    texts = ["Ingen bedømmelse i denne periode", "Næste skridt", "Resultat"]
    assert read.absent(pdf, texts) == ["Resultat"]


def test_an_undecided_assessment_is_a_row_to_write_in() -> None:
    pdf = printed(example(assessments=[]))
    texts = ["Bedømmelse", "Resultat", "Ingen bedømmelse"]
    assert read.absent(pdf, texts) == ["Ingen bedømmelse"]


def test_a_draft_with_nothing_in_it_prints() -> None:
    parts = ("subgoals", "activities", "feedback_agreements", "assessments", "competencies")
    empty: dict[str, Any] = {part: [] for part in parts}
    nothing = dict.fromkeys(("number", "version", "frozen_at", "programme", "meeting"))
    period = {"from": None, "to": None}
    pdf = printed(example(**empty, **nothing, period=period, purpose=""), signatures=[])
    assert (len(read.pages_of(pdf)), read.absent(pdf, ["Kladde"])) == (1, [])


def test_an_addition_stands_under_its_line() -> None:
    content = example()
    first = content["subgoals"][0]
    content["subgoals"].append(
        {**content["subgoals"][6], "id": "x", "number": None, "adds_to": first["id"], "text": "og"}
    )
    assert read.absent(printed(content), [f"{first['text']} AL ↳ og JM"]) == []


def test_several_competencies_are_each_named_before_their_subgoals() -> None:
    content = example()
    other = {**content["competencies"][0], "id": "x", "code": "IM-07", "title": "Brystsmerter"}
    content["competencies"].append(other)
    content["subgoals"][7]["competency"] = "x"
    text = content["subgoals"][7]["text"]
    texts = ["1. Kompetencer fra uddannelsesplanen", f"IM-07 Brystsmerter 8 {text}"]
    assert read.absent(printed(content), texts) == []


def test_boxes_and_code_are_named_for_a_screen_reader() -> None:
    done = {ACTIVITIES[0]: "x", ACTIVITIES[5]: "x", CONTENT["feedback_agreements"][1]["id"]: "x"}
    ticked = {True: "udført", False: "ikke udført"}
    agreed = [one["id"] for one in (*CONTENT["feedback_agreements"], *CONTENT["assessments"])]
    assert read.pictures(printed(ticks=done)) == [
        *("valgt", "ikke valgt"),
        *(ticked[one in done] for one in PRINTED_ORDER),
        *(ticked[one in done] for one in agreed),
        *["ikke valgt"] * 3,
        f"QR-kode, der fører til kontrakten: {ADDRESS}",
    ]


def test_the_supervisors_copy_is_ticked_as_such() -> None:
    assert read.pictures(printed(party="supervisor"))[:2] == ["ikke valgt", "valgt"]


def test_both_copies_are_the_same_but_for_the_ticks() -> None:
    pdf = printed(copies="both", ticks={ACTIVITIES[0]: "x"}, other_ticks={ACTIVITIES[2]: "x"})
    found = read.pictures(pdf)
    half = len(found) // 2
    assert found[:4] == ["valgt", "ikke valgt", "udført", "ikke udført"]
    assert found[half : half + 4] == ["ikke valgt", "valgt", "ikke udført", "udført"]
    first, second = read.pages_of(pdf)
    assert first == second


def test_the_blank_form_belongs_to_nobody() -> None:
    assert read.pictures(blank())[:2] == ["ikke valgt", "ikke valgt"]
    assert read.pictures(blank())[2:] == ["ikke udført"] * 16 + ["ikke valgt"] * 3


def test_the_blank_form_has_its_questions() -> None:
    texts = ["1. Kompetence fra uddannelsesplanen", "Formål", "Bedømmelse", "Næste skridt"]
    texts += ["Begge udfylder hver sin formular og gemmer den i egen mappe.", "Side 1 af 1"]
    assert read.absent(blank(), texts) == []


def test_a_long_contract_runs_on_with_its_table_heads() -> None:
    printed_pages = read.pages_of(printed(long_example()))
    head = read.squeezed("Nr. Delmål Hvor og hvad Hvordan Hvem Senest Udført")
    running = read.squeezed("Læringskontrakt LK-2026-0001, Akut åndenød")
    assert [head in page for page in printed_pages[:2]] == [True, True]
    assert [running in page for page in printed_pages] == [False] + [True] * (
        len(printed_pages) - 1
    )


def test_pages_are_counted_within_each_copy() -> None:
    printed_pages = read.pages_of(printed(long_example(), copies="both"))
    each = len(printed_pages) // 2
    numbers = [f"Side{number}af{each}" for number in range(1, each + 1)] * 2
    assert each > 1
    assert [n for n, page in zip(numbers, printed_pages, strict=True) if n not in page] == []


def test_the_signatures_of_a_long_contract_are_on_its_last_page() -> None:
    signed = read.squeezed("Uddannelsessøgende, 3. sep 2026")
    printed_pages = read.pages_of(printed(long_example()))
    assert [signed in page for page in printed_pages] == [False] * (len(printed_pages) - 1) + [True]


def test_it_is_tagged_and_declares_pdf_ua() -> None:
    root = read.reader(printed()).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data()
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_says_its_language_and_title(language: str) -> None:
    document = read.reader(printed(language=language))
    assert document.trailer["/Root"]["/Lang"] == language
    assert document.metadata is not None
    assert document.metadata.title == "Læringskontrakt LK-2026-0001, Akut åndenød"


def test_tables_have_column_heads() -> None:
    tags = [tag for tag, _ in read.tags(printed())]
    assert (tags.count("/Table"), tags.count("/TH"), tags.count("/THead")) == (2, 12, 2)
    assert (tags.count("/H1"), tags.count("/H2"), tags.count("/Link")) == (1, 2, 1)


def test_only_our_fonts_are_used_and_all_are_embedded() -> None:
    assert read.fonts(printed()) == {
        "SourceSans3-Regular": True,
        "SourceSans3-SemiBold": True,
        "SourceSans3-Bold": True,
        "SourceSerif4-Regular": True,
    }


def test_nothing_in_it_acts() -> None:
    active = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EF", "/OpenAction", "/AA"}
    assert read.keys(printed()) & {*active, "/AcroForm", "/SubmitForm"} == set()


def test_the_code_leads_back_to_the_contract() -> None:
    pdf = printed()
    assert read.addresses(pdf) == [ADDRESS]
    assert read.drawn_code(pdf) == [[bit & 1 for bit in row] for row in qr_code(ADDRESS).matrix]


def test_the_same_input_gives_the_same_bytes() -> None:
    first = printed()
    compiler._compiler.cache_clear()
    assert printed() == first


def test_many_at_a_time_give_the_same_as_one() -> None:
    contents = [example(title=f"Titel {number}") for number in range(6)]
    alone = [printed(content) for content in contents]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(printed, contents)) == alone


def test_the_form_holds_no_language_of_its_own() -> None:
    danish = paper_labels("da")
    labels: Any = {key: text if "%(" in text else f"<{key}>" for key, text in danish.items()}
    # Short words also stand in what the two wrote.
    words = [text for text in danish.values() if "%(" not in text and len(text) > 12]
    for pdf in (
        printed(language="en", labels=labels),
        printed(language="en", labels=labels, signatures=SIGNATURES[:1], copies="both"),
        blank(language="en", labels=labels),
    ):
        assert read.absent(pdf, words) == words


def test_a_draft_gives_the_same_bytes_too() -> None:
    content = example(frozen_at=None, version=None, title="")
    first = printed(content, signatures=[])
    document = read.reader(first)
    assert document.metadata is not None
    assert document.metadata.title == "Læringskontrakt LK-2026-0001"
    compiler._compiler.cache_clear()
    assert printed(content, signatures=[]) == first
