"""The sentences about what is wrong with a curriculum file: what it is, and what to do.

The keys are stable and may be tested against; the sentences are translated when shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Fault(StrEnum):
    """Every kind of problem the reader can find."""

    # the file
    TOO_LARGE = auto()
    EMPTY = auto()
    OTHER_FORMAT = auto()
    ENCODING = auto()
    NOT_UTF8 = auto()
    CHARACTER = auto()
    # the YAML
    TAB = auto()
    QUOTE_OPEN = auto()
    QUOTE_INSIDE = auto()
    BRACKET_OPEN = auto()
    COLON_EXTRA = auto()
    COLON_MISSING = auto()
    INDENTATION = auto()
    NEEDS_QUOTES = auto()
    ESCAPE = auto()
    SYNTAX = auto()
    ALIAS = auto()
    ANCHOR = auto()
    TAG = auto()
    MERGE_KEY = auto()
    KEY_TWICE = auto()
    KEY_NOT_TEXT = auto()
    SECOND_DOCUMENT = auto()
    TOO_DEEP = auto()
    TOO_MANY_PARTS = auto()
    TOO_MANY_PROBLEMS = auto()
    # the content
    NOT_A_CURRICULUM = auto()
    SCHEMA = auto()
    KEY_MISSING = auto()
    KEY_UNKNOWN = auto()
    KEY_MISSPELT = auto()
    VALUE_MISSING = auto()
    NOT_A_MAPPING = auto()
    NOT_A_LIST = auto()
    NOT_TEXT = auto()
    TEXT_READ_AS_OTHER = auto()
    NOT_A_NUMBER = auto()
    NOT_TRUE_OR_FALSE = auto()
    NOT_A_DATE = auto()
    NO_SUCH_DATE = auto()
    DATE_OUT_OF_RANGE = auto()
    TOO_LONG = auto()
    TEXT_CHARACTER = auto()
    CODE_FORM = auto()
    LIST_EMPTY = auto()
    LIST_TOO_LONG = auto()
    NOT_A_CHOICE = auto()
    CODE_UNKNOWN = auto()
    CODE_MISSPELT = auto()
    PLACEMENT_UNKNOWN = auto()
    CODE_TWICE = auto()
    SAME_TWICE = auto()
    OUT_OF_RANGE = auto()
    BACKWARDS = auto()
    AFTER_THE_END = auto()
    OTHER_UNIT = auto()
    CPR = auto()


MESSAGES: Mapping[Fault, Promise] = {
    Fault.TOO_LARGE: _(
        "Filen fylder mere end %(most)s MB. Fjern det, der ikke hører til i programmet,"
        " eller del det i flere filer."
    ),
    Fault.EMPTY: _("Filen er tom. Vælg en fil med felterne schema, programme og competencies."),
    Fault.OTHER_FORMAT: _(
        "Filen ligner %(format)s. Skriv indholdet i en tekstfil i YAML-format, og vælg den."
    ),
    Fault.ENCODING: _(
        "Filen er gemt med kodningen %(encoding)s. Åbn den i et tekstprogram, vælg Gem som,"
        " vælg kodningen UTF-8, og prøv igen."
    ),
    Fault.NOT_UTF8: _(
        "Her står tegn, der ikke er gemt som UTF-8. Åbn filen i et tekstprogram, ret linjen,"
        " gem filen med kodningen UTF-8, og prøv igen."
    ),
    Fault.CHARACTER: _(
        "Her står det usynlige tegn %(character)s. Slet teksten omkring det, og skriv den igen."
    ),
    Fault.TAB: _("Linjen er rykket ind med tabulator. Brug mellemrum i stedet."),
    Fault.QUOTE_OPEN: _(
        "Et anførselstegn begynder her, men bliver ikke lukket rigtigt. Sæt det, der mangler."
    ),
    Fault.QUOTE_INSIDE: _(
        "Teksten slutter ved det andet anførselstegn, men her står mere. Brug enkelte"
        " anførselstegn (') yderst, når teksten selv har dobbelte."
    ),
    Fault.BRACKET_OPEN: _(
        "Klammen er ikke lukket rigtigt. Se efter, om et komma, et anførselstegn eller den sidste"
        " klamme mangler."
    ),
    Fault.COLON_EXTRA: _(
        "Her står et kolon, hvor det ikke passer. Sæt hele teksten i anførselstegn, eller ret"
        " indrykningen, så den passer med linjen over."
    ),
    Fault.COLON_MISSING: _("Sæt et kolon og et mellemrum efter feltets navn."),
    Fault.INDENTATION: _(
        "Indrykningen passer ikke med linjerne over. Giv felter, der hører sammen, lige mange"
        " mellemrum foran."
    ),
    Fault.NEEDS_QUOTES: _("Teksten begynder med tegnet %(character)s. Sæt den i anførselstegn."),
    Fault.ESCAPE: _(
        "Omvendt skråstreg har en særlig betydning i anførselstegn. Skriv to, hvis der menes én."
    ),
    Fault.SYNTAX: _(
        "Filen kan ikke læses videre herfra. Se efter indrykning, kolon og anførselstegn."
    ),
    Fault.ALIAS: _(
        "Henvisninger med * bruges ikke i filen. Skriv teksten helt ud, eller sæt den i"
        " anførselstegn, hvis stjernen hører til."
    ),
    Fault.ANCHOR: _(
        "Mærker med & bruges ikke i filen. Fjern mærket, eller sæt teksten i anførselstegn, hvis"
        " tegnet hører til."
    ),
    Fault.TAG: _(
        "Typer med udråbstegn bruges ikke i filen. Fjern typen, eller sæt teksten i anførselstegn,"
        " hvis tegnet hører til."
    ),
    Fault.MERGE_KEY: _("Fletning med << bruges ikke i filen. Skriv felterne helt ud her."),
    Fault.KEY_TWICE: _(
        "Feltet »%(key)s« står både på linje %(first)s og linje %(second)s. Behold det ene,"
        " eller begynd et nyt punkt med en bindestreg."
    ),
    Fault.KEY_NOT_TEXT: _("Et felt begynder med sit navn og et kolon. Skriv et navn her."),
    Fault.SECOND_DOCUMENT: _(
        "Et nyt dokument begynder her (---). Læg hvert program i sin egen fil."
    ),
    Fault.TOO_DEEP: _("Her er for mange niveauer inden i hinanden. Ret indrykningen."),
    Fault.TOO_MANY_PARTS: _(
        "Filen har for mange felter og listepunkter (flere end %(most)s). Del programmet i flere"
        " filer."
    ),
    Fault.TOO_MANY_PROBLEMS: _(
        "Der er flere fejl end dem, der står her. Ret dem, og læs filen ind igen."
    ),
    Fault.NOT_A_CURRICULUM: _(
        "Filen begynder ikke med felterne schema, programme og competencies. Vælg en anden fil,"
        " eller skriv dem yderst til venstre."
    ),
    Fault.SCHEMA: _(
        "Filen har schema »%(value)s«. Skriv schema: %(schema)s, hvis det er et program."
    ),
    Fault.KEY_MISSING: _("Tilføj feltet %(key)s."),
    Fault.KEY_UNKNOWN: _("Feltet »%(value)s« kendes ikke. Fjern det, eller brug et af: %(known)s."),
    Fault.KEY_MISSPELT: _("Feltet »%(value)s« kendes ikke. Mente du %(meant)s?"),
    Fault.VALUE_MISSING: _("Feltet er tomt. Skriv en værdi."),
    Fault.NOT_A_MAPPING: _("Skriv felterne %(known)s her, hvert med navn, kolon og værdi."),
    Fault.NOT_A_LIST: _(
        "Skriv en liste: i klammer, for eksempel [%(example)s], eller med en bindestreg foran hvert"
        " punkt på sin egen linje."
    ),
    Fault.NOT_TEXT: _(
        "Skriv en tekst her, ikke en liste eller flere felter. Sæt den i anførselstegn, hvis den"
        " har et kolon."
    ),
    Fault.TEXT_READ_AS_OTHER: _(
        'Værdien læses ikke som tekst. Sæt den i anførselstegn: "%(value)s".'
    ),
    Fault.NOT_A_NUMBER: _("Skriv et helt tal uden anførselstegn, for eksempel 6."),
    Fault.NOT_TRUE_OR_FALSE: _("Skriv true eller false uden anførselstegn."),
    Fault.NOT_A_DATE: _("Skriv datoen som år, måned og dag, for eksempel 2026-08-01."),
    Fault.NO_SUCH_DATE: _("Datoen »%(value)s« findes ikke. Ret den."),
    Fault.DATE_OUT_OF_RANGE: _("Skriv en dato mellem %(first)s og %(last)s."),
    Fault.TOO_LONG: _("Teksten er på %(length)s tegn. Der er plads til %(most)s. Gør den kortere."),
    Fault.TEXT_CHARACTER: _("Teksten indeholder det usynlige tegn %(character)s. Fjern det."),
    Fault.CODE_FORM: _(
        "Skriv koden med bogstaver, tal, bindestreg, punktum, skråstreg eller understregning,"
        " uden mellemrum."
    ),
    Fault.LIST_EMPTY: _("Listen er tom. Skriv mindst ét punkt."),
    Fault.LIST_TOO_LONG: _("Listen har %(length)s punkter. Der er plads til %(most)s. Del den op."),
    Fault.NOT_A_CHOICE: _("»%(value)s« kan ikke bruges her. Brug en af: %(known)s."),
    Fault.CODE_UNKNOWN: _("Koden »%(value)s« kendes ikke. Brug en af: %(known)s."),
    Fault.CODE_MISSPELT: _("Koden »%(value)s« kendes ikke. Mente du %(meant)s?"),
    Fault.PLACEMENT_UNKNOWN: _(
        "Ansættelsen »%(value)s« findes ikke i programmet. Brug en af: %(known)s."
    ),
    Fault.CODE_TWICE: _(
        "Koden »%(code)s« bruges både på linje %(first)s og linje %(second)s. Giv hver sin kode."
    ),
    Fault.SAME_TWICE: _(
        "»%(value)s« står to gange i listen (linje %(first)s og linje %(second)s). Behold den ene."
    ),
    Fault.OUT_OF_RANGE: _("Skriv et tal fra %(least)s til %(most)s."),
    Fault.BACKWARDS: _("Fra (%(first)s) ligger efter til (%(last)s). Byt om, eller ret det ene."),
    Fault.AFTER_THE_END: _(
        "Til (%(last)s) ligger efter programmets varighed (%(duration)s). Ret tallet eller"
        " varigheden."
    ),
    Fault.OTHER_UNIT: _("Brug samme enhed som programmets varighed: %(unit)s."),
    Fault.CPR: _(
        "Teksten ligner et CPR-nummer. Fjern det. Skriv aldrig oplysninger, der kan føre til en"
        " patient."
    ),
}

FORMATS: Mapping[str, Promise] = {
    "pdf": _("en PDF-fil"),
    "zip": _("en Word-, Excel- eller zip-fil"),
    "office": _("en ældre Word- eller Excel-fil"),
    "image": _("et billede"),
    "rtf": _("en RTF-fil"),
    "markup": _("en HTML- eller XML-fil"),
}
