"""The words of the form in the language asked for."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from laeringskontrakt.portfolio.paper.wording import PaperLabels


def paper_labels(
    language: str, *, trainee: str | None = None, supervisor: str | None = None
) -> PaperLabels:
    """Labels in ``language`` ("da" or "en").

    ``trainee`` and ``supervisor`` replace the neutral role names by those of a profession
    profile, for example "Uddannelseslæge" and "Hovedvejleder" (domain §3.2).
    """
    with override(language):
        words = _words()
    if trainee:
        words["trainee"] = trainee
    if supervisor:
        words["supervisor"] = supervisor
    return words


def _words() -> PaperLabels:
    return PaperLabels(
        form_title=_("Formular til læringskontrakt"),
        document_title=_("Læringskontrakt %(number)s, %(title)s"),
        untitled=_("Læringskontrakt %(number)s"),
        draft_title=_("Læringskontrakt, %(title)s"),
        blank_title=_("Formular til læringskontrakt, blank"),
        copy=_("Eksemplar"),
        chosen=_("valgt"),
        not_chosen=_("ikke valgt"),
        trainee=_("Uddannelsessøgende"),
        supervisor=_("Vejleder"),
        co_supervisor=_("Medvejleder"),
        department=_("Afdeling"),
        date_and_period=_("Dato og periode"),
        competency=_("1. Kompetence fra uddannelsesplanen"),
        competencies=_("1. Kompetencer fra uddannelsesplanen"),
        purpose=_("Formål"),
        order_note=_(
            "Den uddannelsessøgende skriver først. Vejlederen supplerer bagefter, med sin egen pen."
        ),
        subgoals_heading=_("2 og 3. Delmål, og hvor og hvordan de kan læres"),
        number=_("Nr."),
        subgoal=_("Delmål"),
        one_subgoal=ngettext("Delmål %(numbers)s", "Delmål %(numbers)s", 1),
        subgoal_numbers=ngettext("Delmål %(numbers)s", "Delmål %(numbers)s", 2),
        whole_competency=_("Hele kompetencen"),
        where_and_what=_("Hvor og hvad"),
        how=_("Hvordan"),
        who=_("Hvem"),
        latest=_("Senest"),
        latest_at=_("senest %(date)s"),
        done=_("Udført"),
        is_done=_("udført"),
        is_not_done=_("ikke udført"),
        see=_("se %(places)s"),
        own_activity=_("Egen aktivitet"),
        with_colleague=_("Med en kollega"),
        with_supervisor=_("Med vejleder"),
        agreements_heading=_("4. Feedback og bedømmelse"),
        who_looks=_("Hvem ser på"),
        what_and_how=_("Hvad og hvordan"),
        when=_("Hvornår"),
        duration=_("Tid"),
        minutes=_("%(minutes)s min"),
        assessment=_("Bedømmelse"),
        no_assessment=_("Ingen bedømmelse i denne periode"),
        target_level=_("Forventet niveau %(level)s: %(label)s"),
        result=_("Resultat"),
        achieved=_("Nået"),
        partly=_("Delvist"),
        not_yet=_("Ikke nået endnu"),
        next_step=_("Næste skridt"),
        written_by=_("skrevet af %(name)s"),
        keep_note=_("Begge udfylder hver sin formular og gemmer den i egen mappe."),
        draft=_("Kladde"),
        signature_missing=_("Mangler underskrift"),
        number_and_version=_("Nr. %(number)s, version %(version)s"),
        number_alone=_("Nr. %(number)s"),
        version=_("Version %(version)s"),
        content_hash=_("Indhold %(hash)s"),
        audit_head=_("Log %(hash)s"),
        no_patient_data=_("Ingen patientoplysninger"),
        page=_("Side %(page)s af %(pages)s"),
        qr_alt=_("QR-kode, der fører til kontrakten: %(url)s"),
        qr_caption=_("Åbn kontrakten"),
        list_and=_("%(list)s og %(last)s"),
        first_to_last=_("%(first)s til %(last)s"),
        conversation=_("Samtale %(date)s"),
    )
