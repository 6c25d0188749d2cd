"""Addresses that need no sign-in."""

from __future__ import annotations

from django.urls import path

from laeringskontrakt.core import views

app_name = "core"
urlpatterns = [
    path("hjaelp/", views.help_page, name="help"),
    path("privatliv/", views.privacy, name="privacy"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
]
