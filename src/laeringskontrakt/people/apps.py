from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "laeringskontrakt.people"
    label = "people"

    def ready(self) -> None:
        from django.contrib.auth import user_logged_in

        from laeringskontrakt.people import sessions

        user_logged_in.connect(sessions.begin, dispatch_uid="people.sessions.begin")
