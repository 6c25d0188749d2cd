"""Forms of step 3 and 4: quick entries and the rows they make.

A quick entry is read by ``phrases``; a chip the person pressed (``touched``) wins over it.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.core.calendar_text import monday, parse_date, sunday
from laeringskontrakt.core.fields import GuardedForm, GuardedText
from laeringskontrakt.curriculum.vocabulary import vocabulary

WHOLE_PERIOD = "period"
EVENT = "event"
DATE = "date"
SPAN = ".."
MAX_MINUTES = 480


class WhenForm(GuardedForm, forms.Form):
    """The chips of «Senest»: ``2026-W49``, ``A..B``, ``date``, ``event``, ``period`` or empty."""

    when = forms.CharField(required=False)
    when_date = forms.CharField(required=False)
    when_time = forms.CharField(required=False)
    when_text = GuardedText(max_length=200, one_line=True, required=False)

    def __init__(self, *args: Any, period: tuple[date, date], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period, self.today = period, today

    def clean(self) -> dict[str, Any]:
        """Adds ``moment``."""
        data: dict[str, Any] = super().clean() or {}
        data["moment"] = self._moment(data)
        return data

    def _moment(self, data: dict[str, Any]) -> Moment:
        chosen, clock = data.get("when", ""), self._time(data.get("when_time", ""))
        start, end = self.period
        if chosen == EVENT:
            if not data.get("when_text"):
                self.add_error("when_text", _("Skriv ved hvilken begivenhed."))
            latest = self._date(data.get("when_date", ""), required=False) or end
            return Moment(WhenType.EVENT, text=data.get("when_text", ""), latest=latest)
        if chosen == DATE:
            day = self._date(data.get("when_date", ""), required=True)
            return Moment(WhenType.DATE, start=day, time=clock, latest=day)
        if SPAN in chosen:
            return self._span(chosen)
        if chosen in {WHOLE_PERIOD, ""}:
            return Moment(WhenType.PERIOD, start=start, latest=end)
        return self._week(chosen, end)

    def _span(self, chosen: str) -> Moment:
        first, _dots, last = chosen.partition(SPAN)
        try:
            start, latest = date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            start = latest = self.period[0]
            self.add_error("when", _("Vælg en tid i perioden."))
        return Moment(WhenType.PERIOD, start=start, latest=latest)

    def _week(self, chosen: str, end: date) -> Moment:
        year, _dash, week = chosen.partition("-W")
        try:
            first = monday(int(year), int(week))
        except (ValueError, OverflowError):
            self.add_error("when", _("Vælg en uge i perioden."))
            return Moment()
        return Moment(WhenType.WEEK, start=first, latest=min(sunday(int(year), int(week)), end))

    def _date(self, text: str, *, required: bool) -> date | None:
        day = parse_date(text, today=self.today, period=self.period) if text else None
        if day is None and (required or text):
            self.add_error("when_date", _("Skriv datoen som 18/12 eller 18.12.2026."))
        return day

    def _time(self, text: str) -> time | None:
        if not text:
            return None
        hours, _mark, minutes = text.replace(":", ".").partition(".")
        try:
            return time(int(hours), int(minutes or 0))
        except (ValueError, OverflowError):
            self.add_error("when_time", _("Skriv klokkeslættet som 14.30."))
            return None


class ActivityForm(WhenForm):
    """One activity: a line of text and three rows of chips."""

    text = GuardedText(max_length=500, one_line=True)
    subgoals = forms.CharField(required=False)
    method = forms.CharField(required=False)
    place = forms.CharField(required=False)
    support_need = forms.ChoiceField(
        required=False, choices=[(need.value, need.value) for need in SupportNeed]
    )
    with_name = GuardedText(max_length=120, one_line=True, required=False)
    touched = forms.CharField(required=False)

    def clean_method(self) -> str:
        return _known("methods", self.cleaned_data["method"])

    def clean_place(self) -> str:
        return _known("places", self.cleaned_data["place"])

    @property
    def pressed(self) -> set[str]:
        """The rows of chips the person pressed: these win over what the words say."""
        return set(self.cleaned_data.get("touched", "").split())


def filled_in(entry: QueryDict) -> QueryDict:
    """A fresh entry from a browser without script, as the script would have sent it.

    A row of chips that is not as it came was pressed, and so is the chip whose field was written
    in.
    """
    made = entry.copy()
    if made.get("with_name") and made.get("support_need", "") in {"", SupportNeed.NONE}:
        made["support_need"] = SupportNeed.COLLEAGUE.value
    if made.get("when", "") in {"", WHOLE_PERIOD} and (
        made.get("when_text") or made.get("when_date")
    ):
        made["when"] = EVENT if made.get("when_text") else DATE
    as_it_came = {"support_need": SupportNeed.NONE, "when": WHOLE_PERIOD, "method": "", "place": ""}
    made["touched"] = " ".join(
        row for row, value in as_it_came.items() if made.get(row, "") not in {"", value}
    )
    return made


class FeedbackForm(WhenForm):
    """One feedback agreement, every field on its own."""

    giver_name = GuardedText(
        max_length=120,
        one_line=True,
        error_messages={"required": gettext_lazy("Skriv, hvem der giver feedback.")},
    )
    giver_role = GuardedText(max_length=80, one_line=True, required=False)
    subgoal_numbers = forms.CharField(required=False)
    ask = GuardedText(max_length=300, one_line=True, required=False)
    form = forms.CharField(required=False)
    model = forms.CharField(required=False)
    minutes = forms.IntegerField(
        min_value=1,
        max_value=MAX_MINUTES,
        error_messages={
            "invalid": gettext_lazy("Skriv minutterne som et helt tal."),
            "required": gettext_lazy("Skriv, hvor mange minutter det tager."),
            "min_value": gettext_lazy("Skriv mindst ét minut."),
            "max_value": gettext_lazy("Det er længere end en arbejdsdag."),
        },
    )

    def clean_form(self) -> str:
        return _known("feedback_forms", self.cleaned_data["form"])

    def clean_model(self) -> str:
        return _known("feedback_models", self.cleaned_data["model"])


class AssessmentForm(WhenForm):
    """One assessment agreement."""

    assessor_name = GuardedText(
        max_length=120,
        one_line=True,
        error_messages={"required": gettext_lazy("Skriv, hvem der bedømmer.")},
    )
    competency = forms.UUIDField(required=False)
    instrument = forms.CharField(required=False)
    criteria = GuardedText(max_length=600, required=False)
    place = GuardedText(max_length=120, one_line=True, required=False)
    target_level = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", ""), *((str(level), str(level)) for level in range(1, 6))],
    )
    minutes = forms.IntegerField(
        min_value=1,
        max_value=MAX_MINUTES,
        error_messages={
            "invalid": gettext_lazy("Skriv minutterne som et helt tal."),
            "required": gettext_lazy("Skriv, hvor mange minutter det tager."),
            "min_value": gettext_lazy("Skriv mindst ét minut."),
            "max_value": gettext_lazy("Det er længere end en arbejdsdag."),
        },
    )

    def clean_instrument(self) -> str:
        return _known("instruments", self.cleaned_data["instrument"])


def chosen(moment: Moment, period: tuple[date, date]) -> str:
    """The value of the chip that stands for ``moment``; what no chip offers keeps its own dates."""
    if moment.type in {WhenType.DATE, WhenType.EVENT}:
        return moment.type.value
    if moment.type is WhenType.WEEK and moment.start:
        year, week, _day = moment.start.isocalendar()
        return f"{year}-W{week:02d}"
    if moment.start and moment.latest and (moment.start, moment.latest) != period:
        return f"{moment.start.isoformat()}{SPAN}{moment.latest.isoformat()}"
    return WHOLE_PERIOD


def _known(kind: str, code: str) -> str:
    if code and code not in vocabulary().terms(kind):
        raise forms.ValidationError(_("Vælg fra listen."), code="unknown_code")
    return code
