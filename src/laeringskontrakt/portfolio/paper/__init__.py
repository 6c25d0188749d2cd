"""The contract on paper: the A4 form, filled and blank, as a tagged PDF."""

from __future__ import annotations

from laeringskontrakt.portfolio.paper.document import render_blank, render_filled
from laeringskontrakt.portfolio.paper.sheet import Spoken

__all__ = ["Spoken", "render_blank", "render_filled"]
