"""One curriculum file for each kind of problem, with where the problem is."""

from __future__ import annotations

from dataclasses import dataclass

from laeringskontrakt.curriculum.reading import MAX_BYTES, Fault
from tests.curriculum.reading.sample import SAMPLE, changed

HUGE_NUMBER = "9" * 5000
LONG = "x" * 301
MANY = str([f"punkt {number}" for number in range(51)])


@dataclass(frozen=True)
class Case:
    """A file, and the only problem in it."""

    fault: Fault
    data: bytes
    line: int
    column: int
    field: str


def of_text(fault: Fault, line: int, column: int, field: str, old: str, new: str) -> Case:
    return Case(fault, changed(old, new).encode(), line, column, field)


FILES = [
    Case(Fault.TOO_LARGE, b"a" * (MAX_BYTES + 1), 1, 1, ""),
    Case(Fault.TOO_LARGE, b"[" * 5_000_000, 1, 1, ""),
    Case(Fault.EMPTY, b"", 1, 1, ""),
    Case(Fault.EMPTY, b"\xef\xbb\xbf", 1, 1, ""),
    Case(Fault.EMPTY, b"# only a comment\n\n", 1, 1, ""),
    Case(Fault.EMPTY, b"---\n", 1, 1, ""),
    Case(Fault.OTHER_FORMAT, b"%PDF-1.7\n", 1, 1, ""),
    Case(Fault.OTHER_FORMAT, b"PK\x03\x04\x00\x00", 1, 1, ""),
    Case(Fault.OTHER_FORMAT, b'<?xml version="1.0"?><a/>', 1, 1, ""),
    Case(Fault.ENCODING, SAMPLE.encode("utf-16"), 1, 1, ""),
    Case(Fault.ENCODING, SAMPLE.encode("utf-16-le"), 1, 1, ""),
    Case(Fault.ENCODING, SAMPLE.encode("utf-16-be"), 1, 1, ""),
    Case(Fault.ENCODING, SAMPLE.encode("utf-32"), 1, 1, ""),
    Case(Fault.ENCODING, SAMPLE.encode("windows-1252"), 4, 13, ""),
    # One damaged letter in a file that is UTF-8 elsewhere.
    Case(Fault.NOT_UTF8, SAMPLE.encode().replace(b"G\xc3\xa5 ", b"G\xc3 "), 28, 14, ""),
    # The Danish letters of DOS (code page 865), which is not Windows-1252.
    Case(Fault.NOT_UTF8, SAMPLE.encode().replace(b"\xc3\xb8", b"\x9b"), 4, 13, ""),
    Case(Fault.CHARACTER, SAMPLE.encode().replace(b"Demodata", b"Demo\x00data"), 14, 20, ""),
    Case(Fault.CHARACTER, changed("Klinik", "Kli\x1bnik").encode(), 13, 29, ""),
]

