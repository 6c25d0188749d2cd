"""The controlled vocabularies: what a curriculum and a contract may name by code.

Codes are stable English slugs and are what is stored; labels are words for people and are
looked up when shown. Danish labels and the attributes of each code are in
``data/vocab.yaml``, English labels in ``data/vocab.en.yaml``. Plain Python, no Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

LANGUAGES = ("da", "en")
SCHEMA = "vocab/1"
NEUTRAL = ""
"""The key of a wording that is for every profession without one of its own."""

ATTRIBUTES = frozenset({"order", "support_need", "typical_minutes"})

Raw = Mapping[object, object]


class VocabularyFault(ValueError):
    """A vocabulary file is wrong: a code without a label, an unknown schema, a stray code."""


class UnknownCode(LookupError):
    """No such vocabulary, or no such code in it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One code and its wordings: language → profession → label (``NEUTRAL`` for any)."""

    code: str
    wordings: Mapping[str, Mapping[str, str]]

    def label(self, language: str, *, profession: str = NEUTRAL) -> str:
        """The words for people; a language other than those here gets the Danish ones."""
        wording = self.wordings.get(language[:2]) or self.wordings["da"]
        return wording.get(profession) or wording[NEUTRAL]


@dataclass(frozen=True, slots=True)
class Method(Term):
    """A learning method. The pair may change ``support_need`` for each activity."""

    support_need: str


@dataclass(frozen=True, slots=True)
class Instrument(Term):
    """An assessment instrument. ``typical_minutes`` is a rule of thumb, shown as a proposal."""

    typical_minutes: int


@dataclass(frozen=True, slots=True)
class Role(Term):
    """One of the seven roles (domain §1.2): a tag, never a hierarchy; ``order`` is for lists."""

    order: int


@dataclass(frozen=True, slots=True)
class Level(Term):
    """A level of entrustment, 1 to 5 (domain §3.1)."""

    level: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabularies, each a read-only mapping from code to term, in the order of the file."""

    roles: Mapping[str, Role]
    places: Mapping[str, Term]
    methods: Mapping[str, Method]
    support_needs: Mapping[str, Term]
    instruments: Mapping[str, Instrument]
    entrustment_levels: Mapping[str, Level]
    feedback_forms: Mapping[str, Term]
    feedback_models: Mapping[str, Term]
    assessment_results: Mapping[str, Term]
    when_types: Mapping[str, Term]

    def terms(self, kind: str) -> Mapping[str, Term]:
        """The vocabulary called ``kind`` ("places", "methods" …); UnknownCode for any other."""
        if kind not in KINDS:
            raise UnknownCode(kind)
        found: Mapping[str, Term] = getattr(self, kind)
        return found

    def label(self, kind: str, code: str | int, language: str, *, profession: str = NEUTRAL) -> str:
        """What people call ``code``. Levels may be given as a number. Raises UnknownCode."""
        try:
            term = self.terms(kind)[str(code)]
        except KeyError:
            raise UnknownCode(f"{kind}: {code}") from None
        return term.label(language, profession=profession)

    def choices(
        self, kind: str, language: str, *, profession: str = NEUTRAL
    ) -> list[tuple[str, str]]:
        """(code, label) of a whole vocabulary, in the order of the file, as form choices."""
        return [
            (code, term.label(language, profession=profession))
            for code, term in self.terms(kind).items()
        ]

    def code_of_label(self, kind: str, words: str) -> str | None:
        """The code whose label, in any language, is ``words``; None if there is none."""
        sought = words.strip().casefold()
        for code, term in self.terms(kind).items():
            for wording in term.wordings.values():
                if any(sought == label.casefold() for label in wording.values()):
                    return code
        return None


KINDS = tuple(field.name for field in fields(Vocabulary))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this installation, read once."""
    data = resources.files("laeringskontrakt.curriculum") / "data"
    read = {
        language: yaml.safe_load((data / name).read_text(encoding="utf-8"))
        for language, name in (("da", "vocab.yaml"), ("en", "vocab.en.yaml"))
    }
    return vocabulary_of(read)


def label(kind: str, code: str | int, language: str, *, profession: str = NEUTRAL) -> str:
    """``vocabulary().label(…)``: what people call a code, in Danish or English."""
    return vocabulary().label(kind, code, language, profession=profession)


def vocabulary_of(read: Mapping[str, object]) -> Vocabulary:
    """Build a vocabulary from the parsed files, one for each language. Raises VocabularyFault."""
    files = {
        language: _mapping(read.get(language), f"the {language} file") for language in LANGUAGES
    }
    for language, content in files.items():
        if content.get("schema") != SCHEMA or content.get("language") != language:
            raise VocabularyFault(f"the {language} file is not {SCHEMA} in {language}")
    built = {kind: _terms(kind, files) for kind in KINDS}
    vocabulary = Vocabulary(**built)  # type: ignore[arg-type] # each kind's class is from _term
    for method in vocabulary.methods.values():
        if method.support_need not in vocabulary.support_needs:
            raise VocabularyFault(f"methods.{method.code}: unknown support need")
    return vocabulary


def _terms(kind: str, files: Mapping[str, Raw]) -> Mapping[str, Term]:
    by_language = {
        language: {str(code): entry for code, entry in _mapping(content.get(kind), kind).items()}
        for language, content in files.items()
    }
    danish = by_language["da"]
    for language, entries in by_language.items():
        if list(entries) != list(danish):
            raise VocabularyFault(f"{kind}: the codes in {language} are not those in da")
    terms = {
        code: _term(kind, code, {lang: by_language[lang][code] for lang in LANGUAGES})
        for code in danish
    }
    return MappingProxyType(terms)


def _term(kind: str, code: str, entries: Mapping[str, object]) -> Term:
    name = f"{kind}.{code}"
    wordings = MappingProxyType({lang: _wording(name, entry) for lang, entry in entries.items()})
    attributes = entries["da"] if isinstance(entries["da"], Mapping) else {}
    match kind:
        case "methods":
            return Method(code, wordings, support_need=str(attributes.get("support_need")))
        case "instruments":
            return Instrument(code, wordings, _whole(name, attributes.get("typical_minutes")))
        case "roles":
            return Role(code, wordings, order=_whole(name, attributes.get("order")))
        case "entrustment_levels":
            return Level(code, wordings, level=_whole(name, int(code) if code.isdigit() else None))
        case _:
            return Term(code, wordings)


def _wording(name: str, entry: object) -> Mapping[str, str]:
    """Labels by profession, from "label" or from {label: …, doctor: …, attributes}."""
    given = entry if isinstance(entry, Mapping) else {"label": entry}
    words: dict[str, str] = {}
    for key, value in given.items():
        if key in ATTRIBUTES:
            continue
        if not isinstance(value, str) or not value.strip():
            raise VocabularyFault(f"{name}: a label is empty or not text")
        words[NEUTRAL if key == "label" else str(key)] = value
    if NEUTRAL not in words:
        raise VocabularyFault(f"{name}: no label")
    return MappingProxyType(words)


def _whole(name: str, value: object) -> int:
    if type(value) is not int or value < 0:
        raise VocabularyFault(f"{name}: a whole number is missing")
    return value


def _mapping(value: object, name: str) -> Raw:
    if not isinstance(value, Mapping):
        raise VocabularyFault(f"{name} is not a mapping")
    return value
