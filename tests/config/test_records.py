"""Commands about what is in the database: import, verify, export, tick."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import laeringskontrakt.curriculum
from laeringskontrakt.config import cli
from laeringskontrakt.contracts.actions import signing
from laeringskontrakt.contracts.models import ContractVersion, LearningContract
from laeringskontrakt.core import audit
from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.curriculum.models import FrameworkVersion
from laeringskontrakt.people.models import Organisation
from tests.unlocked import unlocked
from tests.worlds import World, make_world

CURRICULA = Path(laeringskontrakt.curriculum.__file__).parent / "demo"


FILE = str(CURRICULA / "intro_internal_medicine.yaml")


@pytest.mark.django_db
def test_import_takes_a_file_and_publishes_it(capsys: pytest.CaptureFixture[str]) -> None:
    Organisation.objects.create(name="Demosygehuset")

    assert cli.main(["import-curriculum", FILE, "--publish"]) == 0
    assert cli.main(["import-curriculum", FILE]) == 0

    name, rest = "DEMO-INTRO-MED 2026.1", "18 competencies, published"
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: imported; {rest}",
        f"{name}: is there already, with the same content; {rest}",
    ]


@pytest.mark.django_db
def test_import_a_bad_file_keeps_the_good_ones_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Organisation.objects.create(name="Demosygehuset")
    bad = tmp_path / "bad.yaml"
    bad.write_text(Path(FILE).read_text("utf-8").replace("unit: month", "unit: moon", 1))

    assert cli.main(["import-curriculum", FILE, str(bad)]) == 1

    said = capsys.readouterr().err
    assert said.startswith("bad.yaml:11:20: programme.duration.unit: ")
    assert FrameworkVersion.objects.count() == 0


@pytest.mark.django_db
def test_import_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Organisation.objects.create(name="Demosygehuset")

    assert cli.main(["import-curriculum", "/nowhere.yaml"]) == 1
    assert capsys.readouterr().err == (
        "laeringskontrakt: /nowhere.yaml: No such file or directory\n"
    )


@pytest.mark.django_db
def test_import_asks_which_organisation(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Nord", "Syd"):
        Organisation.objects.create(name=name)

    assert cli.main(["import-curriculum", FILE]) == 1
    assert capsys.readouterr().err == (
        "laeringskontrakt: Which organisation? Say --organisation NAME. There is: “Nord”, “Syd”.\n"
    )
    assert cli.main(["import-curriculum", FILE, "--organisation", "Syd"]) == 0
    assert FrameworkVersion.objects.get().framework.organisation.name == "Syd"


@pytest.mark.django_db
def test_import_other_content_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Organisation.objects.create(name="Demosygehuset")
    cli.main(["import-curriculum", FILE, "--publish"])
    changed = tmp_path / "changed.yaml"
    text = Path(FILE).read_text("utf-8").replace("complex: true", "complex: false", 1)
    changed.write_text(text, encoding="utf-8")
    capsys.readouterr()

    assert cli.main(["import-curriculum", str(changed)]) == 1
    assert capsys.readouterr().err.endswith("Nothing was imported.\n")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def contract(world: World) -> LearningContract:
    return world.signed()


def anchor(contract: LearningContract) -> str:
    return f"{contract.organisation_id}:{audit.head(contract.organisation_id)}"


def test_verify_says_what_holds(
    contract: LearningContract, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", "--anchor", anchor(contract)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "All holds: 11 events in 1 chains, 1 versions, 2 signatures, 2 copies, 1 anchors.",
        f"anchor {anchor(contract)}",
    ]


def test_a_receipt_from_paper_is_an_anchor_of_the_only_organisation(
    contract: LearningContract,
) -> None:
    receipt = audit.head(contract.organisation_id)

    assert cli.main(["verify", "--anchor", receipt]) == 0
    make_world("Et andet sygehus").signed()
    assert cli.main(["verify", "--anchor", receipt]) == 2


def test_verify_says_what_does_not(
    contract: LearningContract, capsys: pytest.CaptureFixture[str]
) -> None:
    with unlocked():
        ContractVersion.objects.update(content="{}")

    assert cli.main(["verify"]) == 1
    assert capsys.readouterr().out == (
        f"contract {contract.number} version 1: the wording differs from its hash\n"
    )


def test_verify_holds_the_chain_against_an_anchor(
    contract: LearningContract, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = anchor(contract)[:-1] + ("0" if anchor(contract)[-1] != "0" else "1")

    assert cli.main(["verify", "--anchor", wrong]) == 1
    assert capsys.readouterr().out == (
        f"audit {contract.organisation_id}: event 11: differs from anchor\n"
    )


@pytest.mark.parametrize(
    "text", ["", "x", "1:2:3", "1:2", "x:1:" + "0" * 64, "x:" + "0" * 64, "a:b:c:d"]
)
def test_an_anchor_that_is_none_is_named(
    text: str, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", "--anchor", text]) == 2
    assert capsys.readouterr().err == (
        f"laeringskontrakt: --anchor: {text!r} is not ORGANISATION:NUMBER:HASH\n"
    )


def test_a_contract_is_exported_by_number_and_by_id(
    contract: LearningContract, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for word in (contract.number, str(contract.pk)):
        file = tmp_path / f"{word}.json"

        assert cli.main(["export", word, str(file)]) == 0

        exported = json.loads(file.read_text("utf-8"))
        assert exported["contract"]["id"] == str(contract.pk)
        assert exported["own_copy"] is None
    assert capsys.readouterr().out.startswith(f"{contract.number}: 1 versions in ")


def test_an_unknown_contract_is_named(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "LK-2026-4711", "-"]) == 1
    assert capsys.readouterr().err == "laeringskontrakt: There is no contract LK-2026-4711.\n"


def test_the_same_number_in_two_organisations_is_asked_about(
    contract: LearningContract, capsys: pytest.CaptureFixture[str]
) -> None:
    make_world("Et andet sygehus").signed()

    assert cli.main(["export", contract.number, "-"]) == 1
    assert "--organisation NAME" in capsys.readouterr().err
    assert cli.main(["export", contract.number, "-", "--organisation", "Demosygehuset"]) == 0


def test_tick_reminds_once(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, version = world.frozen()
    signing.sign(contract=waiting, sha256=version.sha256, by=world.amalie, now=world.later())
    OutboxMail.objects.all().delete()
    third_day = datetime.now(UTC) - timedelta(days=3, minutes=1)
    LearningContract.objects.filter(pk=waiting.pk).update(ready_at=third_day)

    assert [cli.main(["tick"]), cli.main(["tick"])] == [0, 0]

    assert capsys.readouterr().out == "Reminders: 1\nReminders: 0\n"
    assert [mail.to for mail in OutboxMail.objects.all()] == [world.jens.email]
