"""Who a session belongs to. Named in the settings as the one authentication backend."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from laeringskontrakt.core import prepared
from laeringskontrakt.people.models import Person


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """django-allauth's, with the question that every page asks written once."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person with this key, when the account is open."""
        return next((one for one in _people(user_id) if self.user_can_authenticate(one)), None)


@prepared.query
def _people(key: UUID) -> QuerySet[Person]:
    return Person.objects.filter(pk=key)
