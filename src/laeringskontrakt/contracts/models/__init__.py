"""The contract and its parts. Facts are rows or ``_at``/``_by`` pairs; the stage is derived."""

from laeringskontrakt.contracts.models.agreements import (
    AssessmentAgreement,
    FeedbackAgreement,
    LearningActivity,
)
from laeringskontrakt.contracts.models.contract import (
    ContractCompetency,
    LearningContract,
    ProposedCompetency,
)
from laeringskontrakt.contracts.models.copies import (
    ContractCopy,
    CopyNote,
    CopyTick,
    Reflection,
    StatusLook,
)
from laeringskontrakt.contracts.models.lines import Subgoal, SupervisorMemo
from laeringskontrakt.contracts.models.meetings import Meeting, MeetingSession
from laeringskontrakt.contracts.models.versions import ContractVersion, Signature

__all__ = [
    "AssessmentAgreement",
    "ContractCompetency",
    "ContractCopy",
    "ContractVersion",
    "CopyNote",
    "CopyTick",
    "FeedbackAgreement",
    "LearningActivity",
    "LearningContract",
    "Meeting",
    "MeetingSession",
    "ProposedCompetency",
    "Reflection",
    "Signature",
    "StatusLook",
    "Subgoal",
    "SupervisorMemo",
]
