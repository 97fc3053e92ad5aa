"""Changing a node's signing and exchange keys while messages are under way. Three steps, each on the card:

    announce    the next signing keys are shown beside those in use; messages come to be sealed to new exchange keys
    turn        what is signed from now on is signed with them; the former ones stay on the card
    retire      the former ones leave the card, and what was sealed to the former exchange keys is opened no more;
                not while something that was sealed to them may still come

Before the first step every peer has the promise of the next keys on the card that it confirmed, so it takes the new
ones in by itself, and a thief of today's keys cannot name others. NIST SP 800-57 part 1, 5.3: limited periods of use.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from safeconduct.keys import files, formats, public
from safeconduct.keys.errors import KeyFileRefused
from safeconduct.keys.formats import exchange_name, signing_name
from safeconduct.keys.public import PublicKeys
from safeconduct.keys.ring import exchange_halves, signing_keys
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.marking import mark as _

ANNOUNCED_FOR: Final = timedelta(days=7)
"""Peers ask for the card once a day; a week covers one that is away for some days."""
OVERLAP: Final = timedelta(days=30)
"""So long at least what was signed and sealed before may be on its way, or wait for an acceptance."""


class Step(StrEnum):
    """Where a change of keys stands."""

    AT_REST = "at_rest"
    ANNOUNCED = "announced"
    TURNED = "turned"


def step(keys: PublicKeys) -> Step:
    """Where these keys stand."""
    if keys.announced:
        return Step.ANNOUNCED
    return Step.TURNED if keys.former else Step.AT_REST


def due(keys: PublicKeys) -> datetime | None:
    """When the next step of a change is to be taken; None when none is under way."""
    if keys.since is None:
        return None
    return keys.since + (ANNOUNCED_FOR if keys.announced else OVERLAP)


def announce(folder: Path, at: datetime) -> PublicKeys:
    """Begin a change of all signing and exchange keys. Raises KeyFileRefused while one is under way."""
    with files.locked(folder):
        keys = public.read(folder)
        if step(keys) is not Step.AT_REST:
            raise KeyFileRefused(_("The keys are being changed already: let this change end first."))
        return public.write(folder, _announced(folder, keys, at))


def nothing_is_outstanding(_since: datetime) -> bool:
    """For whoever knows of nothing that may still come."""
    return False


def advance(
    folder: Path, at: datetime, *, is_outstanding: Callable[[datetime], bool] = nothing_is_outstanding
) -> Step | None:
    """Take the next step when it is due; which one that was. Safe to call at any time, also by several.

    The former keys are not retired while `is_outstanding` says of the moment from which the new ones were used that
    something sealed before it may still come.
    """
    with files.locked(folder):
        keys = public.read(folder)
        by = due(keys)
        if by is None or at < by:
            return None
        if not keys.announced and keys.since is not None and is_outstanding(keys.since):
            return None
        after = public.write(folder, _turned(keys, at) if keys.announced else _retired(keys))
        _sweep(folder, after)
        return step(after)


def change_at_once(folder: Path, at: datetime) -> PublicKeys:
    """All three steps in one, for keys that somebody else may have. What is under way must be sent again.

    A change that is under way is ended with it; exchange keys are new ones in any case.
    """
    with files.locked(folder):
        keys = public.read(folder)
        announced = _sealed_to_new(folder, keys) if keys.announced else _announced(folder, keys, at)
        after = public.write(folder, _retired(_turned(announced, at)))
        _sweep(folder, after)
        return after


def _announced(folder: Path, keys: PublicKeys, at: datetime) -> PublicKeys:
    if not keys.next:
        raise KeyFileRefused(
            _("This node has promised no next keys yet: start it once, then change its keys.")
        )
    after = signing_keys(folder, keys.node, keys.generation + 2)
    return replace(_sealed_to_new(folder, keys), announced=keys.next, next=after, since=at)


def _sealed_to_new(folder: Path, keys: PublicKeys) -> PublicKeys:
    generation = keys.exchange_generation + 1
    return replace(
        keys,
        exchange=exchange_halves(folder, keys.node, keys.exchange, generation),
        former_exchange=keys.exchange,
        exchange_generation=generation,
    )


def _turned(keys: PublicKeys, at: datetime) -> PublicKeys:
    return replace(
        keys,
        signing=keys.announced,
        announced={},
        former=keys.signing,
        generation=keys.generation + 1,
        since=at,
    )


def _retired(keys: PublicKeys) -> PublicKeys:
    return replace(keys, former={}, former_exchange={}, since=None)


def _sweep(folder: Path, keys: PublicKeys) -> None:
    """Delete the private halves that no step needs any more; a kill before this leaves them to the next call."""
    old = [signing_name(use, number) for use in Use for number in range(1, keys.generation)]
    kept = keys.exchange_generation - (1 if keys.former_exchange else 0)
    old += [exchange_name(agency, number) for agency in keys.exchange for number in range(1, kept)]
    for name in old:
        formats.path_of(folder, name).unlink(missing_ok=True)
