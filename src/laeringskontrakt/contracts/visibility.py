"""Who sees what of a contract (domain §4.7), in plain Python. Shown to the pair before signing."""

from __future__ import annotations

from enum import StrEnum

from laeringskontrakt.contracts.enums import Role


class Part(StrEnum):
    """A part of a contract that may be seen or not."""

    STATUS = "status"  # status, dates, competencies
    WORDS = "words"  # subgoals, activities, agreements
    OWN_COPY = "own_copy"  # those words as they were signed, and what one ticked oneself
    FEEDBACK_TEXT = "feedback_text"
    ASSESSMENT_RESULT = "assessment_result"
    PRIVATE_NOTES = "private_notes"
    AUDIT = "audit"


_PAIR = frozenset(set(Part) - {Part.PRIVATE_NOTES})

_SEES: dict[Role, frozenset[Part]] = {
    Role.TRAINEE: _PAIR,
    Role.SUPERVISOR: _PAIR,
    Role.CO_SUPERVISOR: _PAIR,
    Role.SUBSTITUTE: _PAIR,
    Role.FORMER_SUPERVISOR: _PAIR,
    Role.COPY_HOLDER: frozenset({Part.OWN_COPY}),
    Role.PROGRAMME_LEAD: frozenset({Part.STATUS, Part.ASSESSMENT_RESULT}),
}


def sees(role: Role | None, part: Part, *, owner: bool = False, preparing: bool = False) -> bool:
    """Whether ``role`` sees ``part``.

    ``owner`` is for private notes: only the one who wrote them (I7). While the trainee
    prepares in private, others see that it exists and nothing of the words (§4.6).
    """
    if role is None:
        return False
    if part is Part.PRIVATE_NOTES:
        return owner
    if preparing and role is not Role.TRAINEE:
        return part is Part.STATUS and part in _SEES[role]
    return part in _SEES[role]
