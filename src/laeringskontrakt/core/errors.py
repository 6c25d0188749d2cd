"""Errors a person may see. Each carries a whole, translated sentence."""

from __future__ import annotations


class LkError(Exception):
    """Base of all errors shown to people: ``str()`` is the sentence, ``code`` never changes."""

    status = 400

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class Forbidden(LkError):
    """You may see it, but not do this: 403, with the reason."""

    status = 403


class WrongStage(LkError):
    """The contract is not where this can be done, for anybody: 409, with the reason."""

    status = 409


class Invalid(LkError):
    """What was entered does not do: 422, shown beside ``field``; ``""`` is the whole form."""

    status = 422

    def __init__(self, message: str, *, code: str, field: str = "") -> None:
        super().__init__(message, code=code)
        self.field = field


class CommandReused(LkError):
    """The same command id arrived with another content: 422, nothing is done (faults F09)."""

    status = 422
