"""The set-up installs nothing that it was not told to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import bootstrap


@pytest.fixture
def empty_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "UV", tmp_path / "uv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(sys, "argv", ["bootstrap.py"])
    return tmp_path


def test_a_uv_with_another_hash_is_refused(
    empty_tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "_download", lambda name: b"something else")

    with pytest.raises(SystemExit, match="the hash is not the pinned one"):
        bootstrap.main()

    assert list(empty_tools.iterdir()) == []


def test_an_unknown_machine_is_told_what_to_do(
    empty_tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")

    with pytest.raises(SystemExit, match=r"No uv is pinned for .* on riscv64; put uv"):
        bootstrap.main()


def test_an_environment_that_matches_is_left_alone(
    empty_tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_tools / "stamp").write_text(f"{bootstrap._digest()} assets dev", "ascii")
    monkeypatch.setattr(bootstrap, "_fetch_uv", lambda: pytest.fail("fetched uv"))
    monkeypatch.setattr(bootstrap, "_sync", lambda groups: pytest.fail("installed packages"))

    assert bootstrap.main() is None  # type: ignore[func-returns-value]
