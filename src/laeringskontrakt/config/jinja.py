"""The Jinja2 environment of our own pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

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
        static=static,
        url=_url,
        settings=_Settings(),
        language=translation.get_language,
        lang=tongue.lang,
        written=tongue.written,
        page_person=page_person.mark,
    )
    env.filters.update(page_filters.FILTERS, as_written=tongue.as_written, said=tongue.Said)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


class _Settings:
    """The few settings a page may show."""

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)
