"""How close an entry and a read of the sheet come to the database driver alone.

What one entry, and one opening of the sheet, really execute is recorded with its values, and
executed again straight through ``sqlite3`` and ``psycopg`` in the same run, after each of ours:
the same statements in the same transactions, with the same durability, on a copy of the
database from before the first entry. The audit chain of the copy has to end where ours does.
The ratio is our median to the driver's. Goals: <= 5 for an entry, <= 4 for a read.
"""

from __future__ import annotations

from typing import Any

from bench import _product, _results
from bench._databases import both


def main() -> None:
    """Measure, print the table, keep the figures."""
    with _product.folder() as made:
        result = both(made, "bench._limit_in_process")
    _print(result)
    _results.write("limit", result)


def _print(result: dict[str, Any]) -> None:
    rows = [
        (
            f"{database}, {what} (goal {goal})",
            figures[f"{what}_ms"],
            figures[f"{what}_driver_ms"],
            figures[f"{what}_statements"],
            figures[f"{what}_ratio"],
        )
        for database, figures in result.items()
        for what, goal in (("entry", 5), ("read", 4))
    ]
    _results.table(("", "ours, ms", "driver, ms", "statements", "ratio"), rows)


if __name__ == "__main__":
    main()
