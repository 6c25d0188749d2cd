"""The bad network does what its names say: what is proved through it depends on that."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.faults import proxy as network
from tests.faults.proxy import ChaosProxy, Mode

BODY = b"et svar, der er laengere end tres tegn, saa det kan klippes over midt i ordene"


class Product(ThreadingHTTPServer):
    """Answers, counts what it was asked, and streams at /stream until told to end."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.ended = threading.Event()
        super().__init__(("127.0.0.1", 0), Answers)


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Product

    def do_POST(self) -> None:
        self.server.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"data: 1\n\n")
        self.server.ended.wait(10)
        self.close_connection = True

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def product() -> Iterator[Product]:
    server = Product()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(product: Product) -> Iterator[ChaosProxy]:
    with ChaosProxy(product.server_address[1]) as made:
        yield made


def ask(proxy: ChaosProxy, seconds: float = 10) -> tuple[int, bytes]:
    """One POST on a fresh connection: status and body."""
    device = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=seconds)
    try:
        device.request("POST", "/", b"act")
        answer = device.getresponse()
        return answer.status, answer.read()
    finally:
        device.close()


def test_it_passes_on_what_is_sent_and_answered(proxy: ChaosProxy, product: Product) -> None:
    device = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=10)
    for number in range(3):
        device.request("POST", "/", b"%d" % number)
        answer = device.getresponse()
        assert (answer.status, answer.read()) == (200, BODY)
    device.close()

    assert (product.asked, proxy.connections, proxy.passed) == ([b"0", b"1", b"2"], 1, 3)


@pytest.mark.parametrize(
    ("mode", "reached"),
    [
        (network.DROP, False),
        (network.RESET, False),
        (network.ANSWER_LOST, True),
        (network.TRUNCATE, True),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_an_answer_that_does_not_come(
    proxy: ChaosProxy, product: Product, mode: Mode, reached: bool
) -> None:
    proxy.mode = mode
    try:
        answer: object = ask(proxy)
    except (OSError, http.client.HTTPException) as error:
        answer = error
    assert answer != (200, BODY)  # what is cut off in its head looks like an empty answer
    assert product.asked == [b"act"] * reached

    proxy.mode = network.PASS
    assert ask(proxy) == (200, BODY)


@pytest.mark.parametrize(
    ("mode", "status"),
    [(network.PORTAL_200, 200), (network.PORTAL_302, 302), (network.BAD_GATEWAY, 502)],
    ids=lambda value: getattr(value, "kind", None),
)
def test_somebody_elses_answer(
    proxy: ChaosProxy, product: Product, mode: Mode, status: int
) -> None:
    proxy.mode = mode
    assert ask(proxy) == (status, network.PORTAL)
    assert product.asked == []


def test_in_a_black_hole_nothing_comes_and_nothing_says_so(
    proxy: ChaosProxy, product: Product
) -> None:
    proxy.mode = network.BLACK_HOLE
    with pytest.raises(TimeoutError):
        ask(proxy, seconds=0.3)
    assert product.asked == []


def test_what_was_in_the_black_hole_may_still_arrive(proxy: ChaosProxy, product: Product) -> None:
    proxy.mode = network.BLACK_HOLE
    threading.Timer(0.2, setattr, (proxy, "mode", network.PASS)).start()
    assert ask(proxy) == (200, BODY)


def test_a_duplicated_request_is_answered_once(proxy: ChaosProxy, product: Product) -> None:
    proxy.mode = network.DUPLICATE
    assert ask(proxy) == (200, BODY)
    until = time.monotonic() + 10
    while len(product.asked) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert product.asked == [b"act", b"act"]


def test_latency_makes_it_late(proxy: ChaosProxy) -> None:
    proxy.mode = Mode("latency", seconds=0.1)
    began = time.monotonic()
    assert ask(proxy) == (200, BODY)
    assert time.monotonic() - began >= 0.2  # there and back


def test_a_half_closed_connection_still_gets_its_answer(
    proxy: ChaosProxy, product: Product
) -> None:
    proxy.mode = network.HALF_CLOSE
    assert ask(proxy) == (200, BODY)


def test_a_stream_is_kept_back_until_it_ends(proxy: ChaosProxy, product: Product) -> None:
    proxy.mode = network.BUFFER
    device = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=0.3)
    device.request("GET", "/stream")
    with pytest.raises(TimeoutError):
        device.getresponse()
    device.close()

    device = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=10)
    device.request("GET", "/stream")
    product.ended.set()
    assert device.getresponse().read() == b"data: 1\n\n"
    device.close()


def test_open_streams_are_cut(proxy: ChaosProxy, product: Product) -> None:
    device = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=10)
    device.request("GET", "/stream")
    answer = device.getresponse()
    assert answer.readline() == b"data: 1\n"
    proxy.cut()
    with pytest.raises(ConnectionResetError):
        answer.read()
    device.close()


def test_a_product_that_is_away_is_a_reset(product: Product) -> None:
    product.shutdown()
    product.server_close()
    with ChaosProxy(product.server_address[1]) as proxy, pytest.raises(ConnectionError):
        ask(proxy)
