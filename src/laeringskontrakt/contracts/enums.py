"""Codes of the contract. Their words are in domain §3.2."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Stage(StrEnum):
    """The states of a contract; there are no others (domain §4.2)."""

    DRAFT = "draft"
    AWAITING = "awaiting_signatures"
    ACTIVE = "active"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class Party(StrEnum):
    """Whose pen a line is written with, and who signs (domain §4.1)."""

    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"


class Role(StrEnum):
    """What a person is to one contract (domain §4.7)."""

    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"
    CO_SUPERVISOR = "co_supervisor"
    SUBSTITUTE = "substitute"
    #: The contract's supervisor, for some days after the supervision ended (domain §4.6).
    FORMER_SUPERVISOR = "former_supervisor"
    #: Somebody whose supervision is over and who holds a copy: reads that copy alone.
    COPY_HOLDER = "copy_holder"
    PROGRAMME_LEAD = "programme_lead"


class Step(IntEnum):
    """Where on the sheet the two are: only a position on the page, never a state."""

    SCOPE = 1
    ANALYSIS = 2
    ACTIVITIES = 3
    AGREEMENTS = 4
    SIGNING = 5


class MeetingMode(StrEnum):
    """One device passed between the two, or a device each (domain §4.6)."""

    OWN_DEVICES = "own_devices"
    SHARED_DEVICE = "shared_device"


class MeetingKind(StrEnum):
    """What the conversation is (domain §1.5)."""

    CONTRACT = "contract"
    INTRO = "intro"
    ADJUSTMENT = "adjustment"
    FINAL = "final"
    FOLLOW_UP = "follow_up"


class SupportNeed(StrEnum):
    """Who has to set time aside for an activity (domain §1.8)."""

    NONE = "none"
    COLLEAGUE = "colleague"
    SUPERVISOR = "supervisor"


class WhenType(StrEnum):
    """Rotas are known four weeks ahead, so a date cannot be the only answer (domain §0.10)."""

    NONE = "none"
    DATE = "date"
    WEEK = "week"
    PERIOD = "period"
    EVENT = "event"


class SubgoalOrigin(StrEnum):
    """Where a line came from; kept for ever."""

    OWN = "own"
    MEMO = "memo"
    FRAMEWORK = "framework"


class SignatureMethod(StrEnum):
    """How the signer proved to be the signer."""

    OWN_SESSION = "own_session"
    OWN_CODE = "own_code_on_shared_device"
