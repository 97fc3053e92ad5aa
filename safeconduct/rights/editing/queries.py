"""Rules for those who keep them: what stands, what waits, what is said to be wrong, what was looked at long ago."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.agencies.four_eyes import queries as eyes
from safeconduct.agencies.four_eyes.models import ContentProposal
from safeconduct.agencies.four_eyes.rules import Outcome
from safeconduct.rights.deadlines.asked import days_to_count
from safeconduct.rights.editing import standing
from safeconduct.rights.editing.content import SUBJECT, digest_of
from safeconduct.rights.editing.differing import Differs
from safeconduct.rights.editing.standing import book
from safeconduct.rights.rule import CHECK_HOLDS, Book, Rule
from safeconduct.vocabulary.errors import NotFound

READ_HOLDS = CHECK_HOLDS
"""After so long a source is to be read again: a practice of this project."""


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do with one rule, as it stands on a day."""

    rule: Rule
    is_unchecked: bool
    is_source_old: bool
    remarks: int
    proposal: UUID | None
    is_signed: bool = False
    """Whether a version of it was signed here."""
    to_count: int = 0
    """Open last days that another version gave, and nobody has let be counted anew."""
    differs: Differs | None = None

    @property
    def is_to_do(self) -> bool:
        """Whether somebody has to look at it."""
        waits = bool(self.remarks) or self.proposal is not None
        return self.is_unchecked or self.is_source_old or waits or self.has_changed

    @property
    def has_changed(self) -> bool:
        """Whether days wait to be counted anew, or the release says what nobody here had read."""
        return bool(self.to_count) or (self.differs is not None and self.differs.is_later)


def work(stands: Book, scope: str, today: date, waits: list[ContentProposal]) -> list[Work]:
    """The rules of a country or layer, each with what there is to do."""
    of = {row.key: row.id for row in waits}
    said = Counter(row.key for row in eyes.open_remarks(SUBJECT))
    signed, counts, differ = standing.signed(), days_to_count(stands), standing.differs()
    return [
        replace(
            work_of(rule, today, said, of), is_signed=rule.id in signed, to_count=counts.get(rule.id, 0),
            differs=differ.get(rule.id),
        )
        for rule in stands.packs[scope].rules
        if (rule.valid_to or date.max) >= today
    ]  # fmt: skip


def work_of(rule: Rule, today: date, said: Mapping[str, int], waits: Mapping[str, UUID]) -> Work:
    """What there is to do with this version. Pure."""
    read_on = rule.source_read_on
    return Work(
        rule,
        not rule.is_checked(today),
        read_on is None or today - read_on > READ_HOLDS,
        said.get(rule.id, 0),
        waits.get(rule.id),
    )


def new_rules(stands: Book, scope: str, waits: list[ContentProposal]) -> list[ContentProposal]:
    """Proposals for rules that no pack has."""
    there = {rule.id for rule in stands.rules}
    return [row for row in waits if row.scope == scope and row.key not in there]


def versions(name: str) -> list[Rule]:
    """Every version of one rule as it stands, the earliest first. Raises NotFound."""
    found = [rule for rule in book(at_once=True).rules if rule.id == name]
    if not found:
        raise NotFound(_("There is no such rule."))
    return found


def in_force(rules: list[Rule], today: date) -> Rule:
    """Of the versions of one rule the one that holds today, else the last one."""
    return next((rule for rule in rules if rule.is_valid(today)), rules[-1])


def version_read(name: str, digest: str) -> Rule | None:
    """The version that somebody has read, if it still stands."""
    return next((rule for rule in versions(name) if digest_of(rule) == digest), None)


def author_of(rule: Rule) -> UUID | None:
    """Who proposed the version that stands; None where it came with the release."""
    begins = rule.valid_from.isoformat() if rule.valid_from else None
    for row in eyes.of_key(SUBJECT, rule.id, most=200):
        if row.outcome == Outcome.SIGNED and json.loads(row.content)["rule"].get("valid_from") == begins:
            return row.proposed_by
    return None
