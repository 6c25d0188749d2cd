"""A file that is no curriculum: told by line and field, and nothing half imported."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laeringskontrakt.curriculum.models import FrameworkVersion
from tests.curriculum.reading.sample import SAMPLE
from tests.matrix import Matrix
from tests.pages import PageClient, client_of, main_of
from tests.statements import Ledger, written
from tests.typed.sending import person_of

pytestmark = pytest.mark.django_db

ADDRESS = "/maalbeskrivelser/"
_LAUGHS = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))

FILES = {
    "nothing": b"",
    "a NUL": SAMPLE.encode().replace(b"T1", b"T\x001"),
    "no text": bytes(range(256)),
    "another encoding": SAMPLE.encode("latin-1"),
    "two bytes a character": SAMPLE.encode("utf-16"),
    "more than is taken": SAMPLE.encode() + b"# " + b"x" * 1_000_000,
    "five megabytes": b"x" * 5_000_000,
    "aliases": _LAUGHS.encode(),
    "tabs": SAMPLE.replace("  code", "\tcode").encode(),
    "a list": b"- 1\n- 2\n",
    "a deep hole": b"[" * 5000,
    "python in it": b"!!python/object/apply:os.system [ls]\n",
    "one key twice": SAMPLE.replace("  title:", "  code: T1\n  title:", 1).encode(),
    "one code twice": SAMPLE.replace("A-2", "A-1").encode(),
    "a page": b"<!doctype html><script>alert(1)</script>",
    "half of it": SAMPLE.encode()[: len(SAMPLE) // 2],
}


def bring_in(client: PageClient, data: bytes, name: str = "proeve.yaml") -> tuple[Any, Ledger]:
    with written() as ledger:
        file = SimpleUploadedFile(name, data, "application/yaml")
        response = client.post(ADDRESS, {"file": file, "publish": "1"})
    return response, ledger


@pytest.mark.parametrize("file", FILES)
def test_what_is_wrong_is_said_and_nothing_is_kept(matrix: Matrix, file: str) -> None:
    before = FrameworkVersion.objects.count()
    pages = []
    for language in ("da", "en"):
        client = client_of(person_of(matrix, "L"), language=language, literal=True)
        response, ledger = bring_in(client, FILES[file])
        assert (response.status_code, ledger.kept) == (422, [])
        pages.append(main_of(response))

    assert FrameworkVersion.objects.count() == before
    assert "proeve.yaml" in pages[0] or "1 MB" in pages[0]
    assert pages[0] != pages[1]


@pytest.mark.parametrize("name", ["x" * 300 + ".yaml", "../../etc/passwd", 'a"<b>.yaml'])
def test_a_file_with_a_name_of_any_kind(matrix: Matrix, name: str) -> None:
    client = client_of(person_of(matrix, "L"), literal=True)
    response, _ledger = bring_in(client, b"- 1\n", name)

    assert response.status_code == 422


def test_no_file_at_all(matrix: Matrix) -> None:
    client = client_of(person_of(matrix, "L"))
    response = client.post(ADDRESS, {"publish": "1"})

    assert response.status_code == 422
    assert "Vælg en fil." in main_of(response)


def test_any_bytes_are_never_an_error_of_ours(matrix: Matrix) -> None:
    client = client_of(person_of(matrix, "L"), literal=True, read=False)

    @settings(suppress_health_check=list(HealthCheck))
    @given(
        st.one_of(
            st.binary(max_size=200),
            st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
            st.builds(
                lambda at, what: SAMPLE.encode()[:at] + what, st.integers(0, 900), st.binary()
            ),
        )
    )
    def check(data: bytes) -> None:
        with transaction.atomic():
            response, _ledger = bring_in(client, data)
            transaction.set_rollback(True)
        assert response.status_code in {302, 422}

    check()


def _broken_off(at: int, more: bytes) -> bytes:
    return SAMPLE.encode()[:at] + more
