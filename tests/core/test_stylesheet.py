"""The one stylesheet and its parts."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import brotli
import pytest

from laeringskontrakt.core import stylesheet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(
        stylesheet.FOLDER, tmp_path / "css", ignore=shutil.ignore_patterns("app.css*", ".app*")
    )
    return tmp_path / "css"


def test_the_parts_are_joined_in_order(folder: Path) -> None:
    css = stylesheet.build(folder).read_text("utf-8")

    assert css.index("@layer reset, tokens") < css.index(".pen {") < css.index(".gate {")
    assert "  " not in re.sub(r"/\*.*?\*/", "", css)


def test_the_compressed_twins_hold_the_same(folder: Path) -> None:
    css = stylesheet.build(folder).read_bytes()

    assert gzip.decompress((folder / "app.css.gz").read_bytes()) == css
    assert brotli.decompress((folder / "app.css.br").read_bytes()) == css


def test_a_change_in_a_part_is_seen_at_once(folder: Path) -> None:
    before = stylesheet.build(folder).read_text("utf-8")
    with (folder / "buttons.css").open("a", encoding="utf-8") as part:
        part.write(".brand-new { color: red; }\n")

    after = stylesheet.build(folder).read_text("utf-8")
    assert [".brand-new {" in css for css in (before, after)] == [False, True]


def test_nothing_is_written_when_nothing_changed(folder: Path) -> None:
    made = stylesheet.build(folder).stat()

    assert stylesheet.build(folder).stat().st_mtime_ns == made.st_mtime_ns


def test_a_new_part_needs_no_place_in_the_list(folder: Path) -> None:
    (folder / "zz.css").write_text("@layer parts { .another { color: red } }", "utf-8")

    assert stylesheet.build(folder).read_text("utf-8").endswith(".another { color: red } }\n")


def test_no_part_reaches_another_host_or_holds_an_image() -> None:
    found = [
        url
        for part in stylesheet.parts()
        for url in re.findall(r"url\(([^)]*)\)", part.read_text("utf-8"))
    ]

    assert found == [
        "../vendor/fonts/sans.woff2",
        "../vendor/fonts/ink.woff2",
        "../vendor/fonts/sans-ext.woff2",
        "../vendor/fonts/ink-ext.woff2",
    ]
