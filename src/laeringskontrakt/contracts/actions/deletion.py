"""Deleting a draft: alone while nobody else has written, else when both say so (T15)."""

from __future__ import annotations

from datetime import datetime

from laeringskontrakt.contracts.actions.telling import News, tell
from laeringskontrakt.contracts.actions.writing import begin
from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import live
from laeringskontrakt.core.actions import action
from laeringskontrakt.people.models import Person

#: The columns of a draft that nobody has asked to delete.
NOT_ASKED = {
    "deletion_asked_at": None,
    "deletion_asked_by_name": "",
    "deletion_asked_by_party": "",
}


@action("contracts:contract:delete_draft")
def delete_draft(*, contract: LearningContract, by: Person, now: datetime) -> None:
    """Remove a draft that was never signed; the audit event keeps no content (T15)."""
    writing = begin(Act.DELETE_DRAFT, contract=contract, by=by, now=now)
    writing.record("contract:delete_draft", words=False, number=writing.contract.number)
    writing.contract.versions.all().delete()
    writing.contract.delete()
    live.access_changed()


@action("contracts:contract:ask_deletion")
def ask_deletion(*, contract: LearningContract, by: Person, now: datetime) -> LearningContract:
    """Ask the other whether the draft may go; their yes is to delete it.

    Raises ``WrongStage`` when one has asked already.
    """
    writing = begin(Act.ASK_DELETION, contract=contract, by=by, now=now)
    draft = writing.contract
    LearningContract.objects.filter(pk=draft.pk).update(
        deletion_asked_at=writing.now,
        deletion_asked_by_name=by.full_name,
        deletion_asked_by_party=writing.side.value,
    )
    writing.record("contract:ask_deletion", words=False)
    other = draft.supervisor if writing.side is Party.TRAINEE else draft.trainee
    tell(other, draft, News.MAY_GO, now=writing.now, by=by.full_name)
    return draft


@action("contracts:contract:keep_draft")
def keep_draft(*, contract: LearningContract, by: Person, now: datetime) -> LearningContract:
    """No to the question whether the draft may go; who asked takes it back."""
    writing = begin(Act.KEEP_DRAFT, contract=contract, by=by, now=now)
    LearningContract.objects.filter(pk=contract.pk).update(**NOT_ASKED)
    writing.record("contract:keep_draft", words=False)
    return writing.contract
