"""One warm typst compiler per process: fonts are read once, a form takes tens of milliseconds."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from laeringskontrakt.portfolio.paper.literal import (
    is_common,
    is_plain,
    missing_characters,
    replace_characters,
)

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FAMILIES = ("Source Sans 3", "Source Serif 4")

# How many characters without a glyph are looked for one by one.
_ROUNDS = 12
_PAGE_COUNT = re.compile(rb"<</Type/Pages/Count (\d+)")

# The compiler is one object with a mutable input, so one document is set at a time.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Form:
    """A finished PDF, its number of pages, and the values it was set from in the end."""

    pdf: bytes
    pages: int
    sheet: dict[str, Any]


def compile_form(sheet: dict[str, Any]) -> Form:
    """The PDF (tagged, PDF/UA-1) of a sheet of plain JSON values.

    The sheet reaches the template as data, never as source. PDF/UA-1 forbids a character
    without a glyph, so such a one is shown by its code point: first each that typst names;
    where it names a common one, what joins and changes letters (it is part of a cluster that no
    font has); at last all uncommon ones.
    """
    missing: set[str] = set()
    apart = False
    for _ in range(_ROUNDS):
        try:
            return _compile(_shown(sheet, missing, apart=apart))
        except typst.TypstError as error:
            found = missing_characters(str(error.message)) - missing
            if not found and apart:
                break
            apart = apart or not found
            missing |= found
    return _compile(replace_characters(sheet, lambda one: not is_common(one)))


def _shown(sheet: dict[str, Any], missing: set[str], *, apart: bool) -> dict[str, Any]:
    def unwanted(character: str) -> bool:
        return character in missing or (apart and not is_plain(character))

    shown: dict[str, Any] = replace_characters(sheet, unwanted)
    return shown


@cache
def our_fonts() -> typst.Fonts:
    """Only our fonts and the ones inside typst, never the machine's.

    The ones inside typst are the fall-back for scripts that ours lack (Hebrew, Arabic, arrows).
    """
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    lacking = [family for family in FAMILIES if family not in fonts.families()]
    if lacking:
        raise RuntimeError(
            f"Fonts missing in {FONTS}: {', '.join(lacking)}. Make them with tools/assets.py."
        )
    return fonts


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        HERE / "form.typ", root=HERE, font_paths=our_fonts(), ignore_system_fonts=True
    )


def _compile(sheet: dict[str, Any]) -> Form:
    data = json.dumps(sheet, ensure_ascii=False, sort_keys=True)
    with _one_at_a_time:
        pdf = _compiler().compile(format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return Form(pdf, _page_count(pdf), sheet)


def _page_count(pdf: bytes) -> int:
    """The pages of a PDF that typst wrote: the page tree comes first and is not compressed."""
    found = _PAGE_COUNT.search(pdf)
    if found is None:
        raise ValueError("No page tree found in the PDF.")
    return int(found[1])
