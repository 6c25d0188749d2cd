"""What stands on a contract's form, as plain values for the template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from laeringskontrakt.core.calendar_text import Language, day_year
from laeringskontrakt.core.clock import local_date
from laeringskontrakt.portfolio.paper.agreements import assessment_rows, feedback_rows
from laeringskontrakt.portfolio.paper.geometry import measures
from laeringskontrakt.portfolio.paper.literal import literal, shortened
from laeringskontrakt.portfolio.paper.moments import span
from laeringskontrakt.portfolio.paper.qr import qr_svg
from laeringskontrakt.portfolio.paper.signing import SHORT_HASH, mark, short_hash, signature_lines
from laeringskontrakt.portfolio.paper.subgoals import Json, Pens, subgoal_groups
from laeringskontrakt.portfolio.paper.wording import PaperLabels

# What typst takes for a language.
_LANGUAGE = re.compile("[a-z]{2,3}")
_BOTH = ("trainee", "supervisor")
_NOBODY = {"name": "", "initials": ""}
# Longest in the running head and foot, in letters.
_NAME, _TITLE, _INITIALS = 30, 48, 6


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages of what the form holds besides its own words; "" is the form's."""

    written: str = ""
    titles: str = ""


NOT_SAID = Spoken()


def filled_sheet(
    content: Json,
    *,
    signatures: Sequence[Json],
    words: PaperLabels,
    language: Language,
    spoken: Spoken = NOT_SAID,
) -> dict[str, Any]:
    """The values of a contract, without ``copies`` and without ``reference``."""
    parties = {key: content["parties"][key] or _NOBODY for key in _BOTH}
    pens: Pens = {
        "trainee": {"pen": "t", "initials": _initials(parties["trainee"])},
        "supervisor": {"pen": "s", "initials": _initials(parties["supervisor"])},
    }
    names = {key: literal(shortened(parties[key]["name"], _NAME)) for key in _BOTH}
    return {
        **frame(words, language, blank=False),
        **_titles(content, words),
        "ink_lang": spoken.written if _LANGUAGE.fullmatch(spoken.written) else language,
        "title_lang": spoken.titles if _LANGUAGE.fullmatch(spoken.titles) else language,
        **_who_and_when(content, words, language),
        "names": ", ".join(name for name in names.values() if name),
        "mark": mark(signatures, words),
        "legend": [
            {**pens[key], "says": words["written_by"] % {"name": names[key]}}
            for key in _BOTH
            if names[key]
        ],
        "groups": subgoal_groups(content, words, pens, language),
        "agreements": feedback_rows(content, words, pens, language),
        "assessments": assessment_rows(content, words, pens, language),
        "no_assessment": words["no_assessment"] if content["no_assessment"] else "",
        "signatures": signature_lines(content, signatures, words, language),
    }


def reference(
    content: Json,
    *,
    signatures: Sequence[Json],
    words: PaperLabels,
    verify_url: str,
    audit_head: str,
    sha256: str,
) -> dict[str, Any]:
    """What leads from paper back to the contract: number, hashes and QR code."""
    content_hash = short_hash(signatures, sha256)
    log = audit_head[:SHORT_HASH]
    parts = [
        words["no_patient_data"],
        words["content_hash"] % {"hash": content_hash} if content_hash else "",
        words["audit_head"] % {"hash": log} if log else "",
    ]
    return {
        "footer": [
            _number(content, words),
            ". ".join(part for part in parts if part),
        ],
        "qr": qr_svg(verify_url) if verify_url else "",
        "qr_alt": words["qr_alt"] % {"url": verify_url},
        "url": verify_url,
    }


def frame(words: PaperLabels, language: Language, *, blank: bool) -> dict[str, Any]:
    """Every value the template asks for, empty; each form fills in its own."""
    empty = (
        *("mark", "names", "running_title", "department", "period", "conversation", "programme"),
        *("contract_title", "purpose", "purpose_label", "keep_note", "no_assessment"),
        *("qr", "qr_alt", "url"),
    )
    return {
        **dict.fromkeys(empty, ""),
        "lang": language,
        "ink_lang": language,
        "title_lang": language,
        "words": dict(words),
        "measures": measures(blank=blank),
        "page": words["page"] % {"page": "{page}", "pages": "{pages}"},
        "date": None,
        "blank": blank,
        "competencies": [],
        "legend": [],
    }


def _titles(content: Json, words: PaperLabels) -> dict[str, Any]:
    title = content["title"]
    return {
        "title": _document_title(content, title, words),
        "running_title": _document_title(content, shortened(title, _TITLE), words),
        "contract_title": literal(title),
        "date": _document_date(content),
    }


def _document_title(content: Json, title: str, words: PaperLabels) -> str:
    parts = {"number": content.get("number"), "title": literal(title)}
    if not parts["number"]:
        return words["draft_title"] % parts
    return words["document_title" if title else "untitled"] % parts


def _number(content: Json, words: PaperLabels) -> str:
    if not content.get("number"):
        return ""
    if not content.get("version"):
        return words["number_alone"] % {"number": content["number"]}
    numbers = {"number": content["number"], "version": content["version"]}
    return words["number_and_version"] % numbers


def _document_date(content: Json) -> list[int] | None:
    """The day it was frozen, so that the same version always gives the same bytes."""
    if not content.get("frozen_at"):
        return None
    day = local_date(datetime.fromisoformat(content["frozen_at"]))
    return [day.year, day.month, day.day]


def _who_and_when(content: Json, words: PaperLabels, language: Language) -> dict[str, Any]:
    parties, programme = content["parties"], content["programme"]
    trainees, supervisors = [parties["trainee"]], [parties["supervisor"]]
    supervisors += parties["co_supervisors"]
    several = len(content["competencies"]) > 1
    places = (content["department"], content.get("organisation") or "")
    return {
        "parties": [
            {"says": words["trainee"], "pen": "t", "people": _people(trainees)},
            {"says": words["supervisor"], "pen": "s", "people": _people(supervisors)},
        ],
        "department": literal(", ".join(part for part in places if part)),
        "period": span(content["period"], language),
        "conversation": _conversation(content, words, language),
        "programme": _programme(programme, words) if programme else "",
        "competency_label": words["competencies" if several else "competency"],
        "competencies": [
            {"code": literal(one["code"]), "title": literal(one["title"])}
            for one in content["competencies"]
        ],
        "purpose": literal(content.get("purpose") or ""),
        "purpose_label": words["purpose"] if content.get("purpose") else "",
    }


def _programme(programme: Json, words: PaperLabels) -> str:
    version = words["version"] % {"version": programme["version"]}
    return literal(f"{shortened(programme['title'], 2 * _TITLE)}. {version}")


def _conversation(content: Json, words: PaperLabels, language: Language) -> str:
    sessions = content["meeting"]["sessions"] if content.get("meeting") else []
    if not sessions:
        return ""
    first = local_date(datetime.fromisoformat(min(one["started_at"] for one in sessions)))
    return words["conversation"] % {"date": day_year(first, language)}


def _people(people: Sequence[Json | None]) -> list[dict[str, str]]:
    return [{"name": literal(one["name"]), "initials": _initials(one)} for one in people if one]


def _initials(one: Json) -> str:
    return literal(shortened(one["initials"], _INITIALS))
