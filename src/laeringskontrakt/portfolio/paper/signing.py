"""Who signed, when, and what: the lines at the foot, the mark at the top, the short hash."""

from __future__ import annotations

from collections.abc import Sequence

from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.portfolio.paper.literal import literal
from laeringskontrakt.portfolio.paper.moments import moment
from laeringskontrakt.portfolio.paper.subgoals import Json
from laeringskontrakt.portfolio.paper.wording import PaperLabels

SHORT_HASH = 12


def mark(signatures: Sequence[Json], words: PaperLabels) -> str:
    """ "Kladde" without signatures, "Mangler underskrift" while a party's is missing."""
    signed = {one["party"] for one in signatures}
    if not signed:
        return words["draft"]
    return "" if {"trainee", "supervisor"} <= signed else words["signature_missing"]


def signature_lines(
    content: Json, signatures: Sequence[Json], words: PaperLabels, language: Language
) -> list[dict[str, str]]:
    """A line for each party, signed or empty, and one for each further person who signed."""
    by_party = {one["party"]: one for one in signatures}
    roles = {"trainee": words["trainee"], "supervisor": words["supervisor"]}
    lines = [
        _signed(role, by_party[party], language)
        if party in by_party
        else _unsigned(role, content["parties"][party])
        for party, role in roles.items()
    ]
    further = [one for one in signatures if one["party"] not in roles]
    lines += [_signed(words["co_supervisor"], one, language) for one in further]
    pens = ["t", *["s"] * (len(lines) - 1)]
    return [{**line, "pen": pen} for line, pen in zip(lines, pens, strict=True)]


def short_hash(signatures: Sequence[Json], sha256: str) -> str:
    """The first letters of the content's SHA-256; ``ValueError`` if there are several."""
    hashes = {one["sha256"] for one in signatures} | ({sha256} if sha256 else set())
    if len(hashes) > 1:
        raise ValueError("The signatures are not of one and the same content.")
    return next(iter(hashes), "")[:SHORT_HASH]


def _signed(role: str, signature: Json, language: Language) -> dict[str, str]:
    signed_at = moment(signature["signed_at"], language)
    return {"name": literal(signature["name"]), "caption": f"{role}, {signed_at}"}


def _unsigned(role: str, person: Json | None) -> dict[str, str]:
    name = literal(person["name"]) if person else ""
    return {"name": "", "caption": ", ".join(part for part in (role, name) if part)}
