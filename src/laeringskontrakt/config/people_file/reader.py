"""``read``: from the bytes of a file of people to its entries, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from laeringskontrakt.config.people_file.complaints import Complaint, from_problems, in_order
from laeringskontrakt.config.people_file.entries import (
    DepartmentEntry,
    PeopleFile,
    PersonEntry,
    PlacementEntry,
    Places,
    RoleEntry,
    SupervisionEntry,
)
from laeringskontrakt.curriculum.reading import Fault
from laeringskontrakt.curriculum.reading.decoding import WHOLE_FILE, text_of
from laeringskontrakt.curriculum.reading.fields import FIRST_DAY, Fields
from laeringskontrakt.curriculum.reading.nodes import Block, Node
from laeringskontrakt.curriculum.reading.problems import Enough, Place, Problems, shown
from laeringskontrakt.curriculum.reading.tree import tree_of
from laeringskontrakt.people.enums import DepartmentRoleKind, Profession, SupervisionKind

SCHEMA = "people/1"
MAX_BYTES = 1_000_000
PARTS = ("departments", "people", "placements", "supervisions", "roles")
LANGUAGES = ("da", "en")
MOST = 2000

# Longest texts, in characters: those of the models' columns.
NAME, MAIL, TITLE, POST, DEPARTMENT = 60, 254, 80, 160, 120

E = TypeVar("E")


def read(data: bytes, *, filename: str) -> PeopleFile | list[Complaint]:
    """The file, or at least one complaint. Never raises because of ``data``, writes nothing."""
    return _Reader(shown(re.split(r"[/\\]", filename)[-1])).read(data)


class _Reader:
    """Reads one file; complaints of its own stand beside those of the YAML reader."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems = Problems(file)
        self.complaints: list[Complaint] = []

    def read(self, data: bytes) -> PeopleFile | list[Complaint]:
        found = None
        with suppress(Enough):
            found = self._file(data)
        if found is not None and not self.problems and not self.complaints:
            return found
        return in_order([*from_problems(self.problems.in_order()), *self.complaints])

    def _file(self, data: bytes) -> PeopleFile | None:
        if len(data) > MAX_BYTES:
            self._complain(WHOLE_FILE, _("Filen fylder mere end 1 MB. Del den i flere filer."))
            return None
        text = text_of(data, self.problems)
        root = None if text is None else tree_of(text, self.problems)
        if not isinstance(root, Block) or "schema" not in root.entries:
            if not self.problems:
                self._complain(WHOLE_FILE, _("Filen begynder ikke med schema: people/1."))
            return None
        fields = Fields(root, self.problems, required=("schema",), optional=PARTS)
        if fields.text("schema", NAME) not in ("", SCHEMA):
            self._complain(fields.place_of("schema"), _("Skriv schema: people/1."))
        return PeopleFile(
            self.file,
            tuple(self._once(self._all(fields, "departments", self._department), "name")),
            tuple(self._once(self._all(fields, "people", self._person), "email")),
            tuple(self._all(fields, "placements", self._placement)),
            tuple(self._all(fields, "supervisions", self._supervision)),
            tuple(self._all(fields, "roles", self._role)),
        )

    def _all(self, fields: Fields, part: str, one: Callable[[Node], E]) -> list[E]:
        if not fields.has(part):
            return []
        return [one(node) for node in fields.items(part, least=0, most=MOST, example="{…}")]

    def _once(self, entries: list[E], name: str) -> list[E]:
        """The entries, each name noted that stands there twice, also in other capitals."""
        lines: dict[str, int] = {}
        for entry in entries:
            value: str = getattr(entry, name)
            place: Place = entry.places[name]  # type: ignore[attr-defined]
            if value.casefold() in lines:
                first = {"first": lines[value.casefold()], "second": place.line}
                self.problems.add(place, Fault.SAME_TWICE, value=shown(value), **first)
            elif value:
                lines[value.casefold()] = place.line
        return entries

    def _department(self, node: Node) -> DepartmentEntry:
        fields = Fields(node, self.problems, required=("name",), optional=("parent",))
        name, parent = fields.text("name", DEPARTMENT), self._may(fields, "parent", DEPARTMENT)
        return DepartmentEntry(name, parent, _places(fields, ("name", "parent")))

    def _person(self, node: Node) -> PersonEntry:
        required = ("email", "first_name", "last_name", "profession", "department")
        optional = ("title", "language")
        fields = Fields(node, self.problems, required=required, optional=optional)
        return PersonEntry(
            email=self._mail(fields, "email"),
            first_name=fields.text("first_name", NAME),
            last_name=fields.text("last_name", NAME),
            title=self._may(fields, "title", TITLE),
            profession=fields.choice("profession", tuple(Profession)),
            language=fields.choice("language", LANGUAGES) if fields.has("language") else "da",
            department=fields.text("department", DEPARTMENT),
            places=_places(fields, (*required, *optional)),
        )

    def _placement(self, node: Node) -> PlacementEntry:
        required = ("trainee", "department", "title", "from", "to")
        fields = Fields(node, self.problems, required=required)
        return PlacementEntry(
            trainee=self._mail(fields, "trainee"),
            department=fields.text("department", DEPARTMENT),
            title=fields.text("title", POST),
            starts_on=fields.day("from") or FIRST_DAY,
            ends_on=fields.day("to") or FIRST_DAY,
            places=_places(fields, required),
        )

    def _supervision(self, node: Node) -> SupervisionEntry:
        required, optional = ("trainee", "supervisor", "kind", "from"), ("to", "department")
        fields = Fields(node, self.problems, required=required, optional=optional)
        return SupervisionEntry(
            trainee=self._mail(fields, "trainee"),
            supervisor=self._mail(fields, "supervisor"),
            kind=fields.choice("kind", tuple(SupervisionKind)),
            starts_on=fields.day("from") or FIRST_DAY,
            ends_on=fields.day("to") if fields.has("to") else None,
            department=self._may(fields, "department", DEPARTMENT),
            places=_places(fields, (*required, *optional)),
        )

    def _role(self, node: Node) -> RoleEntry:
        required = ("person", "department", "role")
        fields = Fields(node, self.problems, required=required)
        return RoleEntry(
            person=self._mail(fields, "person"),
            department=fields.text("department", DEPARTMENT),
            role=fields.choice("role", tuple(DepartmentRoleKind)),
            places=_places(fields, required),
        )

    def _may(self, fields: Fields, key: str, most: int) -> str:
        return fields.text(key, most) if fields.has(key) else ""

    def _mail(self, fields: Fields, key: str) -> str:
        mail = fields.text(key, MAIL).lower()
        try:
            if mail:
                validate_email(mail)
        except ValidationError:
            said = _("Skriv hele mailadressen, for eksempel navn@hospital.dk.")
            self._complain(fields.place_of(key), said)
        return mail

    def _complain(self, place: Place, message: str) -> None:
        self.complaints.append(Complaint(self.file, place, message))


def _places(fields: Fields, keys: Iterable[str]) -> Places:
    """Where each field stands; one that is left out stands where its entry begins."""
    return {key: fields.place_of(key) if fields.has(key) else fields.place.of(key) for key in keys}
