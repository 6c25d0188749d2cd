"""An agreed line in words: what, on which subgoals, by whom, and when."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.queries.frozen import (
    AgreedLine,
    FrozenContract,
    FrozenTerm,
    LineKind,
)
from laeringskontrakt.core.page_filters import FILTERS
from laeringskontrakt.core.tongue import Said, as_written


def what(line: AgreedLine) -> str:
    """What is to happen: the activity as written, or «Feedback på delmål 1 og 4»."""
    if line.kind is LineKind.ACTIVITY:
        return line.text
    if line.kind is LineKind.FEEDBACK:
        if not line.subgoals:
            return _("Feedback")
        return ngettext(
            "Feedback på delmål %(numbers)s", "Feedback på delmål %(numbers)s", len(line.subgoals)
        ) % {"numbers": numbers(line.subgoals)}
    return _("Bedømmelse")


def what_with_whom(line: AgreedLine) -> Markup:
    """As ``what``, for a list where the other person is the point: «Feedback fra Mette Dam»."""
    if line.kind is LineKind.FEEDBACK and line.who:
        return _naming(_("Feedback fra %(who)s"), line.who)
    if line.kind is LineKind.ASSESSMENT and line.who:
        return _naming(_("Bedømmelse med %(who)s"), line.who)
    return escape(as_written(line.text) if line.kind is LineKind.ACTIVITY else what(line))


def detail(line: AgreedLine) -> Markup:
    """The small print: subgoals, with whom, how, minutes, place."""
    parts: list[Markup | Said | str] = [on_subgoals(line)]
    if line.kind is LineKind.ACTIVITY:
        parts += [together(line), place(line)]
    else:
        parts += [how(line), _("%(minutes)s min") % {"minutes": line.minutes}, place(line)]
    return Markup(", ").join(part for part in parts if part)


def how(line: AgreedLine) -> Said:
    """The method, form or instrument, inside a sentence: «efter observation»."""
    return _inside(line.how)


def place(line: AgreedLine) -> Said:
    """The place, inside a sentence; that of an assessment as it was written."""
    if isinstance(line.place, FrozenTerm):
        return _inside(line.place)
    return as_written(line.place)


def level(line: AgreedLine) -> Said:
    """The level that is aimed at, in words."""
    return line.target_level.said() if line.target_level else Said("", "")


def _naming(sentence: str, who: str, **names: str) -> Markup:
    """``who`` may be a name or a function in the writer's words: «bagvagten»."""
    return escape(sentence) % {"who": as_written(who), **names}


def _inside(term: FrozenTerm | None) -> Said:
    said = term.said() if term else Said("", "")
    return Said(lower_first(said.words), said.language)


def on_subgoals(line: AgreedLine) -> str:
    """«Delmål 1 og 4»; empty when the line is about the whole."""
    if not line.subgoals:
        return ""
    return ngettext("Delmål %(numbers)s", "Delmål %(numbers)s", len(line.subgoals)) % {
        "numbers": numbers(line.subgoals)
    }


def together(line: AgreedLine) -> Markup | str:
    """«sammen med Mette Dam», «sammen med en kollega», or «selv» for own activity."""
    if line.who:
        return _naming(_("sammen med %(who)s"), line.who)
    if line.support_need is SupportNeed.NONE:
        return _("selv")
    if line.support_need is SupportNeed.COLLEAGUE:
        return _("sammen med en kollega")
    return _("sammen med vejleder")


def by(line: AgreedLine, wording: FrozenContract) -> Markup | Said | str:
    """Who does it: the trainee, alone or with somebody; the giver; the assessor."""
    if line.kind is not LineKind.ACTIVITY:
        return as_written(line.who)
    trainee = wording.trainee.first_name
    if line.support_need is SupportNeed.NONE and not line.who:
        return trainee
    sentence = _("%(trainee)s med %(who)s")
    if line.who or line.support_need is SupportNeed.SUPERVISOR:
        return _naming(sentence, line.who or wording.supervisor.first_name, trainee=trainee)
    return sentence % {"trainee": trainee, "who": _("en kollega")}


def when(line: AgreedLine) -> str:
    """For a narrow column: «to 3. dec 13.00», «uge 49», «senest fr 4. dec», or nothing."""
    if line.latest is None:
        return ""
    if line.has_day:
        day: str = FILTERS["day_short"](line.latest)
        return f"{day} {FILTERS['clock'](line.clock)}".strip()
    if line.when_type is WhenType.WEEK:
        return str(FILTERS["week"](line.latest))
    return _("senest %(day)s") % {"day": FILTERS["day_short"](line.latest)}


def occasion(line: AgreedLine) -> Said | str:
    """The event in the writer's own words, or the weeks of a period; else empty."""
    if line.when_type is WhenType.EVENT:
        return as_written(line.when_text)
    if line.when_type is WhenType.PERIOD and line.starts and line.latest:
        return str(FILTERS["weeks"](line.starts, line.latest))
    return ""


def lower_first(label: str) -> str:
    """A label inside a sentence: «efter observation», but «Mini-CEX» stays as it is."""
    first, _space, _rest = label.partition(" ")
    return label if first[1:] != first[1:].lower() else label[:1].lower() + label[1:]


def numbers(values: Iterable[int]) -> str:
    """«1, 4 og 8», «1 til 3»: runs of three or more are drawn together."""
    parts: list[str] = []
    for run in _runs(sorted(set(values))):
        if len(run) > 2:
            parts.append(_("%(first)s til %(last)s") % {"first": run[0], "last": run[-1]})
        else:
            parts.extend(str(number) for number in run)
    if len(parts) < 2:
        return "".join(parts)
    return _("%(list)s og %(last)s") % {"list": ", ".join(parts[:-1]), "last": parts[-1]}


def _runs(values: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for value in values:
        if runs and runs[-1][-1] == value - 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs
