"""What goes on behind a meeting: networks that come and go, a server that is ended and started."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from random import Random

from tests.faults import proxy
from tests.faults.proxy import ChaosProxy, Mode
from tests.faults.server import Server

#: What a network on a ward does, and for how long.
WEATHER: tuple[tuple[Mode, float], ...] = (
    (proxy.BLACK_HOLE, 1.5),
    (proxy.RESET, 0.6),
    (proxy.DROP, 0.6),
    (proxy.ANSWER_LOST, 0.6),
    (proxy.TRUNCATE, 0.6),
    (proxy.DUPLICATE, 1.0),
    (proxy.PORTAL_200, 0.8),
    (proxy.PORTAL_302, 0.8),
    (proxy.BAD_GATEWAY, 0.6),
    (proxy.HALF_CLOSE, 0.6),
    (proxy.BUFFER, 0.8),
    (Mode("latency", seconds=0.3), 1.5),
)


class Weather:
    """Changes the networks, and ends and starts the server, until it clears up."""

    def __init__(
        self,
        networks: list[ChaosProxy],
        start: Callable[[], Server],
        seed: int,
        tell: Callable[..., None],
    ) -> None:
        self._networks, self._start, self._tell = networks, start, tell
        self._chance = Random(f"{seed} weather")
        self._over = threading.Event()
        self.seen: Counter[str] = Counter()
        self.server = start()
        self._threads = [threading.Thread(target=self._server_comes_and_goes, daemon=True)]
        for number, network in enumerate(networks):
            args = (network, Random(f"{seed} network {number}"))
            self._threads.append(
                threading.Thread(target=self._network_comes_and_goes, args=args, daemon=True)
            )

    def begin(self) -> None:
        """From now on."""
        for thread in self._threads:
            thread.start()

    def clear_up(self) -> None:
        """The server runs, and the networks pass everything."""
        self._over.set()
        for thread in self._threads:
            thread.join(60)
        for network in self._networks:
            network.mode = proxy.PASS
        if self.server.gone.is_set():
            self.server = self._start()

    def end(self) -> None:
        """Stop the server."""
        self.server.kill()
        self.server.wait()

    def _network_comes_and_goes(self, network: ChaosProxy, chance: Random) -> None:
        while not self._over.wait(chance.uniform(0.2, 2.0)):
            mode, longest = chance.choice(WEATHER)
            self._tell("network", network.port, mode.kind)
            self.seen[mode.kind] += 1
            network.mode = mode
            if chance.random() < 0.3:
                network.cut()
            self._over.wait(chance.uniform(0.1, longest))
            network.mode = proxy.PASS

    def _server_comes_and_goes(self) -> None:
        while not self._over.wait(self._chance.uniform(1.5, 5.0)):
            how = self._chance.choice(["killed", "killed", "told to end"])
            self._tell("server", how)
            self.seen[how] += 1
            if how == "killed":
                self.server.kill()
            else:
                self.server.end()
            self.server.wait()
            time.sleep(self._chance.uniform(0.0, 1.0))
            self.server = self._start()
