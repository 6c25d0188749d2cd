"""How django-allauth behaves here: codes by mail, no sign-up, no passwords."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laeringskontrakt.core.requests import local_path


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Named in the settings as ``ACCOUNT_ADAPTER``."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("Koden passer ikke. Brug den nyeste kode i din indbakke."),
        "too_many_login_attempts": _(
            "Vi har lige sendt flere koder til den mail. Brug den nyeste, eller vent lidt."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts come from the organisation."""
        return False

    def generate_login_code(self) -> str:
        """Six digits: quick to read aloud and to type on a phone."""
        return f"{secrets.randbelow(10**6):06d}"

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is written in the template."""
        return subject

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths on this site (faults S12)."""
        return bool(url) and local_path(url, default="") == url

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: sign-in is ordinary pages."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: what happened is said by the page it leads to."""

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Sign-in, where a note says that one is signed out."""
        return reverse("account_login") + "?slut=selv"
