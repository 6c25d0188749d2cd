"""Contracts of the doctors in introductory posts, all with the same supervisor."""

from __future__ import annotations

from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.config.demo.moments import event, on, period, through, week
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

SUPERVISOR, COLLEAGUE = Party.SUPERVISOR, SupportNeed.COLLEAGUE


def earlier_handover(cast: Cast) -> Script:
    """Amalie's first contract; its period is over."""
    return Script(
        trainee="amalie",
        supervisor="jens",
        codes=("IM-16",),
        begins=cast.at(cast.workday(-86), "14:00"),
        period=period(cast, -84, -63),
        ending=Ending.SIGNED,
        title="Overlevering og konference",
        purpose="Jeg vil kunne fremlægge kort, så vagtholdet ved, hvad de skal gøre.",
        lines=(
            Line("Fremlægge en patient på to minutter med problem, plan og faresignaler"),
            Line("Bruge ISBAR, når jeg ringer til bagvagten"),
            Line("Sige højt, hvad jeg er i tvivl om"),
            Line("Modtage andres overlevering og gentage aftalen", author=SUPERVISOR),
        ),
        doings=(
            Doing(
                "Fremlægge to patienter på hver morgenkonference i min vagtuge",
                (0, 2),
                "conference",
                "present",
                when=through(cast, -84, -63),
            ),
            Doing(
                "Høre tre overleveringer og notere, hvad der manglede",
                (3,),
                "handover",
                "observe",
                COLLEAGUE,
                "mette",
                week(cast, -11),
            ),
            Doing(
                "Skrive mit eget ISBAR-kort til lommen",
                (1,),
                "self_study",
                "read",
                when=week(cast, -12),
            ),
        ),
        askings=(
            Asking(
                "Var min fremlæggelse kort nok, og manglede der noget?",
                (0, 1),
                "mette",
                when=week(cast, -10),
            ),
        ),
        ticks=(
            Tick(Party.TRAINEE, 0, cast.at(cast.workday(-66), "16:05")),
            Tick(Party.TRAINEE, 1, cast.at(cast.workday(-75), "15:40")),
            Tick(Party.TRAINEE, 2, cast.at(cast.workday(-80), "21:10")),
            Tick(SUPERVISOR, 0, cast.at(cast.workday(-65), "09:30")),
        ),
        reflection="Det hjalp at sige tvivlen højt. Nu vil jeg øve det svære telefonopkald.",
    )


def earlier_procedures(cast: Cast) -> Script:
    """Amalie's second contract, ended just before the running one began."""
    return Script(
        trainee="amalie",
        supervisor="jens",
        codes=("IM-12",),
        begins=cast.at(cast.workday(-62), "13:30"),
        period=period(cast, -61, -41),
        ending=Ending.SIGNED,
        title="EKG og A-gas i vagten",
        lines=(
            Line("Læse et EKG i fast rækkefølge, også når det haster"),
            Line("Tolke en A-gas og sige, hvad den betyder for behandlingen"),
            Line("Vide, hvornår jeg viser det til en anden", author=SUPERVISOR),
        ),
        doings=(
            Doing(
                "Gennemgå ti EKG'er fra samlingen og skrive min tolkning først",
                (0,),
                "self_study",
                "e_learning",
                when=week(cast, -8),
            ),
            Doing(
                "Tolke alle A-gasser i mine vagter, før svaret bliver læst op",
                (1, 2),
                "emergency_department",
                "perform_backup",
                when=through(cast, -61, -41),
            ),
        ),
        askings=(
            Asking(
                "Er min rækkefølge god, og overser jeg noget?",
                (0, 1),
                "sofie",
                form="case_discussion",
                minutes=10,
                when=week(cast, -7),
            ),
        ),
        judging=Judging(
            "cbd",
            "Tre EKG'er og to A-gasser, som Amalie selv har valgt.",
            20,
            on(cast, -42, "13:00"),
            "Vejlederkontoret",
            3,
        ),
        ticks=(
            Tick(Party.TRAINEE, 0, cast.at(cast.workday(-52), "20:15")),
            Tick(Party.TRAINEE, 1, cast.at(cast.workday(-43), "22:30")),
        ),
    )


def in_preparation(cast: Cast) -> Script:
    """Freja prepares alone; the supervisor sees that and nothing more."""
    return Script(
        trainee="freja",
        supervisor="jens",
        codes=("IM-01",),
        begins=cast.at(cast.workday(-1), "16:20"),
        period=period(cast, 3, 31),
        ending=Ending.PREPARING,
        lines=(
            Line("Danne mig et overblik på de første fem minutter"),
            Line("Lave en problemliste, som andre kan bruge"),
            Line("Vide, hvem jeg ringer til, og hvornår"),
        ),
    )


