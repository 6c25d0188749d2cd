"""The folder: every contract one is a party to, through the years (08)."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from laeringskontrakt.contracts import status
from laeringskontrakt.core import clock
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.portfolio.forms.entries import SearchForm
from laeringskontrakt.portfolio.queries import folder as folders
from laeringskontrakt.portfolio.queries.folder import Shown


@require_safe
@signed_in
def folder(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by status (``vis``) and by words (``q``)."""
    person = person_of(request)
    shown = _shown(request.GET.get("vis", ""))
    form = SearchForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    found = folders.folder_of(person, shown=shown, sought=sought, now=clock.now())
    context = {
        "folder": found,
        "form": form,
        "sought": sought,
        "shown": shown,
        "choices": _choices(found.counts, shown, sought),
        "status_word": partial(_word, person.pk),
        "status_icon": status.ICONS,
        "here": "folder",
    }
    return render(request, "portfolio/folder.html", context)


def _word(viewer: object, contract: object) -> str:
    return status.of_summary(contract, viewer=viewer)  # type: ignore[arg-type]


def _shown(value: str) -> Shown:
    try:
        return Shown(value)
    except ValueError:
        return Shown.ALL


def _choices(counts: dict[Shown, int], shown: Shown, sought: str) -> list[dict[str, object]]:
    """The chips: all, and each that would show something."""
    words = {
        Shown.ALL: _("Alle"),
        Shown.ACTIVE: _("I gang"),
        Shown.OVER: _("Perioden er slut"),
        Shown.CLOSED: _("Afsluttet"),
        Shown.DRAFTS: _("Kladder"),
        Shown.UNSIGNED: _("Ikke underskrevet"),
    }
    return [
        {
            "label": word if choice is Shown.ALL else f"{word}, {counts[choice]}",
            "query": urlencode([(k, v) for k, v in (("vis", choice.value), ("q", sought)) if v]),
            "current": choice is shown,
        }
        for choice, word in words.items()
        if choice is Shown.ALL or choice is shown or counts[choice]
    ]
