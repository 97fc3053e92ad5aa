"""A talk of the register in words."""

from typing import Any

from safeconduct.cases.interviews.codes import label
from safeconduct.cases.interviews.queries import Line
from safeconduct.vocabulary.labels import label as label_of


def in_words(line: Line) -> dict[str, Any]:
    """One line for a page."""
    return {
        "on": line.held_on,
        "subject": label(line.subject),
        "who": label_of(line.who),
        "role": label_of(line.role),
        "again": label(line.again_why) if line.again_why else "",
        "screening": line.screening,
    }
