"""What has happened to a contract, in words, from the audit chain. Never any content (§4.7)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from laeringskontrakt.contracts.enums import Role
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core.models import AuditEvent
from laeringskontrakt.people.models import Person

_SENTENCES = {
    "contracts:contract:start": _("%(who)s begyndte kladden"),
    "contracts:contract:share_preparation": _("%(who)s delte sin forberedelse"),
    "contracts:contract:change_supervisor": _("%(who)s fortsatte kladden med en ny vejleder"),
    "contracts:contract:ask_deletion": _("%(who)s spurgte, om kladden måtte slettes"),
    "contracts:contract:keep_draft": _("Kladden blev beholdt"),
    "contracts:analysis:finish": _("Analysen var færdig"),
    "contracts:analysis:reopen": _("Analysen blev åbnet igen"),
    "contracts:version:freeze": _("%(who)s gjorde version %(version)s klar til underskrift"),
    "contracts:version:void": _("%(who)s gik tilbage til redigering"),
    "contracts:version:remind": _("Påmindelse om underskrift sendt"),
    "contracts:version:sign": _("%(who)s skrev under på version %(version)s"),
    "contracts:contract:activate": _("Begge fik et eksemplar"),
    "contracts:copy:share_reflection": _("%(who)s delte sin refleksion"),
    "contracts:copy:withdraw_reflection": _("%(who)s tog sin refleksion tilbage"),
    "contracts:contract:look": _("%(who)s kiggede på status"),
}
_NOBODY = UUID(int=0)
#: What only the trainee is told of (domain §4.7, last line).
_TRAINEE_ONLY = frozenset({"contracts:contract:look"})


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened, as a sentence in the reader's language."""

    at: datetime
    words: str


def history_of(contract: LearningContract, *, role: Role | None) -> list[HistoryRow]:
    """What ``role`` may read of it, oldest first, in two queries."""
    kinds = set(_SENTENCES) - (set() if role is Role.TRAINEE else _TRAINEE_ONLY)
    events = list(
        AuditEvent.objects.filter(contract_id=contract.pk, kind__in=kinds)
        .order_by("number")
        .values_list("at", "kind", "actor_id", "entry")
    )
    actors = Person.objects.filter(pk__in={actor for _at, _kind, actor, _entry in events if actor})
    names = {person.pk: person.full_name for person in actors}
    rows = []
    for at, kind, actor, entry in events:
        version = json.loads(entry)["about"].get("version", "")
        who = names.get(actor or _NOBODY) or str(_("En konto, der er slettet"))
        rows.append(HistoryRow(at, str(_SENTENCES[kind]) % {"who": who, "version": version}))
    return rows
