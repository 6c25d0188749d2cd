"""What a start costs: the first, which makes and fills the demo, and the second.

Goal: a second start under 3 seconds until the product answers. ``ratio`` is the second start
beside what Python and Django need to be ready in a process of their own, in the same run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import _product, _results

ROUNDS = 5
DJANGO = (
    "import django; django.setup(); from django.urls import get_resolver; get_resolver().check()"
)


def main() -> None:
    """Start the demo again and again on the same data, beside Django alone."""
    with _product.folder() as data:
        began = time.perf_counter()
        with _product.serving(data):
            first = time.perf_counter() - began
        second, django = [], []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            with _product.serving(data):
                second.append(time.perf_counter() - began)
            django.append(_django(data))
    result = {
        "first_s": round(first, 2),
        "second_s": round(statistics.median(second), 2),
        "ratio": round(statistics.median(second) / statistics.median(django), 2),
    }
    _results.table(
        ("start", "seconds"), [("first", result["first_s"]), ("second", result["second_s"])]
    )
    print(f"second start / Django alone: {result['ratio']}")
    _results.write("start", result)


def _django(data: Path) -> float:
    env = _product.environment(data, f"sqlite:///{data / 'lk.sqlite3'}")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", DJANGO], env=env, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
