"""What a curriculum says, from its file or from its rows, as one comparable value.

Comments, spacing and quotes are no content: a file that was only tidied says the same.
"""

from __future__ import annotations

from typing import Any

from laeringskontrakt.core import canonical
from laeringskontrakt.curriculum.models import Competency, FrameworkVersion
from laeringskontrakt.curriculum.reading import CompetencyEntry, CurriculumFile


def of_file(file: CurriculumFile) -> str:
    """The content of a file that was read, as canonical JSON."""
    programme = file.programme
    return canonical.text(
        {
            "code": programme.code,
            "version": programme.version,
            "title": programme.title,
            "profession": programme.profession,
            "stage": programme.stage,
            "language": programme.language,
            "valid_from": programme.valid_from.isoformat(),
            "duration": [programme.unit, programme.duration],
            "disclaimer": programme.disclaimer,
            "placements": [[p.code, p.title, p.first, p.last] for p in programme.placements],
            "competencies": [_of_entry(entry) for entry in file.competencies],
        }
    )


def of_version(version: FrameworkVersion) -> str:
    """The content of an imported version, as canonical JSON: equal when it says the same."""
    competencies = version.competencies.prefetch_related("concretisations")
    return canonical.text(
        {
            "code": version.framework.code,
            "version": version.version,
            "title": version.title,
            "profession": version.profession,
            "stage": version.stage,
            "language": version.language,
            "valid_from": version.valid_from.isoformat(),
            "duration": [version.duration_unit, version.duration],
            "disclaimer": version.disclaimer,
            "placements": [[p.code, p.title, p.first, p.last] for p in version.placements.all()],
            "competencies": [_of_row(row) for row in competencies],
        }
    )


def _of_entry(entry: CompetencyEntry) -> dict[str, Any]:
    expected = entry.expected
    return {
        "code": entry.code,
        "title": entry.title,
        "description": entry.description,
        "concretisation": list(entry.concretisation),
        "roles": list(entry.roles),
        "places": list(entry.places),
        "methods": list(entry.methods),
        "instruments": list(entry.instruments),
        "complex": entry.complex,
        "placement": entry.placement,
        "expected": [expected.unit, expected.first, expected.last],
    }


def _of_row(row: Competency) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "description": row.description,
        "concretisation": [line.text for line in row.concretisations.all()],
        "roles": row.roles,
        "places": row.places,
        "methods": row.methods,
        "instruments": row.instruments,
        "complex": row.complex,
        "placement": row.placement_code,
        "expected": [row.expected_unit, row.expected_from, row.expected_to],
    }
