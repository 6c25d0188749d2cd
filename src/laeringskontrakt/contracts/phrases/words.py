"""The words that quick entry knows. ``static/js/phrases_words.js`` holds the same for the page.

A star stands for any letters: "audit*" is audit, audits, auditten. A space is any white space.
In a table, an earlier group goes before a later one; within a group the word that comes first in
the entry wins, and of two that start together the longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from laeringskontrakt.core.calendar_words import Language

Groups = Sequence[Mapping[str, Sequence[str]]]

METHOD_WORDS: Mapping[Language, Groups] = {
    "da": [
        {
            "perform_backup": ["med back-up", "med backup"],
            "perform_supervised": ["under supervision", "under opsyn", "mens min vejleder"],
        },
        {
            "read": ["læs", "læse", "læser", "læst", "læsning", "gennemlæs*", "slå op"],
            "e_learning": ["e-læring*", "elæring*", "e-learning*", "e-kursus*", "onlinekursus*"],
            "simulate": ["simul*", "øve", "øver", "øvelse*", "træne", "træner", "fantom*"]
            + ["færdighedslab*", "skillslab*", "skills lab*"],
            "observe": ["følge", "følger", "følges", "se på", "kigge på", "kigge med", "se med"]
            + ["overvære*", "observer*", "gå med", "være med"],
            "assist": ["hjælpe", "hjælper", "assister*"],
            "perform_supervised": ["superviser*", "ser på", "gøre sammen", "lytter med", "ser med"]
            + ["mens vejleder*"],
            "perform_backup": ["gøre selv", "gøre det selv", "melde mig", "følge op", "følger op"],
            "teach": ["undervis*"],
            "present": ["fremlæg*", "præsenter*", "oplæg*"],
            "audit": ["audit*", "journalaudit*", "egne journaler", "mine journaler"]
            + ["gennemgå journaler", "journalgennemgang*", "følge op på mine"]
            + ["følge op på egne", "følger op på mine"],
            "discuss_case": ["drøft*", "diskuter*", "case-diskussion*", "gennemgå en case"],
            "reflect": ["refleksion*", "reflekter*"],
            "attend_course": ["kursus*", "kurset", "temadag*", "deltage i undervisning*"],
        },
        {
            "perform_backup": ["selv", "selvstændig*", "alene", "på egen hånd", "tage imod"]
            + ["modtage", "bruge", "varetage", "gå stuegang"],
            "audit": ["journaler"],
        },
    ],
    "en": [
        {
            "perform_backup": ["with back-up", "with backup"],
            "perform_supervised": ["under supervision", "while my supervisor"],
        },
        {
            "read": ["read", "reading", "look up"],
            "e_learning": ["e-learning*", "elearning*", "online course*"],
            "simulate": ["simulat*", "practise", "practising", "skills lab*", "manikin*"],
            "observe": ["observ*", "shadow*", "follow", "following", "watch", "watching", "sit in"],
            "assist": ["assist*", "help", "helping"],
            "perform_supervised": ["supervised"],
            "perform_backup": ["do it myself", "follow up"],
            "teach": ["teach*"],
            "present": ["presenting", "presentation*", "present the", "present a", "give a talk"],
            "audit": ["audit*", "own records", "my records", "follow up my", "follow up on my"],
            "discuss_case": ["discuss*"],
            "reflect": ["reflect", "reflection*", "reflective"],
            "attend_course": ["course*", "attend teaching"],
        },
        {
            "perform_backup": ["myself", "on my own", "independently", "receive", "use", "using"],
            "audit": ["records"],
        },
    ],
}

PLACE_WORDS: Mapping[Language, Groups] = {
    "da": [
        {
            "skills_lab": ["færdighedslab*", "skillslab*", "skills lab*"],
            "mdt_conference": ["tværfaglig konference*", "tværfaglige konference*", "mdt*"],
            "department_teaching": ["*afdelingsundervisning*", "morgenundervisning*"],
        },
        {
            "ward": ["sengeafsnit*", "sengeafdeling*"],
            "ward_round": ["*stuegang", "*stuegangen", "*stuegange"],
            "emergency_department": ["akutmodtagelse*", "akutafdeling*"],
            "minor_injuries": ["skadestue*"],
            "outpatient_clinic": ["*ambulatori*", "*amb."],
            "operating_theatre": ["operationsstue*", "op-stue*"],
            "procedure_room": ["procedurestue*"],
            "intensive_care": ["intensiv", "intensivafsnit*", "intensivsygeplejerske*"],
            "conference": ["*konference", "*konferencen", "*konferencer"],
            "simulation": ["*simulation", "*simulationen", "*simulationer"],
            "course": ["kursus*", "kurset"],
            "self_study": ["selvstudi*"],
            "phone_consultation": ["telefonkonsultation*"],
            "video_consultation": ["videokonsultation*"],
            "home_visit": ["hjemmebesøg*"],
            "gp_consultation": ["almen praksis", "lægepraksis"],
            "focused_attachment": ["fokuseret ophold"],
            "medicine_room": ["medicinrum*"],
            "home_care": ["hjemmesygepleje*", "hjemmeplejen"],
        },
        {
            "handover": ["overlevering*", "vagtskifte*"],
            "department_teaching": ["undervisning", "undervisningen"],
            "on_call": ["vagt", "vagten", "vagter", "vagterne", "aftenvagt*", "nattevagt*"],
        },
    ],
    "en": [
        {
            "skills_lab": ["skills lab*"],
            "mdt_conference": ["mdt*", "multidisciplinary*"],
            "department_teaching": ["department teaching", "departmental teaching"],
            "ward_round": ["ward round*"],
        },
        {
            "ward": ["ward", "wards"],
            "emergency_department": ["emergency department", "accident and emergency"],
            "minor_injuries": ["minor injuries"],
            "outpatient_clinic": ["outpatient*"],
            "operating_theatre": ["operating theatre*"],
            "procedure_room": ["procedure room*"],
            "intensive_care": ["intensive care", "icu"],
            "conference": ["conference*"],
            "simulation": ["simulation*"],
            "course": ["course*"],
            "self_study": ["self-study", "self study"],
            "phone_consultation": ["phone consultation*"],
            "video_consultation": ["video consultation*"],
            "home_visit": ["home visit*"],
            "gp_consultation": ["general practice"],
            "focused_attachment": ["focused attachment"],
            "medicine_room": ["medicine room"],
            "home_care": ["home care"],
        },
        {"handover": ["handover*"], "on_call": ["on call", "on-call"]},
    ],
}

PLACE_OF_METHOD: Mapping[str, str] = {
    "read": "self_study",
    "e_learning": "self_study",
    "attend_course": "course",
}
"""Where a method happens if the entry names no place."""

FORM_WORDS: Mapping[Language, Groups] = {
    "da": [
        {"written": ["skriftlig*"]},
        {
            "observation": ["observ*", "hører", "høre", "ser", "se", "følger", "overvær*"]
            + ["mini-cex", "dops", "lytter"],
            "case_discussion": ["case", "cases", "casen", "gennemgang*", "gennemgår", "drøft*"],
        },
    ],
    "en": [
        {"written": ["written", "in writing"]},
        {
            "observation": ["observ*", "hears", "sees", "watches", "listens", "mini-cex", "dops"],
            "case_discussion": ["case", "cases", "discuss*"],
        },
    ],
}

WITH_WORDS: Mapping[Language, Sequence[str]] = {
    "da": ["sammen med", "med", "hos"],
    "en": ["together with", "with", "alongside"],
}

SUPERVISOR_WORDS: Mapping[Language, Sequence[str]] = {
    "da": ["min vejleder", "min hovedvejleder", "min kliniske vejleder", "vejleder", "vejlederen"]
    + ["hovedvejleder", "hovedvejlederen", "min tutorlæge"],
    "en": ["my supervisor", "the supervisor", "supervisor", "my clinical supervisor"],
}
SUPERVISOR_MENTIONS: Mapping[Language, Sequence[str]] = {
    "da": ["min vejleder", "min hovedvejleder", "min kliniske vejleder", "mens vejleder"]
    + ["mens vejlederen"],
    "en": ["my supervisor", "my clinical supervisor"],
}
COLLEAGUE_WORDS: Mapping[Language, Sequence[str]] = {
    "da": ["en kollega", "en anden kollega", "kollega", "kollegaen", "en medstuderende"],
    "en": ["a colleague", "another colleague", "colleague", "a fellow student"],
}
OWN_WORDS: Mapping[Language, Sequence[str]] = {
    "da": ["egen aktivitet", "som egen aktivitet"],
    "en": ["own activity", "as own activity"],
}
"""Said of the activity, so taken out of it when they stand as a clause of their own."""

ARTICLES: Mapping[Language, Sequence[str]] = {
    "da": ["en", "den", "vores", "min", "afdelingens"],
    "en": ["a", "an", "the", "our", "my"],
}
FUNCTIONS: Mapping[Language, Sequence[str]] = {
    "da": ["*sygeplejerske", "*læge", "*bagvagt", "*forvagt", "*mellemvagt", "*jordemoder"]
    + ["*fysioterapeut", "*ergoterapeut", "*bioanalytiker", "*radiograf", "*laborant"]
    + ["*farmaceut", "*portør", "*assistent", "*diætist", "*psykolog", "*psykiater"]
    + ["*kirurg", "*kardiolog", "*radiolog", "*anæstesiolog", "*paramediciner"],
    "en": ["*nurse", "*doctor", "*consultant", "*registrar", "*physiotherapist", "*midwife"]
    + ["*radiographer", "*pharmacist", "*technician", "*therapist", "*radiologist"],
}
"""What a person at work is called, the only unknown words after "med" that are taken for one."""
FUNCTION_ENDINGS: Mapping[Language, Sequence[str]] = {"da": ["", "n", "en", "et"], "en": [""]}

TALK_WORDS: Mapping[Language, Sequence[str]] = {
    "da": ["konferer*", "tal", "tale", "taler", "snak*", "drøft*", "aftal*", "samarbejd*"]
    + ["kommuniker*", "diskuter*", "koordiner*", "samtale*", "dele", "planlæg*", "konsultation*"],
    "en": ["discuss*", "talk*", "confer*", "speak*", "communicat*", "coordinat*", "cooperat*"]
    + ["collaborat*", "agree*", "shar*"],
}
"""After these, "med bagvagten" is part of what is learned, not somebody to arrange with."""

NAMES_THAT_ARE_WORDS: frozenset[str] = frozenset(
    "hans liv bo dag storm sten bjørn ask gry sol rose per else maj mai viking august hjalte "
    "will mark grace may hope joy faith rob sue pat bill dean art rich".split()
)
"""Taken for a name only after "med" and with a capital letter."""

PAIR_WORDS: Mapping[Language, Sequence[str]] = {
    "da": ["og", "eller", "samt", "som", "der", "mens", "når", "hvor"],
    "en": ["and", "or", "as", "who", "while", "when", "where"],
}
"""After a name these go on speaking of the person, so the name stays in the text."""

TIED_WORDS: Mapping[Language, Sequence[str]] = {
    "da": ["samråd", "samarbejde", "dialog", "aftale", "forbindelse", "enighed"],
    "en": ["agreement", "collaboration", "dialogue", "cooperation"],
}
"""Before "med" these would say nothing alone, so the name stays in the text too."""

NOT_GIVERS: Mapping[Language, Sequence[str]] = {
    "da": ["feedback", "observation", "samtale", "gennemgang", "drøftelse", "case", "stuegang"]
    + ["overlevering", "supervision", "simulation", "undervisning", "vejledning", "sparring"]
    + ["alle", "delmål", "uge", "efter", "ved"],
    "en": ["feedback", "observation", "conversation", "talk", "case", "discussion", "ward"]
    + ["handover", "supervision", "simulation", "teaching", "all", "subgoal", "subgoals"]
    + ["week", "after", "at"],
}
"""Capitalised at the start of an entry, yet nobody's name."""
