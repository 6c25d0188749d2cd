"""Who is told that a mail address has no account."""

from __future__ import annotations

from laeringskontrakt.people.models import Person


def colleague_address(email: str) -> bool:
    """True when somebody here has a mail at the same host.

    Then it may be a colleague who typed their other address, and a mail that says so helps.
    Strangers are never written to: the sign-in page could else be used to send them mail.
    """
    host = email.rpartition("@")[2]
    return Person.objects.filter(email__iendswith=f"@{host}").exists()
