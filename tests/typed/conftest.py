from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.matrix import Matrix


@pytest.fixture(autouse=True)
def undone(matrix: Matrix, db: None) -> Iterator[None]:
    """The world is as it was when a test is over."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
