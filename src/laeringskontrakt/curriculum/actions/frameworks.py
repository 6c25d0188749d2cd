"""Bringing a curriculum in, whole or not at all, and publishing it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from laeringskontrakt.core import audit
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Forbidden, Invalid
from laeringskontrakt.curriculum import queries
from laeringskontrakt.curriculum.models import (
    Competency,
    Concretisation,
    Framework,
    FrameworkVersion,
    ProgrammePlacement,
)
from laeringskontrakt.curriculum.reading import CompetencyEntry, CurriculumFile
from laeringskontrakt.people.models import Organisation, Person


@action("curriculum:framework:import")
def import_framework(
    *,
    file: CurriculumFile,
    organisation: Organisation,
    by: Person | None,
    now: datetime,
    publish: bool = True,
) -> FrameworkVersion:
    """Make the file's version with all its competencies, and publish it.

    The same content again changes nothing and answers the version that is there (it is
    published if it was not). Other content under the same code and version is refused once
    published; before that it replaces what was there. ``by`` is None for an operator.
    Raises ``Forbidden``, or ``Invalid`` beside the field ``file``.
    """
    refuse_outsider(by, organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    found = queries.stored_version(file, organisation)
    if found is not None and not queries.says_the_same(file, found):
        _refuse_other_content(found)
        found.delete()
        found = None
    if found is None:
        found = _make_version(file, organisation)
        audit.record(
            "curriculum:framework:import",
            organisation_id=organisation.pk,
            actor_id=by.pk if by else None,
            at=now,
            about={
                "code": file.programme.code,
                "version": file.programme.version,
                "competencies": len(file.competencies),
                "sha256": file.sha256,
            },
        )
    if publish and found.published_at is None:
        _publish(found, by, now)
    return found


@action("curriculum:framework:publish")
def publish_version(
    *, version: FrameworkVersion, by: Person | None, now: datetime
) -> FrameworkVersion:
    """Fix a version for ever, so that trainees can be pinned to it. Doing it twice is once."""
    refuse_outsider(by, version.framework.organisation)
    fresh = FrameworkVersion.objects.select_for_update().get(pk=version.pk)
    if fresh.published_at is None:
        _publish(fresh, by, now)
    return fresh


def _publish(version: FrameworkVersion, by: Person | None, now: datetime) -> None:
    version.published_at, version.published_by = now, by
    version.save()
    audit.record(
        "curriculum:framework:publish",
        organisation_id=version.framework.organisation_id,
        actor_id=by.pk if by else None,
        at=now,
        about={"code": version.framework.code, "version": version.version},
    )


def refuse_outsider(by: Person | None, organisation: Organisation | None) -> None:
    """Raise ``Forbidden`` unless ``by`` may import here, or is an operator (None)."""
    if by is not None and not queries.may_import(by, organisation):
        raise Forbidden(
            _(
                "Målbeskrivelser importeres af den, der har ansvar for uddannelsen i en"
                " afdeling, eller af organisationens administrator. Bed en af dem om det."
            ),
            code="not_programme_lead",
        )


def _refuse_other_content(found: FrameworkVersion) -> None:
    if found.published_at is not None:
        raise Invalid(
            _(
                "%(code)s version %(version)s er udgivet med et andet indhold og ændres ikke."
                " Giv filen et nyt versionsnummer."
            )
            % {"code": found.framework.code, "version": found.version},
            code="published_otherwise",
            field="file",
        )


def _make_version(file: CurriculumFile, organisation: Organisation) -> FrameworkVersion:
    programme = file.programme
    framework, _made = Framework.objects.get_or_create(
        organisation=organisation, code=programme.code
    )
    version = FrameworkVersion.objects.create(
        framework=framework,
        version=programme.version,
        title=programme.title,
        profession=programme.profession,
        stage=programme.stage,
        language=programme.language,
        valid_from=programme.valid_from,
        duration_unit=programme.unit,
        duration=programme.duration,
        disclaimer=programme.disclaimer,
        source_sha256=file.sha256,
    )
    ProgrammePlacement.objects.bulk_create(
        ProgrammePlacement(
            version=version,
            code=placement.code,
            title=placement.title,
            first=placement.first,
            last=placement.last,
            order=order,
        )
        for order, placement in enumerate(programme.placements, start=1)
    )
    _make_competencies(version, file.competencies)
    return version


def _make_competencies(version: FrameworkVersion, entries: tuple[CompetencyEntry, ...]) -> None:
    rows = [
        Competency(
            version=version,
            code=entry.code,
            title=entry.title,
            description=entry.description,
            roles=list(entry.roles),
            places=list(entry.places),
            methods=list(entry.methods),
            instruments=list(entry.instruments),
            complex=entry.complex,
            placement_code=entry.placement,
            expected_unit=entry.expected.unit,
            expected_from=entry.expected.first,
            expected_to=entry.expected.last,
            order=order,
        )
        for order, entry in enumerate(entries, start=1)
    ]
    Competency.objects.bulk_create(rows)
    Concretisation.objects.bulk_create(
        Concretisation(competency=row, text=text, order=order)
        for row, entry in zip(rows, entries, strict=True)
        for order, text in enumerate(entry.concretisation, start=1)
    )
