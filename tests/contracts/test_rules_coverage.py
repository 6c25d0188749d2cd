"""Every branch of the rules is taken by their own tests, without a database (faults §6.4)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
RULES = "*/contracts/stages.py,*/contracts/facts.py,*/contracts/visibility.py"
TESTS = ("test_stages.py", "test_stage_properties.py", "test_visibility.py")


@pytest.mark.slow
def test_each_branch_of_the_rules_is_taken(tmp_path: Path) -> None:
    data = f"--data-file={tmp_path / 'coverage'}"
    coverage = [sys.executable, "-m", "coverage"]
    tests = [str(FOLDER / name) for name in TESTS]
    measured = subprocess.run(
        [*coverage, "run", "--branch", data, f"--include={RULES}", "-m", "pytest", "-q", *tests],
        cwd=FOLDER.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert measured.returncode == 0, measured.stdout

    report = subprocess.run(
        [*coverage, "report", data, "--show-missing", "--fail-under=100"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.returncode == 0, report.stdout
