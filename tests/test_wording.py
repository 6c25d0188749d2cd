"""The product says what domain §3.2 says, word for word, and never what it avoids."""

from __future__ import annotations

import re

import pytest

from tests.test_languages import english, forms

#: Key → text, where a name or a number stands as the catalogue has it. What is built in later
#: issues (guests, amendments, carrying over, outcomes) gets its words there.
WORDS = {
    "app_contract": "Læringskontrakt",
    "portfolio": "Min mappe",
    "plan": "Uddannelsesplan",
    "plan, nursing": "Studieplan",
    "trainee_label": "Uddannelseslæge",
    "trainee_label, neutral": "Uddannelsessøgende",
    "trainee_label, student": "Studerende",
    "supervisor_label": "Vejleder",
    "supervisor_label, doctor": "Hovedvejleder",
    "step1": "Hvilken kompetence?",
    "step1, help": "Vælg fra uddannelsesplanen. Én er som regel nok.",
    "step2": "Hvad indgår i den?",
    "step3": "Hvor og hvordan lærer du det?",
    "step4": "Feedback og bedømmelse",
    "step5": "Gennemgå og underskriv",
    "period": "Periode",
    "period, from": "Fra",
    "period, to": "Til",
    "prompt_ask_trainee": "Hvad mener du indgår i kompetencen?",
    "prompt_trainee": "Skriv, hvad du selv mener indgår.*",
    "subgoal": "Delmål",
    "add_subgoal": "Tilføj delmål",
    "analysis_done": "Min analyse er færdig",
    "gate_locked": "Du kan tilføje, når %(name)s har lavet sin egen analyse.",
    "gate_open": "Nu kan du supplere.*",
    "gate_reopen": "Fortsæt min analyse",
    "added_by_sup": "Tilføjet af vejleder",
    "compare": "Sammenlign med målbeskrivelsen",
    "activity": "Aktivitet",
    "own_activity": "Egen aktivitet",
    "with_colleague": "Med en kollega",
    "with_supervisor": "Med vejleder",
    "where": "Hvor?",
    "how": "Hvordan?",
    "when": "Hvornår?",
    "when_event": "Ved en begivenhed",
    "when_event, example": "fx efter min tredje patient",
    "latest": "Senest",
    "feedback_who": "Hvem giver feedback?",
    "feedback_ask": "Hvad vil du gerne have feedback på?",
    "assessment": "Bedømmelse",
    "no_assessment": "Ingen bedømmelse i denne periode",
    "sup_time": "Vejleders tid i alt: %(minutes)d min.",
    "own_share": "er egen aktivitet.",
    "timer": "af 15 minutter",
    "pause": "Fortsæt senere",
    "prepare": "Forbered samtalen",
    "share_prep": "Del min forberedelse",
    "turn": "Nu skriver %(name)s",
    "sign": "Underskriv",
    "signed_by": "Underskrevet af %(name)s %(at)s",
    "waiting_sign": "Mangler %(name)s underskrift",
    "back_to_edit": "Tilbage til redigering",
    "active": "I gang",
    "draft": "Kladde",
    "closing": "Perioden er slut",
    "closed": "Afsluttet",
    "cancelled": "Annulleret",
    "lapsed": "Ikke underskrevet",
    "done": "Udført",
    "mark_done": "Markér som udført*",
    "not_reached": "Ikke nået endnu",
    "private_note": "Privat note",
    "private_note, whose": "kun dig",
    "who_sees": "Hvem kan se kontrakten?",
    "attest_hint": "*godkendes i uddannelseslæge.dk*",
    "cpr_block": (
        "Teksten ligner et CPR-nummer. Skriv aldrig oplysninger, der kan føre til en patient."
    ),
    "cpr_warn": "Er det et CPR-nummer? Fjern det, eller bekræft, at det ikke er.",
    "no_patient_hint": "Ingen navne, CPR-numre eller genkendelige forløb.",
    "download": "Hent som PDF",
    "delete_draft": "Slet kladde",
    "error_generic": "Det lykkedes ikke. Din tekst er gemt her på siden. Prøv igen.",
    "empty_contracts": "Du har ingen læringskontrakter endnu.",
}

#: Never said (domain §3.2, DESIGN §5). "Uden net" and the like say what happened instead.
AVOIDED = re.compile(
    r"\b(?:venligst|desværre|succes\w*|vellykket|KPI|score|forsinket|dumpet|eksamen"
    r"|afventer|ikke bestået|fejl 500)\b|!",
    re.IGNORECASE,
)

DANISH = [text for message in english() for text in forms(message.id)]


@pytest.mark.parametrize("key", WORDS)
def test_a_text_is_the_tables_word_for_word(key: str) -> None:
    wanted = re.escape(WORDS[key]).replace(r"\*", ".*")

    assert any(re.fullmatch(wanted, text) for text in DANISH)


def test_nothing_blames_praises_or_raises_its_voice() -> None:
    assert [text for text in DANISH if AVOIDED.search(text)] == []
