"""The same measurement on SQLite and on a PostgreSQL of its own, each with the demo's data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from bench import _product
from tests.postgres import Postgres


def both(made: Path, module: str) -> dict[str, Any]:
    """Run ``module`` with the environment of each database; it prints its figures as JSON."""
    server = Postgres(made / "postgres", durable=True)
    try:
        with psycopg.connect(server.url.rpartition("/")[0] + "/postgres", autocommit=True) as own:
            own.execute("CREATE DATABASE laeringskontrakt")
        return {
            "sqlite": _measured(made / "a", f"sqlite:///{made / 'a' / 'lk.sqlite3'}", module),
            "postgresql": _measured(made / "b", server.url, module),
        }
    finally:
        server.stop()


def _measured(data: Path, url: str, module: str) -> dict[str, Any]:
    (data / "static").mkdir(parents=True)  # as the server makes it
    environment = _product.environment(data, url)
    command = [sys.executable, "-m", "laeringskontrakt.config.cli", "demo"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    measured = subprocess.run(
        [sys.executable, "-m", module],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures: dict[str, Any] = json.loads(measured.stdout.splitlines()[-1])
    return figures
