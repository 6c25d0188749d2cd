"""Set up the Python environment of a clone: ``python3 tools/bootstrap.py [--dev]``.

Needs Python's standard library alone: neither pip nor python3-venv. Fetches the pinned uv
from the package index, checks its hash, and lets it install what ``uv.lock`` says into
``.venv``. Does nothing when ``.venv`` already matches.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import platform
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".tools" / "uv"
STAMP = ROOT / ".tools" / "bootstrap.stamp"

UV_VERSION = "0.13.9"
# (system, machine) → the wheel's file name after the version, and its SHA-256.
UV_WHEELS = {
    ("Linux", "x86_64"): (
        "py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("Linux", "aarch64"): (
        "py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("Darwin", "x86_64"): (
        "py3-none-macosx_10_12_x86_64.whl",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
    ("Darwin", "arm64"): (
        "py3-none-macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
}


def main() -> None:
    """Bring ``.venv`` up to date; ``--dev`` adds what tests and checks need."""
    parser = argparse.ArgumentParser(description="Set up the Python environment of this clone.")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    groups = {"assets", "dev"} if parser.parse_args().dev else {"assets"}
    have, installed = _read_stamp()
    want = _digest()
    if have == want and groups <= installed and (ROOT / ".venv/bin/python").exists():
        return
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs before anything is checked)
        sys.exit(f"Python 3.11 or newer is needed; this is {platform.python_version()}.")
    _fetch_uv()
    groups |= installed
    _sync(groups)
    STAMP.write_text(" ".join([want, *sorted(groups)]), encoding="ascii")


def _digest() -> str:
    """What decides the content of ``.venv``: the declared and the locked packages."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "uv.lock")]
    return hashlib.sha256(b"\0".join([UV_VERSION.encode(), *parts])).hexdigest()


def _read_stamp() -> tuple[str, set[str]]:
    """The digest and the groups of the last complete set-up."""
    words = STAMP.read_text("ascii").split() if STAMP.exists() else [""]
    return words[0], set(words[1:])


def _fetch_uv() -> None:
    """Put the pinned uv in ``.tools``, unless it is there. Exits when its hash is wrong."""
    stamp = UV.with_name("uv.version")
    if UV.exists() and stamp.exists() and stamp.read_text("ascii") == UV_VERSION:
        return
    key = (platform.system(), platform.machine())
    if key not in UV_WHEELS:
        sys.exit(f"No uv is pinned for {key[0]} on {key[1]}; put uv {UV_VERSION} at {UV}.")
    name, expected = f"uv-{UV_VERSION}-{UV_WHEELS[key][0]}", UV_WHEELS[key][1]
    print(f"Fetching uv {UV_VERSION}")
    wheel = _download(name)
    if hashlib.sha256(wheel).hexdigest() != expected:
        sys.exit(f"{name}: the hash is not the pinned one; nothing was installed.")
    UV.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        binary = archive.read(f"uv-{UV_VERSION}.data/scripts/uv")
    part = UV.with_name("uv.part")
    part.write_bytes(binary)
    part.chmod(0o755)
    part.replace(UV)
    stamp.write_text(UV_VERSION, encoding="ascii")


def _download(name: str) -> bytes:
    """The bytes of one wheel, found in the package index (``PIP_INDEX_URL`` chooses a mirror)."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/uv/"
    try:
        with urllib.request.urlopen(index, timeout=60) as page:
            found = re.search(rf'href="([^"#]+/{re.escape(name)})', page.read().decode())
        if found is None:
            sys.exit(f"{index} does not list {name}.")
        with urllib.request.urlopen(urljoin(index, found[1]), timeout=300) as answer:
            data: bytes = answer.read()
    except OSError as error:
        sys.exit(f"Could not fetch {name} from {index}: {error}")
    return data


def _sync(groups: set[str]) -> None:
    """Install the locked packages of these groups, and no others, into ``.venv``."""
    command = [str(UV), "sync", "--frozen", "--quiet", "--no-default-groups"]
    if not (ROOT / ".venv").exists():
        command += ["--python", sys.executable]
    for group in sorted(groups):
        command += ["--group", group]
    print(f"Installing Python packages ({', '.join(sorted(groups))})", flush=True)
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    for name in ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"):
        environment.pop(name, None)
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit("The Python packages could not be installed; see the message above.")


if __name__ == "__main__":
    main()
