"""What was signed: frozen wording, its hash, and each party's signature (T9-T11, I4)."""

from __future__ import annotations

from django.db import models

from laeringskontrakt.contracts.enums import Party, SignatureMethod
from laeringskontrakt.contracts.models.contract import LearningContract
from laeringskontrakt.contracts.models.fields import both_or_neither, choices
from laeringskontrakt.core.models import UuidModel
from laeringskontrakt.people.models import Person


class ContractVersion(UuidModel):
    """The wording at one moment, as canonical JSON, and its SHA-256. Never changed."""

    contract = models.ForeignKey(LearningContract, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by_name = models.CharField(max_length=130)
    voided_at = models.DateTimeField(null=True)
    voided_by_name = models.CharField(max_length=130, blank=True)
    voided_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="version_numbered"),
            models.UniqueConstraint(
                fields=["contract"], condition=models.Q(voided_at=None), name="one_version_in_force"
            ),
            both_or_neither("voided"),
        ]


class Signature(UuidModel):
    """One party's acceptance of one version, bound to its hash. Nobody signs for another (I5)."""

    version = models.ForeignKey(ContractVersion, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=12, choices=choices(Party))
    signer = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="signatures")
    signer_key = models.UUIDField()
    signer_name = models.CharField(max_length=130)
    as_substitute = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=32, choices=choices(SignatureMethod))
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="a_party_signs_once"),
            models.UniqueConstraint(fields=["version", "signer_key"], name="a_person_signs_once"),
        ]
