"""The busier the server, the less often it is told what is being typed."""

from __future__ import annotations

from laeringskontrakt.config.gateway.pace import QUICKEST, SLOWEST, Pace


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def waits(pace: Pace, hands: Hands, seconds: float, *, times: int) -> list[int]:
    """The intervals while ``times`` requests, ten a second, each wait so long."""
    found = []
    for _time in range(times):
        hands.at += 0.1
        pace.waited(seconds)
        found.append(pace.interval)
    return found


def test_it_slows_while_requests_wait_and_quickens_when_they_do_not() -> None:
    hands = Hands()
    pace = Pace(hands)

    calm = waits(pace, hands, 0.001, times=50)
    busy = waits(pace, hands, 0.3, times=200)
    calm_again = waits(pace, hands, 0.001, times=600)

    assert set(calm) == {QUICKEST}
    assert busy == sorted(busy)
    assert busy[-1] == SLOWEST
    assert calm_again[-1] == QUICKEST


def test_one_slow_request_among_many_changes_nothing() -> None:
    hands = Hands()
    pace = Pace(hands)

    waits(pace, hands, 0.3, times=1)

    assert set(waits(pace, hands, 0.001, times=50)) == {QUICKEST}


def test_one_that_was_turned_away_slows_it_at_once() -> None:
    pace = Pace(Hands())

    pace.full()

    assert pace.interval == SLOWEST
