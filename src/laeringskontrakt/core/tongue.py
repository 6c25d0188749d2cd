"""Words in another language than the page: what says so to who listens (WCAG 3.1.2).

A page is in the reader's language. What people wrote is in the language of their organisation:
the writer's own choice of language is about the product's texts and says little about theirs.
A curriculum says its language itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from markupsafe import Markup, escape

from laeringskontrakt.core.page_filters import language

_WRITTEN: ContextVar[str] = ContextVar("written_language", default="da")


@contextmanager
def writing_in(code: str) -> Iterator[None]:
    """What people wrote is in the language ``code`` for as long as this lasts."""
    token = _WRITTEN.set(code)
    try:
        yield
    finally:
        _WRITTEN.reset(token)


def lang(code: str) -> Markup:
    """The attribute for an element in ``code``: nothing where the page is in it."""
    # The code is escaped; the rest is ours.
    return Markup(' lang="{}"').format(code) if code and code != language() else Markup()


def written(text: object = True) -> Markup:
    """``lang`` of what people wrote; nothing where ``text`` is empty and says nothing yet."""
    return lang(_WRITTEN.get()) if text else Markup()


@dataclass(frozen=True, slots=True)
class Said:
    """Words inside a sentence, and their language; empty words are false."""

    words: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.words)

    def __str__(self) -> str:
        return self.words

    def __html__(self) -> Markup:
        """Inside an element of their own where they are foreign to the page."""
        attribute = lang(self.language) if self.words else Markup()
        return (
            Markup("<span{}>{}</span>").format(attribute, self.words)
            if attribute
            else escape(self.words)
        )


def as_written(text: str) -> Said:
    """What people wrote, for the middle of a sentence of the page's."""
    return Said(text, _WRITTEN.get())
