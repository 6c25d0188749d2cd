"""Every write to curricula and plans."""

from laeringskontrakt.curriculum.actions.courses import (
    placements_within,
    plan_course,
    refuse_no_lead,
)
from laeringskontrakt.curriculum.actions.frameworks import (
    import_framework,
    publish_version,
    refuse_outsider,
)

__all__ = [
    "import_framework",
    "placements_within",
    "plan_course",
    "publish_version",
    "refuse_no_lead",
    "refuse_outsider",
]
