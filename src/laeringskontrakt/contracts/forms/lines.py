"""Forms of step 1 and 2: the scope, subgoals, the private memo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import clock
from laeringskontrakt.core.calendar_text import parse_date
from laeringskontrakt.core.fields import GuardedForm, GuardedText

LINE_LIMIT = 500
OWN_DATES = "own"


class LineForm(GuardedForm, forms.Form):
    """One line of free text."""

    text = GuardedText(max_length=LINE_LIMIT, one_line=True)


class ReasonForm(GuardedForm, forms.Form):
    """A short reason."""

    reason = GuardedText(
        max_length=300,
        one_line=True,
        error_messages={"required": gettext_lazy("Skriv kort hvorfor.")},
    )


@dataclass(frozen=True)
class Span:
    """A period that one press chooses."""

    key: str
    start: date
    end: date

    @property
    def value(self) -> str:
        return f"{self.start.isoformat()}..{self.end.isoformat()}"


def spans(contract: LearningContract, today: date) -> list[Span]:
    """The periods offered: whole weeks to a Friday, and the rest of the placement."""
    start = contract.period_from or today
    friday = start - timedelta(days=start.weekday()) + timedelta(days=4)
    if friday <= start:
        friday += timedelta(weeks=1)
    found = [Span(f"{n}w", start, friday + timedelta(weeks=n - 1)) for n in (1, 2, 4)]
    placement = contract.placement
    if placement is not None and placement.ends_on > start:
        found.append(Span("placement", start, placement.ends_on))
    return found


def typed_dates(scope: QueryDict, contract: LearningContract) -> QueryDict:
    """Step 1 from a browser without script: dates that were changed are meant, without the chip."""
    now = [day.isoformat() if day else "" for day in (contract.period_from, contract.period_to)]
    typed = [
        parse_date(scope.get(f"period_{end}", ""), today=clock.today()) for end in ("from", "to")
    ]
    as_it_was = scope.get("span", "") in {"", "..".join(now)}
    if not as_it_was or [day.isoformat() if day else "" for day in typed] == now:
        return scope
    made = scope.copy()
    made["span"] = OWN_DATES
    return made


class ScopeForm(GuardedForm, forms.Form):
    """Which competencies and which period. ``span`` is one of the offered or ``own`` dates."""

    competencies = forms.TypedMultipleChoiceField(required=False)
    span = forms.CharField(required=False)
    period_from = forms.CharField(required=False)
    period_to = forms.CharField(required=False)
    outside_placement = forms.BooleanField(required=False)
    title = GuardedText(max_length=120, one_line=True, required=False)
    purpose = GuardedText(max_length=600, required=False)

    def __init__(self, *args: Any, choices: list[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        chosen = self.fields["competencies"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        chosen.choices = [(key, key) for key in choices]
        chosen.error_messages["invalid_choice"] = _(
            "Kompetencen hører til et andet program. Vælg fra planen."
        )

    def clean(self) -> dict[str, Any]:
        """Adds ``start`` and ``end`` as dates."""
        data: dict[str, Any] = super().clean() or {}
        span = data.get("span", "")
        if span and span != OWN_DATES:
            start, _dots, end = span.partition("..")
            data["start"], data["end"] = self._date("span", start), self._date("span", end)
            return data
        data["start"] = self._date("period_from", data.get("period_from", ""))
        data["end"] = self._date("period_to", data.get("period_to", ""))
        return data

    def _date(self, name: str, text: str) -> date | None:
        found = parse_date(text, today=self.today) if text else None
        if found is None:
            self.add_error(
                name,
                forms.ValidationError(
                    _("Skriv datoen som 18/12 eller 18.12.2026."), code="invalid_date"
                ),
            )
        return found
