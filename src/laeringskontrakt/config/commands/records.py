"""Commands about what is in the database: import, verify, export, remind."""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from laeringskontrakt.config.commands import complain, say, start_django

if TYPE_CHECKING:
    from laeringskontrakt.contracts.models import LearningContract
    from laeringskontrakt.curriculum.reading import CurriculumFile
    from laeringskontrakt.people.models import Organisation

HASH = re.compile(r"[0-9a-f]{64}")


def import_command(options: Namespace) -> int:
    """Import every file or none. Each problem is one line: file:line:column: field: what."""
    start_django()
    from django.db import transaction

    from laeringskontrakt.core import clock
    from laeringskontrakt.core.errors import LkError
    from laeringskontrakt.curriculum import actions, queries

    organisation = _organisation(options.organisation)
    files = [_read(name) for name in options.files]
    if organisation is None or not all(files):
        return 1
    now = clock.now()
    try:
        with transaction.atomic():
            for file in filter(None, files):
                known = queries.stored_version(file, organisation)
                version = actions.import_framework(
                    file=file, organisation=organisation, by=None, now=now, publish=options.publish
                )
                same = known is not None and known.pk == version.pk
                done = "is there already, with the same content" if same else "imported"
                state = "published" if version.published_at else "not published"
                name = f"{version.framework.code} {version.version}"
                say(f"{name}: {done}; {len(file.competencies)} competencies, {state}")
    except LkError as error:
        complain(f"{error} Nothing was imported.")
        return 1
    return 0


def _read(name: str) -> CurriculumFile | None:
    from laeringskontrakt.curriculum.reading import MAX_BYTES, read
    from laeringskontrakt.curriculum.vocabulary import vocabulary

    try:
        with Path(name).open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        complain(f"{name}: {error.strerror}")
        return None
    reading = read(data, filename=name, vocabulary=vocabulary())
    for problem in reading.problems:
        sys.stderr.write(f"{problem}\n")
    return reading.curriculum


def _organisation(name: str | None) -> Organisation | None:
    """The one that is meant: by name, or the only one there is."""
    from laeringskontrakt.people.models import Organisation

    rows = Organisation.objects.order_by("name")
    found = list(rows.filter(name=name) if name else rows)
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{row.name}”" for row in rows) or "none"
    complain(f"Which organisation? Say --organisation NAME. There is: {names}.")
    return None


def verify_command(options: Namespace) -> int:
    """Exit code 1 and one line for each finding. When all holds: the sums, and today's anchors.

    An anchor kept outside reveals later that a chain was cut short or written anew (faults S42).
    """
    start_django()
    from laeringskontrakt.core.models import AuditHead
    from laeringskontrakt.portfolio import verifying

    heads = list(AuditHead.objects.order_by("organisation_id"))
    only = heads[0].organisation_id if len(heads) == 1 else None
    anchors = dict(_anchor(text, only) for text in options.anchor)
    result = verifying.verify(anchors)
    for finding in result.findings:
        say(finding)
    if result.findings:
        return 1
    say(
        f"All holds: {result.events} events in {result.chains} chains, {result.versions} versions,"
        f" {result.signatures} signatures, {result.copies} copies, {len(anchors)} anchors."
    )
    for head in heads:
        say(f"anchor {head.organisation_id}:{head.number}:{head.hash}")
    return 0


def _anchor(text: str, only: UUID | None) -> tuple[UUID, tuple[int, str]]:
    """The anchor in ``text``; a receipt without organisation is of the only one there is."""
    *first, number, sha256 = ["", "", *text.split(":")][-3:]
    named = text.count(":") == 2
    try:
        organisation = UUID(first[0]) if named else only
        place = int(number)
    except ValueError:
        organisation, place = None, 0
    if organisation is None or text.count(":") not in {1, 2} or not HASH.fullmatch(sha256):
        raise ValueError(f"--anchor: {text!r} is not ORGANISATION:NUMBER:HASH")
    return organisation, (place, sha256)


def export_command(options: Namespace) -> int:
    """Write what one contract's parties share; nobody's private notes are in it (I7)."""
    start_django()
    from laeringskontrakt.core import clock
    from laeringskontrakt.portfolio import exporting

    contract = _contract(options.contract, options.organisation)
    if contract is None:
        return 1
    text = exporting.as_json(exporting.export(contract, holder=None, now=clock.now()))
    if options.file == "-":
        sys.stdout.write(text)
    else:
        Path(options.file).write_text(text, encoding="utf-8")
        say(f"{contract.number}: {len(json.loads(text)['versions'])} versions in {options.file}")
    return 0


def _contract(word: str, organisation: str | None) -> LearningContract | None:
    from laeringskontrakt.contracts.models import LearningContract

    rows = LearningContract.objects.select_related("organisation")
    if organisation:
        rows = rows.filter(organisation__name=organisation)
    try:
        found = list(rows.filter(pk=UUID(word)))
    except ValueError:
        found = list(rows.filter(number=word))
    if len(found) == 1:
        return found[0]
    more = "Several organisations have one; say --organisation NAME." if found else ""
    complain(f"There is no contract {word}." if not found else f"{word}: {more}")
    return None


def tick_command(options: Namespace) -> int:
    """Remind of missing signatures (T12) and send mails that wait. Run twice it reminds once."""
    start_django()
    from django.conf import settings

    from laeringskontrakt.contracts.actions.signing import remind
    from laeringskontrakt.core import clock, delivery

    say(f"Reminders: {remind(now=clock.now())}")
    if settings.MAIL_URL:
        say(f"Mails sent: {delivery.deliver(now=clock.now())}")
    return 0
