"""A contract taken along proves itself without this product, and every change is noticed."""

from __future__ import annotations

import copy
import json
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import laeringskontrakt.portfolio
from laeringskontrakt.contracts.actions import copies, signing
from laeringskontrakt.contracts.models import ContractCopy, LearningContract
from laeringskontrakt.core import audit, canonical
from laeringskontrakt.people.models import Person
from laeringskontrakt.portfolio import exporting
from tests.worlds import World, make_world

pytestmark = pytest.mark.django_db

SCRIPT = Path(laeringskontrakt.portfolio.__file__).parent / "verify_contract.py"
NOTE = "Spørge Sofie om en fast rækkefølge."
OTHERS_NOTE = "Husk at finde en egnet samtale."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def contract(world: World) -> LearningContract:
    """Signed by both at the second try, with ticks and notes in both copies."""
    made, first = world.frozen()
    signing.sign(contract=made, sha256=first.sha256, by=world.amalie, now=world.later())
    signing.back_to_editing(contract=made, reason="Stavefejl", by=world.jens, now=world.later())
    second = signing.freeze(contract=made, by=world.amalie, now=world.later())
    for person in (world.jens, world.amalie):
        signing.sign(contract=made, sha256=second.sha256, by=person, now=world.later())
    for person, note in ((world.jens, OTHERS_NOTE), (world.amalie, NOTE)):
        own = ContractCopy.objects.get(contract=made, holder=person)
        line = made.activities.get().pk
        copies.tick(copy=own, line_id=line, done=True, by=person, now=world.later())
        copies.write_note(copy=own, text=note, by=person, now=world.later())
    made.refresh_from_db()
    return made


@pytest.fixture
def exported(world: World, contract: LearningContract) -> dict[str, Any]:
    return exporting.export(contract, holder=world.amalie, now=world.later())


def proves(
    file: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch, *receipts: str
) -> bool:
    """Whether the script, run on the file, ends well."""
    path = folder / "kontrakt.json"
    path.write_text(exporting.as_json(file), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), str(path), *receipts])
    try:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    except (SystemExit, LookupError, ValueError, TypeError, AttributeError):
        return False
    return True


def sealed(file: dict[str, Any]) -> dict[str, Any]:
    """The file with its checksum made right again, as a forger would."""
    body = {key: value for key, value in file.items() if key != "checksum"}
    return {**body, "checksum": canonical.digest(canonical.text(body))}


def test_the_script_is_short_and_needs_python_alone() -> None:
    source = SCRIPT.read_text("utf-8")

    assert len(source.splitlines()) <= 50
    assert re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE) == ["hashlib", "json", "sys"]


def test_an_export_proves_itself_without_this_product(
    exported: dict[str, Any], contract: LearningContract, tmp_path: Path
) -> None:
    path = tmp_path / "kontrakt.json"
    path.write_text(exporting.as_json(exported), encoding="utf-8")
    receipt = audit.head(contract.organisation_id)

    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, path, receipt],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert said[0] == "proved: the file is as it was exported"
    version = contract.versions.get(voided_at=None)
    assert f"proved: version 2 is {version.sha256}" in said
    assert "proved: version 2 is signed by Amalie Krogh Lind, trainee" in said
    assert "proved: version 2 is signed by Jens Toft Mikkelsen, supervisor" in said
    assert said[-2:] == [
        "proved: both have signed the version in force, each for themselves",
        f"proved: the receipt {receipt} is of this chain",
    ]


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every single value in the file."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))
    else:
        yield path


