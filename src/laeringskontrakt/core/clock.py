"""The one clock. Actions take ``now`` as an argument; only views and commands read it here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """This moment, in UTC (domain §4.3 I15)."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on a Danish wall clock."""
    return moment.astimezone(COPENHAGEN)


def local_date(moment: datetime) -> date:
    """The Danish calendar day of a moment: every date rule is judged by it (I15)."""
    return local(moment).date()


def today() -> date:
    """The calendar day in Denmark."""
    return local_date(now())
