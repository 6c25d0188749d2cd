"""Where sessions are kept. The settings name it as ``SESSION_ENGINE``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from laeringskontrakt.core import live, prepared
from laeringskontrakt.people.session_rows import SessionRow

#: Written when somebody signs in (``sessions.begin``).
STARTED_AT = "started_at"
DEVICE = "device"


if TYPE_CHECKING:
    _Base = DatabaseStore[SessionRow]
else:
    _Base = DatabaseStore  # generic to the type checker only


class SessionStore(_Base):
    """Django's database sessions, with the person, the device and the start beside the data."""

    @classmethod
    def get_model_class(cls) -> type[SessionRow]:
        """The table."""
        return SessionRow

    def _get_session_from_db(self) -> SessionRow | None:
        """Every page asks this."""
        found = _open_session(self.session_key or "", timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End a session; streams that it opened are closed."""
        super().delete(session_key)
        live.access_changed()

    def create_model_instance(self, data: dict[str, Any]) -> SessionRow:
        """The row for ``data``; the person is the one that Django's own key names."""
        row = super().create_model_instance(data)
        person, started = data.get(SESSION_KEY), data.get(STARTED_AT)
        row.person_id = UUID(person) if person else None
        row.device = data.get(DEVICE, "")
        row.started_at = datetime.fromtimestamp(started, UTC) if started else None
        return row


@prepared.query
def _open_session(key: str, now: datetime) -> QuerySet[SessionRow]:
    return SessionRow.objects.filter(session_key=key, expire_date__gt=now)
