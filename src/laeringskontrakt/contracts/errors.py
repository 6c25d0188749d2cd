"""The sentences people read when something may not be done. Each says the next step."""

from __future__ import annotations

from django.utils.translation import gettext as _

from laeringskontrakt.contracts.stages import Reason
from laeringskontrakt.core.errors import Forbidden, LkError, WrongStage

_FORBIDDEN = {
    Reason.NOT_A_PARTY,
    Reason.ONLY_TRAINEE,
    Reason.ONLY_SUPERVISOR,
    Reason.NOT_YOUR_TURN,
    Reason.PREPARING,
    Reason.NO_LONGER_SUPERVISOR,
}


def sentence(reason: Reason, *, trainee: str = "", supervisor: str = "") -> str:
    """The translated sentence for ``reason``; names are first names."""
    names = {"trainee": trainee, "supervisor": supervisor}
    return _SENTENCES[reason]() % names


def refused(reason: Reason, *, trainee: str = "", supervisor: str = "") -> LkError:
    """The error for ``reason``: 403 when it is about who you are, 409 when about the stage."""
    text = sentence(reason, trainee=trainee, supervisor=supervisor)
    kind = Forbidden if reason in _FORBIDDEN else WrongStage
    return kind(text, code=reason.value)


_SENTENCES = {
    Reason.NOT_A_PARTY: lambda: _("Kun de to, der har kontrakten, kan gøre det."),
    Reason.ONLY_TRAINEE: lambda: _("Det gør %(trainee)s selv."),
    Reason.ONLY_SUPERVISOR: lambda: _("Det gør %(supervisor)s."),
    Reason.NOT_YOUR_TURN: lambda: _("Det er den andens tur til at skrive. Giv enheden videre."),
    Reason.NOT_DRAFT: lambda: _(
        "Arket er låst, fordi det er klar til underskrift eller underskrevet. "
        "Gå tilbage til redigering for at rette."
    ),
    Reason.NOT_AWAITING: lambda: _("Arket er ikke klar til underskrift. Genindlæs siden."),
    Reason.NOT_SIGNED_YET: lambda: _("Kontrakten er ikke underskrevet af begge endnu."),
    Reason.GATE_CLOSED: lambda: _("Du kan tilføje, når %(trainee)s har lavet sin egen analyse."),
    Reason.ANALYSIS_NOT_DONE: lambda: _("Analysen i trin 2 er ikke færdig endnu."),
    Reason.GATE_OPEN: lambda: _("Analysen er allerede færdig."),
    Reason.NO_COMPETENCY: lambda: _("Vælg mindst én kompetence i trin 1."),
    Reason.NO_PERIOD: lambda: _("Vælg en periode i trin 1."),
    Reason.NO_TRAINEE_SUBGOAL: lambda: _("Skriv mindst ét delmål, før analysen er færdig."),
    Reason.NO_SUBGOAL: lambda: _("Skriv mindst ét delmål til hver kompetence i trin 2."),
    Reason.NO_ACTIVITY: lambda: _("Skriv mindst én aktivitet i trin 3."),
    Reason.NO_FEEDBACK: lambda: _("Aftal mindst én gang feedback i trin 4."),
    Reason.ALREADY_SIGNED: lambda: _("Du har allerede skrevet under."),
    Reason.PREPARING: lambda: _(
        "%(trainee)s forbereder sig. Du ser arket, når det er delt, eller når I mødes."
    ),
    Reason.NOT_PREPARING: lambda: _("Forberedelsen er slut. Vælg kompetencen i trin 1."),
    Reason.OTHER_HAS_WRITTEN: lambda: _(
        "Kladden er jeres begges. Den slettes, når den anden også siger ja, eller når ingen har "
        "skrevet i 30 dage."
    ),
    Reason.DELETION_ASKED: lambda: _("Der er allerede spurgt, om kladden må slettes."),
    Reason.DELETED_ALONE: lambda: _("Du kan slette kladden uden at spørge."),
    Reason.DELETION_NOT_ASKED: lambda: _("Ingen beder om at slette kladden. Genindlæs siden."),
    Reason.EVER_SIGNED: lambda: _("En kontrakt, der har været underskrevet, kan ikke slettes."),
    Reason.READ_ONLY: lambda: _("Kontrakten er afsluttet og kan kun læses."),
    Reason.NO_LONGER_SUPERVISOR: lambda: _(
        "Din vejledning her er slut. Du kan læse det, du har del i, men ikke skrive i det."
    ),
}
