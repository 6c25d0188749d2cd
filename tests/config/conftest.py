"""An installation that is ready to be run, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.config.running import Installation


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with an empty, up-to-date database; tests copy it."""
    made = Installation(tmp_path_factory.mktemp("migrated"))
    done = made.run("migrate")
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n"), done.stderr
    return made


@pytest.fixture
def installation(migrated: Installation, tmp_path: Path) -> Installation:
    """A copy of the migrated installation that a test may spoil."""
    shutil.copytree(migrated.folder, tmp_path / "data")
    known = tmp_path / "data" / "database.json"
    known.write_text(known.read_text().replace(str(migrated.folder), str(tmp_path / "data")))
    return Installation(tmp_path / "data")
