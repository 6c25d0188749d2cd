"""The demo's other contracts: every state that two people can bring about.

Days are counted from today, so the demo looks the same whenever it is loaded. All words are
invented; none is about a patient.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from laeringskontrakt.config.demo import foundation, introduction, nursing
from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.config.demo.script import Script
from laeringskontrakt.contracts.actions.looks import record_look
from laeringskontrakt.contracts.models import LearningContract


def scenes(cast: Cast) -> list[Script]:
    """All of them; ``acting`` plays them side by side in the order of their days."""
    return [
        introduction.earlier_handover(cast),
        introduction.earlier_procedures(cast),
        introduction.in_preparation(cast),
        introduction.half_signed(cast),
        introduction.analysed(cast),
        introduction.period_over(cast),
        introduction.never_signed(cast),
        foundation.running(cast),
        foundation.just_begun(cast),
        nursing.running(cast),
    ]


def looks(cast: Cast) -> Iterator[datetime]:
    """The programme lead looks at the status of one named contract; its trainee sees that."""
    moment = cast.at(cast.workday(-2), "08:10")
    yield moment
    contract = LearningContract.objects.filter(
        trainee=cast.people["amalie"], activated_at__gt=moment - timedelta(days=50)
    ).latest("activated_at")
    record_look(contract=contract, by=cast.people["ursula"], now=moment)
