"""The learning contract and the competencies it is about."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from laeringskontrakt.contracts.enums import MeetingMode, Party, Step
from laeringskontrakt.contracts.models.fields import both_or_neither, choices
from laeringskontrakt.core.models import UuidModel
from laeringskontrakt.curriculum.models import Competency
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
    SupervisionQuerySet,
)

#: How long the contract's supervisor still reads it after the supervision ended (domain §4.6).
READS_ON = timedelta(days=30)


class LearningContractQuerySet(models.QuerySet["LearningContract"]):
    """Contracts, narrowed to what a person may know of."""

    def with_party(self, person: Person, *, today: date) -> LearningContractQuerySet:
        """Contracts that ``person`` has a part in: own, supervised, or standing in today (§4.7)."""
        stands_in = Supervision.objects.on(today).filter(
            supervisor=person,
            kind__in=[SupervisionKind.SUBSTITUTE.value, SupervisionKind.CO.value],
        )
        return self.filter(
            Q(trainee=person)
            | Q(supervisor=person) & ~_has_left(person, today)
            | Q(placement__in=stands_in.values("placement"))
        )

    def visible_to(self, person: Person, *, today: date) -> LearningContractQuerySet:
        """Every contract ``person`` may know of: with the words, one's own copy, or its status.

        Who has left reads on for some days as the supervisor, and for ever in the own copy
        (domain §4.6, §4.7).
        """
        led = DepartmentRole.objects.filter(
            person=person, role=DepartmentRoleKind.PROGRAMME_LEAD.value
        )
        status_only = Q(department__in=led.values("department"))
        held = LearningContract.objects.filter(copies__holder=person)
        lately = _primaries(person).left_before(today).filter(ends_on__gte=today - READS_ON)
        return self.filter(
            Q(pk__in=self.with_party(person, today=today).values("pk"))
            | Q(supervisor=person) & Exists(lately)
            | Q(pk__in=held.values("pk"))
            | status_only
        )


def _has_left(person: Person, today: date) -> Q:
    """Was the placement's primary supervisor, and is not any more although it goes on (§4.6)."""
    own = _primaries(person)
    return Q(Exists(own.left_before(today))) & ~Q(Exists(own.not_left_before(today)))


def _primaries(person: Person) -> SupervisionQuerySet:
    """The supervisions of ``person`` as primary, on the placement of the contract looked at."""
    return Supervision.objects.filter(
        supervisor=person, placement=OuterRef("placement"), kind=SupervisionKind.PRIMARY.value
    )


class LearningContract(UuidModel):
    """What two people agree for a period (domain §4.1).

    Trainee and supervisor may become null when an account is deleted; what was signed keeps
    their names in its version, and the other party keeps a copy.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=20)
    department = models.ForeignKey(Department, models.PROTECT, related_name="contracts")
    placement = models.ForeignKey(Placement, models.SET_NULL, null=True, related_name="contracts")
    trainee = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="own_contracts")
    supervisor = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="supervised_contracts"
    )
    title = models.CharField(max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    outside_placement_confirmed = models.BooleanField(default=False)
    no_assessment = models.BooleanField(default=False)
    step = models.PositiveSmallIntegerField(default=Step.SCOPE.value)
    mode = models.CharField(
        max_length=16, choices=choices(MeetingMode), default=MeetingMode.OWN_DEVICES.value
    )
    turn = models.CharField(max_length=12, choices=choices(Party), default=Party.TRAINEE.value)
    #: Counts every change; a device that knows the number knows whether anything is new.
    revision = models.PositiveIntegerField(default=0)
    #: The number the next frozen version gets.
    next_version = models.PositiveSmallIntegerField(default=1)

    created_at = models.DateTimeField()
    created_by_party = models.CharField(max_length=12, choices=choices(Party))
    last_written_at = models.DateTimeField()
    trainee_wrote_at = models.DateTimeField(null=True)
    supervisor_wrote_at = models.DateTimeField(null=True)
    #: Set while the trainee prepares alone; others see only that it is ready (§4.6).
    private_since = models.DateTimeField(null=True)
    #: One asks the other whether the draft may be deleted (T15).
    deletion_asked_at = models.DateTimeField(null=True)
    deletion_asked_by_name = models.CharField(max_length=130, blank=True)
    deletion_asked_by_party = models.CharField(max_length=12, choices=choices(Party), blank=True)
    ready_at = models.DateTimeField(null=True)
    ready_by_name = models.CharField(max_length=130, blank=True)
    activated_at = models.DateTimeField(null=True)
    ended_early_at = models.DateTimeField(null=True)
    ended_early_by_name = models.CharField(max_length=130, blank=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_name = models.CharField(max_length=130, blank=True)
    last_reminded_on = models.DateField(null=True)

    objects = LearningContractQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="contract_numbered"),
            models.CheckConstraint(
                condition=Q(trainee=None) | Q(supervisor=None) | ~Q(trainee=F("supervisor")),
                name="never_both_parties",  # I5
            ),
            models.CheckConstraint(
                condition=Q(period_from=None, period_to=None) | Q(period_from__lt=F("period_to")),
                name="period_runs_forward",  # T2
            ),
            both_or_neither("deletion_asked"),
            both_or_neither("ready"),
            both_or_neither("ended_early"),
            both_or_neither("cancelled"),
        ]
        indexes = [models.Index(fields=["trainee", "created_at"], name="contract_by_trainee")]

    def __str__(self) -> str:
        return self.number


class ProposedCompetency(UuidModel):
    """One that the supervisor proposes while the trainee prepares alone (domain §4.6).

    The trainee takes it into the contract, or does not; it stands here either way.
    """

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="proposed")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    proposed_by_name = models.CharField(max_length=130)
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "competency"], name="a_competency_is_proposed_once"
            )
        ]


class ContractCompetency(UuidModel):
    """One competency in one contract, with its own gate (T4, T5).

    ``analysis_done_at`` is the first time the trainee said it was finished and never moves:
    no supervisor's line is older (I1). ``analysis_reopened_at`` closes the gate again.
    """

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="competencies")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="in_contracts")
    order = models.PositiveSmallIntegerField()
    analysis_done_at = models.DateTimeField(null=True)
    analysis_done_by_name = models.CharField(max_length=130, blank=True)
    analysis_reopened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "competency"], name="a_competency_once_a_contract"
            ),
            both_or_neither("analysis_done"),
        ]

    @property
    def gate_open(self) -> bool:
        """The supervisor may add here."""
        return self.analysis_done_at is not None and self.analysis_reopened_at is None
