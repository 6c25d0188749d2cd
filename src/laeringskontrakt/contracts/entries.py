"""Quick entries made into content: what the words say, and the chips that were pressed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from laeringskontrakt.contracts import phrases
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import FeedbackContent
from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.models import LearningContract, Subgoal
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.contracts.phrases import Known, When
from laeringskontrakt.contracts.queries import choices
from laeringskontrakt.contracts.queries.sheet import Sheet
from laeringskontrakt.core.calendar_text import Language
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people.models import Person


class Names:
    """Whose names a quick entry may use in this contract, and who they are."""

    def __init__(self, contract: LearningContract) -> None:
        self.supervisor = contract.supervisor
        people = choices.colleagues(contract)
        if self.supervisor and all(p.pk != self.supervisor.pk for p in people):
            people.append(self.supervisor)
        self.people = {str(person.pk): person for person in people}
        self.known = [
            Known(
                id=str(person.pk),
                first_name=person.first_name,
                last_name=person.last_name,
                role=person.title,
                is_supervisor=bool(self.supervisor and person.pk == self.supervisor.pk),
            )
            for person in people
        ]

    def person(self, known: Known | None) -> Person | None:
        return self.people.get(known.id) if known else None

    def by_name(self, name: str) -> Person | None:
        """The one person with this full name; ``None`` for nobody or several."""
        wanted = name.strip().casefold()
        found = [p for p in self.people.values() if p.full_name.casefold() == wanted]
        return found[0] if len(found) == 1 else None


def period_of(contract: LearningContract, today: date) -> tuple[date, date]:
    """The contract's period, or today alone while none is chosen."""
    return (contract.period_from or today, contract.period_to or today)


def language() -> Language:
    """The reader's language, as the phrases and dates take it."""
    return "en" if (get_language() or "da").startswith("en") else "da"


def activity(
    contract: LearningContract, data: dict[str, Any], *, pressed: set[str], today: date
) -> ActivityContent:
    """An activity from its line and chips; the words fill in what nobody pressed.

    Raises ``Invalid`` beside ``text`` when a first name fits several.
    """
    names = Names(contract)
    said = phrases.parse_activity(
        data["text"],
        people=names.known,
        today=today,
        period=period_of(contract, today),
        supervisor_name=names.supervisor.full_name if names.supervisor else None,
        language=language(),
    )
    _refuse_ambiguous(said.ambiguous)
    need = SupportNeed(said.support_need)
    person, name = names.person(said.with_person), said.with_name
    if "support_need" in pressed:
        need = SupportNeed(data["support_need"] or SupportNeed.NONE)
        if need is SupportNeed.SUPERVISOR:
            person, name = names.supervisor, ""
        elif data["with_name"]:
            person, name = names.by_name(data["with_name"]), data["with_name"]
    elif need is SupportNeed.SUPERVISOR and person is None:
        person = names.supervisor
    when = data["moment"] if "when" in pressed else moment(said.when) or data["moment"]
    return ActivityContent(
        text=said.text or data["text"],
        place=data["place"] if "place" in pressed else said.place or "",
        method=data["method"] if "method" in pressed else said.method or "",
        support_need=need,
        with_person=person,
        with_name=name,
        when=when,
    )


def as_entered(contract: LearningContract, data: dict[str, Any]) -> ActivityContent:
    """An activity from a form whose fields stand on their own: nothing is read from words."""
    names = Names(contract)
    need = SupportNeed(data["support_need"] or SupportNeed.NONE)
    person = (
        names.supervisor if need is SupportNeed.SUPERVISOR else names.by_name(data["with_name"])
    )
    return ActivityContent(
        text=data["text"],
        place=data["place"],
        method=data["method"],
        support_need=need,
        with_person=person,
        with_name=data["with_name"],
        when=data["moment"],
    )


def feedback(sheet: Sheet, text: str, *, today: date) -> tuple[FeedbackContent, list[Subgoal]]:
    """A feedback agreement from one line: «Mette om delmål 1 og 4, uge 49, 5 min».

    Without numbers it is about all subgoals; without a time it is the whole period. Raises
    ``Invalid`` beside ``text`` when nobody is named.
    """
    names = Names(sheet.contract)
    said = phrases.parse_feedback(
        text,
        people=names.known,
        today=today,
        period=period_of(sheet.contract, today),
        supervisor_name=names.supervisor.full_name if names.supervisor else None,
        language=language(),
        subgoal_count=len(sheet.lines),
    )
    _refuse_ambiguous(said.ambiguous)
    giver = names.person(said.giver)
    if giver is None and not said.giver_name:
        raise Invalid(
            _("Begynd med et navn, fx »Mette om delmål 1, uge 49«."),
            code="no_giver",
            field="text",
        )
    lines = [line for line in sheet.lines if line.number in said.subgoal_numbers] or sheet.lines
    start, end = period_of(sheet.contract, today)
    by_supervisor = giver is not None and giver == names.supervisor
    content = FeedbackContent(
        giver=giver,
        giver_name=said.giver_name,
        giver_role=said.giver_role,
        ask=said.ask,
        form=said.form or "observation",
        minutes=said.minutes or (10 if by_supervisor else 5),
        when=moment(said.when) or Moment(WhenType.PERIOD, start=start, latest=end),
    )
    return content, [line.row for line in lines]


def moment(when: When) -> Moment | None:
    """What a phrase says of when; ``None`` when it says nothing."""
    kind = WhenType(when.type)
    if kind is WhenType.NONE:
        return None
    return Moment(
        kind,
        start=when.first_day,
        time=when.time,
        text=when.text if kind is WhenType.EVENT else "",
        latest=when.latest or when.end or when.date,
    )


def _refuse_ambiguous(people: tuple[Known, ...]) -> None:
    if people:
        names = ", ".join(person.name for person in people)
        raise Invalid(
            _("Der er flere med det navn: %(names)s. Skriv også efternavnet.") % {"names": names},
            code="ambiguous_name",
            field="text",
        )
