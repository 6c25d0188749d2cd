"""Text that somebody wrote, made safe to set: it prints as it is and stays in its own place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
# Characters that turn the direction of what follows without being seen.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# They choose between the text and the emoji style of a sign; paper has one style.
_STYLES = re.compile("[\ufe0e\ufe0f]")
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_NO_GLYPH = re.compile(r'the text `"(?P<text>.*)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{(?P<hex>[0-9a-f]+)\}")


def literal(text: str) -> str:
    """``text`` composed (NFC), and isolated if it has letters that run right to left.

    The isolate keeps such a line from turning the words that the form prints after it.
    Invisible overrides of direction are shown as code points: on a paper that two people sign,
    nothing may read otherwise than it was written.
    """
    composed = _STYLES.sub("", unicodedata.normalize("NFC", text)).strip()
    composed = _TURNING.sub(lambda match: code_point(match[0]), composed)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in composed):
        return f"{_FIRST_STRONG_ISOLATE}{composed}{_POP_ISOLATE}"
    return composed


def shortened(text: str, length: int) -> str:
    """At most ``length`` characters, the last one "…" if some were cut; for running heads."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def code_point(character: str) -> str:
    """What stands on paper for a character that no font has: ``[U+1F642]``."""
    return f"[U+{ord(character):04X}]"


def is_common(character: str) -> bool:
    """Whether our own fonts surely have the character: Latin letters, digits and punctuation."""
    return character in "\n\u2068\u2069" or (
        (" " <= character <= "\u017f" or character in "–—‘’“”„†•…‹›€™")
        and unicodedata.category(character)[0] != "C"
    )


def is_plain(character: str) -> bool:
    """Whether the character stands for itself, and does not join or change its neighbours."""
    if is_common(character):
        return True
    skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return not skin_tone and unicodedata.category(character) not in {"Mn", "Me", "Cf"}


def missing_characters(message: str) -> set[str]:
    """The uncommon characters that typst says it has no glyph for; empty if it says no such."""
    found = _NO_GLYPH.search(message)
    if found is None:
        return set()
    text = _ESCAPED.sub(lambda match: chr(int(match["hex"], 16)), found["text"])
    return {character for character in text if not is_common(character)}


def replace_characters(value: Any, unwanted: Callable[[str], bool]) -> Any:
    """A JSON value with every unwanted character in its texts shown by its code point."""
    if isinstance(value, str):
        return "".join(code_point(one) if unwanted(one) else one for one in value)
    if isinstance(value, list):
        return [replace_characters(one, unwanted) for one in value]
    if isinstance(value, dict):
        return {key: replace_characters(one, unwanted) for key, one in value.items()}
    return value
