"""Where a room says what a document can hold of what it keeps beside the file: a claim, a lawyer's matter.

A source decides itself who opens it, records the reading, and gives words in the language that is set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.rights.documents.kinds import Document
from safeconduct.vocabulary.decisions import Words

RECIPIENT = "recipient"
"""A source may say to which court a document goes that the person or their lawyer hands in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One claim or matter that can be chosen."""

    id: UUID
    name: Words


@dataclass(frozen=True, slots=True)
class Source:
    """What one room keeps for some kinds of document."""

    question: Words
    choices: Callable[[UUID, Member, datetime], list[Choice]]
    """Of a case for this member; none for who opens none."""
    said: Callable[[UUID, UUID, Member, datetime], Mapping[str, str]]
    """By the names of fields, what one of them says. Raises NotFound for one that is not theirs."""
    address: Callable[[UUID, UUID | None, str], str]
    """Where a field is entered: of a case, of the one that was chosen, if any."""
    may_enter: Callable[[UUID, Member], bool]
    who: Words
    """Who else enters it."""


_registered: dict[Document, Source] = {}


def register(kind: Document, source: Source) -> None:
    """Called when the application starts: of one kind of document one source."""
    _registered[kind] = source


def source_of(kind: Document) -> Source | None:
    """What can be chosen for this kind."""
    return _registered.get(kind)
