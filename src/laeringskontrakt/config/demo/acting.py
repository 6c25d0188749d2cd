"""Plays a script through the contract's own actions, each at its moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property

from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.config.demo.script import Asking, Doing, Ending, Line, Script
from laeringskontrakt.contracts.actions import (
    activities,
    agreements,
    analysis,
    copies,
    drafts,
    meetings,
    memos,
    signing,
)
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import MeetingMode, Party, Step
from laeringskontrakt.contracts.models import ContractCopy, LearningContract, Subgoal
from laeringskontrakt.curriculum.models import PlannedCompetency
from laeringskontrakt.people.models import Person

#: How long one entry takes.
PACE = timedelta(seconds=12)


def play(script: Script, cast: Cast) -> Iterator[datetime]:
    """Yields the moment of each act before doing it, and stops where the script ends."""
    return _Play(script, cast).acts()


class _Play:
    """One script being played: the contract, and the time on its clock."""

    def __init__(self, script: Script, cast: Cast) -> None:
        self.script, self.cast = script, cast
        self.now = script.begins
        self.people = {
            Party.TRAINEE: cast.people[script.trainee],
            Party.SUPERVISOR: cast.people[script.supervisor],
        }
        self.contract: LearningContract
        self.subgoals: list[Subgoal] = []

    def acts(self) -> Iterator[datetime]:
        yield self.now
        yield from self._begin()
        yield from self._analyse()
        if self.script.ending >= Ending.AGREED:
            yield from self._supplement()
            yield from self._plan_learning()
            yield from self._agree()
        if self.script.ending >= Ending.FROZEN:
            yield from self._sign()
        if self.script.ending >= Ending.SIGNED:
            yield from self._afterwards()

    @cached_property
    def trainee(self) -> Person:
        return self.people[Party.TRAINEE]

    def pen(self, party: Party) -> Person:
        """Who is signed in when ``party`` writes: on one device always the trainee."""
        return self.trainee if self.script.one_device else self.people[party]

    def later(self, moment: datetime | None = None) -> datetime:
        """Move the clock to ``moment``, or on by the time one entry takes."""
        self.now = max(self.now, moment) if moment else self.now + PACE
        return self.now

    def _begin(self) -> Iterator[datetime]:
        script, by = self.script, self.trainee
        alone = script.ending is Ending.PREPARING
        planned = [
            PlannedCompetency.objects.get(plan__course__trainee=by, competency__code=code)
            for code in script.codes
        ]
        self.contract = drafts.start_contract(
            placement=self.cast.posts[script.trainee],
            planned=planned,
            private=alone,
            by=by,
            now=self.now,
        )
        if script.one_device:
            meetings.choose_mode(
                contract=self.contract, mode=MeetingMode.SHARED_DEVICE, by=by, now=self.now
            )
        if not alone:
            meetings.open_sitting(contract=self.contract, by=by, now=self.now)
        yield self.later()
        drafts.choose_scope(
            contract=self.contract,
            competencies=[row.competency for row in planned],
            period_from=script.period[0],
            period_to=script.period[1],
            by=by,
            now=self.now,
        )
        drafts.describe(
            contract=self.contract, title=script.title, purpose=script.purpose, by=by, now=self.now
        )
        for text in script.memos:
            memos.write_memo(
                contract=self.contract, text=text, by=self.people[Party.SUPERVISOR], now=self.now
            )

    def _analyse(self) -> Iterator[datetime]:
        yield from self._go_to(Step.ANALYSIS)
        for line in self.script.lines:
            if line.author is Party.TRAINEE:
                yield self.later(line.at)
                self._write(line)
        if self.script.ending >= Ending.ANALYSED:
            yield self.later(self.script.analysed_at)
            for gate in self.contract.competencies.all():
                analysis.finish_analysis(
                    contract=self.contract, competency=gate, by=self.trainee, now=self.now
                )
        if self.script.ending <= Ending.ANALYSED and self.script.ending is not Ending.PREPARING:
            yield self.later()
            meetings.pause(contract=self.contract, by=self.trainee, now=self.now)

    def _supplement(self) -> Iterator[datetime]:
        yield from self._pass_to(Party.SUPERVISOR)
        for line in self.script.lines:
            if line.author is Party.SUPERVISOR:
                yield self.later(line.at)
                self._write(line)
        yield from self._pass_to(Party.TRAINEE)

    def _write(self, line: Line) -> None:
        gate = self.contract.competencies.all()[line.competency]
        self.subgoals.append(
            analysis.write_subgoal(
                contract=self.contract,
                competency=gate,
                text=line.text,
                by=self.pen(line.author),
                now=self.now,
            )
        )

    def _plan_learning(self) -> Iterator[datetime]:
        yield from self._go_to(Step.ACTIVITIES)
        for doing in self.script.doings:
            yield self.later()
            activities.write_activity(
                contract=self.contract,
                subgoals=self._chosen(doing.subgoals),
                content=self._activity(doing),
                by=self.trainee,
                now=self.now,
            )

    def _agree(self) -> Iterator[datetime]:
        yield from self._go_to(Step.AGREEMENTS)
        for asking in self.script.askings:
            yield self.later()
            agreements.agree_feedback(
                contract=self.contract,
                subgoals=self._chosen(asking.subgoals),
                content=self._feedback(asking),
                by=self.pen(Party.SUPERVISOR),
                now=self.now,
            )
        yield self.later()
        judging = self.script.judging
        if judging is None:
            agreements.choose_no_assessment(
                contract=self.contract, chosen=True, by=self.trainee, now=self.now
            )
            return
        content = AssessmentContent(
            competency=self.contract.competencies.all()[0],
            assessor=self.people[Party.SUPERVISOR],
            instrument=judging.instrument,
            criteria=judging.criteria,
            place=judging.place,
            minutes=judging.minutes,
            target_level=judging.level,
            when=judging.when,
        )
        agreements.agree_assessment(
            contract=self.contract, content=content, by=self.pen(Party.SUPERVISOR), now=self.now
        )

    def _sign(self) -> Iterator[datetime]:
        yield from self._go_to(Step.SIGNING)
        yield self.later()
        version = signing.freeze(contract=self.contract, by=self.trainee, now=self.now)
        signers = [self.trainee, self.people[Party.SUPERVISOR]]
        count = {Ending.FROZEN: 0, Ending.HALF_SIGNED: 1}.get(self.script.ending, 2)
        moments = self.script.signed_at or (None, None)
        for person, moment in list(zip(signers, moments, strict=True))[:count]:
            yield self.later(moment)
            signing.sign(contract=self.contract, sha256=version.sha256, by=person, now=self.now)

    def _afterwards(self) -> Iterator[datetime]:
        script = self.script
        own = {
            party: ContractCopy.objects.get(contract=self.contract, party=party.value)
            for party in Party
        }
        for party, text in script.notes:
            yield self.later(self.now + timedelta(hours=2))
            copies.write_note(copy=own[party], text=text, by=self.people[party], now=self.now)
        lines = [row.pk for row in self.contract.activities.order_by("order")]
        for tick in sorted(script.ticks, key=lambda tick: tick.at):
            yield self.later(tick.at)
            by = self.people[tick.party]
            copies.tick(
                copy=own[tick.party], line_id=lines[tick.activity], done=True, by=by, now=self.now
            )
        if script.reflection:
            yield self.later(self.now + timedelta(days=1))
            copy = own[Party.TRAINEE]
            copies.write_reflection(
                copy=copy, text=script.reflection, by=self.trainee, now=self.now
            )
            copies.share_reflection(copy=copy, shared=True, by=self.trainee, now=self.now)

    def _go_to(self, step: Step) -> Iterator[datetime]:
        """Unfold a section of the sheet. Where a signed one was unfolded, nobody will see."""
        yield self.later()
        if self.script.ending is Ending.SIGNED:
            return
        drafts.go_to_step(contract=self.contract, step=step, by=self.trainee, now=self.now)

    def _pass_to(self, party: Party) -> Iterator[datetime]:
        if self.script.one_device:
            yield self.later()
            meetings.pass_turn(contract=self.contract, to=party, by=self.trainee, now=self.now)

    def _chosen(self, positions: tuple[int, ...]) -> list[Subgoal]:
        return [self.subgoals[position] for position in positions]

    def _activity(self, doing: Doing) -> ActivityContent:
        return ActivityContent(
            text=doing.text,
            place=doing.place,
            method=doing.method,
            support_need=doing.need,
            with_person=self.cast.people[doing.who] if doing.who else None,
            when=doing.when,
        )

    def _feedback(self, asking: Asking) -> FeedbackContent:
        return FeedbackContent(
            giver=self.cast.people[asking.who] if asking.who else None,
            giver_name=asking.name,
            giver_role=asking.role,
            ask=asking.ask,
            form=asking.form,
            model=asking.model,
            minutes=asking.minutes,
            when=asking.when,
        )
