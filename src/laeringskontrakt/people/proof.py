"""Proof that a person is present: a code from their own mail, typed where they are.

Signing asks for it when the last proof is older than 15 minutes (faults, decision 2), and on a
shared device the other party proves themself with it; no session is switched (domain §4.6).
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people.models import Person, ProofCode

MAX_AGE = timedelta(minutes=15)
LIFETIME = timedelta(minutes=10)

#: Codes that one person can be sent within their lifetime, for all purposes together.
AT_ONCE = 5

_PROVED_AT = "proved_at"
_METHOD = "proof_method"


def remember(request: HttpRequest, *, method: str) -> None:
    """Note in the session that its person is present now. ``method``: ``code`` or ``demo``."""
    request.session[_PROVED_AT] = clock.now().timestamp()
    request.session[_METHOD] = method


def recent_proof(request: HttpRequest, max_age: timedelta = MAX_AGE) -> bool:
    """True when the person of this session proved to be present within ``max_age``."""
    proved_at: float = request.session.get(_PROVED_AT, 0.0)
    return bool(
        request.user.is_authenticated
        and clock.now().timestamp() - proved_at < max_age.total_seconds()
    )


def method(request: HttpRequest) -> str:
    """How the latest proof of this session was given: ``code``, ``demo`` or ``""``."""
    found: str = request.session.get(_METHOD, "")
    return found


def send_code(*, person: Person, purpose: str, about: str = "") -> None:
    """Send a new code to the person's own mail; earlier codes for ``purpose`` end.

    ``about`` says in the mail what the code is for, such as ``kontrakt LK-2026-0001``; never
    words from a contract (domain §4.3 I12). Raises ``Invalid`` (``too_many_codes``) when
    several were sent just now.
    """
    now = clock.now()
    codes = ProofCode.objects.filter(person=person)
    codes.filter(expires_at__lt=now - timedelta(days=1)).delete()
    if codes.filter(expires_at__gt=now).count() >= AT_ONCE:
        raise Invalid(
            _("Vi har sendt flere koder. Brug den nyeste, eller vent ti minutter."),
            code="too_many_codes",
            field="code",
        )
    codes.filter(purpose=purpose, used_at=None).update(used_at=now)
    proof = ProofCode(person=person, purpose=purpose, expires_at=now + LIFETIME)
    code = f"{secrets.randbelow(10**6):06d}"
    proof.code_hash = _hash(proof, code)
    proof.save()
    _mail(person, code, about)


def confirm_code(*, person: Person, code: str, purpose: str) -> bool:
    """True, once, when ``code`` is the newest that ``person`` was sent for ``purpose``.

    A wrong code costs one of five tries. Call it outside a transaction that may be rolled
    back: the try has to count whatever happens afterwards.
    """
    now = clock.now()
    live = ProofCode.objects.filter(
        person=person, purpose=purpose, used_at=None, expires_at__gt=now
    )
    proof = live.order_by("-id").first()
    if proof is None:
        return False
    # The try is taken before the code is looked at, so that a hundred at once get five.
    if not live.filter(pk=proof.pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1):
        return False
    if not hmac.compare_digest(proof.code_hash, _hash(proof, "".join(code.split()))):
        return False
    return live.filter(pk=proof.pk).update(used_at=now) == 1


def tries_left(*, person: Person, purpose: str) -> int:
    """How many tries the newest code has; 0 when there is none to type."""
    live = ProofCode.objects.filter(
        person=person, purpose=purpose, used_at=None, expires_at__gt=clock.now()
    )
    return live.order_by("-id").values_list("tries_left", flat=True).first() or 0


def given_in_demo() -> bool:
    """True where one press may stand for a code. Everything signed so is marked as demo."""
    return bool(settings.DEMO)


def _hash(proof: ProofCode, code: str) -> str:
    """Keyed with the product's secret: six digits alone could be guessed from any plain hash."""
    return salted_hmac("people.proof", f"{proof.pk}:{code}", algorithm="sha256").hexdigest()


def _mail(person: Person, code: str, about: str) -> None:
    with translation.override(person.language):
        send_mail(
            subject=_("Din kode: bekræft, at det er dig"),
            message=render_to_string("people/mail/proof.txt", {"code": code, "about": about}),
            from_email=None,
            recipient_list=[person.email],
        )
