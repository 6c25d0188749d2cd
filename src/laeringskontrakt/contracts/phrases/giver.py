"""Who gives the feedback: "Mette", "Birgitte Holm (sygeplejerske)", "bagvagten"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from laeringskontrakt.contracts.phrases.cutting import Span, has_edges
from laeringskontrakt.contracts.phrases.names import Line, capitalised_run, name_at
from laeringskontrakt.contracts.phrases.person import NAME_LENGTH, paired, words
from laeringskontrakt.contracts.phrases.shapes import Known, Setting
from laeringskontrakt.contracts.phrases.words import NOT_GIVERS

KIND = "giver"
ROLE_LENGTH = 80

_FROM = {
    "da": re.compile(r"(?<!\w)(?:feedback\s+)?(?:fra|af|med)\s+$", re.IGNORECASE),
    "en": re.compile(r"(?<!\w)(?:feedback\s+)?(?:from|by|with)\s+$", re.IGNORECASE),
}
_EDGE = re.compile(r"(?:^|[,;(–—])\s*$")
_ROLE = re.compile(r"\s*\((?P<role>[^()0-9]+)\)")
_COMMA = re.compile(r"\s*,\s*")
_ABOUT = {
    "da": re.compile(r"\s*(?:om\s|delmål|[0-9])", re.IGNORECASE),
    "en": re.compile(r"\s*(?:on\s|about\s|subgoals?|[0-9])", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Giver:
    """Who the entry names; ``span`` is None where the name stays in the entry."""

    person: Known | None = None
    name: str = ""
    role: str = ""
    ambiguous: tuple[Known, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    people: tuple[Known, ...] = ()
    name: str = ""
    role: str = ""
    stays: bool = False


def giver_said(text: str, setting: Setting) -> Giver:
    """The one person or function that the entry names as the giver."""
    line = Line(text, setting.language)
    found = list(_known(line, setting)) or list(_unknown(line))
    if not found:
        return Giver()
    fits = tuple(dict.fromkeys(person for each in found for person in each.people))
    first = found[0]
    cut = len(found) == 1 and not first.stays
    span = Span(first.start, first.end, KIND) if cut else None
    if len(fits) == 1:
        person = fits[0]
        role = first.role or person.role
        known = person if person.id else None
        return Giver(known, person.name[:NAME_LENGTH], role[:ROLE_LENGTH], (), span)
    ambiguous = tuple(person for person in fits if person.id)
    return Giver(None, first.name[:NAME_LENGTH], first.role[:ROLE_LENGTH], ambiguous, span)


def _known(line: Line, setting: Setting) -> Iterator[_Candidate]:
    passed = 0
    for index, token in enumerate(line.tokens):
        start = _start(line, token.start)
        if start is None or token.start < passed:
            continue
        if role := words(line.language).supervisor.match(line.text, token.start):
            passed = role.end()
            yield _Candidate(start, passed, setting.supervisors, role[0])
            continue
        title, at = _title(line, index)
        if named := name_at(line, at, setting.people, titled=bool(title)):
            fits, stays = paired(line, named, setting.people)
            role_said, passed = _role_after(line, named.end)
            yield _Candidate(start, passed, fits, named.words, role_said or title, stays)


def _start(line: Line, at: int) -> int | None:
    """Where the giver's words start if a giver may stand at ``at``, else None."""
    before = line.text[:at]
    if said := _FROM[line.language].search(before):
        return said.start()
    return at if _EDGE.search(before) else None


def _title(line: Line, index: int) -> tuple[str, int]:
    """What the person is called at work before the name, and the token where the name starts."""
    role = words(line.language).function.match(line.text, line.tokens[index].start)
    if role is None:
        return "", index
    after = next((i for i, token in enumerate(line.tokens) if token.start >= role.end()), None)
    if after is None or line.text[role.end() : line.tokens[after].start].strip():
        return "", index
    return role["function"], after


def _role_after(line: Line, end: int) -> tuple[str, int]:
    """ "(sygeplejerske)" or ", sygeplejerske," behind a name, and where it ends."""
    text = line.text
    bracket = _ROLE.match(text, end)
    if bracket and bracket["role"].strip(" ,") and len(bracket["role"]) <= ROLE_LENGTH:
        return bracket["role"].strip(), bracket.end()
    comma = _COMMA.match(text, end)
    role = words(line.language).function.match(text, comma.end()) if comma else None
    if role and has_edges(text, role.start(), role.end()):
        return role["function"], role.end()
    return "", end


def _unknown(line: Line) -> Iterator[_Candidate]:
    """Somebody not known, at the start of the entry: a function, or words like a name."""
    text, known = line.text, words(line.language)
    if not line.tokens or not _EDGE.search(text[: line.tokens[0].start]):
        return
    start = line.tokens[0].start
    title, at = _title(line, 0)
    named = capitalised_run(line, at)
    if named and line.tokens[at].word.casefold() not in NOT_GIVERS[line.language]:
        role, end = _role_after(line, named.end)
        several = " " in named.words or "-" in named.words
        if title or role or several or _ABOUT[line.language].match(text, named.end):
            stays = bool(known.pair.match(text, named.end))
            yield _Candidate(start, end, (), named.words, role or title, stays)
            return
    if function := known.function.match(text, start):
        stays = bool(known.pair.match(text, function.end()))
        yield _Candidate(start, function.end(), (), function["function"], "", stays)
