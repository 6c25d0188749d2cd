"""What people change about themselves."""

from __future__ import annotations

from datetime import datetime

from laeringskontrakt.core import live
from laeringskontrakt.core.actions import action
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.session_rows import SessionRow


@action("people:person:language")
def choose_language(*, by: Person, now: datetime, language: str) -> None:
    """Show pages and write mails to ``by`` in ``language`` (``da`` or ``en``) from now on."""
    Person.objects.filter(pk=by.pk).update(language=language)


@action("people:session:end_all")
def sign_out_everywhere(*, by: Person, now: datetime) -> None:
    """End every session of ``by``, this one too; other people's are untouched."""
    SessionRow.objects.filter(person_id=by.pk).delete()
    live.access_changed()
