"""Frameworks and their versions, competencies, and each trainee's education plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from laeringskontrakt.core.models import UuidModel
from laeringskontrakt.core.tongue import Said
from laeringskontrakt.curriculum.published import Published
from laeringskontrakt.people.models import Organisation, Person, Placement

if TYPE_CHECKING:
    from uuid import UUID


class Framework(UuidModel):
    """A curriculum framework or programme, known by its code within an organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="frameworks")
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="one_framework_a_code")
        ]

    def __str__(self) -> str:
        return self.code


class FrameworkVersion(Published, UuidModel):
    """One version. Once ``published_at`` is set, neither it nor its competencies change."""

    version_path: ClassVar[str] = ""
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    profession = models.CharField(max_length=16)
    stage = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    valid_from = models.DateField()
    duration_unit = models.CharField(max_length=8)
    duration = models.PositiveSmallIntegerField()
    disclaimer = models.TextField(blank=True)
    source_sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "version"], name="one_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class ProgrammePlacement(Published, UuidModel):
    """A post within the programme, by its place in time (1 is the first month or week)."""

    version_path: ClassVar[str] = "version"
    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="placements")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]


class Competency(Published, UuidModel):
    """A described ability to be reached."""

    version_path: ClassVar[str] = "version"
    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="competencies")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    roles = models.JSONField(default=list)
    places = models.JSONField(default=list)
    methods = models.JSONField(default=list)
    instruments = models.JSONField(default=list)
    complex = models.BooleanField(default=False)
    placement_code = models.CharField(max_length=20, blank=True)
    expected_unit = models.CharField(max_length=8)
    expected_from = models.PositiveSmallIntegerField()
    expected_to = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_competency_a_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def heading(self) -> Said:
        """The title in its version's language."""
        return Said(self.title, self.version.language)


class Concretisation(Published, UuidModel):
    """One official line of what a competency contains. Hidden before the gate (domain §4.3 I2)."""

    version_path: ClassVar[str] = "competency__version"
    competency = models.ForeignKey(Competency, models.CASCADE, related_name="concretisations")
    text = models.TextField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]


class TrainingCourse(UuidModel):
    """One trainee's path through one version of a programme; the version stays pinned."""

    trainee = models.ForeignKey(Person, models.CASCADE, related_name="training_courses")
    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="courses")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="course_ends_after_it_starts"
            )
        ]


class EducationPlan(UuidModel):
    """The trainee's own plan: the source of what a contract may be about (domain §0.3)."""

    course = models.OneToOneField(TrainingCourse, models.CASCADE, related_name="plan")
    placements = models.ManyToManyField(Placement, related_name="plans", blank=True)

    @property
    def trainee_id(self) -> UUID:
        return self.course.trainee_id


class PlannedCompetency(UuidModel):
    """A competency in a plan, with the time it is expected, and whether it is chosen next."""

    plan = models.ForeignKey(EducationPlan, models.CASCADE, related_name="planned")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="planned")
    expected_from = models.DateField()
    expected_to = models.DateField()
    chosen_next_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["competency__order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "competency"], name="planned_once"),
        ]
