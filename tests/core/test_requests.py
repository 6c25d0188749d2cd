"""What counts as a path on this site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laeringskontrakt.core.requests import local_path


@pytest.mark.parametrize("path", ["/", "/plan/", "/a?b=//c", "/å/", "/a#b"])
def test_a_path_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize("value", [None, "", "plan/", "//host", "/\\host", "https://h", "/a b"])
def test_anything_else_is_the_default(value: str | None) -> None:
    assert local_path(value, default="/her/") == "/her/"


@given(st.text(alphabet=st.sampled_from("/\\:@?#.%abc\t\n \x00ehtps")))
def test_whatever_is_kept_stays_on_this_site(value: str) -> None:
    kept = local_path(value, default="/")

    assert kept[0] == "/"
    assert kept[1:2] not in {"/", "\\"}
    assert not set(kept) & set("\\\t\n \x00")
