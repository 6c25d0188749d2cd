"""The pieces that pages are made of say what they have to, also without colour or sight."""

from __future__ import annotations

import re

import pytest
from django.template import engines


def render(source: str, **context: object) -> str:
    """The text of a piece of a page, without the spaces between tags."""
    html = engines["jinja2"].from_string(source).render(context)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


def test_a_drawing_is_decoration() -> None:
    assert render('{% from "parts/icons.html" import icon %}{{ icon("tick") }}') == (
        '<svg class="i" aria-hidden="true"><use href="/static/img/icons.svg#tick"/></svg>'
    )


@pytest.mark.parametrize(
    ("call", "html"),
    [
        ('pen("SB", "t")', '<span class="pen t" aria-hidden="true">SB</span>'),
        (
            'pen("HJ", "s", name="skrevet af Henrik")',
            (
                '<span class="pen s"><span aria-hidden="true">HJ</span>'
                '<span class="sr">skrevet af Henrik</span></span>'
            ),
        ),
        ('pen("MD", here=true)', '<span class="pen other here" aria-hidden="true">MD</span>'),
        ('ink("<b>", "t", dry=true)', '<span class="ink t dry">&lt;b&gt;</span>'),
    ],
)
def test_a_pen_says_who_wrote(call: str, html: str) -> None:
    assert render('{% from "parts/pens.html" import pen, ink %}{{ ' + call + " }}") == html


def test_a_field_names_its_hint_and_its_error() -> None:
    html = render(
        '{% from "parts/fields.html" import field %}'
        '{{ field("text", "Delmål", typed, hint="Kort.", message="For langt.") }}',
        typed='"><script>',
    )

    assert '<label for="id_text">Delmål</label>' in html
    assert 'aria-describedby="id_text-hint id_text-error" aria-invalid="true" autofocus' in html
    assert 'value="&#34;&gt;&lt;script&gt;"' in html
    assert '<p class="hint" id="id_text-hint">Kort.</p>' in html
    assert re.search(r'<p class="error" id="id_text-error">.*<span>For langt.</span></p>', html)


def test_a_right_field_says_nothing_of_errors() -> None:
    html = render('{% from "parts/fields.html" import field %}{{ field("text", "Delmål") }}')

    assert html == (
        '<div class="field"><label for="id_text">Delmål</label>'
        '<input class="input" id="id_text" name="text" type="text" value="" required></div>'
    )


def test_a_choice_keeps_what_was_chosen() -> None:
    html = render(
        '{% from "parts/fields.html" import select %}'
        '{{ select("place", "Hvor", [(1, "Stuegang"), (2, "Vagt")], "2") }}'
    )

    assert html.count("selected") == 1
    assert '<option value="2" selected>Vagt</option>' in html


def test_chips_are_a_named_group() -> None:
    html = render(
        '{% from "parts/buttons.html" import chips %}'
        '{{ chips("m", "Metode", [("a", "Se"), ("b", "Øve")], ["b"], type="checkbox") }}'
    )

    assert '<fieldset><legend class="legend">Metode</legend>' in html
    assert re.findall(r'value="(\w)"( checked)?', html) == [("a", ""), ("b", " checked")]


@pytest.mark.parametrize(("kind", "role"), [("", "status"), ("now", "status"), ("bad", "alert")])
def test_a_note_is_read_out(kind: str, role: str) -> None:
    html = render(
        '{% from "parts/notes.html" import note %}{{ note("Gemt.", "Nu.", kind=kind) }}', kind=kind
    )

    assert f'role="{role}"' in html
    assert "<p><b>Gemt.</b> Nu.</p>" in html


def test_marks_show_what_is_done_and_begun() -> None:
    html = render('{% from "parts/notes.html" import marks %}{{ marks(4, 1, 1, shape="rd") }}')

    assert html == (
        '<span class="marks rd" aria-hidden="true"><i class="d"></i><i class="h"></i>'
        "<i></i><i></i></span>"
    )


def test_a_button_carries_its_attributes() -> None:
    html = render(
        '{% from "parts/buttons.html" import button %}'
        '{{ button("Underskriv", "primary", attrs={"name": "act", "data-x": "<"}) }}'
    )

    assert html == (
        '<button class="btn primary" type="submit" name="act" data-x="&lt;">Underskriv</button>'
    )
