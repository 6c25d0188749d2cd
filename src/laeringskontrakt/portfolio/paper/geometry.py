"""The measures of the form: page, columns, and how roomy it is set."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# All in millimetres, A4 portrait.
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
SIDE, TOP, BOTTOM = 14.0, 10.0, 16.0
SHEET_WIDTH = PAGE_WIDTH - 2 * SIDE
SHEET_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
CELL_SIDE = 1.5
# Number, subgoal, where and what, how, who, latest, done.
SUBGOAL_COLUMNS = (5.5, 48.0, 63.5, 17.5, 16.0, 21.0, 10.5)
# Who looks, what and how, when, minutes, done.
AGREEMENT_COLUMNS = (46.0, 79.5, 33.0, 13.0, 10.5)
# Empty form: rows for subgoals (the first ones numbered) and for agreements, made for a pen.
BLANK_SUBGOALS, BLANK_NUMBERED, BLANK_AGREEMENTS = 10, 7, 5
BLANK_ROW, BLANK_FIELD, FILLED_FIELD = 10.4, 11.0, 5.2
# More letters than this, and the end of a page may cut the row.
PAGE_BREAKING = 350


@dataclass(frozen=True, slots=True)
class Step:
    """One way to set the form: sizes in points, leading in ems, the rest in millimetres."""

    print: float
    ink: float
    leading: float
    pad: float
    gap: float
    sign: float


STEPS = (
    Step(print=9.4, ink=9.8, leading=0.60, pad=1.20, gap=4.0, sign=12.0),
    Step(print=9.1, ink=9.5, leading=0.57, pad=1.05, gap=3.5, sign=11.0),
    Step(print=8.8, ink=9.2, leading=0.55, pad=0.95, gap=3.2, sign=10.0),
    Step(print=8.5, ink=8.8, leading=0.53, pad=0.80, gap=3.0, sign=9.0),
    Step(print=8.2, ink=8.5, leading=0.51, pad=0.65, gap=2.7, sign=8.5),
    Step(print=8.0, ink=8.2, leading=0.49, pad=0.55, gap=2.5, sign=8.0),
    Step(print=7.7, ink=7.9, leading=0.47, pad=0.50, gap=2.4, sign=7.5),
    Step(print=7.4, ink=7.6, leading=0.46, pad=0.45, gap=2.2, sign=7.5),
)
# For a form that does not fit on one page however it is set.
RUNNING_ON = STEPS[1]


def measures(*, blank: bool) -> dict[str, Any]:
    """What the template needs of this, as plain numbers."""
    return {
        "side": SIDE,
        "top": TOP,
        "bottom": BOTTOM,
        "width": SHEET_WIDTH,
        "cell_side": CELL_SIDE,
        "subgoal_columns": list(SUBGOAL_COLUMNS),
        "agreement_columns": list(AGREEMENT_COLUMNS),
        "row": BLANK_ROW if blank else 0,
        "field": BLANK_FIELD if blank else FILLED_FIELD,
        "page_breaking": PAGE_BREAKING,
    }


def as_values(step: Step) -> dict[str, float]:
    """A step as plain numbers."""
    return asdict(step)
