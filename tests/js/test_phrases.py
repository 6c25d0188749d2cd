"""The chips that the page preselects are those that the server would choose."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import laeringskontrakt
from laeringskontrakt.contracts.enums import WhenType
from laeringskontrakt.contracts.phrases import ActivityPhrase, words
from laeringskontrakt.core import calendar_reading
from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.curriculum.vocabulary import vocabulary
from tests import node
from tests.phrases import ACTIVITIES, MIXED, PEOPLE, SUPERVISOR, Case, activity, days

MODULES = Path(laeringskontrakt.__file__).parent / "static" / "js"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """One process for the module; each question is a line in, a line out."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / "package.json").write_text('{"type": "module"}')
    for module in MODULES.glob("phrases*.js"):
        (folder / module.name).write_text(module.read_text("utf-8"), "utf-8")
    program = Path(__file__).with_name("phrases_lines.mjs")
    with subprocess.Popen(
        [node.program(), str(program), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asked, answered = process.stdin, process.stdout
        assert asked
        assert answered

        def put(**question: Any) -> dict[str, Any]:
            asked.write(json.dumps(question) + "\n")
            asked.flush()
            answer: dict[str, Any] = json.loads(answered.readline())
            return answer

        yield put
        asked.close()


def in_page(ask: Ask, entry: str, language: Language, setting: str = "winter") -> dict[str, Any]:
    answer = ask(
        text=entry,
        language=language,
        **days(setting),
        people=[asdict(person) for person in PEOPLE],
        supervisorName=SUPERVISOR,
        methodSupport={code: m.support_need for code, m in vocabulary().methods.items()},
    )
    del answer["when"]["words"]
    return answer


def on_server(phrase: ActivityPhrase) -> dict[str, Any]:
    when = phrase.when
    return {
        "supportNeed": phrase.support_need.value,
        "personId": phrase.with_person and phrase.with_person.id,
        "ambiguous": [person.id for person in phrase.ambiguous],
        "method": phrase.method,
        "when": {
            "type": when.type.value or "none",
            "first": when.first_day and when.first_day.isoformat(),
            "latest": when.latest and when.latest.isoformat(),
            "text": when.text if when.type is WhenType.EVENT else "",
        },
    }


@pytest.mark.parametrize("case", ACTIVITIES, ids=lambda case: case.entry)
def test_corpus(ask: Ask, case: Case) -> None:
    phrase = activity(case.entry, setting=case.setting, language=case.language)

    assert in_page(ask, case.entry, case.language, case.setting) == on_server(phrase)


def test_word_lists_are_the_servers(ask: Ask) -> None:
    lists = ask()
    ours = {**vars(calendar_reading), **vars(words)}

    assert {name: _plain(ours[name]) for name in lists} == lists


def _plain(value: Any) -> Any:
    """As JSON has it."""
    return json.loads(json.dumps(sorted(value) if isinstance(value, frozenset) else value))


SENTENCES: dict[Language, list[list[str]]] = {
    "da": [
        ["Læse instruksen", "Simulation i færdighedslab", "Følge stuegang", "Tale om ilt"],
        ["", "med Mette", "med min vejleder", "med Peter", "sammen med en kollega", "hos Amira"]
        + ["med Mette Overgaard", "med Jens Mikkelsen", "med bagvagten", "med Mette og Jonas"]
        + ["med Liv", "med liv", "med ABCDE", "egen aktivitet", "med overlæge Toft"],
        ["", "uge 49", "i uge 50", "u. 48", "senest uge 50", "inden uge 50", "uge 49-51", "uge 54"]
        + ["uge 49 og 5 patienter", "fra uge 50", "efter uge 49", "3/12", "den 12. december"]
        + ["torsdag", "på fredag eftermiddag", "i morgen", "senest fredag", "inden den 4. dec"]
        + [
            "næste mandag",
            "denne uge",
            "tirsdag i uge 50",
            "4.12.",
            "3/12 kl. 13",
            "to 3. dec 13.30",
        ]
        + ["14.-17. dec", "fra 1/12 til 11/12", "mellem 1/12 og 11/12", "31/2", "2026-12-03"]
        + ["mandag og torsdag", "3/12 eller 4/12", "kl. 15", "3/4 af vagterne", "kapitel 3/12"],
        ["", "efter min tredje patient", "ved første egnede patient på stuegang"]
        + ["efter simulation", "lige efter samtalen", "efter instruks", "før og efter vagten"]
        + ["hver dag", "løbende", "hele perioden", "hver mandag"],
    ],
    "en": [
        ["Read the guideline", "Simulation in the skills lab", "Shadow the nurse", "Talk about it"],
        ["", "with Mette", "with my supervisor", "with Peter", "with a colleague", "with ABCDE"]
        + ["together with the intensive care nurse", "with Mette and Jonas", "own activity"],
        [
            "",
            "week 49",
            "in week 50",
            "by week 50",
            "before week 50",
            "weeks 49-51",
            "after week 49",
            "on 3 Dec",
            "Dec 3rd, 2 pm",
            "by Friday",
            "on Tuesday",
            "tomorrow",
            "next week",
            "from 1 Dec to 11 Dec",
            "at 1.30 pm",
            "3/12",
            "chapter 3/12",
        ],
        ["", "after my third patient", "at the first suitable patient on the ward round"]
        + ["after simulation", "right after the talk", "after all", "every day", "ongoing"],
    ],
}


@st.composite
def sentences(draw: st.DrawFn, language: Language) -> str:
    what, *others = (draw(st.sampled_from(part)) for part in SENTENCES[language])
    mark = st.sampled_from([", ", " ", ". ", " (", "; "])
    said = [other for other in draw(st.permutations(others)) if other]
    return what + "".join(draw(mark) + other for other in said)


@pytest.mark.parametrize("language", ["da", "en"])
@given(data=st.data())
def test_page_and_server_agree(ask: Ask, language: Language, data: st.DataObject) -> None:
    entry = data.draw(sentences(language))

    assert in_page(ask, entry, language) == on_server(activity(entry, language=language))


@pytest.mark.parametrize("setting", ["winter", "new year"])
@pytest.mark.parametrize("language", ["da", "en"])
@given(entry=MIXED)
def test_page_and_server_agree_on_words_in_any_order(
    ask: Ask, language: Language, setting: str, entry: str
) -> None:
    phrase = activity(entry, language=language, setting=setting)

    assert in_page(ask, entry, language, setting) == on_server(phrase)
