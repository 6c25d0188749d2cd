"""Forms of a department: a new person, a placement, a supervisor, an end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laeringskontrakt.core.fields import DayField, GuardedForm, GuardedText
from laeringskontrakt.people import queries
from laeringskontrakt.people.enums import Profession, SupervisionKind
from laeringskontrakt.people.models import Organisation, Person, Placement

LANGUAGES = (("da", "Dansk"), ("en", "English"))


class PersonField(GuardedText):
    """Somebody in ``organisation`` (set by the form), by name or mail; its value is a Person.

    Error codes beside those of ``GuardedText``: ``nobody``, ``several``.
    """

    organisation: Organisation

    def __init__(self) -> None:
        super().__init__(
            max_length=254,
            one_line=True,
            error_messages={"required": gettext_lazy("Skriv et navn eller en mail.")},
        )

    def clean(self, value: Any) -> Any:
        """The one person who is meant."""
        found = queries.people_called(super().clean(value), self.organisation)
        if not found:
            raise ValidationError(
                _("Ingen her hedder det eller har den mail. Tilføj personen først."),
                code="nobody",
            )
        if len(found) > 1:
            raise ValidationError(_("Flere hedder det. Skriv personens mail."), code="several")
        return found[0]


class NewPersonForm(GuardedForm, forms.Form):
    """An account for somebody who works or learns in the department."""

    first_name = GuardedText(max_length=60, one_line=True)
    last_name = GuardedText(max_length=60, one_line=True)
    email = GuardedText(
        max_length=254,
        one_line=True,
        error_messages={"required": gettext_lazy("Skriv personens mail.")},
    )
    title = GuardedText(max_length=80, one_line=True, required=False)
    profession = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Profession])
    language = forms.ChoiceField(choices=LANGUAGES)

    def clean_email(self) -> str:
        """In small letters, as it is stored."""
        email: str = self.cleaned_data["email"]
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(
                _("Skriv hele mailadressen, for eksempel navn@hospital.dk."), code="invalid"
            ) from None
        return email.lower()


class PlacementForm(GuardedForm, forms.Form):
    """A trainee's post in the department."""

    trainee = PersonField()
    title = GuardedText(max_length=160, one_line=True)
    starts_on = DayField()
    ends_on = DayField()

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _person_field(self, "trainee").organisation = organisation


class SupervisorForm(GuardedForm, forms.Form):
    """Who supervises a placement, how, and when."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in SupervisionKind])
    supervisor = PersonField()
    starts_on = DayField()
    ends_on = DayField(required=False)

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _person_field(self, "supervisor").organisation = placement.department.organisation
        _within(self, placement)


class EndForm(forms.Form):
    """The last day of a supervision."""

    ends_on = DayField()

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _within(self, placement)


def person_typed(person: Person, among: list[Person]) -> str:
    """What to type to mean ``person``: the name, or the mail where another has the same name."""
    alike = [other for other in among if other.full_name == person.full_name]
    return person.full_name if len(alike) == 1 else person.email


def _person_field(form: forms.Form, name: str) -> PersonField:
    field = form.fields[name]
    assert isinstance(field, PersonField)
    return field


def _within(form: forms.Form, placement: Placement) -> None:
    for field in form.fields.values():
        if isinstance(field, DayField):
            field.period = (placement.starts_on, placement.ends_on)
