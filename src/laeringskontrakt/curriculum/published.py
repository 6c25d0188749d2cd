"""What is published never changes: neither the version nor the rows it is made of.

Trainees stay on the version they began with (domain §1.1), so a change under their feet is
refused wherever it comes from: a row saved, deleted, or changed with many others at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from laeringskontrakt.core.errors import WrongStage

M = TypeVar("M", bound=models.Model)


def refuse_published(kind: type[models.Model], objects: Iterable[models.Model]) -> None:
    """Raise ``WrongStage`` when one of ``objects`` belongs to a published version.

    ``kind.version_path`` is the way from the row to its version, such as
    ``competency__version``; ``""`` is the version itself.
    """
    parent, _sep, rest = kind.version_path.partition("__")  # type: ignore[attr-defined]
    if parent:
        keys = {getattr(row, f"{parent}_id") for row in objects}
        model = kind._meta.get_field(parent).related_model
        assert isinstance(model, type)
    else:
        keys, model = {row.pk for row in objects}, kind
    lookup = f"{rest}__published_at" if rest else "published_at"
    found = model._default_manager.filter(pk__in=keys, **{f"{lookup}__isnull": False})
    if found.exists():
        raise _refusal()


def _refusal() -> WrongStage:
    return WrongStage(
        _("En udgivet udgave ændres ikke. Importér en ny udgave med et nyt versionsnummer."),
        code="published",
    )


class PublishedQuerySet(models.QuerySet[M]):
    """Many rows at once, unless one of them belongs to a published version."""

    def update(self, **kwargs: Any) -> int:
        self._refuse()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse()
        return super().delete()

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        refuse_published(self.model, rows)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], *args: Any, **kw: Any) -> int:
        rows = list(objs)
        refuse_published(self.model, rows)
        return super().bulk_update(rows, fields, *args, **kw)

    def _refuse(self) -> None:
        path: str = self.model.version_path  # type: ignore[attr-defined]
        lookup = f"{path}__published_at" if path else "published_at"
        if self.filter(**{f"{lookup}__isnull": False}).exists():
            raise _refusal()


class Published(models.Model):
    """A row that is a version, or part of one, and is fixed once that is published."""

    version_path: ClassVar[str]
    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_published(type(self), [self])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_published(type(self), [self])
        return super().delete(*args, **kwargs)
