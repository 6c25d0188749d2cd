"""The empty form, as plain values for the template."""

from __future__ import annotations

from typing import Any

from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.portfolio.paper.agreements import empty_row
from laeringskontrakt.portfolio.paper.geometry import (
    BLANK_AGREEMENTS,
    BLANK_NUMBERED,
    BLANK_SUBGOALS,
)
from laeringskontrakt.portfolio.paper.sheet import frame
from laeringskontrakt.portfolio.paper.wording import PaperLabels


def blank_sheet(*, words: PaperLabels, language: Language) -> dict[str, Any]:
    """The values of the empty form; the caller adds ``copies``."""
    nobody = [{"name": "", "initials": ""}]
    return {
        **frame(words, language, blank=True),
        "title": words["blank_title"],
        "parties": [
            {"says": words["trainee"], "pen": "t", "people": nobody},
            {"says": words["supervisor"], "pen": "s", "people": nobody},
        ],
        "competency_label": words["competency"],
        "purpose_label": words["purpose"],
        "keep_note": words["keep_note"],
        "groups": [_group(place) for place in range(1, BLANK_SUBGOALS + 1)],
        "agreements": [empty_row()] * BLANK_AGREEMENTS,
        "assessments": [empty_row(words["assessment"])],
        "signatures": [
            {"pen": "t", "name": "", "caption": words["trainee"]},
            {"pen": "s", "name": "", "caption": words["supervisor"]},
        ],
        "footer": ["", words["no_patient_data"]],
    }


def _group(place: int) -> dict[str, Any]:
    number = str(place) if place <= BLANK_NUMBERED else ""
    return {"competency": None, "number": number, "lines": [], "rows": []}
