"""A small curriculum that reads whole, and short ways to change it and to name its problems."""

from __future__ import annotations

from laeringskontrakt.curriculum.reading import Fault, Reading, read
from laeringskontrakt.curriculum.vocabulary import vocabulary

FILENAME = "prøve.yaml"

SAMPLE = """\
schema: curriculum/1
programme:
  code: T1
  title: "Prøveprogram"
  profession: doctor
  stage: introduction
  version: "1.0"
  valid_from: 2026-08-01
  language: da
  duration: {unit: month, value: 12}
  placements:
    - {code: P1, title: "Afsnit", from: 1, to: 6}
    - {code: P2, title: "Klinik", from: 7, to: 12}
  disclaimer: "Demodata."
competencies:
  - code: A-1
    title: "Modtage patienten"
    placement: P1
    roles: [expert, leader]
    description: "Tage imod."
    concretisation: ["ABCDE", "Plan"]
    places: [ward, on_call]
    methods: [read, observe]
    instruments: [cbd]
    complex: true
    expected: {unit: month, from: 1, to: 4}
  - code: A-2
    title: "Gå stuegang"
    roles: [communicator]
    description: "Lede den."
    concretisation:
      - "Prioritering"
      - "Aftaler"
    places: []
    methods: [reflect]
    instruments: []
    complex: false
    expected: {unit: month, from: 3, to: 12}
"""

Where = tuple[Fault, int, int, str]


def read_text(text: str) -> Reading:
    return read(text.encode(), filename=FILENAME, vocabulary=vocabulary())


def changed(old: str, new: str) -> str:
    """The sample with one place changed; fails when ``old`` is not in it."""
    assert old in SAMPLE
    return SAMPLE.replace(old, new, 1)


def faults_of(reading: Reading) -> list[Where]:
    return [(p.fault, p.line, p.column, p.field) for p in reading.problems]
