"""What people type to sign in and to prove that they are there."""

from __future__ import annotations

import re

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

CODE_LENGTH = 6


class MailForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for a code. Known and unknown addresses are answered alike."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Skriv din mail."),
            "invalid": _("Skriv hele mailadressen, for eksempel navn@hospital.dk."),
            "max_length": _("Mailadressen er for lang. Er der kommet andet med?"),
        },
    )


class CodeField(forms.CharField):
    """Six digits, typed with or without spaces. Error codes: ``required``, ``incomplete``."""

    def __init__(self) -> None:
        super().__init__(error_messages={"required": _("Skriv koden fra din mail.")})

    def clean(self, value: str | None) -> str:
        """The digits. A code that cannot be one says what is missing."""
        code = re.sub(r"[\s-]", "", super().clean(value))
        if not (code.isascii() and code.isdigit()):
            raise ValidationError(_("Koden har seks tal og ingen bogstaver."), code="incomplete")
        missing = CODE_LENGTH - len(code)
        if missing > 0:
            raise ValidationError(
                ngettext(
                    "Koden har seks tal. Der mangler ét.",
                    "Koden har seks tal. Der mangler %(missing)d.",
                    missing,
                )
                % {"missing": missing},
                code="incomplete",
            )
        if missing < 0:
            raise ValidationError(_("Koden har seks tal. Her er flere."), code="incomplete")
        return code


class LoginCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """Signs in with the code that was sent."""

    code = CodeField()


class ProofForm(forms.Form):
    """Proves presence with the code that was sent."""

    code = CodeField()