SYNTAX = [
    of_text(Fault.TAB, 6, 1, "programme", "  stage:", "\tstage:"),
    of_text(Fault.TAB, 25, 5, "competencies[0]", "    complex: true", "    \tcomplex: true"),
    of_text(Fault.QUOTE_OPEN, 4, 10, "programme", '"Prøveprogram"', '"Prøveprogram'),
    of_text(Fault.QUOTE_OPEN, 14, 15, "programme.disclaimer", SAMPLE[SAMPLE.index("data.") :], "d"),
    of_text(Fault.QUOTE_INSIDE, 4, 17, "programme", '"Prøveprogram"', '"Prøve"pro"gram"'),
    of_text(
        Fault.BRACKET_OPEN, 19, 12, "competencies[0].roles[2]", "expert, leader]", "expert, leader"
    ),
    of_text(Fault.BRACKET_OPEN, 10, 13, "programme.duration", "value: 12}", "value: 12"),
    of_text(Fault.COLON_EXTRA, 4, 15, "programme", '"Prøveprogram"', "Prøve: program"),
    of_text(Fault.COLON_MISSING, 4, 3, "programme", "title: ", "title "),
    of_text(Fault.COLON_MISSING, 9, 3, "programme", "language: da", "language:da"),
    of_text(
        Fault.COLON_MISSING, 10, 14, "programme.duration.unit:month", "unit: month", "unit:month"
    ),
    of_text(Fault.INDENTATION, 6, 4, "programme", "  stage:", "   stage:"),
    of_text(Fault.NEEDS_QUOTES, 4, 10, "programme.title", '"Prøveprogram"', "@prøve"),
    of_text(Fault.NEEDS_QUOTES, 4, 10, "programme.title", '"Prøveprogram"', "|prøve"),
    of_text(Fault.ESCAPE, 4, 14, "programme.title", '"Prøveprogram"', r'"C:\program"'),
    of_text(Fault.ESCAPE, 4, 13, "programme.title", '"Prøveprogram"', r'"\UFFFFFFFF"'),
    Case(Fault.SYNTAX, b"%YAML 2.0\n---\na: b\n", 1, 1, ""),
    Case(Fault.SYNTAX, f"%YAML 1.{HUGE_NUMBER}\n--- a\n".encode(), 1, 9, ""),
    of_text(Fault.ALIAS, 20, 18, "competencies[0].description", '"Tage imod."', "*tekst"),
    of_text(Fault.ANCHOR, 20, 18, "competencies[0].description", '"Tage imod."', '&a "Tage imod."'),
    of_text(
        Fault.TAG, 20, 18, "competencies[0].description", '"Tage', '!!python/name:os.system "Tage'
    ),
    of_text(Fault.TAG, 22, 13, "competencies[0].places", "[ward,", "!!set [ward,"),
    of_text(Fault.MERGE_KEY, 18, 5, "competencies[0]", "placement: P1", "<<: {placement: P1}"),
    of_text(Fault.KEY_TWICE, 18, 5, "competencies[0].title", "placement: P1", "title: B"),
    of_text(Fault.KEY_NOT_TEXT, 18, 5, "competencies[0]", "placement: P1", "[a]: b"),
    of_text(Fault.KEY_NOT_TEXT, 18, 5, "competencies[0]", "placement: P1", '"": b'),
    of_text(Fault.SECOND_DOCUMENT, 15, 1, "", "competencies:", "---\ncompetencies:"),
    Case(Fault.TOO_DEEP, b"a: " + b"[" * 100_000, 1, 15, "a" + "[0]" * 11),
    Case(Fault.TOO_DEEP, b"- " * 100_000, 1, 25, "[0]" * 12),
    Case(Fault.TOO_MANY_PARTS, b"- a\n" * 30_000, 20_000, 3, "[19999]"),
]

