"""The page of a contract that is past the sheet: signed, waiting, or its status alone (06)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.contracts import line_words, status
from laeringskontrakt.contracts.actions import looks
from laeringskontrakt.contracts.enums import Role, Stage
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access, history, ledger, lists, page, who_sees
from laeringskontrakt.contracts.stages import HAS_LEFT, own_party
from laeringskontrakt.contracts.views.access import visible
from laeringskontrakt.core import acts, clock
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.professions import profile

#: The regions of a signed contract's page, each with its part of the page.
REGIONS = ("state", "ledger", "subgoals", "reflection", "note", "history")


@require_safe
@signed_in
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A signed contract from one's own copy; a draft leads to the sheet."""
    person, now = person_of(request), clock.now()
    found = visible(request, contract_id)
    role = access.role_of(found, person, today=clock.local_date(now))
    if role is Role.PROGRAMME_LEAD:
        return _status_alone(request, found, person, now)
    if access.stage_now(found, now=now) is Stage.DRAFT and role not in HAS_LEFT:
        return redirect("contracts:sheet", contract_id)
    if found.activated_at is None:
        return render(request, "contracts/unsigned.html", _unsigned(found, person, role, now))
    shown = _shown(found, person, now)
    context = {
        "heading": shown["heading"],
        "regions": acts.for_page(request, _rendered(request, shown)),
        "here": "folder",
    }
    return render(request, "contracts/contract.html", context)


@require_POST
@signed_in
def look(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A programme lead looks at the status; that it was looked at is written down first."""
    person, now = person_of(request), clock.now()
    looks.record_look(contract=visible(request, contract_id), by=person, now=now)
    return redirect("contracts:contract", contract_id)


def page_regions(
    request: HttpRequest, contract: LearningContract, person: Person, now: datetime
) -> dict[str, str]:
    """Every region of the page as it is now, for the whole page and for what an act changed."""
    return _rendered(request, _shown(contract, person, now))


def _rendered(request: HttpRequest, context: dict[str, Any]) -> dict[str, str]:
    return {
        name: acts.region(name, f"contracts/page/{name}.html", context, request) for name in REGIONS
    }


def _shown(contract: LearningContract, person: Person, now: datetime) -> dict[str, Any]:
    """What the regions read. Who holds a copy and nothing else reads that copy alone (§4.6)."""
    today = clock.local_date(now)
    role = access.role_of(contract, person, today=today)
    alone = role is Role.COPY_HOLDER
    shown = page.page_of(contract, person, today=today, alone=alone)
    stage = access.stage_now(contract, now=now)
    curriculum = lists.curriculum_language(contract)
    return {
        "contract": contract,
        "curriculum": curriculum,
        "heading": shown.frozen.heading(curriculum),
        "page": shown,
        "wording": shown.frozen,
        "words": line_words,
        "week": ledger.week_of_period(shown.frozen.period_from, shown.frozen.period_to, today),
        "role": role,
        "party": shown.party or own_party(role),
        "alone": alone,
        "stage": stage,
        "status": _own_copy() if alone else _status(stage),
        "may_tick": shown.own is not None and stage in lists.LIVE and role not in HAS_LEFT,
        "today": today,
        "history": [] if alone else history.history_of(contract, role=role),
        "sees": None
        if alone
        else who_sees.who_sees(contract, shown.frozen, role=role, today=today),
        "labels": profile(contract.trainee.profession if contract.trainee else ""),
    }


def _status(stage: Stage) -> dict[str, str]:
    return {"word": status.word(stage), "icon": status.ICONS[stage]}


def _own_copy() -> dict[str, str]:
    """In the place of a status, for who does not follow the contract any more."""
    return {"word": _("Dit eksemplar"), "icon": "folder"}


def _summary(contract: LearningContract, now: datetime) -> lists.ContractSummary:
    return lists.summaries(LearningContract.objects.filter(pk=contract.pk), now=now)[0]


def _unsigned(
    contract: LearningContract, person: Person, role: Role | None, now: datetime
) -> dict[str, Any]:
    """What has no copies yet; for a supervisor who has left there is no way on from here."""
    summary, left = _summary(contract, now), role in HAS_LEFT
    if left:
        summary = lists.veiled(summary)
    pairs_word = status.of_summary(summary, viewer=person.pk)
    return {
        "contract": contract,
        "summary": summary,
        "left": left,
        "own": own_party(role),
        "status": _status(summary.stage) | ({} if left else {"word": pairs_word}),
        "here": "folder",
    }


def _status_alone(
    request: HttpRequest, contract: LearningContract, person: Person, now: datetime
) -> HttpResponse:
    """Status, dates and competencies, for half an hour after a look that the trainee sees."""
    summary = lists.veiled(_summary(contract, now))
    context = {
        "summary": summary,
        "status": _status(summary.stage),
        "here": "today",
    }
    if not who_sees.has_looked(contract, person, now=now):
        context["reason"] = _("At du kigger, skrives ned, så %(trainee)s kan se det.") % {
            "trainee": summary.trainee.first_name
        }
        return render(request, "contracts/look_first.html", context, status=403)
    return render(request, "contracts/status.html", context)
