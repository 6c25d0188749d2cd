"""Every write about people, placements and supervision."""

from laeringskontrakt.people.actions.departments import add_department, give_role, take_role
from laeringskontrakt.people.actions.own import choose_language, sign_out_everywhere
from laeringskontrakt.people.actions.persons import add_person, deactivate
from laeringskontrakt.people.actions.placements import place_trainee
from laeringskontrakt.people.actions.supervision import appoint_supervisor, end_supervision

__all__ = [
    "add_department",
    "add_person",
    "appoint_supervisor",
    "choose_language",
    "deactivate",
    "end_supervision",
    "give_role",
    "place_trainee",
    "sign_out_everywhere",
    "take_role",
]
