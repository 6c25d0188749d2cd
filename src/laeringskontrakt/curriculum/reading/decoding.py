"""From bytes to text: the encoding, and characters no YAML file may hold."""

from __future__ import annotations

import codecs
import re

from laeringskontrakt.curriculum.reading.lines import Lines
from laeringskontrakt.curriculum.reading.messages import FORMATS, Fault
from laeringskontrakt.curriculum.reading.problems import Place, Problems

WHOLE_FILE = Place(1, 1, "")

# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"{\\rtf", "rtf"),
    (b"<?", "markup"),
    (b"<!", "markup"),
    (b"<html", "markup"),
)
# What Windows-1252 Danish is made of: plain bytes, letters and the usual quotation marks.
WINDOWS_TEXT = re.compile(rb"[\t\n\r\x20-\x7e\x80\x84\x85\x91-\x97\xa0-\xff]*")
UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
# YAML 1.1 §5.1, as PyYAML has it: everything else is refused before parsing.
NOT_IN_YAML = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def text_of(data: bytes, problems: Problems) -> str | None:
    """The text of a file, without a byte order mark; None with a problem noted."""
    for beginning, name in BEGINNINGS:
        if data.startswith(beginning):
            problems.add(WHOLE_FILE, Fault.OTHER_FORMAT, format=FORMATS[name])
            return None
    wide = _wide_encoding(data)
    if wide:
        problems.add(WHOLE_FILE, Fault.ENCODING, encoding=wide)
        return None
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        _note_undecoded(error, problems)
        return None
    return text if _only_yaml_characters(text, problems) else None


def character_name(char: str) -> str:
    """How an invisible character is named: "U+0000"."""
    return f"U+{ord(char):04X}"


def _wide_encoding(data: bytes) -> str | None:
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    # Without a mark: in UTF-16 text every other byte is zero, and in no other text.
    half = len(data) // 2
    few, many = sorted((data[0::2].count(0), data[1::2].count(0)))
    return "UTF-16" if half >= 2 and many >= half * 0.8 and few <= half * 0.2 else None


def _note_undecoded(error: UnicodeDecodeError, problems: Problems) -> None:
    data, before = error.object, error.object[: error.start]
    place = Lines(before.decode("utf-8", "replace")).end()
    if WINDOWS_TEXT.fullmatch(data) and not UTF8_LETTER.search(data):
        problems.add(place, Fault.ENCODING, encoding="Windows-1252 (ANSI)")
    else:
        problems.add(place, Fault.NOT_UTF8)


def _only_yaml_characters(text: str, problems: Problems) -> bool:
    """Note the first of each character that may not stand in a YAML file."""
    first: dict[str, int] = {}
    for match in NOT_IN_YAML.finditer(text):
        first.setdefault(match.group(), match.start())
    if not first:
        return True
    lines = Lines(text)
    for char, index in first.items():
        problems.add(lines.place(index), Fault.CHARACTER, character=character_name(char))
    return False
