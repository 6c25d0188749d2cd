"""Freezing the wording, signing it, and going back (T9-T12, I4-I6)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from laeringskontrakt.contracts import errors, freezing, stages
from laeringskontrakt.contracts.actions.deletion import NOT_ASKED
from laeringskontrakt.contracts.actions.meetings import end_sitting
from laeringskontrakt.contracts.actions.telling import News, tell, tell_givers
from laeringskontrakt.contracts.actions.writing import Writing, begin
from laeringskontrakt.contracts.enums import Party, Role, SignatureMethod
from laeringskontrakt.contracts.models import (
    ContractCopy,
    ContractVersion,
    LearningContract,
    Signature,
)
from laeringskontrakt.contracts.queries import access, frozen
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import audit, canonical, clock
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import WrongStage
from laeringskontrakt.people.models import Person


@action("contracts:version:freeze")
def freeze(*, contract: LearningContract, by: Person, now: datetime) -> ContractVersion:
    """«Klar til underskrift»: the wording becomes a version with a hash (T9).

    A private preparation is laid open by it: the other has to read what to sign. It answers
    the question whether the draft may go.
    Raises ``WrongStage`` with the first thing that is missing.
    """
    writing = begin(Act.FREEZE, contract=contract, by=by, now=now)
    now = writing.now
    _refuse_without_both(writing.contract, clock.local_date(now))
    writing.touch_sitting()
    number = writing.contract.next_version
    text = freezing.canonical_content(writing.contract, version=number, frozen_at=now)
    version = ContractVersion.objects.create(
        contract=writing.contract,
        number=number,
        content=text,
        sha256=canonical.digest(text),
        frozen_at=now,
        frozen_by_name=by.full_name,
    )
    LearningContract.objects.filter(pk=contract.pk).update(
        ready_at=now,
        ready_by_name=by.full_name,
        next_version=number + 1,
        private_since=None,
        **NOT_ASKED,
    )
    writing.record("version:freeze", words=False, version=number, sha256=version.sha256)
    return version


def _refuse_without_both(contract: LearningContract, today: date) -> None:
    if contract.trainee is None or contract.supervisor is None:
        raise WrongStage(
            _("Den andens konto er slettet, så arket kan ikke skrives under af jer begge."),
            code="party_gone",
        )
    if access.left_on(contract, today=today) is not None:
        raise WrongStage(
            _("%(name)s er ikke længere vejleder her. Fortsæt med den, der er det nu.")
            % {"name": contract.supervisor.first_name},
            code="supervisor_left",
        )


@action("contracts:version:back_to_editing")
def back_to_editing(
    *, contract: LearningContract, reason: str, by: Person, now: datetime
) -> LearningContract:
    """«Tilbage til redigering»: all signatures of this version are void (T11)."""
    writing = begin(Act.BACK_TO_EDITING, contract=contract, by=by, now=now)
    version = writing.contract.versions.get(voided_at=None)
    ContractVersion.objects.filter(pk=version.pk).update(
        voided_at=writing.now, voided_by_name=by.full_name, voided_reason=reason
    )
    LearningContract.objects.filter(pk=contract.pk).update(ready_at=None, ready_by_name="")
    writing.record("version:void", words=False, version=version.number)
    return writing.contract


@action("contracts:version:sign")
def sign(
    *,
    contract: LearningContract,
    sha256: str,
    by: Person,
    now: datetime,
    method: SignatureMethod = SignatureMethod.OWN_SESSION,
) -> Signature:
    """``by`` signs the version with this hash, for themselves only (T10, I5).

    The hash is that of the text the signer saw: another text is refused (I4). The second
    signature makes the contract active and hands each party a copy.
    """
    writing = begin(Act.SIGN, contract=contract, by=by, now=now)
    version = writing.contract.versions.get(voided_at=None)
    if version.sha256 != sha256:
        raise WrongStage(
            _("Arket er ændret, siden du læste det. Læs det igen, før du skriver under."),
            code="version_changed",
        )
    party = stages.own_party(writing.role)
    if party is None:
        raise errors.refused(stages.Reason.NOT_A_PARTY)
    if version.signatures.filter(signer_key=by.pk).exists():
        raise errors.refused(stages.Reason.ALREADY_SIGNED)
    signature = Signature.objects.create(
        version=version,
        party=party.value,
        signer=by,
        signer_key=by.pk,
        signer_name=by.full_name,
        as_substitute=writing.role is Role.SUBSTITUTE,
        sha256=version.sha256,
        method=method.value,
        signed_at=writing.now,
    )
    writing.record(
        "version:sign",
        words=False,
        version=version.number,
        sha256=version.sha256,
        signed_for=party.value,
        method=method.value,
    )
    if writing.facts.signed | {party} >= writing.facts.required:
        _activate(writing, version)
    else:
        _tell_the_other(writing, party)
    return signature


def _activate(writing: Writing, version: ContractVersion) -> None:
    contract, now = writing.contract, writing.now
    LearningContract.objects.filter(pk=contract.pk).update(activated_at=now)
    end_sitting(contract, now)
    holders = [(Party.TRAINEE, contract.trainee), (Party.SUPERVISOR, contract.supervisor)]
    others = access.co_supervisors(contract, today=clock.local_date(now))
    holders += [(Party.SUPERVISOR, person) for person in others]
    for party, person in holders:
        if person is not None:
            ContractCopy.objects.create(
                contract=contract,
                version=version,
                holder=person,
                holder_name=person.full_name,
                party=party.value,
                content=version.content,
                sha256=version.sha256,
                handed_out_at=now,
            )
    writing.record("contract:activate", words=False, version=version.number, sha256=version.sha256)
    head = audit.head(contract.organisation_id)
    for person in (contract.trainee, contract.supervisor):
        tell(person, contract, News.SIGNED, now=now, head=head)
    tell_givers(contract, frozen.read(version.content), now=now)


def _tell_the_other(writing: Writing, party: Party) -> None:
    other = Party.SUPERVISOR if party is Party.TRAINEE else Party.TRAINEE
    signer = _signers(writing.contract, clock.local_date(writing.now))[other]
    tell(signer, writing.contract, News.MISSING, now=writing.now)


def _signers(contract: LearningContract, today: date) -> dict[Party, Person | None]:
    """Who signs for each party; nobody for a supervisor who is gone or has left (§4.6)."""
    gone = access.lacks_supervisor(contract, today=today)
    return {
        Party.TRAINEE: contract.trainee,
        Party.SUPERVISOR: None if gone else contract.supervisor,
    }


def remind(*, now: datetime) -> int:
    """Remind those whose signature is missing on day 3, 7, 14 and 21 (T12). Returns how many."""
    sent = 0
    waiting = LearningContract.objects.filter(
        ready_at__gt=now - stages.LAPSES_AFTER, activated_at=None
    )
    for contract in waiting.exclude(last_reminded_on=clock.local_date(now)):
        sent += remind_about(contract=contract, now=now)
    return sent


@action("contracts:version:remind")
def remind_about(*, contract: LearningContract, now: datetime) -> int:
    """Remind the parties of one contract, once a day at most."""
    locked = (
        LearningContract.objects.select_for_update(of=("self",))
        .select_related("trainee", "supervisor")
        .get(pk=contract.pk)
    )
    today = clock.local_date(now)
    missing = stages.parties_to_remind(access.facts_of(locked, now=now))
    if not missing or locked.last_reminded_on == today:
        return 0
    people = _signers(locked, today)
    told = {party: person for party in missing if (person := people[party])}
    if not told:
        return 0
    for person in told.values():
        tell(person, locked, News.MISSING, now=now)
    LearningContract.objects.filter(pk=locked.pk).update(last_reminded_on=today)
    audit.record(
        "contracts:version:remind",
        organisation_id=locked.organisation_id,
        actor_id=None,
        at=now,
        contract_id=locked.pk,
        about={"reminded": sorted(told)},
    )
    return len(told)
