"""Addresses of curricula."""

from __future__ import annotations

from django.urls import path

from laeringskontrakt.curriculum import views

app_name = "curriculum"
urlpatterns = [
    path("maalbeskrivelser/", views.frameworks, name="frameworks"),
    path("maalbeskrivelser/<uuid:version_id>/", views.version, name="version"),
    path("maalbeskrivelser/<uuid:version_id>/udgivelse/", views.publish, name="publish"),
    path("maalbeskrivelser/<uuid:version_id>/forloeb/", views.course, name="course"),
]
