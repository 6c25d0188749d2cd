"""Profession profiles: they change labels, never codes (domain §1.9)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laeringskontrakt.people.enums import Profession


@dataclass(frozen=True)
class Profile:
    """The words one profession uses."""

    trainee: str | Promise
    supervisor: str | Promise
    primary_supervisor: str | Promise
    plan: str | Promise
    programme_lead: str | Promise
    curriculum: str | Promise


#: What somebody of the profession is called, for choosing one.
NAMES: dict[Profession, str | Promise] = {
    Profession.DOCTOR: _("Læge"),
    Profession.NURSE: _("Sygeplejerske"),
    Profession.STUDENT: _("Studerende"),
}

PROFILES: dict[Profession, Profile] = {
    Profession.DOCTOR: Profile(
        trainee=_("Uddannelseslæge"),
        supervisor=_("Vejleder"),
        primary_supervisor=_("Hovedvejleder"),
        plan=_("Uddannelsesplan"),
        programme_lead=_("Uddannelsesansvarlig overlæge"),
        curriculum=_("Målbeskrivelse"),
    ),
    Profession.NURSE: Profile(
        trainee=_("Studerende"),
        supervisor=pgettext_lazy("nursing", "Klinisk vejleder"),
        primary_supervisor=pgettext_lazy("nursing", "Klinisk vejleder"),
        plan=_("Studieplan"),
        programme_lead=_("Klinisk uddannelsesansvarlig"),
        curriculum=_("Studieordning"),
    ),
    Profession.STUDENT: Profile(
        trainee=_("Studerende"),
        supervisor=_("Vejleder"),
        primary_supervisor=_("Vejleder"),
        plan=_("Studieplan"),
        programme_lead=_("Uddannelsesansvarlig"),
        curriculum=_("Studieordning"),
    ),
}


def profile(profession: str) -> Profile:
    """The label set of a profession code; an unknown code gets the doctors'."""
    try:
        return PROFILES[Profession(profession)]
    except ValueError:
        return PROFILES[Profession.DOCTOR]
