"""Quick entry: one typed line, read for who, when, how and where. Plain Python, no Django.

A reading is a proposal. What is not surely understood stays in the text as it was typed.
"""

from laeringskontrakt.contracts.phrases.activity import parse_activity
from laeringskontrakt.contracts.phrases.feedback import parse_feedback
from laeringskontrakt.contracts.phrases.shapes import (
    ActivityPhrase,
    FeedbackPhrase,
    Known,
    Recognised,
    When,
)

__all__ = [
    "ActivityPhrase",
    "FeedbackPhrase",
    "Known",
    "Recognised",
    "When",
    "parse_activity",
    "parse_feedback",
]
