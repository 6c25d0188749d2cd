"""Addresses of people. Those that django-allauth asks for by name have no namespace."""

from __future__ import annotations

from django.urls import include, path

from laeringskontrakt.people.views import account, again, demo, department, presence, sign_in

_own = [
    path("konto/", account.account, name="account"),
    path("konto/log-ud-overalt/", account.end_all_sessions, name="end_all_sessions"),
    path("konto/log-ud/<slug:handle>/", account.end_session, name="end_session"),
    path("sprog/", account.language, name="language"),
    path("farver/", account.scheme, name="scheme"),
    path("bekraeft/", presence.presence, name="presence"),
    path("bekraeft/send/", presence.send, name="send_proof"),
    path("afdeling/folk/", department.department, name="department"),
    path("afdeling/<uuid:department_id>/personer/", department.add_person, name="add_person"),
    path(
        "afdeling/<uuid:department_id>/ansaettelser/",
        department.place_trainee,
        name="place_trainee",
    ),
    path(
        "afdeling/ansaettelse/<uuid:placement_id>/vejledere/",
        department.appoint_supervisor,
        name="appoint_supervisor",
    ),
    path(
        "afdeling/vejledning/<uuid:supervision_id>/slut/",
        department.end_supervision,
        name="end_supervision",
    ),
    path("hvem/", again.who, name="who"),
    path("log-ind/igen/", again.ask, name="again"),
    path("log-ind/igen/kode/", again.enter, name="again_code"),
    path("demo/log-ind/igen/", again.play, name="demo_again"),
    path("demo/bekraeft/", presence.prove_in_demo, name="demo_proof"),
    path("demo/log-ind/", demo.play, name="demo_play"),
    path("demo/mails/", demo.mails, name="demo_mails"),
]

urlpatterns = [
    path("log-ind/", sign_in.SignIn.as_view(), name="account_login"),
    path("log-ind/", sign_in.SignIn.as_view(), name="account_request_login_code"),
    path("log-ind/kode/", sign_in.enter_code, name="account_confirm_login_code"),
    path("log-ind/lukket/", sign_in.Closed.as_view(), name="account_inactive"),
    path("log-ud/", sign_in.SignOut.as_view(), name="account_logout"),
    path("", include((_own, "people"))),
]
