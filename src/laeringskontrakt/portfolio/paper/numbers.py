"""Lists of numbers as a reader says them: "1, 4 og 8", "1 til 3"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from laeringskontrakt.portfolio.paper.wording import PaperLabels


def listed(parts: Sequence[str], words: PaperLabels) -> str:
    """The parts with commas and a last "og"; empty when there are none."""
    if len(parts) < 2:
        return "".join(parts)
    return words["list_and"] % {"list": ", ".join(parts[:-1]), "last": parts[-1]}


def numbered(numbers: Iterable[int], words: PaperLabels) -> str:
    """Numbers in order, runs of three or more as "1 til 3"."""
    parts: list[str] = []
    for run in _runs(sorted(set(numbers))):
        if len(run) > 2:
            parts.append(words["first_to_last"] % {"first": run[0], "last": run[-1]})
        else:
            parts.extend(str(number) for number in run)
    return listed(parts, words)


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