def with_other(file: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """A copy of the file in which the value at ``path`` is another."""
    changed = copy.deepcopy(file)
    node = changed
    for key in path[:-1]:
        node = node[key]
    value = node[path[-1]]
    if isinstance(value, bool) or value is None:
        node[path[-1]] = not value
    elif isinstance(value, int):
        node[path[-1]] = value + 1
    else:
        middle = len(value) // 2
        other = "0" if value[middle : middle + 1] != "0" else "1"
        node[path[-1]] = value[:middle] + other + value[middle + 1 :]
    return changed


def test_every_single_change_is_noticed(
    exported: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = list(leaves(exported))

    unnoticed = [p for p in paths if proves(with_other(exported, p), tmp_path, monkeypatch)]

    assert len(paths) > 100
    assert unnoticed == []


#: What is only told, not proved: no hash of the two covers it, only the file's checksum.
TOLD = {
    "schema",
    "exported_at",
    "exported_by",
    "product",
    "shared_reflection",
    "contract.organisation",
    "contract.activated_at",
    "versions.frozen_by",
    "versions.signatures.as_substitute",
    "versions.signatures.method",
    "versions.voided.at",
    "versions.voided.by",
    "versions.voided.reason",
    "audit.head.number",
    "own_copy.party",
    "own_copy.sha256",
    "own_copy.handed_out_at",
    "own_copy.ticks.line",
    "own_copy.ticks.ticked_at",
    "own_copy.note",
    "own_copy.reflection",
}


def test_a_forger_who_mends_the_checksum_changes_nothing_that_was_signed(
    exported: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [path for path in leaves(exported) if path != ("checksum",)]

    unnoticed = {
        ".".join(str(key) for key in path if not isinstance(key, int))
        for path in paths
        if proves(sealed(with_other(exported, path)), tmp_path, monkeypatch)
    }

    assert unnoticed == TOLD


def test_a_left_out_signature_is_noticed(
    exported: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for index in (0, 1):
        changed = copy.deepcopy(exported)
        del changed["versions"][1]["signatures"][index]

        assert not proves(sealed(changed), tmp_path, monkeypatch)


def test_a_left_out_event_beside_another_is_noticed(
    exported: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = copy.deepcopy(exported)
    del changed["audit"]["events"][3]
    for event in changed["audit"]["events"][3:]:
        event["number"] -= 1

    assert not proves(sealed(changed), tmp_path, monkeypatch)


def rewritten(file: dict[str, Any]) -> dict[str, Any]:
    """A master forger: new words, new hashes, new signatures, a new chain, a new head."""
    changed = copy.deepcopy(file)
    old, version = changed["versions"][1]["sha256"], changed["versions"][1]
    version["content"] = version["content"].replace("ABCDE", "ABCD")
    new = canonical.digest(version["content"])
    text = json.dumps(changed, ensure_ascii=False).replace(old, new)
    changed = json.loads(text)
    before = ""
    for event in changed["audit"]["events"]:
        event["previous"] = before or event["previous"]
        event["hash"] = before = audit.chain_hash(event["previous"], event["entry"])
    changed["audit"]["head"]["hash"] = before
    return sealed(changed)


def test_a_whole_new_story_is_noticed_by_the_receipt(
    exported: dict[str, Any],
    contract: LearningContract,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forged, receipt = rewritten(exported), audit.head(contract.organisation_id)

    assert proves(forged, tmp_path, monkeypatch)
    assert not proves(forged, tmp_path, monkeypatch, receipt)
    assert proves(exported, tmp_path, monkeypatch, receipt)


def test_the_mailed_receipt_fits_the_export(
    world: World, contract: LearningContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from laeringskontrakt.core.models import OutboxMail

    body = OutboxMail.objects.get(to=world.amalie.email, subject__contains="begge").body
    receipt = body.rpartition(" ")[2].strip()
    file = exporting.export(contract, holder=world.amalie, now=world.later())

    assert proves(file, tmp_path, monkeypatch, receipt)


def test_what_one_party_has_signed_is_not_proved(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, version = world.frozen()
    signing.sign(contract=waiting, sha256=version.sha256, by=world.amalie, now=world.later())
    file = exporting.export(waiting, holder=world.amalie, now=world.later())

    assert not proves(file, tmp_path, monkeypatch)


def test_the_signed_text_is_exported_as_it_was_hashed(
    exported: dict[str, Any], contract: LearningContract
) -> None:
    written = json.loads(exporting.as_json(exported))

    for row, version in zip(written["versions"], contract.versions.all(), strict=True):
        assert row["content"] == version.content
        assert canonical.digest(row["content"]) == version.sha256


def test_only_ones_own_note_is_in_ones_export(world: World, contract: LearningContract) -> None:
    texts = {
        person: exporting.as_json(exporting.export(contract, holder=person, now=world.later()))
        for person in (world.amalie, world.jens, None)
    }

    assert [(NOTE in text, OTHERS_NOTE in text) for text in texts.values()] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_reflection_goes_along_when_it_is_shared(
    world: World, contract: LearningContract
) -> None:
    own = ContractCopy.objects.get(contract=contract, holder=world.amalie)
    copies.write_reflection(copy=own, text="Roligere nu", by=world.amalie, now=world.later())

    def seen_by_jens() -> Any:
        return exporting.export(contract, holder=world.jens, now=world.now)["shared_reflection"]

    before = seen_by_jens()
    copies.share_reflection(copy=own, shared=True, by=world.amalie, now=world.later())

    assert (before, seen_by_jens()["text"]) == (None, "Roligere nu")


def get(person: Person, contract: LearningContract) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(f"/kontrakt/{contract.pk}/eksport.json")


def test_a_party_downloads_the_own_export(world: World, contract: LearningContract) -> None:
    answer = get(world.amalie, contract)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{contract.number}.json"'
    file = answer.json()
    assert (file["exported_by"], file["own_copy"]["note"]) == ("Amalie Krogh Lind", NOTE)


def test_who_is_no_party_gets_nothing(world: World, contract: LearningContract) -> None:
    assert [get(who, contract).status_code for who in (world.olav, world.mette)] == [404, 404]
    assert get(world.ursula, contract).status_code == 403


def test_a_draft_has_nothing_to_take_along(world: World) -> None:
    assert get(world.amalie, world.agreed()).status_code == 409


def test_the_script_can_be_downloaded_by_anybody() -> None:
    answer = Client().get("/efterproev.py")

    assert answer.status_code == 200
    assert answer.content.decode() == SCRIPT.read_text("utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="efterproev.py"'
