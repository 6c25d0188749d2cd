"""Danish and English say the same: the catalogue is whole, and no page mixes the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import html5lib
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext

from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Person
from tests import policy
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
        Person.objects.update(language="en")
        now = made.world.now + timedelta(hours=1)
        patch.setattr(clock, "now", lambda: now)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def own_words(matrix: Matrix) -> set[str]:
    """Every word that people or their organisation wrote, and names."""
    return PROPER_NAMES | {word for text in stored() for word in DANISH_WORD.findall(text)}


ADDRESSES = sorted(name for name, row in policy.ROWS.items() if row.get)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_in_english_has_no_danish_of_its_own(
    matrix: Matrix, own_words: set[str], name: str
) -> None:
    row = policy.ROWS[name]
    left = [
        f"{who} {about}: {text}"
        for who, client in readers(matrix)
        for about in row.objects
        for text in shown(client, matrix.address(name, PARAMETERS[name], about, who, row.draft))
        if text in UNTRANSLATED or set(DANISH_WORD.findall(text)) - own_words
    ]

    assert left == []


#: One of each home: trainee, supervisor, programme lead, administrator, nobody.
READERS = "TSLA0"


def readers(matrix: Matrix) -> Iterator[tuple[str, PageClient]]:
    for who in READERS:
        client = PageClient(headers={"accept-language": "en"})
        sign_in(client, matrix.people[who])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        yield who, client


def shown(client: PageClient, address: str) -> Iterator[str]:
    """The texts of a page one by one, also those read aloud; those of refusals as well."""
    with transaction.atomic():
        response = client.get(address, follow=True)
        transaction.set_rollback(True)
    if response.get("Content-Type", "").startswith("text/html"):
        page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
        yield from texts_of(page)


def texts_of(element: Any) -> Iterator[str]:
    """Not what is written in another language and says so."""
    if element.get("lang", "en") == "en" and element.tag not in {"script", "style"}:
        yield from (element.get(name, "").strip() for name in READ_ALOUD)
        yield from (text.strip() for key, text in element.items() if key.startswith("data-"))
        yield (element.text or "").strip()
        for child in element:
            if isinstance(child.tag, str):
                yield from texts_of(child)
            yield (child.tail or "").strip()


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
