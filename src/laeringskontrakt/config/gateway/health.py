"""Two addresses for whoever watches the installation: ``/live`` and ``/ready``.

``/live`` answers as long as the process does. ``/ready`` answers 200 while requests should be sent
here: the database answers within its deadline, and the process is not about to end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from asgiref.typing import ASGISendCallable

from laeringskontrakt.config.gateway.answers import answer

LIVE, READY = "/live", "/ready"

#: Seconds that the database may take, and that its answer is good for.
DEADLINE, GOOD_FOR = 3.0, 1.0


class Health:
    """``probe`` is called in a thread and raises when the database does not answer."""

    def __init__(self, probe: Callable[[], None], is_draining: Callable[[], bool]) -> None:
        self._probe, self._is_draining = probe, is_draining
        self._asked: asyncio.Future[bool] | None = None
        self._since = 0.0

    async def live(self, send: ASGISendCallable) -> None:
        """The process runs."""
        await answer(send, 200, {"live": True})

    async def ready(self, send: ASGISendCallable) -> None:
        """Requests can be sent here, or why not."""
        if self._is_draining():
            await answer(send, 503, {"ready": False, "because": "draining"})
        elif not await self._database_answers():
            await answer(send, 503, {"ready": False, "because": "database"})
        else:
            await answer(send, 200, {"ready": True})

    async def _database_answers(self) -> bool:
        """One question at a time, however many ask."""
        loop = asyncio.get_running_loop()
        old = loop.time() - self._since > GOOD_FOR
        if self._asked is None or (self._asked.done() and old):
            self._since = loop.time()
            self._asked = loop.run_in_executor(None, self._ask)
        try:
            return await asyncio.wait_for(asyncio.shield(self._asked), DEADLINE)
        except TimeoutError:
            return False

    def _ask(self) -> bool:
        try:
            self._probe()
        except Exception:
            return False
        return True
