"""Everybody who might touch a contract: the pair, their helpers, and those who may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from laeringskontrakt.core.models import new_id
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import DepartmentRole, Person, Supervision
from tests.worlds import START, World, make_world

#: The substitute stands in from the world's Monday, for four weeks.
STANDS_IN = (date(2026, 11, 23), date(2026, 12, 20))


@dataclass
class Cast:
    """``world`` with helpers, and ``elsewhere``: another organisation of the same shape."""

    world: World
    elsewhere: World
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def outsiders(self) -> dict[str, Person]:
        """Who has no part in the contract, whatever they are elsewhere."""
        names = ("lead", "colleague", "nobody", "former_substitute", "foreign_supervisor")
        return {name: self.people[name] for name in (*names, "foreign_lead", "administrator")}


def make_cast() -> Cast:
    """Amalie and Jens with Helle (co-supervisor) and Sune (substitute), and the others."""
    world, elsewhere = make_world(), make_world("Et andet sygehus")
    cast = Cast(world, elsewhere)
    helle = _colleague(world, "Helle", "Kjær")
    sune = _colleague(world, "Sune", "Winther")
    former = _colleague(world, "Frede", "Før")
    administrator = _colleague(world, "Anna", "Admin")
    _supervises(world, helle, SupervisionKind.CO, START, None)
    _supervises(world, sune, SupervisionKind.SUBSTITUTE, *STANDS_IN)
    before = START + timedelta(days=20)
    _supervises(world, former, SupervisionKind.SUBSTITUTE, START, before)
    DepartmentRole.objects.create(
        person=administrator,
        department=world.department,
        role=DepartmentRoleKind.ORGANISATION_ADMIN,
    )
    cast.people = {
        "trainee": world.amalie,
        "supervisor": world.jens,
        "co_supervisor": helle,
        "substitute": sune,
        "lead": world.ursula,
        "colleague": world.mette,
        "nobody": world.olav,
        "former_substitute": former,
        "foreign_supervisor": elsewhere.jens,
        "foreign_lead": elsewhere.ursula,
        "administrator": administrator,
    }
    return cast


def _colleague(world: World, first: str, last: str) -> Person:
    return Person.objects.create_user(
        f"{first.lower()}.{new_id()}@demo.example",
        first_name=first,
        last_name=last,
        organisation=world.organisation,
        department=world.department,
    )


def _supervises(
    world: World, person: Person, kind: SupervisionKind, first: date, last: date | None
) -> None:
    Supervision.objects.create(
        placement=world.placement, supervisor=person, kind=kind, starts_on=first, ends_on=last
    )
