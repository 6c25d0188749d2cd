"""Whatever can be done about a contract can be done from a page that no script has touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.urls import reverse

from laeringskontrakt.contracts.actions import meetings
from laeringskontrakt.contracts.enums import MeetingMode
from laeringskontrakt.contracts.models import LearningContract
from tests import policy, wordy
from tests.matrix import Matrix
from tests.pages import PageClient, client_of
from tests.test_matrix import PARAMETERS
from tests.typed.sending import person_of

STATES = ("draft", "fresh", "private", "awaiting", "active")


@pytest.mark.slow
def test_each_act_has_a_button(matrix: Matrix) -> None:
    wordy.fill(matrix)
    matrix.contracts["draft"].assessments.get(competency__order=1).delete()
    wanted = {
        (name, who): matrix.address(name, PARAMETERS[name], about, who, row.draft)
        for name, about, who in policy.acts()
        for row in [policy.ROWS[name]]
    }
    private = matrix.contracts["private"]
    wanted["contracts:share_preparation", "T"] = reverse(
        "contracts:share_preparation", args=[private.pk]
    )
    offered = {
        (who, address)
        for who in "TS"
        for contract in (matrix.contracts[state] for state in STATES)
        for address in buttons(client_of(person_of(matrix, who)), contract)
    }
    offered |= set(_at_other_moments(matrix))

    assert [name for name, who in wanted if (who, wanted[name, who]) not in offered] == []


def _at_other_moments(matrix: Matrix) -> Iterator[tuple[str, str]]:
    """On one device, in a sitting, with no assessment agreed, and asked whether one is sure."""
    contract, trainee = matrix.contracts["draft"], matrix.world.amalie
    contract.assessments.all().delete()
    common = {"contract": contract, "by": trainee}
    meetings.open_sitting(now=matrix.world.later(), **common)
    meetings.choose_mode(mode=MeetingMode.SHARED_DEVICE, now=matrix.world.later(), **common)
    for address in buttons(client_of(trainee), contract):
        yield "T", address
    asked = client_of(trainee).post(reverse("contracts:delete", args=[contract.pk]))
    for address in on_page(asked):
        yield "T", address


def buttons(client: PageClient, contract: LearningContract) -> Iterator[str]:
    """Where the buttons that are seen lead, on every page about the contract."""
    sheet = reverse("contracts:sheet", args=[contract.pk])
    # Whoever asks for a code comes back to where it is typed.
    views = [*(f"?trin={step}" for step in range(1, 6)), "?trin=5&kode=trainee"]
    changed = {3: [contract.activities], 4: [contract.feedback, contract.assessments]}
    views += [
        f"?trin={step}&ret={row.pk}"
        for step, managers in changed.items()
        for manager in managers
        for row in manager.all()[:1]
    ]
    pages = [*(sheet + view for view in views), reverse("contracts:contract", args=[contract.pk])]
    for page in (*pages, reverse("portfolio:home")):
        answer = client.get(page, follow=True)
        if answer.status_code == 200:
            yield from on_page(answer)


def on_page(answer: Any) -> Iterator[str]:
    """Where the buttons of one page lead."""
    root = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    yield from leads(root, {form.get("id"): form for form in root.iter("form")}, None)


def leads(
    element: Element, forms: dict[str | None, Element], form: Element | None
) -> Iterator[str]:
    """The addresses of the buttons in ``element``; not of what is hidden until a script comes."""
    if "hidden" in element.attrib or element.tag in {"template", "dialog"}:
        return
    if element.tag == "form":
        form = element
    if element.tag == "button" and element.get("type") == "submit":
        own = forms.get(element.get("form")) if element.get("form") else form
        target = element.get("formaction") or (own.get("action") if own is not None else "")
        if own is not None and own.get("method") == "post":
            yield urlsplit(target or "").path
    for child in element:
        if isinstance(child.tag, str):
            yield from leads(child, forms, form)