def half_signed(cast: Cast) -> Script:
    """Emil has signed; the supervisor has not yet, and was reminded this week."""
    return Script(
        trainee="emil",
        supervisor="jens",
        codes=("IM-08",),
        begins=cast.at(cast.workday(-4), "13:00"),
        period=period(cast, -3, 39),
        ending=Ending.HALF_SIGNED,
        title="Stuegang på egen hånd",
        purpose="Jeg vil kunne gå stuegang på seks patienter og blive færdig til middag.",
        lines=(
            Line("Prioritere, hvem jeg ser først"),
            Line("Holde en samtale på fem minutter med et klart spørgsmål"),
            Line("Aftale planen med sygeplejersken, inden jeg går videre"),
            Line("Følge op samme dag på det, jeg har bestilt", author=SUPERVISOR),
        ),
        doings=(
            Doing(
                "Gå stuegang på tre patienter med back-up hver tirsdag",
                (0, 1),
                "ward_round",
                "perform_backup",
                when=through(cast, -3, 39),
            ),
            Doing(
                "Følge Sofie på stuegang og notere hendes rækkefølge",
                (0, 2),
                "ward_round",
                "observe",
                COLLEAGUE,
                "sofie",
                week(cast, 1),
            ),
            Doing(
                "Gennemgå mine egne journaler fra en uge: blev der fulgt op?",
                (3,),
                "self_study",
                "audit",
                when=week(cast, 3),
            ),
        ),
        askings=(
            Asking(
                "Var aftalerne klare, da jeg gik videre?",
                (2,),
                name="Tina Raun Bech",
                role="Sygeplejerske, M1",
                when=week(cast, 2),
            ),
            Asking(
                "Prioriterede jeg rigtigt?",
                (0, 1),
                "sofie",
                model="pendleton",
                when=event(cast, "lige efter min anden stuegang", 21),
            ),
        ),
        judging=Judging(
            "structured_observation",
            "Stuegang på fire patienter. Emil begrunder rækkefølgen.",
            30,
            on(cast, 37, "09:00"),
            "Sengeafsnit M1",
        ),
    )


def analysed(cast: Cast) -> Script:
    """Mie has finished the own analysis; the supervisor may supplement, and has a memo."""
    return Script(
        trainee="mie",
        supervisor="jens",
        codes=("IM-05",),
        begins=cast.at(cast.workday(-1), "12:30"),
        period=period(cast, 0, 28),
        ending=Ending.ANALYSED,
        title="Sepsis i tide",
        memos=("Tale om, hvornår antibiotika kan vente", "Husk revurdering efter en time"),
        lines=(
            Line("Få mistanken, før alle målinger er skæve"),
            Line("Gøre prøver, væske og antibiotika færdige inden for en time"),
            Line("Lede efter fokus, mens behandlingen kører"),
            Line("Ringe til intensiv i tide og med en klar besked"),
        ),
    )


def period_over(cast: Cast) -> Script:
    """Yusuf's period ended three days ago: time to look back."""
    return Script(
        trainee="yusuf",
        supervisor="jens",
        codes=("IM-15",),
        begins=cast.at(cast.workday(-48), "14:15"),
        period=period(cast, -47, -3),
        ending=Ending.SIGNED,
        title="Den alvorlige samtale",
        purpose="Jeg vil kunne tage samtalen uden at gemme mig bag tal og fagord.",
        lines=(
            Line("Forberede samtalen: hvem er med, og hvad er det vigtigste"),
            Line("Sige det alvorlige kort og være stille bagefter"),
            Line("Spørge, hvad patienten selv ved og ønsker"),
            Line("Skrive behandlingsniveauet, så vagten forstår det", author=SUPERVISOR),
        ),
        doings=(
            Doing(
                "Øve den svære besked i simulation",
                (1,),
                "simulation",
                "simulate",
                COLLEAGUE,
                "sofie",
                week(cast, -5),
            ),
            Doing(
                "Tage to samtaler, mens en kollega lytter med",
                (0, 1, 2),
                "ward",
                "perform_supervised",
                COLLEAGUE,
                "mette",
                through(cast, -40, -5),
            ),
            Doing(
                "Skrive en kort refleksion efter hver samtale",
                (2,),
                "self_study",
                "reflect",
                when=through(cast, -40, -5),
            ),
        ),
        askings=(
            Asking(
                "Hvad gjorde min stilhed ved samtalen?",
                (1, 2),
                "mette",
                model="pqrs",
                minutes=10,
                when=event(cast, "efter den første samtale", -14),
            ),
            Asking(
                "Kan I bruge det, jeg skriver om behandlingsniveau?",
                (3,),
                name="Tina Raun Bech",
                role="Sygeplejerske, M1",
                form="written",
                when=week(cast, -2),
            ),
        ),
        ticks=(
            Tick(Party.TRAINEE, 0, cast.at(cast.workday(-33), "15:00")),
            Tick(Party.TRAINEE, 1, cast.at(cast.workday(-8), "14:20")),
            Tick(SUPERVISOR, 0, cast.at(cast.workday(-30), "08:45")),
        ),
        reflection="Den anden samtale var roligere. Jeg vil gerne øve at begynde med et spørgsmål.",
    )


def never_signed(cast: Cast) -> Script:
    """Yusuf signed, the supervisor never did, and the sheet lapsed after thirty days."""
    return Script(
        trainee="yusuf",
        supervisor="jens",
        codes=("IM-13",),
        begins=cast.at(cast.workday(-95), "15:00"),
        period=period(cast, -94, -70),
        ending=Ending.HALF_SIGNED,
        title="Pleurapunktur",
        lines=(
            Line("Kende indikation og kontraindikation"),
            Line("Gøre det sterilt og roligt med ultralyd"),
        ),
        doings=(
            Doing(
                "Øve to gange på fantom",
                (0, 1),
                "skills_lab",
                "simulate",
                COLLEAGUE,
                "sofie",
                week(cast, -12),
            ),
        ),
        askings=(Asking("Er min teknik god?", (1,), "sofie", when=week(cast, -11)),),
    )
