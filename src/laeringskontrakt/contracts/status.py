"""The words for where a contract is: exactly those of domain §3.2 (I14)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laeringskontrakt.contracts.enums import Party, Stage
from laeringskontrakt.contracts.queries.lists import ContractSummary
from laeringskontrakt.core.name_text import possessive

_WORDS = {
    Stage.DRAFT: gettext_lazy("Kladde"),
    Stage.ACTIVE: gettext_lazy("I gang"),
    Stage.CLOSING: gettext_lazy("Perioden er slut"),
    Stage.CLOSED: gettext_lazy("Afsluttet"),
    Stage.CANCELLED: gettext_lazy("Annulleret"),
    Stage.LAPSED: gettext_lazy("Ikke underskrevet"),
}

#: The drawing beside the word, by its name in ``icons.svg``: never the only sign.
ICONS = {
    Stage.DRAFT: "circle",
    Stage.AWAITING: "pen",
    Stage.ACTIVE: "pen",
    Stage.CLOSING: "clock",
    Stage.CLOSED: "tick",
    Stage.CANCELLED: "cross",
    Stage.LAPSED: "cross",
}


def word(stage: Stage) -> str:
    """The status in one or two words, as anybody may see it, in the reader's language.

    While signatures are awaited it is «Ikke underskrevet»: who is missing is the pair's own
    business (domain §4.6), see ``word_for_pair``.
    """
    return str(_WORDS[Stage.LAPSED if stage is Stage.AWAITING else stage])


def word_for_pair(
    stage: Stage, *, unsigned: tuple[Party, ...], names: dict[Party, str], viewer: Party | None
) -> str:
    """The status as the two see it: while signatures are awaited, whose is missing.

    ``names`` are first names; ``viewer`` is the party reading, whose own is «din».
    """
    if stage is not Stage.AWAITING:
        return word(stage)
    if viewer in unsigned:
        return _("Mangler din underskrift")
    if len(unsigned) == 1:
        return _("Mangler %(whose)s underskrift") % {"whose": possessive(names[unsigned[0]])}
    return _("Mangler begge underskrifter")


def of_summary(contract: ContractSummary, *, viewer: UUID) -> str:
    """The status of a summary as ``viewer``, one of those who see the words, reads it."""
    own = next((party for party in Party if contract.party(party).id == viewer), None)
    names = {party: contract.party(party).first_name for party in Party}
    return word_for_pair(contract.stage, unsigned=contract.unsigned, names=names, viewer=own)
