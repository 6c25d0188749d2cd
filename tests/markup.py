"""What every page must be, whoever reads it and however: the rules that a machine can check.

``of_page`` and ``of_fragment`` answer a list of complaints, empty when all is well. Pages are
read as a browser reads them (html5lib), so that what is malformed is found too.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

#: Hidden values that are new in every answer, or only say which page was asked for.
_FRESH = re.compile(r'(name="(?:csrfmiddlewaretoken|command_id|next)" value=")[^"]*"')

#: What a template engine leaves behind when it was not one, or a text was not filled in.
_UNFILLED = re.compile(r"\{\{[\s\w-]|\{%[\s\w+-]|\{#|%\(\w+\)[sd]|&(?:amp|lt|gt|quot|#\d+);")

_ADDRESSES = ("src", "href", "action", "formaction", "poster", "data", "cite", "ping", "manifest")
_REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-details")
_SINGLE_REFERENCES = ("for", "list", "form", "aria-activedescendant", "popovertarget")
_FIELDS = ("input", "textarea", "select")
_UNNAMED_INPUTS = {"hidden", "submit", "reset", "image", "button"}
_NAMED_ROLES = {"radiogroup", "dialog", "img", "listbox", "tab", "checkbox", "radio", "switch"}
_INTERACTIVE = {"a", "button", "details", "input", "label", "select", "textarea"}
_CHILDREN = {
    "ul": {"li", "template", "script"},
    "ol": {"li", "template", "script"},
    "dl": {"dt", "dd", "div", "template", "script"},
    "select": {"option", "optgroup", "hr"},
}


def without_tokens(text: str) -> str:
    """A page without what is new each time it is made, so that two of them can be compared."""
    return _FRESH.sub(r'\1"', text)


def of_page(text: str, language: str) -> list[str]:
    """What is wrong with a whole page that should be in ``language``."""
    return list(_of_page(without_tokens(text), language))


def of_fragment(text: str) -> list[str]:
    """What is wrong with a part of a page, as far as can be told without the rest."""
    return list(_of_fragment(without_tokens(text)))


@functools.lru_cache(maxsize=4096)
def _of_page(text: str, language: str) -> tuple[str, ...]:
    parser = _parser()
    page = Markup(parser.parse(text))
    return (
        *_malformed(parser),
        *page.anywhere(),
        *page.whole(language),
        *page.references(),
        *page.forms(),
    )


@functools.lru_cache(maxsize=4096)
def _of_fragment(text: str) -> tuple[str, ...]:
    parser = _parser()
    return (*_malformed(parser_of(parser, text)), *Markup(parser.fragment).anywhere())


def parser_of(parser: html5lib.HTMLParser, text: str) -> html5lib.HTMLParser:
    """``parser`` after it has read ``text`` as what stands inside an element."""
    parser.fragment = parser.parseFragment(text)
    return parser


def _parser() -> html5lib.HTMLParser:
    tree = html5lib.getTreeBuilder("etree")
    return html5lib.HTMLParser(tree=tree, namespaceHTMLElements=False)


def _malformed(parser: html5lib.HTMLParser) -> Iterator[str]:
    for place, code, facts in parser.errors:
        if code == "invalid-codepoint":
            continue  # a control character that somebody typed comes back as it was typed
        yield f"malformed at {place}: {code} {facts or ''}"


class Markup:
    """An element tree with what the rules ask of it."""

    def __init__(self, root: Element) -> None:
        self.root = root
        for element in root.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2]  # a drawing has a namespace
        self.parent = {child: element for element in root.iter() for child in element}
        self.all = [e for e in root.iter() if isinstance(e.tag, str)]
        # What is in a template is not on the page until a script puts it there.
        self.shown = [e for e in self.all if not self._inside(e, "template")]
        self.by_id = {e.get("id"): e for e in self.shown if e.get("id") is not None}

    def anywhere(self) -> Iterator[str]:
        """Rules for pages and for parts of pages alike."""
        yield from self._foreign_or_inline()
        yield from self._unfilled()
        yield from self._nested()
        yield from self._unique()
        for element in self.shown:
            yield from self._named(element)

    def whole(self, language: str) -> Iterator[str]:
        """Rules that only a whole page can keep."""
        html = next(e for e in self.all if e.tag == "html")
        if html.get("lang") != language:
            yield f"the page is in {language} and says lang={html.get('lang')}"
        headings = [e for e in self.shown if re.fullmatch("h[1-6]", e.tag)]
        if sum(e.tag == "h1" for e in headings) != 1:
            yield f"{sum(e.tag == 'h1' for e in headings)} h1 on the page"
        title = next((e for e in self.all if e.tag == "title"), None)
        if title is None or not words(title).partition("–")[0].strip():
            yield "the page has no title of its own"
        # The first that is wrong takes it.
        wants = [e for e in self.shown if "autofocus" in e.attrib]
        if len(wants) > 1 and not all(e.get("aria-invalid") for e in wants):
            yield "more than one field wants the focus"
        if sum(e.tag == "main" for e in self.shown) != 1:
            yield "the page has not exactly one main"
        texts = (text for e in self.shown for text in (e.text, e.tail) if text)
        if language == "da" and any(text.strip() == "None" for text in texts):
            yield "'None' as a text"
        level = 0
        for heading in (e for e in headings if not self._inside(e, "dialog")):
            found = int(heading.tag[1])
            if found > level + 1:
                yield f"h{found} {words(heading)!r} follows h{level}"
            level = found

    def references(self) -> Iterator[str]:
        """Whatever names another element names one that is there."""
        for element in self.shown:
            wanted = [key for name in _REFERENCES for key in element.get(name, "").split()]
            wanted += [element.get(n, "") for n in _SINGLE_REFERENCES if element.get(n) is not None]
            if element.tag == "a" and element.get("href", "").startswith("#"):
                wanted.append(element.get("href", "")[1:])
            for key in wanted:
                if key not in self.by_id:
                    yield f"{show(element)} refers to {key!r}, which is not on the page"

    def forms(self) -> Iterator[str]:
        """A form that writes carries its token, and one posted in place its command."""
        for form in (e for e in self.shown if e.tag == "form"):
            names = {e.get("name") for e in form.iter() if e.tag == "input"}
            if form.get("method", "get").lower() != "post":
                continue
            if "csrfmiddlewaretoken" not in names:
                yield f"{show(form)} has no token"
            if "data-act" in form.attrib and "command_id" not in names:
                yield f"{show(form)} is posted in place and has no command id"
            if not form.get("action"):
                yield f"{show(form)} has no address"

    def _foreign_or_inline(self) -> Iterator[str]:
        for element in self.all:
            if element.tag == "script" and (not element.get("src") or (element.text or "").strip()):
                yield "inline script"
            if element.tag in {"style", "iframe", "object", "embed", "base", "frame"}:
                yield f"<{element.tag}>"
            if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
                yield "meta refresh"
            for name, value in element.attrib.items():
                plain = str(name).rpartition("}")[2].rpartition(":")[2].lower()
                if plain == "style" or re.fullmatch("on[a-z]+", plain):
                    yield f"inline {plain} on {show(element)}"
                if plain in _ADDRESSES and not _at_home(value):
                    yield f"{show(element)} leads away: {plain}={value!r}"
                if plain == "srcset":
                    yield f"{show(element)} has a srcset"

    def _unfilled(self) -> Iterator[str]:
        for element in self.all:
            for value in element.attrib.values():
                if value in {"None", "Undefined", "False", "True"}:
                    yield f"{value!r} on {show(element)}"
            texts = [element.text, element.tail, *element.attrib.values()]
            for text in filter(None, texts):
                if found := _UNFILLED.search(text):
                    yield f"{found[0]!r} left in {text.strip()[:60]!r}"

    def _nested(self) -> Iterator[str]:
        for element in self.shown:
            allowed = _CHILDREN.get(element.tag)
            wrong = [c.tag for c in element if isinstance(c.tag, str) and allowed]
            for tag in wrong:
                if allowed and tag not in allowed:
                    yield f"<{tag}> straight in {show(element)}"
            if element.tag in {"a", "button", "summary"}:
                inside = [e.tag for e in element.iter() if e is not element]
                for tag in _INTERACTIVE.intersection(t for t in inside if isinstance(t, str)):
                    yield f"<{tag}> inside {show(element)}"
            if re.fullmatch("[1-9][0-9]*", element.get("tabindex", "0")):
                yield f"tabindex on {show(element)}"

    def _unique(self) -> Iterator[str]:
        counts = Counter(e.get("id") for e in self.shown if e.get("id") is not None)
        for key, number in counts.items():
            if number > 1:
                yield f"id {key!r} stands {number} times"
            if not key or re.search(r"\s", key):
                yield f"id {key!r} is none"

    def _named(self, element: Element) -> Iterator[str]:
        wrong = _wrong_by_itself(element)
        if wrong and not (element.tag == "svg" and self._silent(element)):
            yield f"{show(element)} {wrong}"
        if _needs_name(element) and not self.name_of(element):
            yield f"{show(element)} has no name that can be read out"
        radio = element.tag == "input" and element.get("type") == "radio"
        if radio and not self._in_named_group(element):
            yield f"{show(element)} is in no group with a name"

    def name_of(self, element: Element) -> str:
        """What a screen reader calls the element; a placeholder is not a name."""
        keys = element.get("aria-labelledby", "").split()
        if keys and element.tag == "dialog" and "open" not in element.attrib:
            return " ".join(keys)  # its heading is written when it is opened
        if keys:
            return " ".join(words(self.by_id[key]) for key in keys if key in self.by_id)
        if element.get("aria-label", "").strip():
            return element.get("aria-label", "").strip()
        if element.tag in _FIELDS:
            own = element.get("id")
            labels = [e for e in self.shown if e.tag == "label" and own and e.get("for") == own]
            around = self._around(element, "label")
            named = words(labels[0]) if labels else words(around) if around is not None else ""
        elif element.tag == "optgroup":
            named = element.get("label", "")
        else:
            named = words(element) if element.tag != "dialog" else ""
        return named or element.get("title", "").strip()

    def _in_named_group(self, element: Element) -> bool:
        fieldset = self._around(element, "fieldset")
        if fieldset is not None:
            return True  # its legend is looked at where it stands
        at: Element | None = element
        while at is not None:
            if at.get("role") in {"radiogroup", "group"} and self.name_of(at):
                return True
            at = self.parent.get(at)
        return False

    def _silent(self, element: Element) -> bool:
        """Whether it stands in something that is hidden from readers, or is part of an image."""
        at = self.parent.get(element)
        while at is not None and at.tag != "svg" and at.get("aria-hidden") != "true":
            at = self.parent.get(at)
        return at is not None

    def _around(self, element: Element, tag: str) -> Element | None:
        at = self.parent.get(element)
        while at is not None and at.tag != tag:
            at = self.parent.get(at)
        return at

    def _inside(self, element: Element, tag: str) -> bool:
        return self._around(element, tag) is not None


def _wrong_by_itself(element: Element) -> str:
    if element.tag == "button":
        known = element.get("type", "").lower() in {"submit", "button", "reset"}
        return "" if known else "has no type"
    if element.tag == "img":
        return "" if "alt" in element.attrib else "has no alt"
    if element.tag == "svg":
        drawn = element.get("aria-hidden") == "true" or element.get("role") == "img"
        return "" if drawn else "is neither hidden nor an image"
    if element.tag == "fieldset":
        legends = [words(child) for child in element if child.tag == "legend"]
        return "" if any(legends) else "has no legend"
    if element.tag == "a":
        return "" if "href" in element.attrib else "leads nowhere"
    return ""


def _needs_name(element: Element) -> bool:
    if element.tag == "input":
        return element.get("type", "").lower() not in _UNNAMED_INPUTS
    if element.tag in {"button", "textarea", "select", "a", "summary", "dialog", "optgroup"}:
        return True
    return element.get("role") in _NAMED_ROLES


def words(element: Element) -> str:
    """The text of an element as it is read out: what is hidden from readers is left out."""
    if element.get("aria-hidden") == "true":
        return ""
    parts = [element.get("alt", "") if element.tag == "img" else element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(child.get("aria-label") or words(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def show(element: Element) -> str:
    """The start tag, for a message."""
    found = ("id", "name", "class", "type", "href", "action", "value")
    facts = "".join(f' {n}="{element.get(n)}"' for n in found if element.get(n) is not None)
    return f"<{element.tag}{facts}>"[:140]


def _at_home(address: str) -> bool:
    """An address on this site. A script, another host or a host without scheme is none."""
    if re.search(r"[\x00-\x20\\]", address) and not address.startswith("/"):
        return False
    return bool(re.match(r"(?:/(?![/\\])|[#?])", address)) or address.startswith("mailto:")
