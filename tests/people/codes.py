"""The codes in the mails."""

from __future__ import annotations

import re

from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.people.models import Person


def newest_code(to: Person | str) -> str:
    """The six digits of the newest mail to somebody."""
    address = to if isinstance(to, str) else to.email
    body = OutboxMail.objects.filter(to=address).latest("pk").body
    found = re.search(r"^\d{6}$", body, re.MULTILINE)
    assert found, body
    return found[0]


def other_than(code: str) -> str:
    """A code that is wrong."""
    return f"{(int(code) + 1) % 10**6:06d}"
