"""Acts of the last section: freeze, sign, go back."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from laeringskontrakt.contracts import errors
from laeringskontrakt.contracts.actions import signing
from laeringskontrakt.contracts.enums import Party, SignatureMethod, Stage, Step
from laeringskontrakt.contracts.forms.lines import ReasonForm
from laeringskontrakt.contracts.queries.sheet import Sheet
from laeringskontrakt.contracts.stages import Reason
from laeringskontrakt.contracts.views.access import sheet_for, visible
from laeringskontrakt.contracts.views.lines import on_sheet
from laeringskontrakt.core.errors import Forbidden, Invalid
from laeringskontrakt.people import proof
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.models import Person


@signed_in
@require_POST
def freeze(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """«Klar til underskrift» (T9)."""
    sheet = sheet_for(request, contract_id)
    return on_sheet(request, sheet, Step.SIGNING, lambda _data, common: signing.freeze(**common))


@signed_in
@require_POST
def back_to_editing(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """«Tilbage til redigering», with a short reason (T11)."""
    sheet = sheet_for(request, contract_id)

    def do(data: dict[str, Any], common: dict[str, Any]) -> Any:
        return signing.back_to_editing(reason=data["reason"], **common)

    return on_sheet(request, sheet, Step.SIGNING, do, ReasonForm(request.POST))


@signed_in
@require_POST
def sign(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Sign for oneself: with a fresh proof of being present, or the code from one's own mail."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], common: dict[str, Any]) -> Any:
        signer = _signer(request, sheet)
        own = signer.pk == person_of(request).pk
        _prove(request, sheet, signer)
        method = SignatureMethod.OWN_SESSION if own else SignatureMethod.OWN_CODE
        return signing.sign(
            sha256=request.POST.get("sha256", ""), method=method, **{**common, "by": signer}
        )

    address = reverse("contracts:send_signing_code", args=[contract_id])
    return on_sheet(request, sheet, Step.SIGNING, do, code_from=address)


@signed_in
@require_POST
def send_code(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Mail the signer a code, also to the other party on a shared device (§4.6)."""
    sheet = sheet_for(request, contract_id)

    def do(_data: dict[str, Any], _common: dict[str, Any]) -> dict[str, str]:
        if sheet.party is None:
            raise errors.refused(Reason.NOT_A_PARTY)
        if sheet.stage is not Stage.AWAITING:
            raise errors.refused(Reason.NOT_AWAITING)
        signer = _signer(request, sheet)
        proof.send_code(person=signer, purpose=_purpose(sheet), about=sheet.contract.number)
        sent = _("Koden er sendt til %(name)s.") % {"name": signer.first_name}
        return {"note": sent}

    party = next((p for p in Party if p == request.POST.get("party")), sheet.party)
    return on_sheet(request, sheet, Step.SIGNING, do, at=f"&kode={party}" if party else "")


def _signer(request: HttpRequest, sheet: Sheet) -> Person:
    """Who is signing: oneself, or on a shared device the party named in the form."""
    party = request.POST.get("party", "")
    contract, own = sheet.contract, person_of(request)
    if not party or party == sheet.party:
        return own
    named = {Party.TRAINEE: contract.trainee, Party.SUPERVISOR: contract.supervisor}
    signer = next((person for key, person in named.items() if key == party), None)
    if signer is None or not sheet.shared_device:
        raise Forbidden(_("Du skriver kun under for dig selv."), code="not_yourself")
    return signer


def _prove(request: HttpRequest, sheet: Sheet, signer: Person) -> None:
    if signer.pk == person_of(request).pk and proof.recent_proof(request):
        return
    code = request.POST.get("code", "")
    if not code:
        raise Invalid(_("Skriv koden fra mailen."), code="needs_code", field="code")
    if not proof.confirm_code(person=signer, code=code, purpose=_purpose(sheet)):
        raise Invalid(
            _("Koden passer ikke. Brug den nyeste kode i indbakken."), code="code", field="code"
        )
    if signer.pk == person_of(request).pk:
        proof.remember(request, method="code")


def _purpose(sheet: Sheet) -> str:
    return f"sign:{sheet.contract.pk}"


@signed_in
@require_safe
def qr(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A QR code that opens this contract on one's own phone; one signs in there as oneself."""
    contract = visible(request, contract_id)
    address = settings.ORIGIN + reverse("contracts:sheet", args=[contract.pk])
    image = io.BytesIO()
    segno.make(address, error="m").save(image, kind="svg", scale=4, border=2, dark="#111412")
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")
