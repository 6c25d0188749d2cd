"""Where the JavaScript of the product is run without a browser."""

from __future__ import annotations

import subprocess

import pytest

from tests import node


def test_node_runs() -> None:
    answer = subprocess.run(
        [node.program(), "-p", "1 + 1"], capture_output=True, text=True, check=True
    )

    assert answer.stdout == "2\n"


def test_missing_node_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(RuntimeError, match="apt-get install nodejs"):
        node.program()
