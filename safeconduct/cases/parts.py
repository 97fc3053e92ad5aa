"""Short ways to write the questions of a section and the parts of its rows: a text, a day, a code."""

from safeconduct.cases.kinds import Field, Kind
from safeconduct.vocabulary.codes import Code
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import choices

WORDS_IN_A_ROW = 500
"""Characters of a text in a row: forty rows of them still fit into a message."""


def text(name: str, label: Words, *, longest: int = WORDS_IN_A_ROW, needed: bool = False) -> Field:
    """A text; from this length on in more than one line."""
    return Field(name, Kind.TEXT, label, longest=longest, needed=needed, long=longest >= WORDS_IN_A_ROW)


def day(name: str, label: Words, *, needed: bool = False) -> Field:
    """A day."""
    return Field(name, Kind.DATE, label, needed=needed)


def code(name: str, label: Words, codes: type[Code], *, needed: bool = False) -> Field:
    """One code of a list."""
    return Field(name, Kind.CODE, label, choices=dict(choices(codes)), needed=needed)
