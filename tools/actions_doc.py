"""The list of everything that can be written, ``docs/actions.md``: ``python -m tools.actions_doc``.

An action's first line of documentation is its row; a test says when the page is out of date.
"""

from __future__ import annotations

import inspect
import os
import pkgutil
from importlib import import_module
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "actions.md"

HEAD = """# Actions

Everything that can be written to the product. Each is one transaction, names who did it and
when, and takes a command id that makes sending it twice the same as once. The name is also the
name of its receipt. Made by `python -m tools.actions_doc`.

| Action | Function | |
|---|---|---|
"""


def main() -> None:
    """Write the page anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laeringskontrakt.config.settings")
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page as it should be. Django must be set up."""
    from laeringskontrakt.core.actions import REGISTRY

    _load_all()
    rows = [_row(kind, REGISTRY[kind]) for kind in sorted(REGISTRY)]
    return HEAD + "\n".join(rows) + "\n"


def _row(kind: str, function: object) -> str:
    module = str(getattr(function, "__module__", "")).removeprefix("laeringskontrakt.")
    first = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
    words = first.replace("``", "`").replace("|", "\\|")
    return f"| `{kind}` | `{module}.{getattr(function, '__name__', '')}` | {words} |"


def _load_all() -> None:
    """Read every module of actions, so that each has told its name."""
    import laeringskontrakt

    for app in ("people", "curriculum", "contracts", "portfolio"):
        folder = Path(laeringskontrakt.__file__).parent / app / "actions"
        for module in pkgutil.iter_modules([str(folder)]):
            import_module(f"laeringskontrakt.{app}.actions.{module.name}")


if __name__ == "__main__":
    main()
