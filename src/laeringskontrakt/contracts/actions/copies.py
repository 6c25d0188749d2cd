"""What each party registers in the own copy: ticks, a private note, a reflection (domain §4.5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from laeringskontrakt.contracts import errors
from laeringskontrakt.contracts.actions.writing import begin
from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models import ContractCopy, CopyNote, CopyTick, Reflection
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.contracts.stages import Act, Reason
from laeringskontrakt.core import audit
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Forbidden, Invalid
from laeringskontrakt.people.models import Person


@action("contracts:copy:tick")
def tick(
    *, copy: ContractCopy, line_id: UUID, done: bool, by: Person, now: datetime
) -> ContractCopy:
    """Tick a line in one's own copy, or take the tick away: «Udført» or «Set».

    ``line_id`` is an activity, agreement or subgoal of the frozen wording. The other party's
    copy is not touched. Doing it twice is as doing it once.
    """
    own = _own(copy, Act.TICK, by, now)
    if line_id not in frozen.read(own.content).line_ids:
        raise Invalid(
            _("Linjen står ikke i kontrakten. Genindlæs siden."), code="no_such_line", field="line"
        )
    if done:
        changed = CopyTick.objects.get_or_create(
            copy=own, line_id=line_id, defaults={"ticked_at": now}
        )[1]
    else:
        changed = CopyTick.objects.filter(copy=own, line_id=line_id).delete()[0] > 0
    if changed:
        _record(own, "tick", by, now, line=str(line_id), done=done)
    return own


@action("contracts:copy:write_note")
def write_note(*, copy: ContractCopy, text: str, by: Person, now: datetime) -> ContractCopy:
    """The private note of one's own copy; an empty text removes it (I7)."""
    own = _own(copy, Act.WRITE_OWN_COPY, by, now)
    if text:
        CopyNote.objects.update_or_create(copy=own, defaults={"text": text, "changed_at": now})
    else:
        CopyNote.objects.filter(copy=own).delete()
    _record(own, "write_note", by, now)
    return own


@action("contracts:copy:write_reflection")
def write_reflection(*, copy: ContractCopy, text: str, by: Person, now: datetime) -> ContractCopy:
    """The trainee's reflection. What is shared already is seen by the other as it is changed."""
    own = _trainees(copy, by, now)
    if text:
        Reflection.objects.update_or_create(copy=own, defaults={"text": text, "changed_at": now})
    else:
        Reflection.objects.filter(copy=own).delete()
    _record(own, "write_reflection", by, now)
    return own


@action("contracts:copy:share_reflection")
def share_reflection(
    *, copy: ContractCopy, shared: bool, by: Person, now: datetime
) -> ContractCopy:
    """Let the supervisor read the reflection, or take it back again."""
    own = _trainees(copy, by, now)
    found = Reflection.objects.filter(copy=own).first()
    if found is None:
        raise Invalid(_("Skriv noget først."), code="nothing_to_share", field="text")
    if (found.shared_at is not None) != shared:
        Reflection.objects.filter(pk=found.pk).update(shared_at=now if shared else None)
        _record(own, "share_reflection" if shared else "withdraw_reflection", by, now)
    return own


def _own(copy: ContractCopy, act: Act, by: Person, now: datetime) -> ContractCopy:
    """The copy, read again under the contract's lock. Raises ``Forbidden`` for anybody else's."""
    begin(act, contract=copy.contract, by=by, now=now)
    found = ContractCopy.objects.filter(pk=copy.pk, holder=by).first()
    if found is None:
        raise errors.refused(Reason.NOT_A_PARTY)
    return found


def _trainees(copy: ContractCopy, by: Person, now: datetime) -> ContractCopy:
    own = _own(copy, Act.WRITE_OWN_COPY, by, now)
    if own.party != Party.TRAINEE.value:
        trainee = frozen.read(own.content).trainee.first_name
        raise Forbidden(
            _("Refleksionen skriver %(trainee)s selv.") % {"trainee": trainee},
            code="only_trainee",
        )
    return own


def _record(copy: ContractCopy, kind: str, by: Person, now: datetime, **about: Any) -> None:
    """The party is the copy's own: whose turn it was at the meeting does not matter here."""
    audit.record(
        f"contracts:copy:{kind}",
        organisation_id=copy.contract.organisation_id,
        actor_id=by.pk,
        at=now,
        contract_id=copy.contract_id,
        about={"copy": str(copy.pk), "party": copy.party, **about},
    )
