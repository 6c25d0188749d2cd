"""The contract on paper: the A4 form, filled and blank, as a tagged PDF."""

from __future__ import annotations

from laeringskontrakt.portfolio.paper.document import render_blank, render_filled

__all__ = ["render_blank", "render_filled"]
