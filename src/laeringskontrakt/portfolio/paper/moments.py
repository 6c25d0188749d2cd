"""When something happens, in the few letters that a narrow column holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from laeringskontrakt.core import calendar_text
from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.portfolio.paper.wording import PaperLabels

# The space between the number and the name of a day: "23. okt", "23 Oct".
_INSIDE_A_DATE = re.compile(r"(?<=\d) (?=[^\W\d_])|(?<=\d\.) (?=[^\W\d_])")
_WEEKDAY = re.compile(r"^\S+ ")


def tied(text: str) -> str:
    """``text`` with the dates in it kept together on one line by no-break spaces."""
    return _INSIDE_A_DATE.sub("\u00a0", text)


def moment(stamp: str, language: Language) -> str:
    """An ISO moment on a Danish wall clock, for example "3. sep 2026 kl. 13.13" (domain I15)."""
    return calendar_text.moment_text(datetime.fromisoformat(stamp), language)


def span(period: Mapping[str, str | None], language: Language) -> str:
    """For example "3. sep til 29. okt 2026"; empty until a draft has both dates."""
    if not period["from"] or not period["to"]:
        return ""
    first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
    return calendar_text.period_text(first, last, language)


def when_text(when: Mapping[str, Any], words: PaperLabels, language: Language) -> str:
    """One agreed time, from the "when" of the frozen content.

    A date is written here, so that it is short; a week, a period or an event stands as it was
    frozen, and an event gets "senest 16. okt" after it. The time of day follows if there is one.
    """
    kind = when["type"]
    day = (when.get("from") or when.get("latest")) if kind == "date" else None
    if day:
        said = calendar_text.day_short(date.fromisoformat(day), language)
    else:
        said = str(when.get("text") or "")
    # The words of a date frozen without its day hold the time already.
    if when.get("time") and (day or not said or kind != "date"):
        clock = calendar_text.time_text(time.fromisoformat(when["time"]), language)
        said = f"{said} {clock}".strip()
    if when.get("latest") and (kind == "event" or not said):
        said = ", ".join(part for part in (said, _latest(when["latest"], words, language)) if part)
    return tied(said)


def _latest(day: str, words: PaperLabels, language: Language) -> str:
    short = calendar_text.day_short(date.fromisoformat(day), language)
    return words["latest_at"] % {"date": _WEEKDAY.sub("", short)}
