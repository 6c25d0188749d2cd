"""A running product with demo data, for measuring: started in a temporary folder, gone after."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that a database server running as another user can reach."""
    made = Path(tempfile.mkdtemp(prefix="lk-bench-"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def environment(data: Path, database_url: str, port: int = 8000) -> dict[str, str]:
    """What a process of the product needs to use this data."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    return {
        **kept,
        "LK_DATA_DIR": str(data),
        "LK_DATABASE_URL": database_url,
        "LK_DEMO": "1",
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "laeringskontrakt.config.settings",
    }


@contextmanager
def running() -> Iterator[str]:
    """The demo on SQLite behind its own server; gives its address."""
    with folder() as made, serving(made) as address:
        yield address


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The demo with its data in this folder, from its first answer on."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "laeringskontrakt.config.cli", "demo", "--serve"],
        env=environment(data, f"sqlite:///{data / 'lk.sqlite3'}", port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the product stopped with {process.returncode}")
        try:
            urllib.request.urlopen(f"{address}/log-ind/", timeout=2)
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("the product did not answer within 90 seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
