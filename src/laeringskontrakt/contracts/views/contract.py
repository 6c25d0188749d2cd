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
from laeringskontrakt.contracts.stages import own_party
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
    if access.stage_now(found, now=now) is Stage.DRAFT:
        return redirect("contracts:sheet", contract_id)
    if found.activated_at is None:
        return render(request, "contracts/unsigned.html", _unsigned(found, person, role, now))
    regions = acts.for_page(request, page_regions(request, found, person, now))
    context = {"heading": _summary(found, now).heading, "regions": regions, "here": "folder"}
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
    today = clock.local_date(now)
    role = access.role_of(contract, person, today=today)
    shown = page.page_of(contract, person, today=today)
    stage = access.stage_now(contract, now=now)
    curriculum = lists.curriculum_language(contract)
    context: dict[str, Any] = {
        "contract": contract,
        "curriculum": curriculum,
        "heading": shown.frozen.heading(curriculum),
        "page": shown,
        "wording": shown.frozen,
        "words": line_words,
        "week": ledger.week_of_period(shown.frozen.period_from, shown.frozen.period_to, today),
        "role": role,
        "party": shown.party or own_party(role),
        "stage": stage,
        "status": {"word": status.word(stage), "icon": status.ICONS[stage]},
        "may_tick": shown.own is not None and stage in lists.LIVE,
        "today": today,
        "history": history.history_of(contract, role=role),
        "sees": who_sees.who_sees(contract, shown.frozen, role=role, today=today),
        "labels": profile(contract.trainee.profession if contract.trainee else ""),
    }
    return {
        name: acts.region(name, f"contracts/page/{name}.html", context, request) for name in REGIONS
    }


def _summary(contract: LearningContract, now: datetime) -> lists.ContractSummary:
    return lists.summaries(LearningContract.objects.filter(pk=contract.pk), now=now)[0]


def _unsigned(
    contract: LearningContract, person: Person, role: Role | None, now: datetime
) -> dict[str, Any]:
    summary = _summary(contract, now)
    return {
        "contract": contract,
        "summary": summary,
        "role": role,
        "own": own_party(role),
        "status": {
            "word": status.of_summary(summary, viewer=person.pk),
            "icon": status.ICONS[summary.stage],
        },
        "here": "folder",
    }


def _status_alone(
    request: HttpRequest, contract: LearningContract, person: Person, now: datetime
) -> HttpResponse:
    """Status, dates and competencies, for half an hour after a look that the trainee sees."""
    summary = lists.veiled(_summary(contract, now))
    context = {
        "summary": summary,
        "status": {"word": status.word(summary.stage), "icon": status.ICONS[summary.stage]},
        "here": "today",
    }
    if not who_sees.has_looked(contract, person, now=now):
        context["reason"] = _("At du kigger, skrives ned, så %(trainee)s kan se det.") % {
            "trainee": summary.trainee.first_name
        }
        return render(request, "contracts/look_first.html", context, status=403)
    return render(request, "contracts/status.html", context)
