"""The table of sessions: Django's, with whose they are, so that a person can end them."""

from __future__ import annotations

import hashlib

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class SessionRow(AbstractBaseSession):
    """One browser. ``person_id`` is empty until somebody signs in there."""

    person_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(null=True)

    @property
    def handle(self) -> str:
        """What pages name it by. The key itself opens the session and is never shown."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that reads and writes these rows."""
        from laeringskontrakt.people.session_store import SessionStore

        return SessionStore
