"""Single values: texts that may be stored, and words that should have been codes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from laeringskontrakt.core import text_guard
from laeringskontrakt.core.characters import UNWANTED
from laeringskontrakt.curriculum.reading.messages import Fault
from laeringskontrakt.curriculum.reading.nodes import Node, Scalar, ScalarKind, Unread
from laeringskontrakt.curriculum.reading.problems import Place, Problems, shown

MIN_MATCH_LENGTH, MAX_MATCH_LENGTH = 3, 40
# They come along unseen when text is copied from a PDF or a web page, and mean nothing here.
COPIED_ALONG = str.maketrans("", "", "\u00ad\ufeff")
STRANGE = re.compile(f"[{UNWANTED}]")


def text_of(node: Node, most: int, problems: Problems, *, lines: bool = False) -> str:
    """The text of a single value, tidied; "" with a problem noted when it is not one."""
    if isinstance(node, Unread):
        return ""
    if not isinstance(node, Scalar):
        problems.add(node.place, Fault.NOT_TEXT)
        return ""
    if node.kind is ScalarKind.NOTHING or not node.text.strip():
        problems.add(node.place, Fault.VALUE_MISSING)
        return ""
    if node.kind is not ScalarKind.TEXT:
        # Other readers of the format would turn 1.10 into 1.1 and 010 into 8.
        problems.add(node.place, Fault.TEXT_READ_AS_OTHER, value=shown(node.text))
        return ""
    return _fit_to_store(node, most, problems, lines=lines)


def _fit_to_store(node: Scalar, most: int, problems: Problems, *, lines: bool) -> str:
    given = node.text.translate(COPIED_ALONG)
    strange = STRANGE.search(given)
    text = text_guard.clean(given, one_line=not lines).text
    if strange:
        name = f"U+{ord(strange.group()):04X}"
        problems.add(node.place, Fault.TEXT_CHARACTER, character=name)
    elif not text:
        problems.add(node.place, Fault.VALUE_MISSING)
    elif len(text) > most:
        problems.add(node.place, Fault.TOO_LONG, length=len(text), most=most)
    elif text_guard.check(text) is not None:
        problems.add(node.place, Fault.CPR)
    else:
        return text
    return ""


def note_unknown(
    place: Place,
    word: str,
    known: Collection[str],
    problems: Problems,
    *,
    faults: tuple[Fault, Fault],
    meant: str | None = None,
) -> str | None:
    """Note a word that is not one of ``known``, and return the one it is probably meant to be.

    ``faults`` are (unknown, misspelt); ``meant`` is that word if the caller knows it.
    """
    unknown, misspelt = faults
    meant = meant or nearest(word, known)
    if meant:
        problems.add(place, misspelt, value=shown(word), meant=meant)
    else:
        problems.add(place, unknown, value=shown(word), known=listed(known))
    return meant


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is probably meant to be."""
    if not MIN_MATCH_LENGTH <= len(word) <= MAX_MATCH_LENGTH:
        return None
    tidied = re.sub(r"[\s-]+", "_", word.strip().casefold())
    found = get_close_matches(tidied, list(known), n=1, cutoff=0.7)
    return found[0] if found else None


def listed(words: Iterable[str]) -> str:
    """Codes as they are named in a sentence."""
    return ", ".join(words)
