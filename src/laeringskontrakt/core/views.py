"""Pages that anybody may read, signed in or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How a contract is made, and where to ask."""
    return render(request, "core/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, how long, and who sees it (domain §5.1)."""
    return render(request, "core/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works with which aids, what does not yet, and where to tell (domain §5.4)."""
    return render(request, "core/accessibility.html")
