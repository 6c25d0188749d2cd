"""``import-people``: a file is made whole or not at all, and again makes nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import laeringskontrakt.people
from laeringskontrakt.config import cli
from laeringskontrakt.core import audit
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
)
from tests.contracts.footprint import everything

pytestmark = pytest.mark.django_db

SAMPLE = Path(laeringskontrakt.people.__file__).parent / "data" / "people.sample.yaml"
TEXT = SAMPLE.read_text("utf-8")
NAME = "Eksempelsygehuset"


def run(file: Path, *words: str) -> int:
    return cli.main(["import-people", str(file), "--organisation", NAME, *words])


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in TEXT
    file = folder / "people.yaml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return file


def line_of(words: str, nth: int = 0) -> int:
    lines = [number for number, line in enumerate(TEXT.splitlines(), 1) if words in line]
    return lines[nth]


def test_an_organisation_is_made_in_the_language_its_people_write_in() -> None:
    assert run(SAMPLE, "--create", "--language", "en") == 0

    assert Organisation.objects.get().language == "en"


def test_the_sample_is_made_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(SAMPLE, "--create") == 0

    assert capsys.readouterr().out == (
        f"{NAME}: made 2 departments, 3 people, 1 placements, 2 supervisions, 1 roles.\n"
    )
    astrid = Person.objects.get(email="astrid.holt@sygehus.example")
    assert (astrid.full_name, astrid.title, astrid.language) == ("Astrid Holt", "Introlæge", "da")
    assert astrid.organisation == Organisation.objects.get()
    assert Department.objects.get(name="Medicinsk Sengeafsnit").parent == astrid.department
    supervisions = Supervision.objects.order_by("starts_on").values_list(
        "supervisor__first_name", "kind", "ends_on"
    )
    assert list(supervisions) == [
        ("Bo", "primary", None),
        ("Carla", "substitute", date(2027, 1, 3)),
    ]
    assert DepartmentRole.objects.get().person.first_name == "Carla"
    assert audit.breaks() == []


def test_the_same_file_again_makes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(SAMPLE, "--create")
    before = everything()

    assert run(SAMPLE) == 0

    assert everything() == before
    assert capsys.readouterr().out.splitlines()[1] == (
        f"{NAME}: made 0 departments, 0 people, 0 placements, 0 supervisions, 0 roles."
    )


def test_a_longer_file_makes_what_is_new(tmp_path: Path) -> None:
    run(SAMPLE, "--create")
    new = "people:\n  - {email: Dan@sygehus.example, first_name: Dan, last_name: Dahl,"
    new += " profession: nurse, department: Medicinsk Afdeling}\n"

    assert run(changed(tmp_path, "people:\n", new)) == 0

    assert Person.objects.count() == 4
    assert Person.objects.get(first_name="Dan").email == "dan@sygehus.example"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("profession: doctor  ", "profession: smed  ", "people[0].profession: »smed« kan ikke"),
        ("first_name: Bo\n", "first_name: 010190-1234\n", "people[1].first_name: Teksten ligner"),
        ("email: bo.f", "email: carla.munk@sygehus.example\n    x: f", "people[1].x: Feltet »x«"),
        ("from: 2026-08-01", "from: 1. august", "placements[0].from: Skriv datoen"),
        ("schema: people/1", "schema: folk/1", "schema: Skriv schema: people/1."),
        ("to: 2027-07-31", "to: 2026-07-31", "placements[0].to: Slutdatoen ligger før"),
        (
            "supervisor: bo.frandsen",
            "supervisor: ingen",
            "supervisions[0].supervisor: Ingen i organisationen har den mail.",
        ),
        (
            "supervisor: bo.frandsen",
            "supervisor: astrid.holt",
            "supervisions[0].supervisor: Ingen er sin egen vejleder.",
        ),
        ("    to: 2027-01-03\n", "", "supervisions[1].to: En stedfortræder har en slutdato."),
        (
            "parent: Medicinsk Afdeling",
            "parent: Kirurgi",
            "departments[1].parent: Afdelingen findes ikke.",
        ),
        ("role: programme_lead", "role: chef", "roles[0].role: »chef« kan ikke bruges"),
    ],
)
def test_what_is_wrong_has_its_place_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    before = everything()

    assert run(changed(tmp_path, old, new), "--create") == 1

    said = capsys.readouterr().err
    assert said.startswith("people.yaml:")
    assert f": {told}" in said
    assert everything() == before


def test_the_line_is_the_one_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(changed(tmp_path, "role: programme_lead", "role: chef"), "--create")

    assert capsys.readouterr().err.startswith(f"people.yaml:{line_of('role: programme_lead')}:11: ")


def test_a_mail_twice_is_seen_whatever_its_capitals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(changed(tmp_path, "email: bo.frandsen", "email: Astrid.Holt"), "--create")

    assert "people[1].email: »astrid.holt@sygehus.example« står to gange" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Filen begynder ikke med schema: people/1."),
        (b"x" * 1_000_001, "Filen fylder mere end 1 MB."),
        (b"schema: &a people/1\npeople: *a\n", "Henvisninger med * bruges ikke"),
        ("schema: people/1\n# æ".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7", "en PDF-fil"),
        (b"schema: people/1\npeople: 7\n", "people: Skriv en liste"),
    ],
    ids=["empty", "large", "alias", "utf-16", "pdf", "no list"],
)
def test_a_file_that_is_none_of_people_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, told: str
) -> None:
    file = tmp_path / "people.yaml"
    file.write_bytes(data)

    assert run(file, "--create") == 1

    assert told in capsys.readouterr().err
    assert not Organisation.objects.exists()


def test_a_mail_of_another_organisation_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Person.objects.create_user(
        "bo.frandsen@sygehus.example",
        first_name="Bo",
        last_name="Anden",
        organisation=Organisation.objects.create(name="Et andet sygehus"),
    )

    assert run(SAMPLE, "--create") == 1

    line = line_of("email: bo.frandsen")
    assert f"people.sample.yaml:{line}:12: people[1].email: Mailen er allerede i brug." in (
        capsys.readouterr().err
    )
    assert (Person.objects.count(), Placement.objects.count()) == (1, 0)


def test_an_organisation_is_made_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(SAMPLE) == 1
    assert capsys.readouterr().err == (
        f"laeringskontrakt: There is no organisation “{NAME}”. Add --create to make it.\n"
    )


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Path("/nowhere.yaml")) == 1
    assert capsys.readouterr().err == "laeringskontrakt: /nowhere.yaml: No such file or directory\n"
