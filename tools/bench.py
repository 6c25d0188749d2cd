"""Run the measurements: ``tools/bench.py`` all of them, ``tools/bench.py NAME`` one.

A measurement is a module of ``bench/`` with a docstring, ``bench/<name>.py`` or
``bench/<name>/__main__.py``. It prints a table and writes ``bench/results/<name>.json``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"


def main() -> None:
    """Run what was asked for, one after the other; exits with 1 when one fails."""
    known = names()
    wanted = sys.argv[1:] or known
    if unknown := [name for name in wanted if name not in known]:
        sys.exit(f"No measurement {', '.join(unknown)}. There are: {', '.join(known)}.")
    (BENCH / "results").mkdir(parents=True, exist_ok=True)
    failed = [name for name in wanted if not _run(name)]
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


def names() -> list[str]:
    """Every measurement, by name."""
    files = [path.stem for path in BENCH.glob("[!_]*.py")]
    folders = [path.parent.name for path in BENCH.glob("[!_]*/__main__.py")]
    return sorted(files + folders)


def _run(name: str) -> bool:
    """Run one; it must leave a new result."""
    print(f"\n== {name} ==", flush=True)
    began = time.time()
    done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, check=False)
    result = BENCH / "results" / f"{name}.json"
    if done.returncode == 0 and result.exists() and result.stat().st_mtime >= began - 1:
        return True
    reason = f"exit code {done.returncode}" if done.returncode else f"it wrote no {result.name}"
    print(f"{name}: {reason}", file=sys.stderr)
    return False


if __name__ == "__main__":
    main()
