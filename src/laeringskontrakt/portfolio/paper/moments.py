"""Dates and times as short as a form needs them, in the words handed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from laeringskontrakt.core.clock import local
from laeringskontrakt.portfolio.paper.wording import PaperLabels

# A space between the number and the name of a day: "23. okt", "23 Oct".
_INSIDE_A_DATE = re.compile(r"(?<=\d) (?=[^\W\d_])|(?<=\d\.) (?=[^\W\d_])")


def tied(text: str) -> str:
    """``text`` with the dates in it kept together on one line by no-break spaces."""
    return _INSIDE_A_DATE.sub("\u00a0", text)


def day_month(day: date, words: PaperLabels) -> str:
    """For example "16. okt"."""
    return words["day_month"] % {"day": day.day, "month": _month(day, words)}


def day_month_year(day: date, words: PaperLabels) -> str:
    """For example "16. okt 2026"."""
    values = {"day": day.day, "month": _month(day, words), "year": day.year}
    return words["day_month_year"] % values


def weekday_day_month(day: date, words: PaperLabels) -> str:
    """For example "ti 27. okt"."""
    weekday = words["weekdays"].split()[day.weekday()]
    values = {"weekday": weekday, "day": day.day, "month": _month(day, words)}
    return words["weekday_day_month"] % values


def clock(hours_minutes: str, words: PaperLabels) -> str:
    """ "14:00" as the language writes it, for example "14.00"; other text as it stands."""
    hour, colon, minute = hours_minutes.partition(":")
    if not (colon and hour.isdigit() and minute.isdigit()):
        return hours_minutes
    return words["clock"] % {"hour": hour, "minute": minute}


def moment(stamp: str, words: PaperLabels) -> str:
    """An ISO moment on a Danish wall clock, for example "3. sep 2026 kl. 13.13" (domain I15)."""
    when = local(datetime.fromisoformat(stamp))
    return words["moment"] % {
        "date": day_month_year(when.date(), words),
        "clock": clock(f"{when:%H:%M}", words),
    }


def span(period: Mapping[str, str | None], words: PaperLabels) -> str:
    """For example "3. sep til 29. okt 2026"; the first year too when the two differ.

    Empty until a draft has both dates.
    """
    if not period["from"] or not period["to"]:
        return ""
    first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
    write = day_month if first.year == last.year else day_month_year
    return words["first_to_last"] % {
        "first": write(first, words),
        "last": day_month_year(last, words),
    }


def when_text(when: Mapping[str, Any], words: PaperLabels) -> str:
    """One agreed time: what the pair wrote, the latest date, the clock and the place.

    ``when`` is the "when" of the frozen content. A date is set here, so that it is short; a
    week or a period stands as written; an event gets "senest 16. okt" after it.
    """
    latest = date.fromisoformat(when["latest"]) if when.get("latest") else None
    said = str(when.get("text") or "")
    if latest is not None and (when["type"] == "date" or not said):
        said = weekday_day_month(latest, words)
    elif latest is not None and when["type"] == "event":
        said = f"{said}, {words['latest_at'] % {'date': day_month(latest, words)}}"
    if when.get("time"):
        time = clock(str(when["time"]), words)
        said = words["day_and_clock"] % {"day": said, "clock": time} if said else time
    return tied(", ".join(part for part in (said, str(when.get("place") or "")) if part))


def _month(day: date, words: PaperLabels) -> str:
    return words["months"].split()[day.month - 1]
