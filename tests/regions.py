"""Regions of a page, as ``act.js`` finds them, sends their hashes and puts new ones in."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from tests.pages import PageClient

_START = re.compile(r'<div class="region" data-region="(\w+)" data-hash="(\w+)">')
_DIV = re.compile(r"<(/?)div\b")
_FIELDS = re.compile(
    r'<input type="hidden" name="csrfmiddlewaretoken" value="[^"]*">'
    r'<input type="hidden" name="command_id" value="[^"]*">'
)

View = dict[str, str]


class Shown:
    """A page with regions as it stands in somebody's browser."""

    def __init__(self, client: PageClient, address: str, view: View | None = None) -> None:
        self.client, self.address = client, address
        self.view: View = view or {}
        self.text, self.regions = self._fresh()

    def act(self, address: str, fields: dict[str, Any], **view: str) -> Any:
        """Post in place, as ``act.js`` does, and put in what comes back."""
        data = {"command_id": str(uuid4()), **fields}
        answer = self.client.post(address, data, headers=self.headers())
        if answer.status_code == 200:
            self.put_in(answer.json()["regions"])
        return answer

    def look(self) -> None:
        """Ask whether the other has changed anything, as the page does by itself."""
        answer = self.client.get(self.address, headers={**self.headers(), "X-Background": "1"})
        self.put_in(answer.json()["regions"])

    def headers(self) -> dict[str, str]:
        """What our script says about the page it is on."""
        hashes = {name: _hash(part) for name, part in self.regions.items()}
        return {
            "X-Act": "1",
            "X-View": ";".join(f"{name}={value}" for name, value in self.view.items()),
            "X-Regions": ",".join(f"{name}={key}" for name, key in hashes.items()),
        }

    def put_in(self, regions: dict[str, str]) -> None:
        """Replace the regions that are on the page; the script ignores any other."""
        self.regions |= {name: part for name, part in regions.items() if name in self.regions}

    def reload(self) -> dict[str, str]:
        """The regions of the page asked for anew, at the same place of it.

        Its markup is not read again: each of its regions has been, when it was put in.
        """
        read, self.client.read = self.client.read, False
        regions = self._fresh()[1]
        self.client.read = read
        return regions

    def _fresh(self) -> tuple[str, dict[str, str]]:
        answer = self.client.get(self.address, self.view)
        assert answer.status_code == 200, (answer.status_code, answer.get("Location"))
        text = answer.content.decode()
        return text, regions_of(text)


def regions_of(text: str) -> dict[str, str]:
    """Every region of a page by name, without the hidden fields that are new each time."""
    return {m[1]: _FIELDS.sub("", _whole(text, m.start())) for m in _START.finditer(text)}


def _whole(text: str, start: int) -> str:
    depth = 0
    for mark in _DIV.finditer(text, start):
        depth += -1 if mark[1] else 1
        if depth == 0:
            return text[start : text.index(">", mark.end()) + 1]
    raise AssertionError("a region does not end")


def _hash(part: str) -> str:
    found = _START.match(part)
    assert found, part[:120]
    return found[2]
