"""People, organisations, departments, placements, and who supervises whom and when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from laeringskontrakt.core.models import UuidModel, new_id
from laeringskontrakt.people.enums import DepartmentRoleKind, Profession, SupervisionKind
from laeringskontrakt.people.session_rows import SessionRow  # noqa: F401 -- Django must see it


def _choices(
    kind: type[Profession | SupervisionKind | DepartmentRoleKind],
) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]


class Organisation(UuidModel):
    """A hospital, region, municipality or college: tenant and data controller."""

    name = models.CharField(max_length=120)
    #: What its people write in, whatever language each has chosen for the product's own texts.
    language = models.CharField(max_length=2, default="da")

    def __str__(self) -> str:
        return self.name


class Department(UuidModel):
    """A department or ward. A tree, so that a merger moves branches and loses nothing."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="departments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes people; nobody has a password."""

    def create_user(self, email: str, **fields: Any) -> Person:
        """A person who signs in with codes sent to ``email``; there are no passwords."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account. Identified by work mail, never by CPR number (domain §5.2)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    title = models.CharField(max_length=80, blank=True)
    profession = models.CharField(
        max_length=16, choices=_choices(Profession), default=Profession.DOCTOR.value
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", null=True, blank=True
    )
    #: Where the person works: whose names the quick entry understands.
    department = models.ForeignKey(
        Department, models.SET_NULL, related_name="people", null=True, blank=True
    )
    language = models.CharField(max_length=2, default="da")
    is_active = models.BooleanField(default=True)
    # When somebody was last here is nobody's business (domain §5.3).
    last_login = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]
    objects = PersonManager()

    @property
    def full_name(self) -> str:
        """First and last name, for lists and paper."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        """Two letters for the pen: the first of the first and of the last name."""
        return (self.first_name[:1] + self.last_name.split(" ")[-1][:1]).upper()

    def __str__(self) -> str:
        return self.full_name


class DepartmentRole(UuidModel):
    """That a person leads training in a department, coordinates it, or administers it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="department_roles")
    department = models.ForeignKey(Department, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=24, choices=_choices(DepartmentRoleKind))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "department", "role"], name="one_role_once_a_department"
            )
        ]


class Placement(UuidModel):
    """One trainee's post in one department, with its dates."""

    trainee = models.ForeignKey(Person, models.CASCADE, related_name="placements")
    department = models.ForeignKey(Department, models.PROTECT, related_name="placements")
    title = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="placement_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> UUID:
        return self.department.organisation_id


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    """Who supervises what, and when."""

    def on(self, day: date) -> SupervisionQuerySet:
        """Those who supervise on ``day``; an open end lasts as long as the placement."""
        started = self.filter(starts_on__lte=day, placement__ends_on__gte=day)
        return started.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def left_before(self, day: date) -> SupervisionQuerySet:
        """Those that ended before ``day`` while the placement went on.

        With the end of the placement nobody leaves: what was agreed is closed by the same two.
        """
        return self.filter(_left_before(day))

    def not_left_before(self, day: date) -> SupervisionQuerySet:
        """All the others: those that go on, that are to begin, or lasted the placement out."""
        return self.exclude(_left_before(day))


def _left_before(day: date) -> Q:
    return Q(ends_on__lt=day) & Q(ends_on__lt=F("placement__ends_on"))


class Supervision(UuidModel):
    """That a person supervises a placement: as primary, co-supervisor or dated substitute."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="supervisions")
    supervisor = models.ForeignKey(Person, models.CASCADE, related_name="supervisions")
    kind = models.CharField(
        max_length=12, choices=_choices(SupervisionKind), default=SupervisionKind.PRIMARY.value
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement"],
                condition=Q(kind=SupervisionKind.PRIMARY.value, ends_on=None),
                name="one_primary_supervisor_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SupervisionKind.SUBSTITUTE.value) | Q(ends_on__isnull=False),
                name="a_substitute_has_an_end",
            ),
        ]


class ProofCode(UuidModel):
    """A six-digit code that proves a person is present, for one purpose, once.

    Only its salted hash is kept. ``purpose`` is such as ``sign:<contract id>``.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="proof_codes")
    purpose = models.CharField(max_length=80)
    code_hash = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="proof_by_purpose")]
