"""Who signed, when, and what: the lines at the foot, the mark at the top, the short hash."""

from __future__ import annotations

from collections.abc import Sequence

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
    content: Json, signatures: Sequence[Json], words: PaperLabels
) -> list[dict[str, str]]:
    """A line for each party, signed or empty, and one for each further person who signed."""
    by_party = {one["party"]: one for one in signatures}
    parties = content["parties"]
    lines = [
        _line("t", words["trainee"], by_party.get("trainee"), parties["trainee"], words),
        _line("s", words["supervisor"], by_party.get("supervisor"), parties["supervisor"], words),
    ]
    further = [one for one in signatures if one["party"] not in ("trainee", "supervisor")]
    return lines + [_line("s", words["co_supervisor"], one, one, words) for one in further]


def short_hash(signatures: Sequence[Json], sha256: str) -> str:
    """The first letters of the content's SHA-256; ``ValueError`` if there are several."""
    hashes = {one["sha256"] for one in signatures} | ({sha256} if sha256 else set())
    if len(hashes) > 1:
        raise ValueError("The signatures are not of one and the same content.")
    return next(iter(hashes), "")[:SHORT_HASH]


def _line(
    pen: str, role: str, signature: Json | None, person: Json, words: PaperLabels
) -> dict[str, str]:
    if signature is None:
        return {"pen": pen, "name": "", "caption": f"{role}, {literal(person['name'])}"}
    signed_at = moment(signature["signed_at"], words)
    return {"pen": pen, "name": literal(signature["name"]), "caption": f"{role}, {signed_at}"}
