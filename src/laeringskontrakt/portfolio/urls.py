"""Addresses of the home, the plan, the folder and the paper."""

from __future__ import annotations

from django.urls import path

from laeringskontrakt.portfolio.views import export, folder, home, paper, plan

app_name = "portfolio"

urlpatterns = [
    path("", home.home, name="home"),
    path("i-dag/<uuid:contract_id>/udfoert/", home.tick, name="tick"),
    path("plan/", plan.own_plan, name="plan"),
    path("plan/<uuid:trainee>/", plan.plan_of, name="plan_of"),
    path("plan/valg/<uuid:planned_id>/", plan.choose, name="choose"),
    path("mappe/", folder.folder, name="folder"),
    path("kontrakt/<uuid:contract_id>/eksport.json", export.export, name="export"),
    path("efterproev.py", export.verify_script, name="verify_script"),
    path("formular.pdf", paper.blank_paper, name="blank_paper"),
    path("kontrakt/<uuid:contract_id>/formular.pdf", paper.paper, name="paper"),
]
