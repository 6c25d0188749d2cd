"""The assets hold what pages and paper ask of them, and no more."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from tools import assets

DANISH = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ0123456789 .,:;!?()»«“”–…·½é"
NEIGHBOURS = "ŁłŞşČčŠšŽžĐđĞğŐőĄąĘę"


def letters(font: TTFont) -> set[str]:
    return {chr(code) for code in font.getBestCmap()}


def test_every_asset_is_there() -> None:
    assert [path for path in assets.outputs() if not path.exists()] == []


def test_the_two_screen_fonts_stay_small() -> None:
    files = [assets.VENDOR / "fonts" / name for name in ("sans.woff2", "ink.woff2")]

    assert sum(file.stat().st_size for file in files) <= 85 * 1024


@pytest.mark.parametrize(
    ("name", "weights"), [("sans.woff2", (300, 700)), ("ink.woff2", (400, 700))]
)
def test_a_screen_font_has_danish_letters_and_its_weights(
    name: str, weights: tuple[int, int]
) -> None:
    font = TTFont(assets.VENDOR / "fonts" / name)

    [axis] = font["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *weights)
    assert set(DANISH) - letters(font) == set()


@pytest.mark.parametrize("name", ["sans-ext.woff2", "ink-ext.woff2"])
def test_the_extended_fonts_have_the_neighbours_letters_alone(name: str) -> None:
    found = letters(TTFont(assets.VENDOR / "fonts" / name))

    assert set(NEIGHBOURS) - found == set()
    assert {letter for letter in found if ord(letter) < 0x100} == set()


@pytest.mark.parametrize(("name", "face"), assets.PAPER_FONTS.items())
def test_a_paper_font_is_found_by_family_and_weight(
    name: str, face: tuple[str, str, int, str]
) -> None:
    font = TTFont(assets.PAPER / name)

    names = font["name"]
    assert (names.getDebugName(16), font["OS/2"].usWeightClass) == face[1:3]
    assert set(DANISH + NEIGHBOURS) - letters(font) == set()


def test_idiomorph_is_a_module() -> None:
    script = (assets.VENDOR / "idiomorph.js").read_text("utf-8")

    assert script.endswith("export { Idiomorph };\n")
