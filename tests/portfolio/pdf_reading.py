"""What the tests ask of a PDF: its words, its tags, its fonts, its code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def squeezed(text: str) -> str:
    """Text without spaces, line ends and the invisible places where a word may break."""
    return re.sub(r"[\s\u200b\u2068\u2069]+", "", text)


@lru_cache
def pages_of(pdf: bytes) -> tuple[str, ...]:
    """The words of each page, squeezed."""
    return tuple(squeezed(page.extract_text()) for page in reader(pdf).pages)


def words_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def absent(pdf: bytes, texts: list[str]) -> list[str]:
    """Which of the texts the PDF does not hold."""
    printed = words_of(pdf)
    return [text for text in texts if squeezed(text) not in printed]


def tags(pdf: bytes) -> list[tuple[str, str]]:
    """Every tag in reading order, with its alternative text."""

    def walk(node: Any) -> Iterator[tuple[str, str]]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                yield from walk(child)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
            yield from walk(node.get("/K"))

    root = reader(pdf).trailer["/Root"]["/StructTreeRoot"]
    return list(walk(root["/K"]))


def pictures(pdf: bytes) -> list[str]:
    """The alternative texts of the pictures: boxes to tick, and the code."""
    return [alt for tag, alt in tags(pdf) if tag == "/Figure"]


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font by its name, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in reader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = below["/FontDescriptor"]
            name = str(below["/BaseFont"]).partition("+")[2]
            found[name] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return found


def keys(pdf: bytes) -> set[str]:
    """Every dictionary key anywhere in the document."""
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, DictionaryObject):
            found.update(map(str, node))
            for child in node.values():
                walk(child)
        elif isinstance(node, ArrayObject):
            for child in node:
                walk(child)

    document = reader(pdf)
    for number in document.xref[0]:
        walk(document.get_object(number))
    return found


def addresses(pdf: bytes) -> list[str]:
    """Where the links of the first page lead."""
    annotations = reader(pdf).pages[0].get("/Annots", [])
    return [str(one.get_object()["/A"]["/URI"]) for one in annotations]


def drawn_code(pdf: bytes) -> list[list[int]]:
    """The QR code of the first page as rows of 0 and 1: the longest path, one line a run."""
    document = reader(pdf)
    stream = ContentStream(document.pages[0].get_contents(), document)
    path: list[list[float]] = []
    longest: list[list[float]] = []
    for operands, operator in stream.operations:
        if operator in (b"m", b"l"):
            path.append([float(number) for number in operands])
        else:
            longest, path = max(longest, path, key=len), []
    runs = [(*start, end[0]) for start, end in zip(longest[::2], longest[1::2], strict=True)]
    size = int(max(right for _, _, right in runs))
    rows = [[0] * size for _ in range(size)]
    for left, middle, right in runs:
        for column in range(int(left), int(right)):
            rows[int(middle)][column] = 1
    return rows
