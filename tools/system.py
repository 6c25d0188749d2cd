"""Make sure that the programs the tests drive are there: Chromium and PostgreSQL.

``python -m tools.system`` installs what is missing with apt-get, as root or through sudo. Where
neither is possible it says what to install and exits with 1. The product needs none of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests import chromium, postgres

# Debian's package → what looks for its program, as the tests do.
NEEDED = {"chromium": chromium.program, "postgresql": postgres.binaries}


def main() -> None:
    """Install what is missing, or say what it is."""
    missing = _missing()
    if missing:
        _install(missing)
        missing = _missing()
    if missing:
        sys.exit(f"Still missing after the installation: {', '.join(missing)}.")


def _missing() -> list[str]:
    lacking = []
    for package, find in NEEDED.items():
        try:
            find()
        except RuntimeError:
            lacking.append(package)
    return lacking


def _install(packages: list[str]) -> None:
    """Run apt-get, quietly and without questions; exits with its output when it fails."""
    advice = f"Install them with: apt-get install {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        sys.exit(f"The tests need {', '.join(packages)}, and this system has no apt-get. {advice}")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and shutil.which("sudo") is None:
        sys.exit(f"The tests need {', '.join(packages)}. {advice}")
    print(f"Installing {', '.join(packages)}", flush=True)
    settings = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        command = [*prefix, *settings, "apt-get", "-q", *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{done.stdout[-2000:]}{done.stderr}\napt-get failed. {advice}")


if __name__ == "__main__":
    main()
