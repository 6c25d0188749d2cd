"""A tick, a choice in the plan, a search."""

from __future__ import annotations

from django import forms

from laeringskontrakt.core.fields import GuardedForm, GuardedText


class TickForm(forms.Form):
    """Which line of the contract, and whether it is ticked now."""

    line = forms.UUIDField()
    done = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ChooseForm(forms.Form):
    """Whether the planned competency is chosen for the next contract."""

    chosen = forms.BooleanField(required=False, widget=forms.HiddenInput)


class SearchForm(GuardedForm, forms.Form):
    """What to look for; a CPR number is refused here as everywhere (domain §5.2)."""

    q = GuardedText(max_length=100, one_line=True, required=False)
