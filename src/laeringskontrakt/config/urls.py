"""Every address of the product, and nothing else: an undeclared one fails the tests."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("laeringskontrakt.core.urls")),
    path("", include("laeringskontrakt.people.urls")),
    path("", include("laeringskontrakt.curriculum.urls")),
    path("", include("laeringskontrakt.contracts.urls")),
    path("", include("laeringskontrakt.portfolio.urls")),
]

handler400 = "laeringskontrakt.core.errors_page.bad_request"
handler403 = "laeringskontrakt.core.errors_page.forbidden"
handler404 = "laeringskontrakt.core.errors_page.not_found"
handler500 = "laeringskontrakt.core.errors_page.server_error"
