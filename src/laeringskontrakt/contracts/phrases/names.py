"""Finding a person's name in an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from laeringskontrakt.contracts.phrases.shapes import Known
from laeringskontrakt.contracts.phrases.words import NAMES_THAT_ARE_WORDS, PAIR_WORDS
from laeringskontrakt.core.calendar_words import Language

_NAME = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)*['’]?(?!\w)")
_BETWEEN = re.compile(r"\s+|-|\.\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word that could be part of a name."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the entry, up to ``end``: whom it fits, several if it is ambiguous, or nobody."""

    people: tuple[Known, ...]
    words: str
    end: int


class Line:
    """An entry and the words in it that could be of a name, hyphened names in parts."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.tokens = [Token(m.start(), m.end(), m[0]) for m in _NAME.finditer(text)]

    def token_at(self, start: int) -> int | None:
        """The number of the token that starts at ``start``, if one does."""
        return next((i for i, token in enumerate(self.tokens) if token.start == start), None)

    def goes_on(self, index: int) -> bool:
        """Whether the next token follows token ``index`` as in one name."""
        if index + 1 >= len(self.tokens):
            return False
        between = self.text[self.tokens[index].end : self.tokens[index + 1].start]
        if between.startswith(".") and len(self.tokens[index].word) > 1:
            return False
        return bool(_BETWEEN.fullmatch(between))


def is_capitalised(word: str) -> bool:
    """Like a name: a capital and then small letters. "ABCDE" and "NIV" are not."""
    return len(word) > 1 and word[0].isupper() and word[1:].replace("'", "").islower()


def name_at(
    line: Line, first: int, people: tuple[Known, ...], *, titled: bool = False
) -> Named | None:
    """The name that starts at token ``first``, if one of ``people`` is called so.

    First name, first and last name, parts of them in order, or an initial; ``titled`` ("overlæge
    Dam") a last name too. The best fit wins. "Mette Overgaard" where only Mette Dam is known is
    a name that fits nobody.
    """
    fits = {
        person: used for person in people if (used := _tokens_used(line, first, person, titled))
    }
    if not fits:
        return None
    most = max(fits.values())
    last = first + most - 1
    surname = _surname_after(line, last)
    if surname > last:
        return _named(line, first, surname, ())
    if re.match(r"['’-]\w", line.text[line.tokens[last].end :]):
        return None
    best = tuple(person for person, used in fits.items() if used == most)
    return _named(line, first, last, best)


def capitalised_run(line: Line, first: int) -> Named | None:
    """The capitalised words from token ``first`` on, as the name of somebody unknown."""
    if not is_capitalised(line.tokens[first].word):
        return None
    last = first
    while last - first < 3 and line.goes_on(last) and is_capitalised(line.tokens[last + 1].word):
        last += 1
    return _named(line, first, last, ())


def _named(line: Line, first: int, last: int, people: tuple[Known, ...]) -> Named:
    end = line.tokens[last].end
    if last > first and len(line.tokens[last].word) == 1 and line.text[end : end + 1] == ".":
        end += 1
    return Named(people, line.text[line.tokens[first].start : end], end)


def _tokens_used(line: Line, first: int, person: Known, titled: bool) -> int:
    parts = [part.casefold() for part in re.split(r"[\s-]+", person.name) if part]
    typed = line.tokens[first].word
    if titled and is_capitalised(typed) and typed.casefold() in parts:
        parts = parts[parts.index(typed.casefold()) :]
    if not parts or typed.casefold() != parts[0]:
        return 0
    if parts[0] in NAMES_THAT_ARE_WORDS and not typed[0].isupper():
        return 0
    used, left = 1, parts[1:]
    while left and line.goes_on(first + used - 1):
        word = line.tokens[first + used].word
        at = next((i for i, part in enumerate(left) if _fits(word, part)), None)
        if at is None:
            break
        used, left = used + 1, left[at + 1 :]
    return used


def _fits(word: str, part: str) -> bool:
    if len(word) == 1:
        return word.isupper() and part.startswith(word.casefold())
    return word.casefold() == part


def _surname_after(line: Line, last: int) -> int:
    """The last token of a surname that goes on after token ``last``; ``last`` if none does."""
    while line.goes_on(last):
        word = line.tokens[last + 1].word
        if not is_capitalised(word) or word.casefold() in PAIR_WORDS[line.language]:
            break
        last += 1
    return last
