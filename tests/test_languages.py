"""Danish and English say the same: the catalogue is whole, and no page mixes the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

import html5lib
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from laeringskontrakt.core import clock
from laeringskontrakt.curriculum.vocabulary import KINDS, vocabulary
from laeringskontrakt.people.models import Person
from tests import policy, wordy
from tests.matrix import Matrix, make_matrix, sign_in
from tests.pages import PageClient
from tests.test_matrix import PARAMETERS
from tools import messages

DANISH_WORD = re.compile(r"[\w-]*[æøåÆØÅ][\w-]*")
#: What is called the same in English: the product, a system, a post, a language.
PROPER_NAMES = {"Læringskontrakt", "uddannelseslæge", "Introduktionsstilling", "Dansk"}
READ_ALOUD = ("aria-label", "title", "placeholder", "alt")


def test_both_languages_are_offered_and_no_other() -> None:
    assert [code for code, _name in settings.LANGUAGES] == ["da", *messages.LANGUAGES]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_text_is_translated_with_the_same_placeholders(language: str) -> None:
    assert messages.check(language) == []


def test_no_english_text_is_left_in_danish() -> None:
    left = [
        (message.id, word)
        for message in english()
        for text in forms(message.string)
        for word in DANISH_WORD.findall(text)
        if word not in PROPER_NAMES
    ]

    assert left == []


def test_no_english_text_raises_its_voice() -> None:
    assert [text for message in english() for text in forms(message.string) if "!" in text] == []


def test_one_and_several_are_told_apart() -> None:
    with translation.override("en"):
        said = [
            ngettext("%(num)d delmål", "%(num)d delmål", number) % {"num": number}
            for number in (0, 1, 2)
        ]

    assert said == ["0 subgoals", "1 subgoal", "2 subgoals"]


def test_a_text_that_is_shown_is_in_the_language_asked_for() -> None:
    with translation.override("en"):
        english_word = gettext("Underskriv")
    with translation.override("da"):
        danish_word = gettext("Underskriv")

    assert (english_word, danish_word) == ("Sign", "Underskriv")


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: Any) -> Iterator[Matrix]:
    """Everybody and every kind of contract, an hour after the meeting; all read English."""
    patched = pytest.MonkeyPatch.context()
    with django_db_blocker.unblock(), patched as patch, transaction.atomic():
        made = make_matrix()
        wordy.fill(made)
        Person.objects.update(language="en")
        now = made.world.now + timedelta(hours=1)
        patch.setattr(clock, "now", lambda: now)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def own_words(matrix: Matrix) -> set[str]:
    """Every word that people or their organisation wrote, and names."""
    return PROPER_NAMES | danish_words(stored())


@pytest.fixture(scope="module")
def names(matrix: Matrix) -> set[str]:
    """What is called the same in every language."""
    given = (Person.objects.values_list(name, flat=True) for name in ("first_name", "last_name"))
    return PROPER_NAMES | danish_words(chain(*given))


ADDRESSES = sorted(name for name, row in policy.ROWS.items() if row.get)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_in_english_has_no_danish_but_what_says_that_it_is(
    matrix: Matrix, own_words: set[str], names: set[str], name: str
) -> None:
    row = policy.ROWS[name]
    left = [
        f"{who} {about}: {text}"
        for who, client in readers(matrix)
        for about in row.objects
        for text in danish_in(
            shown(client, matrix.address(name, PARAMETERS[name], about, who, row.draft)),
            own_words,
            names,
        )
    ]

    assert left == []


@pytest.mark.django_db
@pytest.mark.parametrize("step", [3, 4])
def test_what_is_being_changed_says_its_language_too(
    matrix: Matrix, own_words: set[str], names: set[str], step: int
) -> None:
    contract = matrix.contracts["draft"]
    rows = {3: [contract.activities], 4: [contract.feedback, contract.assessments]}[step]
    address = reverse("contracts:sheet", args=[contract.pk])
    _who, client = next(readers(matrix))
    left = [
        text
        for row in chain(*(manager.all() for manager in rows))
        for text in danish_in(
            shown(client, f"{address}?trin={step}&ret={row.pk}"), own_words, names
        )
    ]

    assert left == []


def danish_in(texts: Iterator[Text], own_words: set[str], names: set[str]) -> Iterator[str]:
    """What is Danish and does not say so. An attribute has one language, so it may quote."""
    for text, attribute in texts:
        allowed = own_words if attribute else names
        label = not attribute and DANISH_LABEL.search(text)
        if text in UNTRANSLATED or label or danish_words([text]) - allowed:
            yield text


def danish_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in DANISH_WORD.findall(text)}


#: One of each home: trainee, supervisor, programme lead, administrator, nobody.
READERS = "TSLA0"


def readers(matrix: Matrix) -> Iterator[tuple[str, PageClient]]:
    for who in READERS:
        client = PageClient(headers={"accept-language": "en"})
        sign_in(client, matrix.people[who])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        yield who, client


#: A text of a page, and whether it stands in an attribute.
Text = tuple[str, bool]


def shown(client: PageClient, address: str) -> Iterator[Text]:
    """The texts of a page one by one, also those read aloud; those of refusals as well."""
    with transaction.atomic():
        response = client.get(address, follow=True)
        transaction.set_rollback(True)
    if response.get("Content-Type", "").startswith("text/html"):
        page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
        yield from texts_of(page)


def texts_of(element: Any, language: str = "en") -> Iterator[Text]:
    """Not what is written in another language and says so; what a field holds is its text."""
    language = element.get("lang", language)
    if element.tag in {"script", "style"}:
        return
    if language == "en":
        read = (element.get(name, "") for name in READ_ALOUD)
        told = (value for key, value in element.items() if key.startswith("data-"))
        yield from ((text.strip(), True) for text in (*read, *told))
        yield (element.text or "").strip(), False
        if element.tag == "input" and element.get("type", "text") == "text":
            yield element.get("value", ""), False
    for child in element:
        if isinstance(child.tag, str):
            yield from texts_of(child, language)
        if language == "en":
            yield (child.tail or "").strip(), False


def stored() -> Iterator[str]:
    """All that stands in the database as text."""
    for model in apps.get_models():
        kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, kinds)]
        for values in model._base_manager.values_list(*names) if names else ():
            yield from (
                bytes(value).decode("utf-8", "ignore")
                if isinstance(value, bytes | memoryview)
                else str(value)
                for value in values
            )


def labels(language: str) -> set[str]:
    """What the vocabulary calls everything."""
    kinds = (vocabulary().terms(kind).values() for kind in KINDS)
    return {term.label(language) for term in chain(*kinds)}


def english() -> list[Any]:
    """Every text of the English catalogue."""
    return list(messages._messages(messages._read("en")))


def forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


#: Danish texts that are something else in English, where they are not another's English too.
UNTRANSLATED = (
    {text for message in english() for text in forms(message.id)}
    - PROPER_NAMES
    - {text for message in english() for text in forms(message.string)}
)

ENGLISH = "\n".join(chain(labels("en"), *(forms(message.string) for message in english())))
#: A label of the vocabulary in Danish, where it is not English too.
DANISH_LABEL = re.compile(
    "|".join(
        rf"\b{re.escape(label)}\b"
        for label in sorted(labels("da"), key=len, reverse=True)
        if label.casefold() not in ENGLISH.casefold()
    ),
    re.IGNORECASE,
)
