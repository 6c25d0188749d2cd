"""Which characters are digits, dashes, spaces or invisible: plain tables, no dependencies.

The tables are written out, not looked up, so that the server and ``static/js/cpr.js`` agree
whatever Unicode version each of them runs on. Written for Unicode 17.
"""

from __future__ import annotations

from typing import Final

#: The zero of every decimal digit script; the nine other digits follow it.
ZEROS: Final = tuple(
    int(code, 16)
    for code in (
        "30 660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 "
        "1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 ff10 104a0 "
        "10d30 10d40 11066 110f0 11136 111d0 112f0 11450 114d0 11650 116c0 116d0 116da 11730 "
        "118e0 11950 11bf0 11c50 11d50 11da0 11de0 11f50 16130 16a60 16ac0 16b50 16d70 1ccf0 "
        "1d7ce 1d7d8 1d7e2 1d7ec 1d7f6 1e140 1e2f0 1e4f0 1e5f1 1e950 1fbf0"
    ).split()
)

#: Every digit of every script, as its ASCII digit.
DIGITS: Final = {chr(zero + value): str(value) for zero in ZEROS for value in range(10)}

#: Every dash (general category Pd), the minus sign and the hyphen bullet.
DASHES: Final = frozenset(
    "-\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e17\u2e1a"
    "\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
)

#: Everything ``str.isspace`` accepts.
SPACES: Final = frozenset(
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)

SOFT_HYPHEN: Final = "\u00ad"

_SURROGATES: Final = r"\ud800-\udfff"
_NONCHARACTERS: Final = r"\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe-\U{plane:04x}ffff" for plane in range(17)
)

#: Body of a character class: what takes no place on the screen, apart from spaces and the soft
#: hyphen. Controls, default-ignorable characters, the keycap mark, surrogates, noncharacters.
INVISIBLE: Final = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + _SURROGATES
    + _NONCHARACTERS
)

#: Body of a character class: what no stored text may hold. Controls other than tab and line
#: feed, the soft hyphen, bidirectional embeddings, overrides and isolates, deprecated format
#: characters, the byte order mark, surrogates, noncharacters. The marks U+200E, U+200F and
#: U+061C stay (they only order what is beside them), and so do the joiners that emoji need.
UNWANTED: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u202a-\u202e\u2066-\u206f\ufeff"
    + _SURROGATES
    + _NONCHARACTERS
)
