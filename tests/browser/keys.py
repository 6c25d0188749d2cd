"""A keyboard and nothing else. After each key, focus is somewhere, visible and not covered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.sheet_page import SheetPage

_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return "lost";
  const drawn = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  };
  let ringed = false;
  for (let at = one, up = 0; at && up < 5; at = at.parentElement, up += 1) {
    ringed ||= drawn(at) && at.matches(":focus-visible, :focus-within");
  }
  if (one.matches("[type=checkbox], [type=radio]") && one.nextElementSibling) {
    ringed ||= drawn(one.nextElementSibling);
  }
  if (!ringed) return "no ring";
  const box = one.getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight) return "out of sight";
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 60), 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const label = one.labels?.[0];
  const seen = one.contains(top) || top?.contains(one) || label?.contains(top);
  return seen ? "" : `covered by ${top?.outerHTML.slice(0, 80)}`;
}"""


@dataclass
class Keys:
    """Somebody at a keyboard. ``troubles`` is where focus was lost, unseen or covered."""

    page: Page
    troubles: list[str] = field(default_factory=list)

    @property
    def sheet(self) -> SheetPage:
        return SheetPage(self.page)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self._look(key)

    def act(self, key: str) -> None:
        """Press a key that sends something, and wait for the answer."""
        self.press(key)
        self.sheet.settled()
        self._look(f"the answer to {key}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self._look(text)

    def write(self, text: str) -> None:
        """A line and Enter, waiting for the answer."""
        self.type(text)
        self.act("Enter")

    def _look(self, what: str) -> None:
        # One frame, so that what the key set going has been drawn.
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
        trouble: Any = self.page.evaluate(_FOCUS)
        if trouble:
            self.troubles.append(f"{what}: {trouble}, at {self.sheet.focused!r}")
