"""The texts of the product: ``tools/messages.py update | compile | check``.

Danish is the source language: what stands in code and templates is what a Dane reads. Other
languages have a catalogue, ``locale/<language>/LC_MESSAGES/django.po``; it names files but no
line numbers, so that it changes only when a text does.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "laeringskontrakt"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("en",)

METHODS = [
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
    ("templates/**.xml", "jinja2"),
]
# As config/jinja.py sets it up: what is extracted must be what a page asks for.
JINJA = {
    "extensions": "jinja2.ext.i18n,jinja2.ext.do",
    "newstyle_gettext": "true",
    "silent": "false",
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# A comment that begins so, just above a text, is shown to the translator.
COMMENT = "Translators:"
# The whole header: no names and dates, which would change without the texts.
HEADER = """\
# {name}. The source language is Danish; `make messages` keeps this file, people translate in it.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")


def main() -> None:
    """Do what the command line asks for; exits with 1 when a check finds something."""
    parser = argparse.ArgumentParser(description="Extract, compile or check the product's texts.")
    parser.add_argument("command", choices=["update", "compile", "check"])
    command = parser.parse_args().command
    if command == "check":
        problems = [problem for language in LANGUAGES for problem in check(language)]
        print("\n".join(problems) or "Texts: extracted and translated.")
        sys.exit(1 if problems else 0)
    for language in LANGUAGES:
        if command == "update":
            update(language)
        _compile(language)


def po_file(language: str) -> Path:
    """Where the catalogue of a language is kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def extract() -> Catalog:
    """Every text of the package, with the files it stands in."""
    catalog = Catalog(project="Læringskontrakt", charset="utf-8")
    found = extract_from_dir(
        PACKAGE,
        method_map=METHODS,
        options_map={pattern: JINJA for pattern, method in METHODS if method == "jinja2"},
        keywords=KEYWORDS,
        comment_tags=(COMMENT,),
        strip_comment_tags=True,
    )
    for file, _line, text, comments, context in found:
        location = [(Path(file).as_posix(), 0)]
        catalog.add(text, locations=location, auto_comments=comments, context=context)
    return catalog


def check(language: str) -> list[str]:
    """What is wrong with the catalogue of a language, one line for each thing."""
    file = po_file(language)
    catalog, texts = _read(language), extract()
    known = {_key(message) for message in _messages(catalog)}
    wanted = {_key(message) for message in _messages(texts)}
    problems = [f"{file}: lacks {key[1]!r}; run make messages" for key in sorted(wanted - known)]
    problems += [f"{file}: {key[1]!r} is no longer used" for key in sorted(known - wanted)]
    if catalog.obsolete:
        problems.append(f"{file}: keeps {len(catalog.obsolete)} texts that are no longer used")
    for message in _messages(catalog):
        problems += [f"{file}: {_key(message)[1]!r} {fault}" for fault in faults(message)]
    return problems


def faults(message: Message) -> list[str]:
    """What is wrong with one translation: untranslated, unsure, or other placeholders."""
    if message.fuzzy:
        return ["is marked fuzzy"]
    sources, given = _texts(message.id), _texts(message.string or "")
    if not all(given):
        return ["is not translated"]
    # The singular may leave the number out: "one month" for "%(number)s months".
    allowed = {name for source in sources for name in _placeholders(source)}
    needed = _placeholders(sources[-1])
    last = _placeholders(given[-1])
    strange = {name for text in given for name in _placeholders(text)} - allowed
    lost = needed - last
    return [f"has another placeholder: {name}" for name in sorted(strange)] + [
        f"lost the placeholder {name}" for name in sorted(lost)
    ]


def update(language: str) -> None:
    """Bring new texts into the catalogue, drop the unused, and say what awaits translation."""
    old = _read(language)
    old.update(extract(), no_fuzzy_matching=True, update_header_comment=False)
    old.obsolete.clear()
    name = Locale(language).english_name
    header = HEADER.format(name=name, language=language, plural=old.plural_forms)
    buffer = io.BytesIO(header.encode())
    buffer.seek(0, io.SEEK_END)
    write_po(buffer, old, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_bytes() != buffer.getvalue():
        file.write_bytes(buffer.getvalue())
    waiting = [message for message in _messages(old) if faults(message)]
    print(f"{file}: {len(old)} texts, {len(waiting)} to translate or mend")


def _compile(language: str) -> None:
    """Write the ``.mo`` that the product reads, unless it is newer than the catalogue."""
    source = po_file(language)
    target = source.with_suffix(".mo")
    if not source.exists():
        return
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    buffer = io.BytesIO()
    write_mo(buffer, _read(language))
    target.write_bytes(buffer.getvalue())


def _read(language: str) -> Catalog:
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language, project="Læringskontrakt", charset="utf-8", fuzzy=False)
    with file.open("rb") as handle:
        return read_po(handle, locale=language, domain="django")


def _messages(catalog: Catalog) -> Iterator[Message]:
    """Every text, without the header."""
    return (message for message in catalog if message.id)


def _key(message: Message) -> tuple[str, ...]:
    """Context, text and, where there is one, its plural: what makes a message itself."""
    return (message.context or "", *_texts(message.id))


def _texts(text: str | Sequence[str]) -> tuple[str, ...]:
    """The forms of a text: one, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def _placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


if __name__ == "__main__":
    main()
