from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "laeringskontrakt.curriculum"
    label = "curriculum"
