"""Where sign-in leads: to a page on this site, whatever was asked for (faults S12)."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from laeringskontrakt.people.models import Person
from tests.people.codes import newest_code

ASK = "/log-ind/"
ENTER = "/log-ind/kode/"

SAFE = ["/plan/", "/kontrakter/7/?trin=2", "/mappe/#nyeste"]
UNSAFE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "https://evil.example",
    "http://evil.example/",
    "HTTPS://evil.example",
    "http:evil.example",
    "http:/evil.example",
    "https:///evil.example",
    "ftp://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<b>",
    "vbscript:x",
    "file:///etc/passwd",
    "evil.example",
    "www.evil.example/",
    "@evil.example",
    "user@evil.example",
    "?next=//evil.example",
    "#//evil.example",
    ".//evil.example",
    "..//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    "/ /evil.example",
    " //evil.example",
    "\x00//evil.example",
    "/\x08/evil.example",
    "/\u202e//evil.example",
    "/\u00a0//evil.example",
    "http://testserver@evil.example/",
    "http://testserver/",
    "https://testserver.evil.example/",
    "//testserver/",
    "/" + "a" * 2001,
    "%2F%2Fevil.example",
]


@pytest.fixture(autouse=True)
def no_earlier_tries(db: None) -> None:
    cache.clear()


def leads_to(client: Client, person: Person, target: str) -> str:
    """Where one is after asking for a code and entering it, each time with ``next``."""
    client.post(ASK, {"email": person.email, "next": target})
    return client.post(ENTER, {"code": newest_code(person), "next": target})["Location"]


@pytest.mark.parametrize("target", SAFE)
def test_sign_in_leads_back(client: Client, amalie: Person, target: str) -> None:
    assert leads_to(client, amalie, target) == target


@pytest.mark.parametrize("target", UNSAFE)
def test_sign_in_leads_nowhere_else(client: Client, amalie: Person, target: str) -> None:
    assert leads_to(client, amalie, target) == "/"


@pytest.mark.parametrize("target", UNSAFE)
def test_the_way_to_the_code_carries_no_such_target(
    client: Client, amalie: Person, target: str
) -> None:
    answer = client.post(ASK, {"email": amalie.email, "next": target})

    assert answer["Location"] == ENTER
