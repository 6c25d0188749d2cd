from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_finished


class CoreConfig(AppConfig):
    name = "laeringskontrakt.core"
    label = "core"

    def ready(self) -> None:
        """Arm the place where a test ends this process, if the environment names one."""
        from laeringskontrakt.core import crash

        crash.arm(settings.CRASH, request_finished.connect)
