"""``read``: from the bytes of a curriculum file to a ``CurriculumFile`` or its problems."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass

from laeringskontrakt.curriculum.reading import entries
from laeringskontrakt.curriculum.reading.competencies import read_competencies
from laeringskontrakt.curriculum.reading.decoding import WHOLE_FILE, text_of
from laeringskontrakt.curriculum.reading.entries import CurriculumFile
from laeringskontrakt.curriculum.reading.fields import Fields
from laeringskontrakt.curriculum.reading.messages import Fault
from laeringskontrakt.curriculum.reading.nodes import Block, Node, Scalar, ScalarKind, Unread
from laeringskontrakt.curriculum.reading.problems import Enough, Problem, Problems, shown
from laeringskontrakt.curriculum.reading.programme import read_programme
from laeringskontrakt.curriculum.reading.tree import tree_of
from laeringskontrakt.curriculum.vocabulary import Vocabulary

MAX_BYTES = 1_000_000
MAX_MEGABYTES = MAX_BYTES // 1_000_000
FIELDS = ("schema", "programme", "competencies")


@dataclass(frozen=True, slots=True)
class Reading:
    """Either a whole curriculum and no problems, or no curriculum and at least one problem.

    Problems are in the order of the file, at most 101; the last then says there are more.
    """

    curriculum: CurriculumFile | None
    problems: tuple[Problem, ...]


def read(data: bytes, *, filename: str, vocabulary: Vocabulary) -> Reading:
    """Read a ``curriculum/1`` file. Never raises because of ``data``, never writes.

    ``filename`` is only named in the problems, without its folders. At most ``MAX_BYTES`` are
    looked at: a larger file is refused before it is decoded.
    """
    problems = Problems(shown(re.split(r"[/\\]", filename)[-1]))
    curriculum = None
    with suppress(Enough):
        curriculum = _curriculum(data, vocabulary, problems)
    if problems:
        return Reading(None, problems.in_order())
    return Reading(curriculum, ())


def _curriculum(data: bytes, vocabulary: Vocabulary, problems: Problems) -> CurriculumFile | None:
    if len(data) > MAX_BYTES:
        problems.add(WHOLE_FILE, Fault.TOO_LARGE, most=MAX_MEGABYTES)
        return None
    text = text_of(data, problems)
    root = None if text is None else tree_of(text, problems)
    if not isinstance(root, Block) or not _begins_as_curriculum(root):
        _note_no_curriculum(root, problems)
        return None
    fields = Fields(root, problems, required=FIELDS)
    if fields.text("schema", entries.VERSION) not in ("", entries.SCHEMA):
        _note_schema(root, problems)
    programme = read_programme(fields.node("programme") or Unread(root.place), problems)
    nodes = fields.items("competencies", least=1, most=entries.COMPETENCIES, example="{code: A}")
    competencies = read_competencies(nodes, programme, vocabulary, problems)
    sha256 = hashlib.sha256(data).hexdigest()
    return CurriculumFile(problems.file, sha256, programme, competencies)


def _begins_as_curriculum(root: Block) -> bool:
    """Whether it is worth looking closer: another kind of file would have a fault in each line."""
    schema = root.entries.get("schema")
    if schema is None:
        return not root.entries.keys().isdisjoint(("programme", "competencies"))
    right = isinstance(schema.value, Scalar) and schema.value.text == entries.SCHEMA
    return right or "programme" in root.entries


def _note_no_curriculum(root: Node | None, problems: Problems) -> None:
    """Say what the file is instead, unless it has been said."""
    if isinstance(root, Block) and "schema" in root.entries:
        _note_schema(root, problems)
    elif root is None or (isinstance(root, Scalar) and root.kind is ScalarKind.NOTHING):
        if not problems:
            problems.add(WHOLE_FILE, Fault.EMPTY)
    elif not isinstance(root, Unread):
        problems.add(root.place, Fault.NOT_A_CURRICULUM)


def _note_schema(root: Block, problems: Problems) -> None:
    node = root.entries["schema"].value
    value = shown(node.text) if isinstance(node, Scalar) else "…"
    problems.add(node.place, Fault.SCHEMA, value=value, schema=entries.SCHEMA)
