"""What a party enters in the own copy."""

from __future__ import annotations

from django import forms

from laeringskontrakt.core.fields import GuardedForm, GuardedText


class TickForm(forms.Form):
    """Which line, and whether it is ticked now."""

    line = forms.UUIDField()
    done = forms.BooleanField(required=False, widget=forms.HiddenInput)


class NoteForm(GuardedForm, forms.Form):
    """The private note; empty takes it away."""

    text = GuardedText(max_length=4000, required=False)


class ReflectionForm(GuardedForm, forms.Form):
    """The trainee's reflection; empty takes it away."""

    text = GuardedText(max_length=4000, required=False)


class ShareForm(forms.Form):
    """Whether the supervisor may read the reflection."""

    shared = forms.BooleanField(required=False, widget=forms.HiddenInput)
