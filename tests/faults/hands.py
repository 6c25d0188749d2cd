"""Two people's hands: what each has written, and so what must stand.

Every text is its own, so one that is missing and one that is there twice are both seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from tests.faults.prepared import Draft, Someone, key
from tests.faults.rows import Rows

Words = dict[str, dict[str, str]]
Effect = Callable[[Words], None]

#: Behind the mark of a text: the writing that people do.
TAILS = (
    "at tage imod patienten",
    "æblegrød på ærø, ½ µg",
    "🫁 👩🏽‍⚕️ vejrtrækning",
    "تفسير غازات الدم",
    "én og to à la carte",
    '<b>"fed"</b> & \\',
    "en meget lang linje " * 20,
)


@dataclass
class Act:
    """One form on its way: ``effect`` is what it does to its writer's own words."""

    kind: str
    address: str
    fields: dict[str, Any]
    effect: Effect = field(default=lambda words: None)
    id: str = ""
    tries: int = 0
    outcome: str = ""


def put(where: str, name: str, text: str) -> Effect:
    def effect(words: Words) -> None:
        words[where][name] = text

    return effect


def drop(where: str, name: str = "") -> Effect:
    """Take away one, or all when none is named."""

    def effect(words: Words) -> None:
        words[where] = {k: v for k, v in words[where].items() if name and k != name}

    return effect


class Hand:
    """One person at one contract."""

    def __init__(self, who: Someone, part: str, seed: int) -> None:
        self.who, self.part, self.chance = who, part, Random(f"{seed} {part}")
        self.mark = f"{part[0].upper()}q"
        self._number = 0
        #: What this hand has written in each contract.
        self.sheets: dict[str, Words] = {}
        #: Events this person had caused before, by kind.
        self.events_before: Counter[str] = Counter()

    def sit_down(self, draft: Draft) -> None:
        """Begin at another contract."""
        self.draft = draft
        self.base = f"/kontrakt/{draft.id}"
        self.sheets[draft.id] = {where: {} for where in _WHERE}
        self.reopened = False

    @property
    def words(self) -> Words:
        """What this hand has written in the contract it is at."""
        return self.sheets[self.draft.id]

    def expected(self, done: Sequence[Act] = ()) -> dict[str, dict[str, Counter[str]]]:
        """What must stand in each contract; with the effect of acts that turned out to be done."""
        sheets = deepcopy(self.sheets)
        for act in done:
            act.effect(sheets[self.draft.id])
        return {
            contract: {where: Counter(rows.values()) for where, rows in words.items()}
            for contract, words in sheets.items()
        }

    def standing(self, rows: Rows, contract: str) -> dict[str, Counter[str]]:
        """What stands in ``contract`` of this hand's words."""
        return {
            where: Counter({text: n for text, n in found.items() if self.mark in text})
            for where, found in rows.words(contract).items()
        }

    # ---- for what is made in ``making`` ----

    def text(self, *, tail: bool = True) -> tuple[str, str]:
        """A text that is nobody else's, and the name to keep it by."""
        self._number += 1
        name = self.mark + letters(self._number)
        return name, f"{name} {self.chance.choice(TAILS)}"[:440].strip() if tail else name

    def own(self, where: str) -> tuple[str, str] | None:
        """One of this hand's texts that stand there now: (name, text)."""
        found = sorted(self.words[where].items())
        return self.chance.choice(found) if found else None

    def address_of(self, where: str, rows: Rows, text: str) -> str:
        table, column, part = _ADDRESS[where]
        sql = f"SELECT id FROM {table} WHERE contract_id = ? AND {column} = ?"
        found = rows.ask(sql, self.draft.id, text)
        return f"{self.base}/{part}/{key(found[0][0]) if found else UUID(int=0)}/"

    def competency(self) -> str:
        return self.chance.choice(self.draft.competencies)

    def some_subgoals(self) -> list[str]:
        return self.chance.sample(self.draft.subgoals, self.chance.randint(1, 2))


def letters(number: int) -> str:
    """A number as five letters, so that an entry with it in reads like a name."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4, -1, -1))


_WHERE = (
    *("subgoal", "activity", "giver", "memo", "criteria"),
    *("title", "purpose", "note", "reflection"),
)
_ADDRESS = {
    "subgoal": ("contracts_subgoal", "text", "delmaal"),
    "activity": ("contracts_learningactivity", "text", "aktivitet"),
    "giver": ("contracts_feedbackagreement", "giver_name", "feedback"),
    "memo": ("contracts_supervisormemo", "text", "huskelinjer"),
    "criteria": ("contracts_assessmentagreement", "criteria", "bedoemmelse"),
}