DESCRIPTION = "competencies[0].description"
CONTENT = [
    Case(Fault.NOT_A_CURRICULUM, b"- a\n- b\n", 1, 1, ""),
    Case(Fault.NOT_A_CURRICULUM, b"\nen tekst\n", 2, 1, ""),
    Case(Fault.NOT_A_CURRICULUM, b"name: a\n", 1, 1, ""),
    Case(Fault.SCHEMA, b"schema: contract/1\ncontract: {}\ncompetencies: []\n", 1, 9, "schema"),
    of_text(Fault.SCHEMA, 1, 9, "schema", "curriculum/1", "curriculum/2"),
    of_text(Fault.KEY_MISSING, 3, 3, "programme.language", "  language: da\n", ""),
    of_text(Fault.KEY_MISSING, 1, 1, "schema", "schema: curriculum/1\n", ""),
    of_text(Fault.KEY_MISSING, 10, 13, "programme.duration.value", ", value: 12", ""),
    of_text(Fault.KEY_UNKNOWN, 15, 1, "hospital", "competencies:", "hospital: X\ncompetencies:"),
    of_text(Fault.KEY_MISSPELT, 28, 5, "competencies[1].titel", 'title: "Gå', 'titel: "Gå'),
    of_text(Fault.VALUE_MISSING, 20, 17, DESCRIPTION, ' "Tage imod."', ""),
    of_text(Fault.VALUE_MISSING, 20, 18, DESCRIPTION, '"Tage imod."', '"  "'),
    of_text(Fault.VALUE_MISSING, 20, 18, DESCRIPTION, '"Tage imod."', r'"\u200b"'),
    of_text(Fault.NOT_A_MAPPING, 10, 13, "programme.duration", "{unit: month, value: 12}", "12"),
    of_text(Fault.NOT_A_LIST, 24, 18, "competencies[0].instruments", "[cbd]", "cbd"),
    of_text(Fault.NOT_TEXT, 21, 22, "competencies[0].concretisation[0]", '"ABCDE"', "A: B"),
    of_text(Fault.TEXT_READ_AS_OTHER, 7, 12, "programme.version", '"1.0"', "1.0"),
    of_text(Fault.TEXT_READ_AS_OTHER, 9, 13, "programme.language", "da", "no"),
    of_text(Fault.NOT_A_NUMBER, 10, 34, "programme.duration.value", "value: 12", 'value: "12"'),
    of_text(Fault.OUT_OF_RANGE, 10, 34, "programme.duration.value", "value: 12", "value: 1_2"),
    of_text(
        Fault.OUT_OF_RANGE,
        26,
        35,
        "competencies[0].expected.from",
        "from: 1, to: 4",
        "from: 0, to: 4",
    ),
    of_text(
        Fault.OUT_OF_RANGE,
        10,
        34,
        "programme.duration.value",
        "value: 12",
        "value: 1" + HUGE_NUMBER,
    ),
    of_text(Fault.NOT_TRUE_OR_FALSE, 25, 14, "competencies[0].complex", "true", "ja"),
    of_text(Fault.NOT_TRUE_OR_FALSE, 25, 14, "competencies[0].complex", "true", "yes"),
    of_text(Fault.NOT_A_DATE, 8, 15, "programme.valid_from", "2026-08-01", "1. august 2026"),
    of_text(Fault.NO_SUCH_DATE, 8, 15, "programme.valid_from", "2026-08-01", "2026-02-30"),
    of_text(Fault.DATE_OUT_OF_RANGE, 8, 15, "programme.valid_from", "2026-08-01", "0026-08-01"),
    of_text(Fault.TOO_LONG, 17, 12, "competencies[0].title", "Modtage patienten", LONG),
    of_text(Fault.TEXT_CHARACTER, 4, 10, "programme.title", "Prøve", r"Prøve\u202e"),
    of_text(Fault.TEXT_CHARACTER, 4, 10, "programme.title", "Prøve", r"Prøve\0"),
    of_text(Fault.TEXT_CHARACTER, 4, 10, "programme.title", "Prøve", r"Prøve\ud800"),
    of_text(Fault.CODE_FORM, 16, 11, "competencies[0].code", "A-1", "A 1"),
    of_text(Fault.LIST_EMPTY, 29, 12, "competencies[1].roles", "[communicator]", "[]"),
    of_text(
        Fault.LIST_TOO_LONG, 21, 21, "competencies[0].concretisation", '["ABCDE", "Plan"]', MANY
    ),
    of_text(Fault.NOT_A_CHOICE, 5, 15, "programme.profession", "doctor", "dentist"),
    of_text(Fault.CODE_UNKNOWN, 19, 21, "competencies[0].roles[1]", "leader", "pilot"),
    of_text(Fault.CODE_MISSPELT, 22, 20, "competencies[0].places[1]", "on_call", "on call"),
    of_text(Fault.CODE_MISSPELT, 22, 20, "competencies[0].places[1]", "on_call", "stuegang"),
    of_text(Fault.PLACEMENT_UNKNOWN, 18, 16, "competencies[0].placement", "P1\n", "P9\n"),
    of_text(Fault.CODE_TWICE, 27, 11, "competencies[1].code", "A-2", "a-1"),
    of_text(Fault.CODE_TWICE, 13, 14, "programme.placements[1].code", "P2", "P1"),
    of_text(Fault.SAME_TWICE, 23, 21, "competencies[0].methods[1]", "observe", "read"),
    of_text(
        Fault.SAME_TWICE, 33, 9, "competencies[1].concretisation[1]", "Aftaler", "Prioritering"
    ),
    of_text(
        Fault.BACKWARDS, 26, 35, "competencies[0].expected.from", "from: 1, to: 4", "from: 5, to: 4"
    ),
    of_text(
        Fault.AFTER_THE_END,
        38,
        42,
        "competencies[1].expected.to",
        "from: 3, to: 12",
        "from: 3, to: 13",
    ),
    of_text(
        Fault.AFTER_THE_END,
        13,
        48,
        "programme.placements[1].to",
        "from: 7, to: 12",
        "from: 7, to: 13",
    ),
    of_text(
        Fault.OTHER_UNIT,
        26,
        22,
        "competencies[0].expected.unit",
        "{unit: month, from: 1, to: 4",
        "{unit: week, from: 1, to: 4",
    ),
    of_text(Fault.CPR, 20, 18, DESCRIPTION, "Tage imod.", "Tage imod 150852-5008."),
    of_text(Fault.CPR, 20, 18, DESCRIPTION, "Tage imod.", "Sag 0101578007 imod."),
    of_text(Fault.CPR, 3, 9, "programme.code", "T1", "T-150852-5008"),
]

CASES = [*FILES, *SYNTAX, *CONTENT]
