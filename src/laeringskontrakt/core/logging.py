"""No CPR number in a log, whatever was typed, raised or put in an address."""

from __future__ import annotations

import logging
import re
from typing import Any, Final
from urllib.parse import unquote

from laeringskontrakt.core.text_guard import MASK, mask, places

_H = "[0-9a-fA-F]"
# One character as it is read, written as in an address (UTF-8) or a string of Python or JSON.
_WRITTEN: Final = re.compile(
    rf"(%[0-7]{_H}|%[c-dC-D]{_H}%{_H}{{2}}|%[eE]{_H}(?:%{_H}{{2}}){{2}}|%[fF]{_H}(?:%{_H}{{2}}){{3}})"
    rf"|(\\u[dD][89abAB]{_H}{{2}}\\u[dD][c-fC-F]{_H}{{2}})"
    rf"|\\(?:x({_H}{{2}})|u({_H}{{4}})|U({_H}{{8}}))"
    r"|(\\[nrtvf]|\+)|.",
    re.DOTALL,
)


class CprFilter(logging.Filter):
    """Masks every record before it is written. Lets all records through, and never raises.

    The traceback is rendered and masked here and ``exc_info`` dropped, so that no handler
    after this one can render the frames again.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record is changed in place."""
        record.msg = masked(_message(record))
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_info = None
        for name, value in list(vars(record).items()):
            if name != "msg":
                setattr(record, name, _masked_value(value))
        return True


def masked(text: str) -> str:
    """``mask``, also where the number is written with escapes (``%20``, ``+``, ``\\xa0``)."""
    plain = mask(text)
    if not any(sign in plain for sign in "%+\\"):
        return plain
    characters, spans = [], []
    for match in _WRITTEN.finditer(plain):
        read = _read(match)
        characters.append(read)
        spans += [match.span()] * len(read)
    pieces, done = [], 0
    for start, end in places("".join(characters)):
        pieces += [plain[done : spans[start][0]], MASK]
        done = spans[end - 1][1]
    return "".join([*pieces, plain[done:]])


def _read(match: re.Match[str]) -> str:
    in_address, pair, *codes, space = match.groups()
    if in_address:
        return unquote(in_address)
    if pair:
        return bytes.fromhex(pair.replace("\\u", "")).decode("utf-16-be")
    if space:
        return " "
    code = int(next(filter(None, codes), "110000"), 16)
    return chr(code) if code < 0x110000 else match[0]


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # a wrong format or object must not stop the work, nor show its arguments
        return f"{type(record.msg).__name__} from {record.name}, line {record.lineno}"


def _masked_value(value: Any) -> Any:
    """The value with every text in it masked; what holds no text is returned as it is."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {_masked_value(k): _masked_value(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(_masked_value(item) for item in value)
    if isinstance(value, list):
        return [_masked_value(item) for item in value]
    return value
