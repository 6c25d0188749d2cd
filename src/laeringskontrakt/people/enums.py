"""Codes of people and their parts. Labels come from the profession, codes never change."""

from __future__ import annotations

from enum import StrEnum


class Profession(StrEnum):
    """Label set and role set (domain §1.9)."""

    DOCTOR = "doctor"
    NURSE = "nurse"
    STUDENT = "student"


class SupervisionKind(StrEnum):
    """How someone supervises a placement (domain §3.1)."""

    PRIMARY = "primary"
    CO = "co"
    SUBSTITUTE = "substitute"


class DepartmentRoleKind(StrEnum):
    """What someone is to a department (domain §1.4)."""

    PROGRAMME_LEAD = "programme_lead"
    TRAINEE_COORDINATOR = "trainee_coordinator"
    ORGANISATION_ADMIN = "organisation_admin"
