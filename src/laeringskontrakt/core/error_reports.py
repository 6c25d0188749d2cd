"""Error reports without anything that a person typed. Named in the settings.

``DEFAULT_EXCEPTION_REPORTER_FILTER`` takes ``ReportFilter``, ``DEFAULT_EXCEPTION_REPORTER``
takes ``Report``.
"""

from __future__ import annotations

from collections.abc import ItemsView
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from laeringskontrakt.core.logging import masked


class ReportFilter(SafeExceptionReporterFilter):
    """Outside debug: names of fields and local variables, never their values."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """The names of the fields, each with a substitute for its value."""
        typed: dict[str, Any] = super().get_post_parameters(request)
        if not self.is_active(request):
            return typed
        return dict.fromkeys(typed, self.cleansed_substitute)

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        """The names of the local variables, each with a substitute for its value."""
        variables = super().get_traceback_frame_variables(request, tb_frame)
        if not self.is_active(request):
            return variables
        return dict.fromkeys((name for name, _ in variables), self.cleansed_substitute).items()


class Report(ExceptionReporter):
    """The finished report is masked, in debug too: the error's own words may quote a text."""

    def get_traceback_html(self) -> SafeString:
        """The report as HTML."""
        return SafeString(masked(super().get_traceback_html()))

    def get_traceback_text(self) -> SafeString:
        """The report as text."""
        return SafeString(masked(super().get_traceback_text()))
