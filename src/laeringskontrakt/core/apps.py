from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "laeringskontrakt.core"
    label = "core"
