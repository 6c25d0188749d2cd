"""The contract of the nursing student with the clinical supervisor."""

from __future__ import annotations

from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.config.demo.moments import on, period, through, week
from laeringskontrakt.config.demo.script import (
    Asking,
    Doing,
    Ending,
    Judging,
    Line,
    Script,
    Tick,
)
from laeringskontrakt.contracts.enums import Party, SupportNeed


def running(cast: Cast) -> Script:
    """Laura's contract runs for three weeks of the ten."""
    return Script(
        trainee="laura",
        supervisor="hanne",
        codes=("SP-01",),
        begins=cast.at(cast.workday(-9), "10:00"),
        period=period(cast, -8, 13),
        ending=Ending.SIGNED,
        title="Observere og handle",
        purpose="Jeg vil turde sige det, når jeg synes, en patient er ved at blive dårligere.",
        lines=(
            Line("Måle og vurdere værdierne i en fast rækkefølge"),
            Line("Se ændringer over tid, ikke kun tallet lige nu"),
            Line("Give besked videre med ISBAR", author=Party.SUPERVISOR),
        ),
        doings=(
            Doing(
                "Passe to patienter sammen med min vejleder og sige min vurdering først",
                (0, 1),
                "ward",
                "perform_supervised",
                SupportNeed.SUPERVISOR,
                "hanne",
                week(cast, 0),
            ),
            Doing(
                "Tage e-læringen om tidlig opsporing",
                (0,),
                "self_study",
                "e_learning",
                when=week(cast, -1),
            ),
            Doing(
                "Give besked ved vagtskiftet om mine patienter",
                (2,),
                "handover",
                "perform_backup",
                when=through(cast, -5, 13),
            ),
        ),
        askings=(
            Asking(
                "Manglede der noget i min besked?",
                (2,),
                name="Tina Raun Bech",
                role="Sygeplejerske, M1",
                when=week(cast, 1),
            ),
        ),
        judging=Judging(
            "structured_observation",
            "Vurdering af to patienter og besked videre.",
            20,
            on(cast, 12, "10:30"),
            "Sengeafsnit M1",
        ),
        ticks=(Tick(Party.TRAINEE, 1, cast.at(cast.workday(-6), "19:40")),),
    )
