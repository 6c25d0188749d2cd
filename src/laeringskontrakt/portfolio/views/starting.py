"""The one form on a page that begins a new contract; buttons anywhere on the page send it."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from laeringskontrakt.core import acts


def start_form(request: HttpRequest) -> dict[str, str]:
    """The form as a part of the page that is no region: a change in place leaves it alone."""
    context = {"act_fields": acts.ACT_FIELDS}
    return {"start_form": render_to_string("portfolio/start_form.html", context, request)}
