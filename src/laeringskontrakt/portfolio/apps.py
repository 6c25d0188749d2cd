from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "laeringskontrakt.portfolio"
    label = "portfolio"
