"""Who an activity is done with: "med Mette", "med min vejleder", "med en kollega"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from laeringskontrakt.contracts.enums import SupportNeed
from laeringskontrakt.contracts.phrases.cutting import Span, has_edges
from laeringskontrakt.contracts.phrases.names import Line, Named, is_capitalised, name_at
from laeringskontrakt.contracts.phrases.shapes import Known, Setting
from laeringskontrakt.contracts.phrases.vocabulary import words_pattern
from laeringskontrakt.contracts.phrases.words import (
    ARTICLES,
    COLLEAGUE_WORDS,
    FUNCTION_ENDINGS,
    FUNCTIONS,
    NAMES_THAT_ARE_WORDS,
    OWN_WORDS,
    PAIR_WORDS,
    SUPERVISOR_MENTIONS,
    SUPERVISOR_WORDS,
    TALK_WORDS,
    TIED_WORDS,
    WITH_WORDS,
)
from laeringskontrakt.core.calendar_words import Language

KIND = "person"
NAME_LENGTH = 130


@dataclass(frozen=True, slots=True)
class Company:
    """Who the entry names. ``need`` is None if it says nothing about others."""

    need: SupportNeed | None = None
    person: Known | None = None
    name: str = ""
    ambiguous: tuple[Known, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _With:
    """One "med …": up to ``end``; ``people`` it fits, or ``name`` as it was typed."""

    start: int
    end: int
    need: SupportNeed
    people: tuple[Known, ...] = ()
    name: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    withs: re.Pattern[str]
    supervisor: re.Pattern[str]
    supervisor_mention: re.Pattern[str]
    colleague: re.Pattern[str]
    own: re.Pattern[str]
    function: re.Pattern[str]
    followed: re.Pattern[str]
    talk: re.Pattern[str]
    pair: re.Pattern[str]
    tied: re.Pattern[str]


@cache
def words(language: Language) -> _Words:
    """The patterns of a language, made once."""
    endings = FUNCTION_ENDINGS[language]
    functions = words_pattern([word + end for word in FUNCTIONS[language] for end in endings])
    article = words_pattern(ARTICLES[language])
    pair = words_pattern(PAIR_WORDS[language])
    modifiers = rf"(?(article)(?:(?!{pair})[^\W\d_][\w-]*\s+){{0,2}}?)"
    function = rf"(?P<article>{article}\s+)?(?P<function>{modifiers}{functions})(?![’'-]\w)"
    see = "følge|følger|følges\\s+med" if language == "da" else "follow|following|shadow|shadowing"
    patterns = (
        rf"{words_pattern(WITH_WORDS[language])}\s+",
        rf"{words_pattern(SUPERVISOR_WORDS[language])}(?![’'-]\w)",
        rf"(?<!uden\s)(?<!without\s){words_pattern(SUPERVISOR_MENTIONS[language])}(?![’'-]\w)",
        rf"{words_pattern(COLLEAGUE_WORDS[language])}(?![’'-]\w)",
        words_pattern(OWN_WORDS[language]),
        function,
        rf"(?<!\w)(?:{see})\s+{function}",
        words_pattern(TALK_WORDS[language]),
        rf"\s*(?:[/&+]|{pair})\s*",
        rf"{words_pattern(TIED_WORDS[language])}\s+$",
    )
    return _Words(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


def company(text: str, setting: Setting) -> Company:
    """Who the entry says it is done with.

    ``spans`` are empty where the name is needed for the rest to make sense ("med Mette og
    patienten") or where more than one is named.
    """
    line = Line(text, setting.language)
    found = list(_withs(line, setting))
    if not found:
        return _mentioned(line, setting)
    fits = tuple(dict.fromkeys(person for each in found for person in each.people))
    need = max((each.need for each in found), key=[*SupportNeed].index)
    cut = len(found) == 1 and not found[0].stays
    spans = tuple(Span(each.start, each.end, KIND) for each in found) if cut else ()
    name = next((each.name for each in found if each.name), "")
    return _company(need, fits, name, spans)


def own(text: str, language: Language) -> Span | None:
    """The words "egen aktivitet" standing alone, if there once."""
    found = [
        Span(match.start(), match.end(), "own")
        for match in words(language).own.finditer(text)
        if has_edges(text, match.start(), match.end())
    ]
    return found[0] if len(found) == 1 else None


def _company(
    need: SupportNeed | None, fits: tuple[Known, ...], name: str, spans: tuple[Span, ...]
) -> Company:
    if len(fits) == 1:
        person = fits[0] if fits[0].id else None
        return Company(need, person, fits[0].name[:NAME_LENGTH], (), spans)
    return Company(need, None, name[:NAME_LENGTH], tuple(p for p in fits if p.id), spans)


def _need(people: tuple[Known, ...]) -> SupportNeed:
    every = people and all(person.is_supervisor for person in people)
    return SupportNeed.SUPERVISOR if every else SupportNeed.COLLEAGUE


def _withs(line: Line, setting: Setting) -> Iterator[_With]:
    known, text = words(line.language), line.text
    for match in known.withs.finditer(text):
        start, at = match.start(), match.end()
        only_names = match[0].strip().casefold() == "hos"
        if role := known.supervisor.match(text, at):
            end = _name_end(line, role.end(), setting.supervisors)
            found = _With(start, end, SupportNeed.SUPERVISOR, setting.supervisors)
        elif not only_names and (role := known.colleague.match(text, at)):
            found = _With(start, role.end(), SupportNeed.COLLEAGUE)
        elif named := name_after(line, at, setting.people):
            found = _with_named(line, start, named, setting.people)
        elif not only_names and (role := _function_at(line, start, at)):
            name = role["function"]
            found = _With(start, role.end(), SupportNeed.COLLEAGUE, name=name)
        else:
            continue
        yield replace(found, stays=True) if known.tied.search(text[:start]) else found


def _function_at(line: Line, start: int, at: int) -> re.Match[str] | None:
    """What somebody is called at work, unless the entry is about talking with them."""
    known = words(line.language)
    role = known.function.match(line.text, at)
    if role is None or known.talk.search(line.text[:start]):
        return None
    return None if known.pair.match(line.text, role.end()) else role


def name_after(line: Line, at: int, people: tuple[Known, ...]) -> Named | None:
    """A known name at ``at``, or behind what the person is called at work ("overlæge Jens")."""
    role = words(line.language).function.match(line.text, at)
    if role:
        after = line.text[role.end() :]
        at = role.end() + len(after) - len(after.lstrip())
    index = line.token_at(at)
    return None if index is None else name_at(line, index, people, titled=bool(role))


def _name_end(line: Line, end: int, people: tuple[Known, ...]) -> int:
    """Where "min vejleder Jens" ends: behind the name, if it is there."""
    named = name_after(line, end + 1, people)
    return named.end if named and named.people else end


def paired(line: Line, named: Named, people: tuple[Known, ...]) -> tuple[tuple[Known, ...], bool]:
    """Whom a name means with those after "og", and whether the entry goes on about them."""
    pair = words(line.language).pair.match(line.text, named.end)
    if pair is None:
        return named.people, False
    other = name_after(line, pair.end(), people)
    return tuple(dict.fromkeys(named.people + (other.people if other else ()))), True


def _with_named(line: Line, start: int, named: Named, people: tuple[Known, ...]) -> _With:
    fits, stays = paired(line, named, people)
    return _With(start, named.end, _need(named.people), fits, named.words, stays)


def _mentioned(line: Line, setting: Setting) -> Company:
    """Somebody the entry names without "med"; the words stay where they are."""
    known = words(line.language)
    if known.supervisor_mention.search(line.text):
        return _company(SupportNeed.SUPERVISOR, setting.supervisors, "", ())
    fits: dict[Known, None] = {}
    for index, token in enumerate(line.tokens):
        plain = token.word.casefold() in NAMES_THAT_ARE_WORDS
        if is_capitalised(token.word) and not plain:
            named = name_at(line, index, setting.people)
            fits |= dict.fromkeys(named.people if named else ())
    if fits:
        return _company(_need(tuple(fits)), tuple(fits), "", ())
    if followed := known.followed.search(line.text):
        return Company(SupportNeed.COLLEAGUE, name=followed["function"])
    return Company()
