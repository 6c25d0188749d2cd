"""Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil

NEEDED = (
    "Chromium was not found. Install it (Debian: apt-get install chromium), "
    "or set CHROMIUM to the program."
)
# No sandbox: the tests may run as root in a container. The rest keeps it silent and at home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def program() -> str:
    """The path of Chromium. Raises ``RuntimeError`` that says what to install."""
    chosen = os.environ.get("CHROMIUM")
    for candidate in [chosen] if chosen else ["/usr/bin/chromium", "chromium"]:
        if found := shutil.which(candidate):
            return found
    raise RuntimeError(NEEDED)
