"""The packs of a release with what was signed on this node laid over them. Pure.

A signed version that begins on a day lets the one before end on the day before. One that begins when another version
of the rule begins takes its place. What is signed later lies over what was signed earlier.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from safeconduct.rights.editing.content import digest_of
from safeconduct.rights.rule import Book, Rule


@dataclass(frozen=True, slots=True)
class Check:
    """That somebody competent compared exactly this content with its source."""

    on: date
    by: str


type Checks = Mapping[tuple[str, str], Check]
"""By the name of the rule and the digest of its content."""


def overlaid(book: Book, signed: Iterable[Rule], checks: Checks) -> Book:
    """The book that holds on this node."""
    rules = {name: [_checked(rule, checks) for rule in pack.rules] for name, pack in book.packs.items()}
    for rule in signed:
        if rule.jurisdiction in rules:
            rules[rule.jurisdiction] = laid_over(rules[rule.jurisdiction], _checked(rule, checks))
    # Once more: a version that ends since another one begins may have been compared as it stands now.
    return Book(
        {
            name: replace(pack, rules=tuple(_checked(rule, checks) for rule in rules[name]))
            for name, pack in book.packs.items()
        }
    )


def laid_over(rules: Iterable[Rule], new: Rule) -> list[Rule]:
    """The rules of one jurisdiction with a new version of one of them, which stands where that rule stood."""
    before = list(rules)
    begins = new.valid_from or date.min
    versions = [_cut(one, begins) for one in before if one.id == new.id and not _is_same(one, new)]
    place = next((at for at, one in enumerate(before) if one.id == new.id), len(before))
    others = [one for one in before if one.id != new.id]
    ordered = sorted([*versions, new], key=lambda one: one.valid_from or date.min)
    at = len([one for one in before[:place] if one.id != new.id])
    return [*others[:at], *ordered, *others[at:]]


def with_version(book: Book, new: Rule) -> Book:
    """The book as it would be with a new version."""
    pack = book.packs[new.jurisdiction]
    return Book({**book.packs, new.jurisdiction: replace(pack, rules=tuple(laid_over(pack.rules, new)))})


def replaced_by(book: Book, new: Rule) -> Rule | None:
    """What a new version would change: the version that begins on the same day, else the one that it lets end."""
    versions = [one for one in book.rules if one.id == new.id]
    begins = new.valid_from or date.min
    same = [one for one in versions if _is_same(one, new)]
    before = [one for one in versions if (one.valid_from or date.min) < begins]
    return same[0] if same else max(before, key=lambda one: one.valid_from or date.min, default=None)


def _is_same(one: Rule, new: Rule) -> bool:
    return one.valid_from == new.valid_from


def _cut(one: Rule, begins: date) -> Rule:
    if (one.valid_from or date.min) < begins <= (one.valid_to or date.max):
        return replace(one, valid_to=begins - timedelta(days=1))
    return one


def _checked(rule: Rule, checks: Checks) -> Rule:
    check = checks.get((rule.id, digest_of(rule)))
    if check is None or (rule.checked_on and rule.checked_on > check.on):
        return rule
    return replace(rule, checked_on=check.on, checked_by=check.by)
