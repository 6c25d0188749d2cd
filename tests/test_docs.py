"""The documents say what is there: variables, commands, decisions, links."""

from __future__ import annotations

import re
from pathlib import Path

from laeringskontrakt.config import cli

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS = (ROOT / "docs" / "drift.md").read_text("utf-8")


def test_every_variable_is_documented_and_no_other() -> None:
    source = (ROOT / "src/laeringskontrakt/config/environment.py").read_text("utf-8")
    read = set(re.findall(r'"(LK_[A-Z_]+|PORT)"', source))

    assert set(re.findall(r"^\| `(LK_[A-Z_]+|PORT)`", OPERATIONS, re.MULTILINE)) == read


def test_every_command_is_documented_and_no_other() -> None:
    (commands,) = (a for a in cli.parser()._actions if hasattr(a, "choices") and a.choices)

    written = set(re.findall(r"^\| `laeringskontrakt ([a-z-]+)", OPERATIONS, re.MULTILINE))
    assert written == set(commands.choices or ())


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "adr"
    pages = {path.name for path in folder.glob("0*.md")}

    listed = set(re.findall(r"\((0[^)]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == pages


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.name}: {link}"
        for document in documents
        for link in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8"))
        if not (document.parent / link).exists()
    ]
    assert broken == []
