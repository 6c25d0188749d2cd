"""Form fields: free text, tidied, measured and guarded against CPR numbers; and days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from laeringskontrakt.core import clock
from laeringskontrakt.core.calendar_text import parse_date
from laeringskontrakt.core.text_guard import Level, check, clean

NOT_CPR_SUFFIX = "_not_cpr"

_BLOCKED = _("Teksten ligner et CPR-nummer. Skriv aldrig oplysninger, der kan føre til en patient.")
_WARNED = _("Er det et CPR-nummer? Fjern det, eller bekræft, at det ikke er.")
_TOO_LONG = ngettext_lazy(
    "Teksten er %(over)d tegn for lang. Der er plads til %(limit)d.",
    "Teksten er %(over)d tegn for lang. Der er plads til %(limit)d.",
    "over",
)


_NO_DAY = _("Skriv datoen som 18/12 eller 18.12.2026.")


def _encodable(typed: Any) -> Any:
    return typed.encode("utf-8", "replace").decode() if isinstance(typed, str) else typed


class GuardedText(forms.CharField):
    """Free text of at most ``max_length`` characters, without CPR numbers (domain §5.2).

    Error codes: ``required``, ``max_length``, ``cpr_block``, ``cpr_warn``. No error carries
    the text. The browser is told the limit in ``data-limit``, not ``maxlength``, which would
    cut a pasted text without a word. A warning can be confirmed only in a ``GuardedForm``.
    """

    def __init__(
        self, *, max_length: int = 500, one_line: bool = False, required: bool = True, **kwargs: Any
    ) -> None:
        self.limit = max_length
        self.one_line = one_line
        self.confirmed = False  # set by GuardedForm from what was sent
        self.confirmation_used = False
        self.invisible_removed = False
        kwargs.setdefault("widget", forms.TextInput if one_line else forms.Textarea)
        kwargs["error_messages"] = {
            "required": _("Skriv noget først."),
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(required=required, strip=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The limit, for the counter beside the field."""
        return {**super().widget_attrs(widget), "data-limit": str(self.limit)}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """As typed; only what no page can be encoded with is replaced."""
        return _encodable(super().bound_data(data, initial))

    def to_python(self, value: Any) -> str:
        """The tidied text (see ``text_guard.clean``)."""
        cleaned = clean(super().to_python(value) or "", one_line=self.one_line)
        self.invisible_removed = cleaned.removed
        return cleaned.text

    def validate(self, value: str) -> None:
        """Required, then length."""
        super().validate(value)
        over = len(value) - self.limit
        if over > 0:
            raise ValidationError(
                _TOO_LONG, code="max_length", params={"over": over, "limit": self.limit}
            )

    def clean(self, value: Any) -> str:
        """The text to store. Guarded both as typed and as stored."""
        self.confirmation_used = False
        text: str = super().clean(value)
        levels = {found.level for found in (check(str(value or "")), check(text)) if found}
        if Level.BLOCK in levels:
            raise ValidationError(_BLOCKED, code="cpr_block")
        if Level.WARN in levels:
            if not self.confirmed:
                raise ValidationError(_WARNED, code="cpr_warn")
            self.confirmation_used = True
        return text


class GuardedForm(forms.BaseForm):
    """Mixin for forms with ``GuardedText``: ``class LineForm(GuardedForm, forms.Form)``.

    ``<name>_not_cpr=1`` beside a field confirms that its text holds no CPR number.
    """

    def full_clean(self) -> None:
        """Reads the confirmations, then cleans as usual."""
        for name, field in self._guarded().items():
            field.confirmed = self.data.get(self.add_prefix(name) + NOT_CPR_SUFFIX) == "1"
        super().full_clean()

    @property
    def cpr_confirmed(self) -> set[str]:
        """After validation: fields whose warning was confirmed away. To be logged by name."""
        return {name for name, field in self._guarded().items() if field.confirmation_used}

    @property
    def invisible_removed(self) -> set[str]:
        """After validation: fields from which something invisible was taken out."""
        return {name for name, field in self._guarded().items() if field.invisible_removed}

    def _guarded(self) -> dict[str, GuardedText]:
        return {n: f for n, f in self.fields.items() if isinstance(f, GuardedText)}


class DayField(forms.CharField):
    """A day written the way people here write it: 18/12, 18.12.2026, på fredag.

    Its value is a date, or None when it may be empty. Without a year it is the sensible one,
    inside ``period`` when the form has set it. Error codes: ``required``, ``invalid_date``.
    """

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        self.period: tuple[date, date] | None = None
        kwargs["error_messages"] = {
            "required": _("Skriv en dato."),
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(required=required, max_length=60, **kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """As typed; only what no page can be encoded with is replaced."""
        return _encodable(super().bound_data(data, initial))

    def clean(self, value: Any) -> Any:
        """The day."""
        text = super().clean(value)
        if not text:
            return None
        day = parse_date(text, today=clock.today(), period=self.period)
        if day is None:
            raise ValidationError(_NO_DAY, code="invalid_date")
        return day
