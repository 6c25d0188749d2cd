"""What was counted in this run, for the table at its end."""

from __future__ import annotations

#: How many queries each page and each act made.
QUERIES: dict[str, int] = {}


def table(columns: int = 3) -> list[str]:
    """The counts, the costliest first, in columns."""
    rows = sorted(QUERIES.items(), key=lambda row: (-row[1], row[0]))
    cells = [f"{number:4d} {name:<38}" for name, number in rows]
    return ["".join(cells[at : at + columns]).rstrip() for at in range(0, len(cells), columns)]
