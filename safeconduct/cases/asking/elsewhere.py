"""What other agencies have said that they hold about the person of a file, and what is asked across: for its page."""

from dataclasses import dataclass, field
from datetime import date

from safeconduct.vocabulary.codes import AskFor, Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class AskedThere:
    """The newest question of the reader to that holder. `answer` is "" while nobody has answered."""

    ask_for: AskFor
    on: date
    until: date
    answer: Words


@dataclass(frozen=True, slots=True)
class HeldThere:
    """A profession of another agency that holds a section in a file of its own, by that agency's word."""

    section: Section
    profession: Profession
    agency: str
    since: date
    told_on: date
    reference: str
    asked: AskedThere | None = None


@dataclass(frozen=True, slots=True)
class AskedFromThere:
    """Another agency asks the reader, who holds the section here."""

    section: Section
    ask_for: AskFor
    agency: str
    reference: str
    until: date


@dataclass(frozen=True, slots=True)
class Across:
    """Both directions of one file."""

    held: list[HeldThere] = field(default_factory=list)
    to_answer: list[AskedFromThere] = field(default_factory=list)
