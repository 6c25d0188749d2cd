"""The words that the form is printed with: their names and nothing else.

The template and the code around it hold no language. Whoever renders hands in a
``PaperLabels``; ``labels.py`` makes one from the catalogue of the chosen language.
"""

from __future__ import annotations

from typing import Literal, TypedDict

Party = Literal["trainee", "supervisor"]
Copies = Literal["one", "both"]


class PaperLabels(TypedDict):
    """Every word on the form. ``%(name)s`` marks what is filled in."""

    form_title: str
    document_title: str  # number, title
    untitled: str  # number
    draft_title: str  # title
    blank_title: str
    copy: str
    chosen: str
    not_chosen: str
    trainee: str
    supervisor: str
    co_supervisor: str
    department: str
    date_and_period: str
    competency: str
    competencies: str
    purpose: str
    order_note: str
    subgoals_heading: str
    number: str
    subgoal: str
    one_subgoal: str  # numbers
    subgoal_numbers: str  # numbers
    whole_competency: str
    where_and_what: str
    how: str
    who: str
    latest: str
    latest_at: str  # date
    done: str
    is_done: str
    is_not_done: str
    see: str  # places
    own_activity: str
    with_colleague: str
    with_supervisor: str
    agreements_heading: str
    who_looks: str
    what_and_how: str
    when: str
    duration: str
    minutes: str  # minutes
    assessment: str
    no_assessment: str
    target_level: str  # level, label
    result: str
    achieved: str
    partly: str
    not_yet: str
    next_step: str
    written_by: str  # name
    keep_note: str
    draft: str
    signature_missing: str
    number_and_version: str  # number, version
    number_alone: str  # number
    version: str  # version
    content_hash: str  # hash
    audit_head: str  # hash
    no_patient_data: str
    page: str  # page, pages
    qr_alt: str  # url
    qr_caption: str
    list_and: str  # list, last
    first_to_last: str  # first, last
    conversation: str  # date
