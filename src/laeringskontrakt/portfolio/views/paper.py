"""The contract on paper: filled, as a draft, or blank, as PDF."""

from __future__ import annotations

import functools
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access, lists
from laeringskontrakt.contracts.visibility import Part, sees
from laeringskontrakt.core import clock
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.professions import profile
from laeringskontrakt.portfolio import paper as paper_form
from laeringskontrakt.portfolio.paper.labels import paper_labels
from laeringskontrakt.portfolio.paper.wording import Copies, PaperLabels
from laeringskontrakt.portfolio.queries import papers


@require_safe
@signed_in
def paper(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The reader's own copy, or both with ``?eksemplarer=begge``. Only for the parties."""
    person, now = person_of(request), clock.now()
    today = clock.local_date(now)
    try:
        contract = access.contract_for(person, contract_id, today=today)
    except LearningContract.DoesNotExist as error:
        raise Http404 from error
    role = access.role_of(contract, person, today=today)
    preparing = contract.private_since is not None and contract.ready_at is None
    if role is None or not sees(role, Part.OWN_COPY, preparing=preparing):
        raise Http404
    found = papers.paper_of(contract, person, role=role, now=now)
    language = found.content["language"]
    profession = contract.trainee.profession if contract.trainee else person.profession
    pdf = paper_form.render_filled(
        found.content,
        signatures=found.signatures,
        party=found.party.value,
        copies=_copies(request),
        verify_url=settings.ORIGIN + reverse("contracts:contract", args=[contract.pk]),
        ticks=found.ticks,
        other_ticks=found.other_ticks,
        audit_head=found.audit_head,
        language=language,
        labels=_labels(language, profession),
        sha256=found.sha256,
        spoken=paper_form.Spoken(
            written=contract.organisation.language, titles=lists.curriculum_language(contract)
        ),
    )
    return _inline(pdf, f"laeringskontrakt-{contract.number}.pdf")


@require_safe
def blank_paper(request: HttpRequest) -> HttpResponse:
    """The empty form for anybody, to be tried on paper; in the words of the reader's profession."""
    language = "en" if (translation.get_language() or "da").startswith("en") else "da"
    profession = person_of(request).profession if request.user.is_authenticated else ""
    return _inline(_blank(language, profession, _copies(request)), "laeringskontrakt.pdf")


@functools.lru_cache(maxsize=32)
def _blank(language: str, profession: str, copies: Copies) -> bytes:
    """Set once: it holds nothing of anybody's. Neutral words without a profession."""
    labels = _labels(language, profession) if profession else paper_labels(language)
    return paper_form.render_blank(language=language, labels=labels, copies=copies)


def _copies(request: HttpRequest) -> Copies:
    return "both" if request.GET.get("eksemplarer") == "begge" else "one"


def _labels(language: str, profession: str) -> PaperLabels:
    words = profile(profession)
    with translation.override(language):
        trainee, supervisor = str(words.trainee), str(words.supervisor)
    return paper_labels(language, trainee=trainee, supervisor=supervisor)


def _inline(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
