"""Which way to set a form, so that it fills one page and no more.

Laying out a form takes tens of milliseconds, so the first way to try is reckoned from the
letters. The reckoning only saves time: what counts is how many pages come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from laeringskontrakt.portfolio.paper.geometry import (
    AGREEMENT_COLUMNS,
    CELL_SIDE,
    RUNNING_ON,
    SHEET_HEIGHT,
    SHEET_WIDTH,
    STEPS,
    SUBGOAL_COLUMNS,
    Step,
)

Json = Mapping[str, Any]

MM_PER_POINT = 25.4 / 72
CAP_HEIGHT = 0.66
# Title, boxes, headings, result and signatures, without gaps and without written lines.
_FRAME = 68.0
# Measured on two dozen contracts: the reckoning is so much too tall, and even.
_TRUE_TO_RECKONED = 0.94
# Beyond this the tightest way is not even tried.
_HOPELESS = 1.08 * SHEET_HEIGHT


def ways(sheet: Json) -> list[Step]:
    """Steps to try in turn; the last one is taken whatever comes out."""
    reckoned = [height(sheet, step) for step in STEPS]
    if reckoned[-1] > _HOPELESS:
        return [RUNNING_ON]
    first = next((i for i, tall in enumerate(reckoned) if tall <= SHEET_HEIGHT), len(STEPS) - 1)
    return [*STEPS[first:], RUNNING_ON]


def height(sheet: Json, step: Step) -> float:
    """About how tall the form is in one piece, in millimetres."""
    purpose = [sheet["purpose"]] if sheet["purpose"] else []
    boxes = [one["title"] for one in sheet["competencies"]]
    lines = sum(_lines([one], SHEET_WIDTH, step.ink) for one in [*boxes, *purpose])
    rows = [_group(group, step) for group in sheet["groups"]]
    rows += [_agreement(one, step) for one in (*sheet["agreements"], *sheet["assessments"])]
    boxed = lines * _pitch(step, step.ink) + 5 * len(purpose)
    signatures = 2 * step.gap + step.sign * (len(sheet["signatures"]) + 1) / 2
    return _TRUE_TO_RECKONED * (_FRAME + 3 * step.gap + boxed + sum(rows) + signatures)


def _group(group: Json, step: Step) -> float:
    if group["competency"] is not None:
        return _row(1, step.print, step)
    subgoal = sum(
        _lines([one["text"], one["initials"]], _inside(SUBGOAL_COLUMNS[1]), step.ink)
        for one in group["lines"]
    )
    rows = sum(_activity(row, step) for row in group["rows"])
    return max(_row(subgoal, step.ink, step), rows)


def _activity(row: Json, step: Step) -> float:
    if "see" in row:
        return _row(1, step.print, step)
    what = [row["letter"], row["place"], row["text"], row["initials"]]
    narrow = zip((row["how"], row["who"], row["when"]), SUBGOAL_COLUMNS[3:6], strict=True)
    return max(
        _row(_lines(what, _inside(SUBGOAL_COLUMNS[2]), step.ink), step.ink, step),
        *(_row(_lines([text], _inside(w), step.print), step.print, step) for text, w in narrow),
    )


def _agreement(one: Json, step: Step) -> float:
    who = _lines([one["who"], one["initials"]], _inside(AGREEMENT_COLUMNS[0]), step.ink)
    what = [one["subgoals"], one["ask"], one["how"]]
    return max(
        _row(who + bool(one["kind"]), step.ink, step),
        _row(_lines(what, _inside(AGREEMENT_COLUMNS[1]), step.ink), step.ink, step),
        _row(_lines([one["when"]], _inside(AGREEMENT_COLUMNS[2]), step.print), step.print, step),
    )


def _inside(column: float) -> float:
    return column - 2 * CELL_SIDE


def _pitch(step: Step, size: float) -> float:
    return (CAP_HEIGHT + step.leading) * size * MM_PER_POINT


def _row(lines: int, size: float, step: Step) -> float:
    ends = 2 * step.pad + (0.24 * step.print - step.leading * size) * MM_PER_POINT
    return max(lines, 1) * _pitch(step, size) + ends


def _lines(texts: Sequence[str], width: float, size: float) -> int:
    """Lines that the texts take together, filled word by word."""
    room = width / (size * MM_PER_POINT)
    lines, used = 1, 0.0
    for word in _words(texts):
        need = sum(_em(character) for character in word)
        if used and used + _em(" ") + need > room:
            lines, used = lines + 1, 0.0
        used += (_em(" ") if used else 0) + need
        if used > room:
            lines, used = lines + int(used // room), used % room
    return lines


def _words(texts: Iterable[str]) -> Iterable[str]:
    return (word for text in texts for word in text.split())


def _em(character: str) -> float:
    """About the width of a letter, in ems."""
    if character in " iIjl.,:;'!|ftr()-":
        return 0.31
    if character in "mwMW@%—":
        return 0.9
    if character.isupper():
        return 0.68
    return 0.54 if character < "\u0250" else 0.9
