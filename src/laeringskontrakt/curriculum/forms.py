"""The form that takes a curriculum file, and the one that lays a trainee's plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from laeringskontrakt.core.fields import DayField
from laeringskontrakt.core.tongue import Said


class UploadForm(forms.Form):
    """One YAML file, and whether to publish it at once. An empty file is the reader's to judge."""

    file = forms.FileField(
        allow_empty_file=True,
        max_length=200,
        error_messages={
            "required": _("Vælg en fil."),
            "missing": _("Vælg en fil."),
            "invalid": _("Filen kom ikke med. Vælg den igen."),
            "max_length": _("Filens navn er for langt. Giv den et kortere navn."),
        },
    )
    publish = forms.BooleanField(required=False)


class CourseForm(forms.Form):
    """Which trainee follows the version, and from when. ``trainees`` are (id, words)."""

    trainee = forms.ChoiceField(
        error_messages={
            "required": _("Vælg en uddannelsessøgende."),
            "invalid_choice": _("Personen er ikke i uddannelse på din afdeling. Vælg en anden."),
        }
    )
    starts_on = DayField()

    def __init__(self, *args: Any, trainees: list[tuple[str, Said | str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["trainee"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = trainees
