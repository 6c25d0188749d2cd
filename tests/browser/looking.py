"""A page looked at: axe, sideways scroll, small targets; on both widths and in both schemes.

The page is the same in both schemes but for its colours: in the dark one axe looks at these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.visitors import Visitor

WIDTHS = (1280, 360)
#: Looked at for sideways scroll alone.
ALSO = (390, 320)
STANDARDS = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    "best-practice",
]
#: Only these look at colours.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN_ONLY = {
    "light": {"type": "tag", "values": STANDARDS},
    "dark": {"type": "rule", "values": COLOURS},
}
_RUN = "(only) => axe.run({runOnly: only, resultTypes: ['violations']})"

#: Controls smaller than 24 by 24 (WCAG 2.5.8), counted with their label; links in a sentence pass.
_SMALL = """() => [...document.querySelectorAll(
    "a[href], button, select, textarea, summary, input:not([type=hidden])")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .filter((one) => !(one.matches("a") && getComputedStyle(one).display === "inline"))
  .map((one) => [one, [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect())])
  .filter(([one, boxes]) => !one.matches(".skip") && boxes.some((box) => box.width > 0))
  .filter(([, boxes]) => !boxes.some((box) => box.width >= 23.9 && box.height >= 23.9))
  .map(([one, boxes]) => `${one.outerHTML.slice(0, 90)} ${boxes[0].width}×${boxes[0].height}`)"""

#: What is wider than the screen, or begins to the left of it, where nobody can scroll.
_SIDEWAYS = """() => {
  const root = document.documentElement;
  const lost = [...document.body.querySelectorAll("a, button, input, p, h1, h2")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".sr, .skip"))
    .filter((one) => one.getBoundingClientRect().left < -1)
    .map((one) => `off the left edge: ${one.outerHTML.slice(0, 80)}`);
  if (lost.length) return lost[0];
  if (root.scrollWidth <= root.clientWidth) return "";
  const far = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 80));
  return `${root.scrollWidth} wide: ${far.slice(-1)}`;
}"""


@dataclass
class Look:
    """What is wrong with the pages looked at so far, one line each."""

    visitor: Visitor
    found: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def at(self, path: str, name: str = "") -> Page:
        """Open a page and look at it."""
        page = self.visitor.go(path)
        self.here(name or path)
        return page

    def here(self, name: str) -> None:
        """Look at what is on the screen now; the width is put back afterwards."""
        page = self.visitor.page
        before = page.viewport_size
        assert before
        page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            self._note(name, width, page.evaluate(_SMALL), "small")
            for scheme, rules in RUN_ONLY.items():
                page.emulate_media(color_scheme=scheme)
                found = page.evaluate(_RUN, rules)["violations"]
                self._note(name, width, [_words(rule) for rule in found], scheme)
        for width in (*ALSO, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            self._note(name, width, filter(None, [page.evaluate(_SIDEWAYS)]), "sideways")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(before)
        self.names.append(name)

    def _note(self, name: str, width: int, troubles: Iterable[str], kind: str) -> None:
        self.found += [f"{name} at {width}, {kind}: {trouble}" for trouble in troubles]


def _words(rule: dict[str, Any]) -> str:
    where = [f"{node['target'][0]} {node['html'][:80]}" for node in rule["nodes"][:3]]
    return f"{rule['id']} {where}"
