"""Names as they stand in a sentence."""

from __future__ import annotations

from django.utils import translation

#: After these a Danish genitive is written with an apostrophe alone: «Jens' underskrift».
_SIBILANTS = ("s", "x", "z")


def possessive(name: str, language: str | None = None) -> str:
    """``name`` as owner: «Amalies», «Jens'», "Jens's". The language is the reader's by default."""
    spoken = language or translation.get_language() or "da"
    if not name or spoken.startswith("en"):
        return f"{name}'s" if name else ""
    return f"{name}'" if name.lower().endswith(_SIBILANTS) else f"{name}s"
