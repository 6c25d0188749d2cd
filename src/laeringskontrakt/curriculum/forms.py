"""The form that takes a curriculum file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
