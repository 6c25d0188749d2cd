"""The command names all it can do, and passes the rest on to Django."""

from __future__ import annotations

from pathlib import Path

import pytest

import laeringskontrakt.curriculum
from laeringskontrakt.config import cli

CURRICULA = Path(laeringskontrakt.curriculum.__file__).parent / "demo"


def test_every_command_is_named_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    lines = capsys.readouterr().out.splitlines()
    named = [line.split()[0] for line in lines if line[:4].isspace() and line[4:5].isalpha()]
    assert ended.value.code == 0
    assert [name for name in named if name != "COMMAND"] == [
        "serve",
        "demo",
        "migrate",
        "import-curriculum",
        "import-people",
        "verify",
        "export",
        "tick",
        "manage",
    ]


def test_manage_passes_on_to_django(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["manage", "version"]) == 0
    assert capsys.readouterr().out.startswith("5.2.")
