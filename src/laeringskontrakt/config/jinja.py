"""The Jinja2 environment of our own pages."""

from __future__ import annotations

import functools
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from laeringskontrakt.core import page_filters, tongue
from laeringskontrakt.people import page_person


def environment(**options: Any) -> Environment:
    """Unknown names fail, translations come from Django, dates are written the Danish way."""
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = True
    options["lstrip_blocks"] = True
    options["extensions"] = ["jinja2.ext.i18n", "jinja2.ext.do"]
    env = Environment(**options)
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        _=_say,
        static=functools.cache(static),
        url=_url,
        settings=_Settings(),
        language=translation.get_language,
        lang=tongue.lang,
        written=tongue.written,
        page_person=page_person.mark,
    )
    env.filters.update(page_filters.FILTERS, as_written=tongue.as_written, said=tongue.Said)
    return env


def _say(text: str, /, **values: object) -> Markup:
    """What the page says in the reader's language, with ``values`` escaped into it."""
    language = translation.get_language()
    return _said(language, text) % values if values else _plain(language, text)


@functools.cache
def _said(language: str | None, text: str) -> Markup:
    """A sheet says a hundred texts, the same ones for every entry."""
    return Markup(translation.gettext(text))  # noqa: S704 -- our own text or its translation


@functools.cache
def _plain(language: str | None, text: str) -> Markup:
    return _said(language, text) % {}


@functools.lru_cache(maxsize=4096)
def _url(name: str, *args: Any) -> str:
    """Looking an address up takes longer than writing the form round it."""
    return reverse(name, args=args or None)


class _Settings:
    """The few settings a page may show."""

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)
