"""Reads of frameworks and versions, and who may bring one in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from laeringskontrakt.curriculum import expected, wording
from laeringskontrakt.curriculum.models import Competency, Framework, FrameworkVersion
from laeringskontrakt.curriculum.reading import CurriculumFile
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import DepartmentRole, Organisation, Person, Placement
from laeringskontrakt.people.queries import departments_of, placements_in

IMPORTERS = (DepartmentRoleKind.PROGRAMME_LEAD, DepartmentRoleKind.ORGANISATION_ADMIN)


def may_import(person: Person, organisation: Organisation | None) -> bool:
    """Whether ``person`` leads training in, or administers, a department of ``organisation``."""
    return (
        organisation is not None
        and DepartmentRole.objects.filter(
            person=person,
            department__organisation=organisation,
            role__in=[r.value for r in IMPORTERS],
        ).exists()
    )


def may_plan(person: Person, trainee: Person, placements: Iterable[Placement]) -> bool:
    """Whether ``person`` may lay ``trainee``'s plan: the trainee, a supervisor, or a lead.

    The trainee writes, the supervisor approves, the programme lead gets it (domain §1.1).
    """
    if person.pk == trainee.pk:
        return True
    if may_import(person, trainee.organisation):
        return True
    return person.supervisions.filter(
        placement__in=list(placements),
        kind__in=[SupervisionKind.PRIMARY.value, SupervisionKind.CO.value],
    ).exists()


def frameworks_of(organisation: Organisation | None, *, drafts: bool) -> QuerySet[Framework]:
    """The frameworks of one organisation by code, each with ``versions``, newest first.

    Unpublished versions come only with ``drafts``; a framework that has no other is left out.
    """
    versions = (
        FrameworkVersion.objects.annotate(competency_count=Count("competencies"))
        .filter(_shown(drafts))
        .order_by("-valid_from", "-version")
    )
    return (
        Framework.objects.filter(organisation=organisation)
        .filter(Exists(versions.filter(framework=OuterRef("pk"))))
        .prefetch_related(Prefetch("versions", queryset=versions))
        .order_by("code")
    )


def version_for(person: Person, key: UUID, *, drafts: bool) -> FrameworkVersion:
    """A version of the person's organisation, or one the person is in training by (I13).

    Raises ``FrameworkVersion.DoesNotExist`` for any other, for one that is not there, and
    for an unpublished one unless ``drafts``.
    """
    return (
        FrameworkVersion.objects.select_related("framework__organisation")
        .filter(Q(framework__organisation=person.organisation_id) | Q(courses__trainee=person))
        .filter(_shown(drafts))
        .distinct()
        .get(pk=key)
    )


def _shown(drafts: bool) -> Q:
    return Q() if drafts else Q(published_at__isnull=False)


def competencies_of(version: FrameworkVersion) -> QuerySet[Competency]:
    """A version's competencies in order, with the official lines."""
    return version.competencies.prefetch_related("concretisations").order_by("order")


def stored_version(file: CurriculumFile, organisation: Organisation) -> FrameworkVersion | None:
    """The version with the file's code and version number, if it has been imported."""
    return (
        FrameworkVersion.objects.select_related("framework")
        .filter(
            framework__organisation=organisation,
            framework__code=file.programme.code,
            version=file.programme.version,
        )
        .first()
    )


def says_the_same(file: CurriculumFile, version: FrameworkVersion) -> bool:
    """Whether the file and the version have the same content, however the file is laid out."""
    return wording.of_file(file) == wording.of_version(version)


def placements_led(person: Person, *, today: date) -> list[Placement]:
    """Placements that are not over, in the departments that ``person`` leads or administers."""
    return list(placements_in(departments_of(person), today=today))


def trainees_of(placements: Iterable[Placement]) -> dict[UUID, str]:
    """Each trainee once, by id, with name and post."""
    return {row.trainee_id: f"{row.trainee.full_name}, {row.title}" for row in placements}


def end_of(version: FrameworkVersion, starts_on: date) -> date:
    """The last day of a course that follows the whole of ``version`` from ``starts_on``."""
    return expected.after(starts_on, version.duration_unit, version.duration) - timedelta(days=1)
