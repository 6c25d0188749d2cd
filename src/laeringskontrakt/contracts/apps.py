from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "laeringskontrakt.contracts"
    label = "contracts"
