"""Every write to curricula and plans."""

from laeringskontrakt.curriculum.actions.courses import plan_course
from laeringskontrakt.curriculum.actions.frameworks import (
    import_framework,
    publish_version,
    refuse_outsider,
)

__all__ = ["import_framework", "plan_course", "publish_version", "refuse_outsider"]
