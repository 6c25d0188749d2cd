"""The sheet: one page of regions, four sections that unfold, then signing."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from laeringskontrakt.contracts import entries, freezing, moments, status
from laeringskontrakt.contracts.enums import Party, Stage, Step, WhenType
from laeringskontrakt.contracts.errors import sentence
from laeringskontrakt.contracts.forms.agreements import EVENT, WHOLE_PERIOD, chosen
from laeringskontrakt.contracts.forms.lines import spans
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.contracts.phrases import Known
from laeringskontrakt.contracts.queries import access, choices
from laeringskontrakt.contracts.queries.sheet import Sheet
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.contracts.views.access import sheet_for
from laeringskontrakt.contracts.views.weeks import weeks_in
from laeringskontrakt.core import acts, clock
from laeringskontrakt.core.tongue import Said, as_written
from laeringskontrakt.curriculum.vocabulary import vocabulary
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.professions import profile

#: Regions of the sheet in the order they stand; each has a page of the same name.
REGIONS = ("status", "turn", "head", "scope", "analysis", "activities", "agreements", "signing")
#: What stands beside each step, regions too.
ASIDES = ("aside1", "aside2", "aside3", "aside4", "aside5")

#: What the acts of a step can change besides nothing; the acts of other steps change anything.
#: The tests hold every act to it: the page after an act equals the page after a reload.
CHANGED_BY: dict[Step, tuple[str, ...]] = {
    Step.ANALYSIS: (
        *("status", "analysis", "waiting", "activities", "agreements", "signing"),
        *("aside2", "aside3", "aside4", "aside5"),
    ),
    Step.ACTIVITIES: ("status", "activities", "agreements", "signing", "aside3", "aside5"),
    Step.AGREEMENTS: ("status", "agreements", "signing", "aside4", "aside5"),
}


@signed_in
@require_safe
def page(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The whole sheet; for our script only the regions that changed since it looked."""
    found = sheet_for(request, contract_id)
    if acts.is_act(request):
        if request.headers.get("X-Revision") == revision(found):
            return JsonResponse({"regions": {}, "revision": revision(found)})
        return JsonResponse(
            {
                "regions": acts.changed(request, regions(request, found)),
                "revision": revision(found),
                "step": found.step.value,
                "preparing": found.preparing,
            }
        )
    if found.stage in {Stage.ACTIVE, Stage.CLOSING, Stage.CLOSED, Stage.CANCELLED}:
        return redirect("contracts:contract", contract_id)
    return render(
        request,
        "contracts/sheet/page.html",
        {
            "regions": acts.for_page(request, regions(request, found)),
            "sheet": found,
            "revision": revision(found),
            **_phrase_facts(found),
        },
    )


def _phrase_facts(sheet: Sheet) -> dict[str, Any]:
    """What the page needs to read a quick entry while it is typed."""
    names = entries.Names(sheet.contract)
    return {
        "names": list(names.people.values()),
        "people_facts": json.dumps([_known_fact(known) for known in names.known]),
        "method_facts": json.dumps(
            {code: method.support_need for code, method in vocabulary().methods.items()}
        ),
    }


def _known_fact(known: Known) -> dict[str, Any]:
    return {
        "id": known.id,
        "first_name": known.first_name,
        "last_name": known.last_name,
        "is_supervisor": known.is_supervisor,
    }


def revision(sheet: Sheet) -> str:
    """Changes whenever anything on the sheet does; the device asks only for what is new."""
    return f"{sheet.contract.revision}.{sheet.stage.value}"


def back(contract_id: UUID, step: Step, at: str = "") -> str:
    """Where a browser without script goes after an act; ``at`` is more of the query."""
    address = reverse("contracts:sheet", args=[contract_id])
    return f"{address}?trin={step.value}{at}#trin-{step.value}"


def fresh_regions(
    request: HttpRequest, before: Sheet, changed: Collection[str] = ()
) -> dict[str, str]:
    """The regions as they are after an act: all, or those that the act can have ``changed``."""
    after = Sheet(access.again(before.contract), before.viewer, before.role, clock.now())
    return regions(request, after, changed)


def regions(request: HttpRequest, sheet: Sheet, changed: Collection[str] = ()) -> dict[str, str]:
    """The regions of the sheet as HTML: all, or only those named."""
    context = sheet_context(request, sheet)
    names = ("status", "head", "waiting") if sheet.preparing else (*REGIONS, *ASIDES)
    return {
        name: acts.region(name, f"contracts/sheet/{name}.html", context, request)
        for name in names
        if not changed or name in changed
    }


def sheet_context(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """What the pages of the sheet read."""
    view = acts.view_state(request)
    contract = sheet.contract
    today = clock.local_date(sheet.now)
    period = entries.period_of(contract, today)
    return {
        "sheet": sheet,
        "contract": contract,
        "profile": profile(contract.trainee.profession if contract.trainee else ""),
        "view": view,
        "open_step": _open_step(view, sheet),
        "entry_subgoal": _entry_subgoal(view, sheet),
        "Act": Act,
        "words": vocabulary(),
        "when_value": lambda row: chosen(moments.of(row), period),
        "when_words": lambda row: _said(moments.of(row)),
        "moment_words": _said,
        "chip_methods": _chip_methods(),
        "weeks": weeks_in(period),
        "period": period,
        "today": today,
        "WHOLE_PERIOD": WHOLE_PERIOD,
        "EVENT": EVENT,
        "spans": spans(contract, today),
        "planned": lambda: choices.of_scope(contract),
        "missing": lambda: [sentence(reason, **_names(sheet)) for reason in sheet.missing],
        "visible_to": lambda: freezing.visible_to(contract),
        "person": person_of(request),
        "status_word": _status_word(sheet),
    }


def _said(moment: Moment) -> Said | str:
    """When, in the reader's language; an event in the writer's."""
    words = moments.words(moment, entries.language())
    return as_written(words) if moment.type is WhenType.EVENT else words


def _status_word(sheet: Sheet) -> str:
    return status.word_for_pair(
        sheet.stage,
        unsigned=tuple(party for party in Party if party.value not in sheet.signed_by),
        names={Party(key): name for key, name in _names(sheet).items()},
        viewer=sheet.party,
    )


def _chip_methods() -> list[tuple[str, str]]:
    """The methods offered as chips in step 3 (screen 05-3), in few words."""
    return [
        ("read", _("Læse")),
        ("observe", _("Se på")),
        ("simulate", _("Øve")),
        ("perform_supervised", _("Gøre sammen")),
        ("perform_backup", _("Gøre selv")),
    ]


def _names(sheet: Sheet) -> dict[str, str]:
    trainee, supervisor = sheet.contract.trainee, sheet.contract.supervisor
    return {
        "trainee": trainee.first_name if trainee else "",
        "supervisor": supervisor.first_name if supervisor else "",
    }


def _open_step(view: dict[str, str], sheet: Sheet) -> int:
    try:
        return Step(int(view.get("trin", ""))).value
    except ValueError:
        return sheet.step.value


def _entry_subgoal(view: dict[str, str], sheet: Sheet) -> str:
    """The subgoal the writing line of step 3 stands under: the one asked for, else the next."""
    keys = [str(line.row.pk) for line in sheet.lines]
    if view.get("delmaal") in keys:
        return view["delmaal"]
    empty = [str(line.row.pk) for line in sheet.lines if not sheet.activities_of(line)]
    return (empty or keys or [""])[0]
