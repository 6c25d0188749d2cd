"""The language of a page: the person's own, else the cookie's, else Danish.

What people wrote stands on it in the language of their organisation.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from laeringskontrakt.core import tongue
from laeringskontrakt.core.requests import from_script
from laeringskontrakt.people import page_person
from laeringskontrakt.people.sessions import WRITTEN


def chosen(request: HttpRequest) -> str:
    """The language code for this request.

    The browser's own wishes do not count: a ward computer in English says nothing about who
    sits at it.
    """
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.user.is_authenticated:
        asked = request.user.language
    elif from_script(request) and (whose := page_person.proved(request)):
        asked = whose.language  # the page's language goes on after its session
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class PersonLanguage:
    """Renders everything inside it in the chosen language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = chosen(request)
        written = request.session.get(WRITTEN, settings.LANGUAGE_CODE)
        with translation.override(language), tongue.writing_in(written):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response["Content-Language"] = language
        return response
