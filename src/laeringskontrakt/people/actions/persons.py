"""Making an account for somebody, and closing it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from laeringskontrakt.core import live
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people.actions.permission import record, refuse_oneself, refuse_others
from laeringskontrakt.people.enums import Profession
from laeringskontrakt.people.models import Department, Organisation, Person
from laeringskontrakt.people.session_rows import SessionRow


@action("people:person:add")
def add_person(
    *,
    organisation: Organisation,
    department: Department,
    email: str,
    first_name: str,
    last_name: str,
    title: str,
    profession: Profession,
    language: str,
    by: Person | None,
    now: datetime,
) -> Person:
    """An account in ``department``; the person signs in with codes sent to ``email``.

    Raises ``Forbidden``, or ``Invalid`` beside ``email`` when the mail is taken, whoever has it.
    """
    refuse_others(by, department)
    if department.organisation_id != organisation.pk:
        raise Department.DoesNotExist
    if Person.objects.filter(email__iexact=email).exists():
        raise Invalid(
            _("Mailen er allerede i brug. Er personen oprettet i forvejen?"),
            code="mail_taken",
            field="email",
        )
    made = Person.objects.create_user(
        email,
        first_name=first_name,
        last_name=last_name,
        title=title,
        profession=profession.value,
        language=language,
        organisation=organisation,
        department=department,
    )
    record("people:person:add", organisation, by, now, person=made, department=department)
    return made


@action("people:person:deactivate")
def deactivate(*, person: Person, by: Person | None, now: datetime) -> Person:
    """Close the account and end its sessions. The name stays on what was signed (domain §4.6).

    ``by`` leads or administers the department where ``person`` works. Raises ``Forbidden``.
    """
    refuse_others(by, person.department)
    refuse_oneself(person, by)
    if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        SessionRow.objects.filter(person_id=person.pk).delete()
        live.access_changed()
        if person.organisation is not None:
            record("people:person:deactivate", person.organisation, by, now, person=person)
    person.refresh_from_db(fields=["is_active"])
    return person
