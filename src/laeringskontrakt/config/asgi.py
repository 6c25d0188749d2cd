"""The ASGI application that granian serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laeringskontrakt.config.wsgi import application as pages

if TYPE_CHECKING:
    from laeringskontrakt.config.gateway.product import Product


def _with_streams() -> Product:
    # Read when Django has been set up, which the line above does.
    from laeringskontrakt.config.gateway.product import Product

    return Product(pages)


application = _with_streams()
