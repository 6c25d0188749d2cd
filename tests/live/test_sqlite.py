"""Processes on one SQLite file learn from the file what others wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from uuid import UUID, uuid4

from laeringskontrakt.core.live.messages import Kind, Message
from laeringskontrakt.core.live.sqlite import SqliteWire

ONE, OTHER = uuid4(), uuid4()
ACCESS = Message(Kind.ACCESS)


class File:
    """A database file that other processes write into."""

    def __init__(self) -> None:
        self.version, self.read = 1, 0
        self.listened: set[UUID] = {ONE}
        self.revisions = {ONE: 3, OTHER: 1}
        self.told: list[Message] = []
        self.wire = SqliteWire(
            version=self._version, newest=self._newest, listened=lambda: self.listened
        )

    def write(self, contract: UUID) -> Message:
        self.version += 1
        self.revisions[contract] += 1
        return Message(Kind.CHANGED, contract, self.revisions[contract])

    def look(self) -> list[Message]:
        """What is told at the next look."""
        self.told = []
        asyncio.run(self.wire.look(self.told.append))
        return self.told

    async def _version(self) -> int:
        return self.version

    async def _newest(self, contracts: Collection[UUID]) -> list[Message]:
        self.read += 1
        return [Message(Kind.CHANGED, key, self.revisions[key]) for key in contracts]


def test_what_another_process_wrote_is_told_once_after_access_was_looked_at() -> None:
    file = File()
    file.look()

    message = file.write(ONE)

    assert file.look() == [ACCESS, message]
    assert file.look() == []


def test_what_is_listened_to_from_now_on_is_told_at_once() -> None:
    """It may have changed between the page and the first look."""
    file = File()

    assert file.look() == [ACCESS, Message(Kind.CHANGED, ONE, 3)]
    file.listened = {ONE, OTHER}
    assert file.look() == [ACCESS, Message(Kind.CHANGED, OTHER, 1)]


def test_what_this_process_told_itself_is_no_news() -> None:
    file = File()
    file.look()

    file.wire.send(file.write(ONE))

    assert file.look() == []


def test_a_file_that_nobody_wrote_into_is_not_read() -> None:
    file = File()
    file.look()

    for _time in range(5):
        file.look()

    assert file.read == 1


def test_nothing_is_asked_while_nobody_listens() -> None:
    file = File()
    file.listened = set()

    assert file.look() == []
    assert file.read == 0
    file.write(ONE)
    file.listened = {ONE}
    assert file.look() == [ACCESS, Message(Kind.CHANGED, ONE, 4)]
