"""Several servers on one database: each tells its streams what any of them, or a command, wrote."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from laeringskontrakt.contracts.actions import analysis, deletion
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import clock
from laeringskontrakt.people import actions as people
from laeringskontrakt.people.models import Supervision
from tests.contracts.cast import Cast
from tests.live.conftest import Listen
from tests.live.servers import Device, Server, sign_in, with_token

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def revision(contract: LearningContract) -> int:
    return LearningContract.objects.values_list("revision", flat=True).get(pk=contract.pk)


def write(cast: Cast, contract: LearningContract) -> None:
    """By a process that serves nothing."""
    world = cast.world
    analysis.write_subgoal(
        contract=contract,
        competency=world.gate(contract),
        text="Et delmål",
        by=world.amalie,
        now=world.later(),
    )


def test_what_one_server_writes_every_server_tells(
    three_servers: list[Server], cast: Cast, listen: Listen
) -> None:
    contract = cast.world.draft()
    amalie, jens = sign_in(cast.world.amalie), sign_in(cast.world.jens)
    streams = [
        listen(server, device.token(contract.pk))
        for server in three_servers
        for device in (amalie, jens)
    ]
    assert all(stream.is_open() for stream in streams)
    gate = cast.world.gate(contract).pk

    amalie.act(
        three_servers[0], f"/kontrakt/{contract.pk}/kompetence/{gate}/delmaal/", text="Et delmål"
    )

    number = revision(contract)
    about = {"contract": str(contract.pk), "number": number}
    assert [stream.hears("changed", **about) for stream in streams] == [True] * 6


def test_what_a_command_writes_is_told_too(
    three_servers: list[Server], cast: Cast, listen: Listen
) -> None:
    contract = cast.world.draft()
    jens = sign_in(cast.world.jens)
    streams = [listen(server, jens.token(contract.pk)) for server in three_servers]
    assert all(stream.is_open() for stream in streams)

    write(cast, contract)

    number = revision(contract)
    assert [stream.hears("changed", number=number) for stream in streams] == [True] * 3


def sign_out(cast: Cast, device: Device, contract: LearningContract, server: Server) -> None:
    cookies, token = with_token(server, device.cookies, "/log-ud/")
    assert server.ask("POST", "/log-ud/", cookies, csrfmiddlewaretoken=token).status == 302


def close_account(cast: Cast, device: Device, contract: LearningContract, server: Server) -> None:
    people.deactivate(person=device.person, by=None, now=clock.now())


def end_supervision(cast: Cast, device: Device, contract: LearningContract, server: Server) -> None:
    row = Supervision.objects.get(supervisor=device.person)
    yesterday = clock.today() - timedelta(days=1)
    people.end_supervision(supervision=row, ends_on=yesterday, by=None, now=clock.now())


def delete_draft(cast: Cast, device: Device, contract: LearningContract, server: Server) -> None:
    deletion.delete_draft(contract=contract, by=cast.world.amalie, now=cast.world.later())


def in_the_database(cast: Cast, device: Device, contract: LearningContract, server: Server) -> None:
    """Nobody tells of it: the servers look for themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET is_active = %s WHERE id = %s",
            [
                False,
                device.person.pk if connection.vendor == "postgresql" else device.person.pk.hex,
            ],
        )


WAYS = [sign_out, close_account, end_supervision, delete_draft, in_the_database]


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_who_may_not_see_it_any_longer_is_told_nothing_more(
    three_servers: list[Server], cast: Cast, listen: Listen, way: Callable[..., None]
) -> None:
    """The stream is closed within five seconds, wherever it was opened (S05)."""
    contract = cast.world.draft()
    helle = sign_in(cast.people["co_supervisor"])
    streams = [listen(server, helle.token(contract.pk)) for server in three_servers]
    assert all(stream.is_open() for stream in streams)

    way(cast, helle, contract, three_servers[0])

    assert [stream.is_closed(within=5) for stream in streams] == [True] * 3
    assert [stream.heard[-1][0] for stream in streams] == ["gone"] * 3
    heard = [len(stream.heard) for stream in streams]
    if way is not delete_draft:
        write(cast, contract)
    assert [len(stream.heard) for stream in streams] == heard
    again = listen(three_servers[1], helle.token(contract.pk))
    assert not again.is_open()
    assert again.status == 403


def test_many_streams_hold_no_connection_to_the_database(
    three_servers: list[Server], cast: Cast, listen: Listen
) -> None:
    """A pool of eight would be gone with the ninth, and no page be answered."""
    contract = cast.world.draft()
    jens = sign_in(cast.world.jens)
    devices = [sign_in(cast.world.jens) for _number in range(40)]
    streams = [listen(three_servers[0], one.token(contract.pk)) for one in devices]
    assert all(stream.is_open() for stream in streams)

    page = three_servers[0].ask("GET", f"/kontrakt/{contract.pk}/ark/", jens.cookies)

    assert page.status == 200
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            )
            # Of each server: its pool, and one to hear and one to speak; and this test's own.
            assert cursor.fetchone()[0] <= 3 * (8 + 2) + 1


def test_a_server_that_is_told_to_end_sends_its_streams_away_first(
    cast: Cast, listen: Listen, tmp_path: Path
) -> None:
    server = Server(tmp_path, "--workers", "2", "--grace", "3")
    server.wait_until_it_answers()
    contract = cast.world.draft()
    jens = sign_in(cast.world.jens)
    streams = [listen(server, jens.token(contract.pk)) for _number in range(4)]
    assert all(stream.is_open() for stream in streams)
    ready = server.ask("GET", "/ready")
    assert (ready.status, ready.read()) == (200, b'{"ready": true}')

    server.process.send_signal(signal.SIGTERM)

    assert [stream.is_closed(within=2.5) for stream in streams] == [True] * 4
    ready = server.ask("GET", "/ready")
    assert (ready.status, ready.read()) == (503, b'{"ready": false, "because": "draining"}')
    assert server.ask("GET", "/live").status == 200
    assert server.ask("GET", "/hjaelp/").status == 200  # until the others know
    assert [int(stream.retry) > 0 for stream in streams] == [True] * 4
    assert server.end() == 0
