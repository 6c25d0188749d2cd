"""People at their own devices: a browser context each, signed in as themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from laeringskontrakt.people.models import Person
from tests.browser.watching import Watch


@dataclass
class Visitor:
    """One person at one device."""

    person: Person | None
    context: BrowserContext
    page: Page
    watch: Watch
    site: str
    loads: int = 0

    def go(self, path: str) -> Page:
        """Open an address of the product."""
        self.page.goto(self.site + path)
        return self.page

    def counting_loads(self) -> None:
        """From now on ``loads`` is the number of times the page is left or loaded anew."""
        self.loads = 0
        self.page.on("framenavigated", self._loaded)

    def _loaded(self, frame: Any) -> None:
        self.loads += frame == self.page.main_frame


def visit(
    browser: Browser, site: str, person: Person | None, *, width: int = 1280, **options: Any
) -> Visitor:
    """A fresh browser context on a device of that width, signed in as ``person``."""
    height = 800 if width > 700 else 780
    context = browser.new_context(
        locale="da-DK", viewport={"width": width, "height": height}, **options
    )
    context.set_default_timeout(10_000)
    watch = Watch(urlsplit(site).netloc)
    watch.on(context)
    if person is not None:
        sign_in(context, site, person)
    return Visitor(person, context, context.new_page(), watch, site)


def sign_in(context: BrowserContext, site: str, person: Person) -> None:
    """Give the context a session of ``person``'s, begun just now."""
    client = Client()
    client.force_login(person)
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": site}
            for name, morsel in client.cookies.items()
        ]
    )
