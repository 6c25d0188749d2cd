"""One stylesheet for the browser, joined from the parts in ``static/css``.

A page links ``css/app.css``: one request instead of thirty. The file is made from the parts
and never committed. ``StylesheetFinder`` makes it anew whenever a part has changed, so that
a change is seen after a reload and ``collectstatic`` always takes the newest.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.contrib.staticfiles.finders import FileSystemFinder

FOLDER = Path(__file__).resolve().parent.parent / "static" / "css"
OUTPUT = "app.css"

#: These come first and in this order. Others follow by name: the layers, declared in the first
#: part, decide who wins, so a new part needs no place in the list.
FIRST = (
    "layers",
    "reset",
    "tokens",
    "base",
    "pens",
    "buttons",
    "chips",
    "fields",
    "frame",
    "account",
    "footer",
    "cards",
    "rows",
    "notes",
    "dock",
    "tables",
    "sheet",
    "lines",
    "choosing",
    "activities",
    "agreements",
    "entries",
    "signing",
    "gate",
    "plan",
    "contract",
    "folder",
    "curriculum",
    "states",
    "spacing",
    "print",
    "forced",
)


def build(folder: Path = FOLDER) -> Path:
    """Make ``app.css`` and its compressed twins, unless they are newest already."""
    sources = [path.read_text("utf-8") for path in parts(folder)]
    digest = hashlib.sha256("\0".join(sources).encode()).hexdigest()
    output, first_line = folder / OUTPUT, f"/* Made from the parts beside it. {digest} */"
    if not output.exists() or not output.read_text("utf-8").startswith(first_line):
        _write(output, first_line + "\n" + "".join(compact(source) for source in sources))
    return output


def parts(folder: Path = FOLDER) -> list[Path]:
    """The parts in the order in which they are joined."""
    names = {path.stem for path in folder.glob("*.css")} - {Path(OUTPUT).stem}
    return [folder / f"{name}.css" for name in (*FIRST, *sorted(names - set(FIRST)))]


def compact(css: str) -> str:
    """The same rules without comments and indentation; no value of ours holds ``/*``."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in without_comments.splitlines())
    return "".join(line + "\n" for line in lines if line)


def _write(output: Path, css: str) -> None:
    content = css.encode()
    for suffix, body in {
        ".gz": gzip.compress(content, mtime=0),
        ".br": brotli.compress(content),
        "": content,  # last: its first line says that all three are new
    }.items():
        temporary = output.with_name(f".{output.name}{suffix}.new")
        temporary.write_bytes(body)
        temporary.replace(output.with_name(output.name + suffix))


class StylesheetFinder(FileSystemFinder):
    """Django's finder of ``STATICFILES_DIRS``; makes ``css/app.css`` before it is looked for."""

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """As Django's; the stylesheet is joined first when it is the one asked for."""
        if path == f"css/{OUTPUT}":
            build()
        return super().find(path, *args, **kwargs)

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        """As Django's, after the stylesheet is joined; the parts themselves are not served."""
        build()
        sources = [path.name for path in parts()]
        yield from super().list([*(ignore_patterns or []), *sources])
