"""What each command does. Django is loaded by those that need it, with ``start_django``."""

from __future__ import annotations

import os
import sys


def say(line: str) -> None:
    """One line to the operator."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """One line to the operator about what is wrong."""
    sys.stderr.write(f"laeringskontrakt: {line}\n")
    sys.stderr.flush()


def start_django() -> None:
    """Load Django with our settings, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laeringskontrakt.config.settings")
    import django

    django.setup()


def run_again(*words: str) -> int:
    """Run another command in a process of its own, so that this one stays light."""
    import subprocess

    return subprocess.run(  # noqa: S603 -- our own program with our own words
        [sys.executable, "-m", "laeringskontrakt.config.cli", *words], check=False
    ).returncode
