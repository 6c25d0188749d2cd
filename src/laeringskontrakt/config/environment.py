"""The environment, read once and typed. Every variable is listed in docs/drift.md."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from laeringskontrakt.core import crash


@dataclass(frozen=True)
class Environment:
    """What an operator may choose. Defaults suit one person on one machine."""

    data_dir: Path
    database_url: str
    origin: str
    debug: bool
    demo: bool
    secret_key_file: Path
    mail_url: str
    mail_from: str
    crash: str = ""

    @property
    def secure(self) -> bool:
        """True when the product is reached over https."""
        return self.origin.startswith("https://")

    @property
    def host(self) -> str:
        """The host name people use, without port."""
        return urlsplit(self.origin).hostname or "127.0.0.1"


def read() -> Environment:
    """Read ``LK_*`` variables. Raises ``ValueError`` naming the variable that is wrong."""
    data_dir = Path(os.environ.get("LK_DATA_DIR", "var")).resolve()
    port = os.environ.get("PORT", "8000")
    return Environment(
        data_dir=data_dir,
        database_url=os.environ.get("LK_DATABASE_URL", f"sqlite:///{data_dir / 'lk.sqlite3'}"),
        origin=os.environ.get("LK_ORIGIN", f"http://127.0.0.1:{port}"),
        debug=_flag("LK_DEBUG"),
        demo=_flag("LK_DEMO"),
        secret_key_file=Path(os.environ.get("LK_SECRET_KEY_FILE", data_dir / "secret_key")),
        mail_url=os.environ.get("LK_MAIL_URL", ""),
        mail_from=os.environ.get("LK_MAIL_FROM", "ingen-svar@localhost"),
        crash=_crash(os.environ.get("LK_CRASH", "")),
    )


def secret_keys(file: Path) -> list[str]:
    """The signing keys, newest first; the file is made with mode 0600 when missing.

    Raises ``ValueError`` when the file can be read by others than its owner.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(64) + "\n")
    if file.stat().st_mode & 0o077:
        raise ValueError(f"{file}: the key file may be read by its owner only (chmod 600)")
    keys = [line.strip() for line in file.read_text("ascii").splitlines() if line.strip()]
    if not keys or len(keys[0]) < 50:
        raise ValueError(f"{file}: the key file holds no key of at least 50 characters")
    return keys


def database(url: str) -> dict[str, object]:
    """Django's settings for ``sqlite:///path`` or ``postgresql://user:pw@host:port/name``.

    Both mean the same to the product: SQLite takes its write lock at BEGIN and flushes
    every commit to disk, PostgreSQL uses its pool and prepared statements.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;PRAGMA cache_size=-20000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        from laeringskontrakt.core.postgresql import Connection  # psycopg is needed only here

        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "pool": {
                    "min_size": 2,
                    "max_size": 8,
                    "timeout": 5,
                    "connection_class": Connection,
                },
                "server_side_binding": True,
                "prepare_threshold": 1,
            },
        }
    raise ValueError(f"LK_DATABASE_URL: {parts.scheme!r} is not sqlite or postgresql")


def _crash(text: str) -> str:
    if text and not _flag("LK_DEMO"):
        raise ValueError("LK_CRASH: ends the program on purpose; only together with LK_DEMO=1")
    if text:
        crash.read(text)
    return text


def _flag(name: str) -> bool:
    value = os.environ.get(name, "0").lower()
    if value not in {"0", "1", "true", "false", ""}:
        raise ValueError(f"{name}: write 1 or 0, not {value!r}")
    return value in {"1", "true"}
