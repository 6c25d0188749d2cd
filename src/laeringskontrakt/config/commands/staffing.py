"""``laeringskontrakt import-people``: people, departments, placements and who supervises."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from laeringskontrakt.config.commands import complain, say, start_django

if TYPE_CHECKING:
    from datetime import datetime

    from laeringskontrakt.people.models import Organisation

PARTS = ("departments", "people", "placements", "supervisions", "roles")


def import_people_command(options: Namespace) -> int:
    """Make what is new in the file, or nothing. Each complaint is one line with its place."""
    start_django()
    from django.db import transaction

    from laeringskontrakt.config import people_file
    from laeringskontrakt.core import clock

    data = _bytes_of(options.file, people_file.MAX_BYTES)
    if data is None:
        return 1
    file = people_file.read(data, filename=options.file)
    if isinstance(file, list):
        sys.stderr.writelines(f"{complaint}\n" for complaint in file)
        return 1
    now = clock.now()
    try:
        with transaction.atomic():
            organisation = _organisation(
                options.organisation,
                language=options.language if options.create else "",
                now=now,
            )
            if organisation is None:
                return 1
            made = people_file.make(file, organisation, now=now)
    except people_file.Complaint as complaint:
        sys.stderr.write(f"{complaint}\n")
        complain("Nothing was imported.")
        return 1
    counts = ", ".join(f"{made[part]} {part}" for part in PARTS)
    say(f"{organisation.name}: made {counts}.")
    return 0


def _bytes_of(name: str, most: int) -> bytes | None:
    try:
        with Path(name).open("rb") as handle:
            return handle.read(most + 1)
    except OSError as error:
        complain(f"{name}: {error.strerror}")
        return None


def _organisation(name: str, *, language: str, now: datetime) -> Organisation | None:
    """The one of that name; with a ``language`` it is made, writing in it, where there is none."""
    from laeringskontrakt.core import audit
    from laeringskontrakt.people.models import Organisation

    found = list(Organisation.objects.filter(name=name))
    if len(found) == 1:
        return found[0]
    if found:
        complain(f"Several organisations are called “{name}”.")
        return None
    if not language:
        complain(f"There is no organisation “{name}”. Add --create to make it.")
        return None
    made = Organisation.objects.create(name=name, language=language)
    audit.record("people:organisation:add", organisation_id=made.pk, actor_id=None, at=now)
    return made
