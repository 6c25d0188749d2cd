"""The documentation says what is there: variables, commands, links, decisions and actions."""

from __future__ import annotations

import argparse
import inspect
import os
import re
from pathlib import Path

import pytest

from laeringskontrakt.config import cli, environment
from tools import actions_doc

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
OPERATIONS = (DOCS / "drift.md").read_text("utf-8")

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def test_every_variable_is_documented_and_none_is_invented() -> None:
    source = inspect.getsource(environment)
    read = set(re.findall(r'"(LK_[A-Z_]+|PORT)"', source))

    documented = set(re.findall(r"^\| `(LK_[A-Z_]+|PORT)` \|", OPERATIONS, re.MULTILINE))

    assert documented == read


def test_the_documented_defaults_are_the_real_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in os.environ if name.startswith("LK_") or name == "PORT"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    chosen = environment.read()

    said = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", OPERATIONS, re.MULTILINE))
    assert said == {
        "LK_DATA_DIR": str(chosen.data_dir.relative_to(tmp_path.resolve())),
        "LK_ORIGIN": chosen.origin.replace("8000", "PORT"),
        "LK_MAIL_FROM": chosen.mail_from,
        "LK_DEMO": str(int(chosen.demo)),
        "LK_DEBUG": str(int(chosen.debug)),
        "PORT": "8000",
    }


def test_every_command_is_documented_and_none_is_invented() -> None:
    (commands,) = [
        action.choices
        for action in cli.parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]

    documented = set(re.findall(r"^\| `laeringskontrakt ([a-z-]+)", OPERATIONS, re.MULTILINE))

    assert documented == set(commands)


def test_every_option_that_is_documented_exists() -> None:
    pattern = re.compile(r"laeringskontrakt ([a-z-]+)([^`\n|]*)")
    wrong = [
        f"{page.name}: {command} {option}"
        for page in PAGES
        for command, rest in pattern.findall(page.read_text("utf-8"))
        for option in re.findall(r"--[a-z]+", rest)
        if option not in _options(command)
    ]

    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        target
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not _leads_somewhere(page, target)
    ]

    assert broken == []


def test_every_decision_is_listed_in_order_with_its_own_title() -> None:
    pages = sorted(DOCS.glob("adr/[0-9]*.md"))
    listed = re.findall(
        r"^\| \[(\d{4})\]\(([^)]+)\)", (DOCS / "adr/README.md").read_text("utf-8"), re.MULTILINE
    )

    assert listed == [(page.name[:4], page.name) for page in pages]
    assert [page.read_text("utf-8").split()[1] for page in pages] == [p.name[:4] for p in pages]


def test_decisions_that_the_code_refers_to_are_there() -> None:
    sources = [
        path
        for kind in ("*.py", "*.js", "*.html", "*.css")
        for path in (ROOT / "src").rglob(kind)
        if "vendor" not in path.parts
    ]
    named = {
        number
        for path in sources
        for number in re.findall(r"docs/adr/(\d{4})", path.read_text("utf-8"))
    }

    assert named - {page.name[:4] for page in DOCS.glob("adr/[0-9]*.md")} == set()


def test_the_list_of_actions_is_that_of_the_code() -> None:
    assert (DOCS / "actions.md").read_text("utf-8") == actions_doc.page()


def _options(command: str) -> set[str]:
    (commands,) = [
        action.choices
        for action in cli.parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    parser = commands.get(command)
    return set(parser._option_string_actions) if parser else set()


def _leads_somewhere(page: Path, target: str) -> bool:
    name, _hash, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    if not file.is_relative_to(ROOT) or not file.exists():
        return False
    return not anchor or anchor in {_anchor(text) for text in HEADING.findall(file.read_text())}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
