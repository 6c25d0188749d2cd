"""Events ("efter min tredje patient") and habits ("hver dag") in an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from laeringskontrakt.contracts.phrases.cutting import Span, ends_clause, masked
from laeringskontrakt.core.calendar_words import Language

EVENT_LENGTH = 160
"""An event is a few words; anything longer is part of what is to be done."""

_CLAUSE_ENDS = re.compile(r"[,;:()!?\n]|(?<![0-9])\.(?=\s|$)")
_NOTHING_MORE = re.compile(r"[\s,.;]*$")
_STARTS_CLAUSE = re.compile(r"(?:[,;(]|\s[–—-])\s*$")

_ORDER = {
    "da": r"første|anden|andet|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|næste"
    r"|sidste|hver|hvert|[0-9]{1,2}\.",
    "en": r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last|each|every"
    r"|[0-9]{1,2}(?:st|nd|rd|th)",
}
_OCCASION = {
    "da": r"patient\w*|\w*vagt\w*|\w*stuegang\w*|\w*samtale\w*|modtagelse\w*|simulation\w*"
    r"|\w*undervisning\w*|\w*konference\w*|procedure\w*|forløb\w*|case\w*|journal\w*|\w*besøg\w*"
    r"|overlevering\w*|kursus\w*|møde\w*|ambulatorie\w*",
    "en": r"patients?|shifts?|ward\s+rounds?|conversations?|talks?|admissions?|simulations?"
    r"|teaching|conferences?|procedures?|cases?|records?|visits?|handovers?|courses?|meetings?",
}
_DIRECTLY = {
    "da": r"(?:lige|straks|umiddelbart)\s+(?:efter|før|inden|ved)",
    "en": r"(?:right|straight|immediately|just)\s+(?:after|before)",
}
_MINE = {
    "da": r"(?:efter|før|inden)\s+(?:min|mit|vores)",
    "en": r"(?:after|before)\s+(?:my|our)",
}
_AT = {"da": "efter|før|inden|ved|i|på|under", "en": "after|before|at|in|on|during"}
_THE = {"da": "min|mit|mine|vores|den|det|de", "en": "my|our|the"}
_LOOSE = {
    "da": r"(?:efter|før)\s+(?!(?:og|eller|at|behov|aftale|instruks\w*|ønske\w*|abcde|isbar"
    r"|retningslinje\w*|guideline\w*|skema\w*|plan\w*|bedste|evne|tur|hinanden|uge|u|kl)(?!\w))",
    "en": r"(?:after|before)\s+(?!(?:and|or|all|that|weeks?)(?!\w))",
}
_HABITS = {
    "da": r"hver\s+dag|dagligt|løbende|hver\s+uge|ugentligt"
    r"|(?:(?:i|gennem|igennem)\s+)?hele\s+perioden"
    r"|hver\s+(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)",
    "en": r"every\s+(?:day|week)|daily|weekly|ongoing|continuously"
    r"|(?:(?:in|for|throughout|during)\s+)?the\s+whole\s+period|throughout(?:\s+the\s+period)?"
    r"|every\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
}


def habit(text: str, language: Language) -> Span | None:
    """Words for all through the period, at the end of a clause, if there is one such."""
    found = [
        Span(match.start(), match.end(), "habit")
        for match in _compiled(language)[2].finditer(text)
        if ends_clause(text, match.end())
    ]
    return found[0] if len(found) == 1 else None


def event(text: str, language: Language) -> Span | None:
    """An occasion that the entry waits for, if there is one such.

    After a comma almost any "efter …" is one. At the end without a comma it must say whose or
    which: "efter min tredje patient", so that "patienter efter operation" stays whole.
    """
    found: list[Span] = []
    for span in _events(text, language):
        if not found or span.start >= found[-1].end:
            found.append(span)
    alone = len(found) == 1 and not list(_events(masked(text, found), language))
    return found[0] if alone else None


def _events(text: str, language: Language) -> Iterator[Span]:
    clear, loose, _ = _compiled(language)
    starts = {match.start(): 5 for match in loose.finditer(text)}
    starts |= {match.start(): 12 for match in clear.finditer(text)}
    for start, most_words in sorted(starts.items()):
        end = _clause_end(text, start)
        after_comma = bool(_STARTS_CLAUSE.search(text[:start]))
        at_end = most_words == 12 and bool(text[:start].strip() and _NOTHING_MORE.match(text, end))
        few = len(text[start:end].split()) <= most_words and end - start <= EVENT_LENGTH
        if few and (after_comma or at_end):
            yield Span(start, end, "event")


def _clause_end(text: str, start: int) -> int:
    match = _CLAUSE_ENDS.search(text, start)
    end = match.start() if match else len(text)
    return start + len(text[start:end].rstrip())


@cache
def _compiled(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    which = rf"(?:(?:{_THE[language]})\s+)?(?:{_ORDER[language]})\s+(?:\w+\s+){{0,2}}"
    clear = (
        rf"(?<!\w)(?:{_DIRECTLY[language]}\s+\w|{_MINE[language]}\s+\w"
        rf"|(?:{_AT[language]})\s+{which}(?:{_OCCASION[language]})(?!\w))"
    )
    loose = rf"(?<!\w){_LOOSE[language]}\w"
    habits = rf"(?<!\w)(?:{_HABITS[language]})(?!\w)"
    flags = re.IGNORECASE
    return re.compile(clear, flags), re.compile(loose, flags), re.compile(habits, flags)
