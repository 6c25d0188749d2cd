"""The two documents: a contract as it was frozen, and the blank form. No Django here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.portfolio.paper.blank import blank_sheet
from laeringskontrakt.portfolio.paper.compiler import compile_form
from laeringskontrakt.portfolio.paper.fit import ways
from laeringskontrakt.portfolio.paper.geometry import STEPS, as_values
from laeringskontrakt.portfolio.paper.sheet import (
    NOT_SAID,
    Spoken,
    filled_sheet,
    reference,
)
from laeringskontrakt.portfolio.paper.wording import Copies, PaperLabels, Party


def render_filled(
    content: Mapping[str, Any],
    *,
    signatures: Sequence[Mapping[str, Any]],
    party: Party,
    copies: Copies,
    verify_url: str,
    ticks: Mapping[str, str],
    audit_head: str,
    language: str,
    labels: PaperLabels,
    sha256: str = "",
    other_ticks: Mapping[str, str] | None = None,
    mark: str | None = None,
    spoken: Spoken = NOT_SAID,
) -> bytes:
    """A contract as PDF: ``party``'s copy, or both copies in one file (the trainee's first).

    ``content`` is the frozen JSON of a version, or the same shape made from a draft (``number``,
    ``version`` and ``frozen_at`` may then be ``None``). ``signatures`` are those of that version:
    ``{"party", "name", "signed_at", "sha256"}``. ``ticks`` (id → "x", of activities and
    agreements) are those of ``party``'s copy, ``other_ticks`` those of the other copy.
    ``sha256`` is needed only while nobody has signed. ``mark`` is the word in the box at the top;
    by default "Kladde" without signatures and "Mangler underskrift" while one is missing.
    ``spoken`` tells a reader that speaks in which languages people and the curriculum wrote.
    The same input gives the same bytes. Raises ``ValueError`` when the signatures are not of one
    and the same content.
    """
    sheet = filled_sheet(
        content, signatures=signatures, words=labels, language=_known(language), spoken=spoken
    )
    sheet |= reference(
        content,
        signatures=signatures,
        words=labels,
        verify_url=verify_url,
        audit_head=audit_head,
        sha256=sha256,
    )
    if mark is not None:
        sheet["mark"] = mark
    sheet["copies"] = _copies(party, copies, ticks, other_ticks or {})
    return _on_one_page(sheet)


def render_blank(*, language: str, labels: PaperLabels, copies: Copies = "one") -> bytes:
    """The empty form as PDF, one A4 page; with ``copies="both"`` one page for each party."""
    sheet = blank_sheet(words=labels, language=_known(language))
    order = ["trainee", "supervisor"] if copies == "both" else [""]
    sheet["copies"] = [{"party": one, "ticks": []} for one in order]
    return compile_form({**sheet, "step": as_values(STEPS[0])}).pdf


def _copies(
    party: Party, copies: Copies, ticks: Mapping[str, str], other_ticks: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The copies to print in order, each with the ids ticked in it."""
    order: list[Party] = ["trainee", "supervisor"] if copies == "both" else [party]
    return [
        {"party": one, "ticks": sorted(ticks if one == party else other_ticks)} for one in order
    ]


def _known(language: str) -> Language:
    """Danish or English, for dates and for the reader that speaks; Danish when in doubt."""
    return "en" if language.startswith("en") else "da"


def _on_one_page(sheet: dict[str, Any]) -> bytes:
    """The form set as roomy as one page per copy allows; on more pages if nothing does."""
    pdf = b""
    for step in ways(sheet):
        made = compile_form({**sheet, "step": as_values(step)})
        pdf, sheet = made.pdf, made.sheet
        if made.pages <= len(sheet["copies"]):
            break
    return pdf
