"""Where the rule that was signed on this node and the one of the release say different things. Pure.

The signed one holds. Two things can be so: it was signed to change what the release says, or the release has changed
since, and whoever keeps the rule looks at both.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from safeconduct.rights.editing.content import content_of, digest_of
from safeconduct.rights.editing.overlay import replaced_by
from safeconduct.rights.editing.words import Difference, differences
from safeconduct.rights.rule import Book, Rule


@dataclass(frozen=True, slots=True)
class Signed:
    """A version that was signed here, and the digest of what it changed; "" for a new rule."""

    rule: Rule
    base: str


@dataclass(frozen=True, slots=True)
class Differs:
    """The version that was signed here last, and what the release says in its place."""

    ours: Rule
    theirs: Rule | None
    """None where the release has no such rule."""
    is_later: bool
    """Whether the release says something that nobody here had read when they signed."""

    @property
    def fields(self) -> list[Difference]:
        """What they say differently, field by field: `was` the release, `will` this node."""
        release = content_of(self.theirs) if self.theirs else None
        return [one for one in differences(release, content_of(self.ours)) if one.differs]


def differing(
    release: Book, signed: Iterable[Signed], read: Collection[tuple[str, str]] = ()
) -> Mapping[str, Differs]:
    """The rules that differ, by name. `signed` stands in the order in which it was signed.

    `read` names rules and digests of a release that somebody who checks them had beside what they signed.
    """
    by: dict[str, list[Signed]] = {}
    for one in signed:
        by.setdefault(one.rule.id, []).append(one)
    found = {name: _of_one(release, versions, read) for name, versions in by.items()}
    return {name: one for name, one in found.items() if one is not None}


def _of_one(release: Book, versions: list[Signed], read: Collection[tuple[str, str]]) -> Differs | None:
    ours = versions[-1].rule
    theirs = replaced_by(release, ours)
    said = digest_of(theirs) if theirs else ""
    if said == digest_of(ours):
        return None
    known = {one.base for one in versions} | {digest_of(one.rule) for one in versions}
    return Differs(ours, theirs, said not in known and (ours.id, said) not in read)
