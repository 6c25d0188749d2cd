"""Reading a curriculum file (``curriculum/1``, YAML): the whole file, or what is wrong with it.

``read`` never raises because of what is in a file, writes nothing, and gives either a
``CurriculumFile`` or at least one ``Problem``, never both.
"""

from laeringskontrakt.curriculum.reading.entries import (
    CompetencyEntry,
    CurriculumFile,
    Expected,
    PlacementEntry,
    ProgrammeEntry,
)
from laeringskontrakt.curriculum.reading.messages import Fault
from laeringskontrakt.curriculum.reading.problems import Problem
from laeringskontrakt.curriculum.reading.reader import MAX_BYTES, Reading, read

__all__ = [
    "MAX_BYTES",
    "CompetencyEntry",
    "CurriculumFile",
    "Expected",
    "Fault",
    "PlacementEntry",
    "Problem",
    "ProgrammeEntry",
    "Reading",
    "read",
]
