"""What others sent, as the page of the own file shows it: under each section, and in the safety strip."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.beside.answers import different, their_facts, their_words
from safeconduct.cases.contents import Content, child_by, is_silent_on_child
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.handlers import Theirs
from safeconduct.cases.kinds import Field
from safeconduct.cases.queries import Reading
from safeconduct.vocabulary.codes import Answer3
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

WANTED: dict[Section, tuple[str, ...]] = {
    Section.SAFE_CONTACT: ("safe_to_call", "channel", "do_not_contact"),
    Section.SAFETY: ("level",),
}
"""What can hurt: the facts of the strip, the first of them first."""
UNSAFE_NUMBER: tuple[Words, Words] = (
    _("The telephone in identity"),
    _("Nothing here says when it is safe to call. Ask before you do."),
)
OUTSIDE_HOURS = _("Reaching the person")
MOST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A section as another agency sent it, for reading."""

    agency: str
    reference: str
    version: int
    at: datetime
    facts: list[tuple[Words, Words]]
    content: Content

    def differs_from(self, section: Section, ours: Content) -> bool:
        """Whether there is an answer in it that the own section does not have."""
        return bool(different(section, ours, self.content))


def under_each(beside: Iterable[Theirs]) -> dict[Section, list[Part]]:
    """By section, what each of them sent of it."""
    found: dict[Section, list[Part]] = defaultdict(list)
    for one in beside:
        for section, reading in one.readings.items():
            facts = their_facts(section, reading.content)
            found[section].append(
                Part(one.agency, one.reference, reading.version, reading.saved_at, facts, reading.content)
            )
    return dict(found)


def child_of(own: Content | None, theirs: Mapping[Section, list[Part]]) -> Answer3:
    """Whether the person is a child: by the own profile; where that is silent, by what others sent, if they agree."""
    if (known := child_by(own)) is not Answer3.UNKNOWN or not is_silent_on_child(own):
        return known
    said = {child_by(part.content) for part in theirs.get(Section.PROFILE, [])} - {Answer3.UNKNOWN}
    return said.pop() if len(said) == 1 else Answer3.UNKNOWN


def strip_of(
    readings: Mapping[Section, Reading], beside: Iterable[Theirs], not_now: Iterable[Words] = ()
) -> list[tuple[Words, Words]]:
    """At most four facts. Where the own file does not answer, what another agency has sent, with its name.

    A telephone of which nothing here says when it is safe to call comes first of all, or that it is not safe now.
    """
    others = list(beside)
    found: list[tuple[Words, Words]] = [UNSAFE_NUMBER] if _has_bare_number(readings, others) else []
    found += [(OUTSIDE_HOURS, words) for words in not_now]
    for section, names in WANTED.items():
        own = readings[section].content if section in readings else {}
        for field in (one for one in FIELDS[section] if one.name in names):
            found += _said(section, field, own, others)
    return found[:MOST]


def _has_bare_number(readings: Mapping[Section, Reading], others: list[Theirs]) -> bool:
    identity = readings.get(Section.IDENTITY)
    is_warned = Section.SAFE_CONTACT in readings or any(
        Section.SAFE_CONTACT in one.readings for one in others
    )
    return not is_warned and identity is not None and is_real(identity.content.get("phone"))


def _said(section: Section, field: Field, own: Content, others: list[Theirs]) -> list[tuple[Words, Words]]:
    """Our answer; theirs where we have none, or know only that the question stayed open."""
    ours = [(field.label, their_words(field, own[field.name]))] if field.name in own else []
    if is_real(own.get(field.name)):
        return ours
    theirs = [
        (field.label, f"{their_words(field, value)} ({one.agency})")
        for one in others
        if section in one.readings and is_real(value := one.readings[section].content.get(field.name))
    ]
    return [*theirs] or ours


def is_real(value: Any) -> bool:
    """Whether a question was answered, and not left open in one of the three ways."""
    return value is not None and not (isinstance(value, dict) and "unanswered" in value)
