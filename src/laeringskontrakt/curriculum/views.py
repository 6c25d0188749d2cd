"""The curricula of the organisation: the list, one version, and bringing a file in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.core.tongue import Said, as_written
from laeringskontrakt.curriculum import actions, queries, reading
from laeringskontrakt.curriculum.forms import CourseForm, UploadForm
from laeringskontrakt.curriculum.models import FrameworkVersion
from laeringskontrakt.curriculum.vocabulary import vocabulary
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.people.models import Person, Placement
from laeringskontrakt.people.queries import may_manage_in

#: What was done, as the page one comes back to says it.
NEW, SAME, PUBLISHED, PLANNED = "ny", "uaendret", "udgivet", "planlagt"


@dataclass(frozen=True)
class Attempt:
    """What came of a file that was not imported."""

    filename: str
    problems: tuple[reading.Problem, ...] = ()
    message: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def frameworks(request: HttpRequest) -> HttpResponse:
    """The list; programme leads and administrators also import here."""
    person = person_of(request)
    if request.method != "POST":
        return _list(request, person, UploadForm(initial={"publish": True}))
    actions.refuse_outsider(person, person.organisation)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, person, form, status=422)
    attempt = _bring_in(person, form.cleaned_data["file"], publish=form.cleaned_data["publish"])
    if isinstance(attempt, Attempt):
        return _list(request, person, form, attempt, status=422)
    version, said = attempt
    return redirect(f"{reverse('curriculum:version', args=[version.pk])}?svar={said}")


@require_safe
@signed_in
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: its competencies, with the official text folded (domain §4.3 I2)."""
    person = person_of(request)
    found = _visible(person, version_id)
    context = {
        "version": found,
        "placements": found.placements.all(),
        "competencies": queries.competencies_of(found),
        "vocabulary": vocabulary(),
        "may_plan": found.published_at is not None
        and may_manage_in(person, found.framework.organisation),
        "may_publish": found.published_at is None
        and queries.may_import(person, found.framework.organisation),
        "said": request.GET.get("svar", ""),
    }
    return render(request, "curriculum/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def course(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Let a trainee of one's own department follow a published version: course and plan."""
    person = person_of(request)
    found = _visible(person, version_id)
    actions.refuse_no_lead(person, found.framework.organisation)
    placements = queries.placements_led(person, today=clock.today())
    trainees = queries.trainees_of(placements)
    choices: list[tuple[str, Said | str]] = [("", _("Vælg"))]
    choices += [(str(key), as_written(name)) for key, name in trainees.items()]
    if request.method != "POST":
        return _course(request, found, CourseForm(trainees=choices))
    form = CourseForm(request.POST, trainees=choices)
    if form.is_valid():
        try:
            _lay(person, found, placements, **form.cleaned_data)
        except Invalid as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, ValidationError(error.message, code=error.code))
        else:
            return redirect(f"{reverse('curriculum:course', args=[found.pk])}?svar={PLANNED}")
    return _course(request, found, form, status=422)


def _lay(
    person: Person,
    found: FrameworkVersion,
    placements: list[Placement],
    *,
    trainee: str,
    starts_on: date,
) -> None:
    ends_on = queries.end_of(found, starts_on)
    own = [row for row in placements if str(row.trainee_id) == trainee]
    actions.plan_course(
        trainee=own[0].trainee,
        version=found,
        starts_on=starts_on,
        ends_on=ends_on,
        placements=actions.placements_within(own, starts_on, ends_on),
        by=person,
        now=clock.now(),
    )


def _course(
    request: HttpRequest, found: FrameworkVersion, form: CourseForm, status: int = 200
) -> HttpResponse:
    context = {"version": found, "form": form, "said": request.GET.get("svar", "")}
    return render(request, "curriculum/course.html", context, status=status)


@require_POST
@signed_in
def publish(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Fix a version for ever, so that trainees can be planned by it."""
    person = person_of(request)
    actions.publish_version(version=_visible(person, version_id), by=person, now=clock.now())
    return redirect(f"{reverse('curriculum:version', args=[version_id])}?svar={PUBLISHED}")


def _visible(person: Person, key: UUID) -> FrameworkVersion:
    drafts = queries.may_import(person, person.organisation)
    try:
        return queries.version_for(person, key, drafts=drafts)
    except FrameworkVersion.DoesNotExist as error:
        raise Http404 from error


def _bring_in(
    person: Person, upload: File[bytes], *, publish: bool
) -> Attempt | tuple[FrameworkVersion, str]:
    """The version and what was done, or why nothing was."""
    assert person.organisation is not None  # refuse_outsider has seen to it
    name = upload.name or ""
    # One byte more than is allowed is enough to know that it is too much.
    data = upload.read(reading.MAX_BYTES + 1)
    read = reading.read(data, filename=name, vocabulary=vocabulary())
    if read.curriculum is None:
        return Attempt(name, problems=read.problems)
    known = queries.stored_version(read.curriculum, person.organisation)
    try:
        made = actions.import_framework(
            file=read.curriculum,
            organisation=person.organisation,
            by=person,
            now=clock.now(),
            publish=publish,
        )
    except Invalid as error:
        return Attempt(name, message=error.message)
    unchanged = known is not None and (known.pk, known.published_at) == (made.pk, made.published_at)
    return made, SAME if unchanged else NEW


def _list(
    request: HttpRequest,
    person: Person,
    form: UploadForm,
    attempt: Attempt | None = None,
    status: int = 200,
) -> HttpResponse:
    may_import = queries.may_import(person, person.organisation)
    context = {
        "frameworks": queries.frameworks_of(person.organisation, drafts=may_import),
        "may_import": may_import,
        "form": form,
        "attempt": attempt,
        "megabytes": reading.MAX_BYTES // 1_000_000,
    }
    return render(request, "curriculum/frameworks.html", context, status=status)
