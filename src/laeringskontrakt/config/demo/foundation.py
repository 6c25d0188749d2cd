"""Contracts of the doctor in the foundation year."""

from __future__ import annotations

from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.config.demo.moments import event, period, through, week
from laeringskontrakt.config.demo.script import Asking, Doing, Ending, Line, Script, Tick
from laeringskontrakt.contracts.enums import Party, SupportNeed


def running(cast: Cast) -> Script:
    """Oliver's contract runs, about two competencies at once."""
    return Script(
        trainee="oliver",
        supervisor="karen",
        codes=("KB-01", "KB-07"),
        begins=cast.at(cast.workday(-12), "08:45"),
        period=period(cast, -11, 17),
        ending=Ending.SIGNED,
        title="Den første akutte patient",
        purpose="Jeg vil vide, hvad jeg gør de første ti minutter.",
        lines=(
            Line("Gå ABCDE igennem højt og i rækkefølge"),
            Line("Begynde behandling, jeg må begynde selv"),
            Line("Tilkalde hjælp tidligt"),
            Line("Konferere med et klart spørgsmål", competency=1),
            Line("Bede modtageren gentage aftalen", author=Party.SUPERVISOR, competency=1),
        ),
        doings=(
            Doing(
                "Tage imod tre akutte patienter med back-up",
                (0, 1, 2),
                "emergency_department",
                "perform_backup",
                when=through(cast, -11, 17),
            ),
            Doing(
                "Øve ABCDE i simulation med teamet",
                (0, 2),
                "simulation",
                "simulate",
                SupportNeed.COLLEAGUE,
                "birgitte",
                week(cast, 1),
            ),
            Doing(
                "Skrive mit spørgsmål ned, før jeg ringer",
                (3, 4),
                "on_call",
                "perform_backup",
                when=through(cast, -11, 17),
            ),
        ),
        askings=(
            Asking(
                "Bad jeg om hjælp på det rigtige tidspunkt?",
                (2,),
                "birgitte",
                when=event(cast, "efter min anden akutte patient", 10),
            ),
            Asking(
                "Var mit spørgsmål klart?",
                (3,),
                "mette",
                model="one_minute_preceptor",
                when=week(cast, 1),
            ),
        ),
        ticks=(Tick(Party.TRAINEE, 2, cast.at(cast.workday(-3), "23:10")),),
    )


def just_begun(cast: Cast) -> Script:
    """Oliver has chosen the next competency, and nobody has written yet."""
    return Script(
        trainee="oliver",
        supervisor="karen",
        codes=("KB-04",),
        begins=cast.at(cast.workday(-2), "15:05"),
        period=period(cast, 18, 46),
        ending=Ending.CHOSEN,
        title="Stuegang under supervision",
    )
