"""A real PostgreSQL for one run of the tests: made in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psycopg

NEEDED = (
    "PostgreSQL was not found. Install it (Debian: apt-get install postgresql), "
    "or set PG_BIN to the folder that holds initdb and postgres."
)
# Nothing here has to survive a power cut.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal"]
OPTIONS = ["max_wal_senders=0", "listen_addresses=127.0.0.1", "unix_socket_directories="]


class Postgres:
    """One server process. ``url`` is what ``LK_DATABASE_URL`` wants."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        """Make a cluster in ``folder`` (which must not exist) and start it on a free port.

        ``durable`` flushes every commit to disk, as in production: for measurements.
        """
        self._options = OPTIONS if durable else [*FAST, *OPTIONS]
        self._binaries = binaries()
        self._folder = folder
        self._user = "postgres" if os.geteuid() == 0 else None  # the server refuses root
        folder.mkdir(mode=0o700)
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        self.port = _free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/laeringskontrakt"
        self._process = self._start()
        self._wait()

    def stop(self) -> None:
        """End the server at once, whoever is still connected."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=10)

    def _start(self) -> subprocess.Popen[bytes]:
        data, log = self._folder / "data", self._folder / "log"
        initdb: list[str | Path] = [
            self._binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
        ]
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        with log.open("wb") as output:
            subprocess.run(
                initdb, stdout=output, stderr=output, user=self._user, cwd=self._folder, check=True
            )
            server: list[str | Path] = [self._binaries / "postgres", "-D", data]
            server += ["-c", f"port={self.port}"]
            for option in self._options:
                server += ["-c", option]
            return subprocess.Popen(
                server, stdout=output, stderr=output, user=self._user, cwd=self._folder
            )

    def _wait(self) -> None:
        address = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        for _ in range(300):
            try:
                psycopg.connect(address, connect_timeout=2).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        log = (self._folder / "log").read_text("utf-8", "replace")
        raise RuntimeError(f"PostgreSQL did not start:\n{log}")


def binaries() -> Path:
    """The folder with initdb and postgres: chosen, on the path, or where Debian puts it.

    Raises ``RuntimeError`` that says what to install.
    """
    chosen = os.environ.get("PG_BIN")
    on_path = shutil.which("postgres")
    candidates = [Path(chosen)] if chosen else []
    if on_path and not chosen:
        candidates.append(Path(on_path).resolve().parent)
    if not chosen:
        candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError(NEEDED)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
