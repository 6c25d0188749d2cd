"""Canonical JSON (RFC 8785) and its SHA-256: the same content always gives the same bytes."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def text(content: Any) -> str:
    """``content`` as canonical JSON. Takes dicts, lists, strings, whole numbers, booleans, None."""
    return rfc8785.dumps(content).decode("utf-8")


def digest(canonical: str) -> str:
    """SHA-256 of canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
