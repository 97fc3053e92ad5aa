"""What differs between two versions, and how the work of two who edited at once comes together. Pure.

A version is what a form holds: the text of each field by its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

type Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not the same."""

    name: str
    before: str
    after: str


def differences(before: Fields, after: Fields) -> list[Difference]:
    """The fields that differ, in the order of the later version; a field that one of them lacks is empty there."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        Difference(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


@dataclass(frozen=True, slots=True)
class Merged:
    """Two edits of one version. In `fields` each field that one alone changed is as changed; where both did, `mine`."""

    fields: dict[str, str]
    clashes: list[Difference]
    """Fields that both changed, each to something else: `before` is what stands, `after` is mine."""
    theirs: list[Difference]
    """What only the other changed, and is kept."""


def merged(base: Fields, stands: Fields, mine: Fields) -> Merged:
    """What `mine`, written on `base`, comes to beside what stands meanwhile. Nothing of either is dropped unseen."""
    fields, clashes, theirs = dict(mine), [], []
    for name in [*mine, *(name for name in stands if name not in mine)]:
        was, here, wanted = base.get(name, ""), stands.get(name, ""), mine.get(name, "")
        if here in (wanted, was):
            continue
        if wanted == was:
            fields[name] = here
            theirs.append(Difference(name, was, here))
        else:
            clashes.append(Difference(name, here, wanted))
    return Merged(fields, clashes, theirs)
