"""What other agencies were asked of a conference, and say to it: the room that knows referrals registers it here."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label


@dataclass(frozen=True, slots=True)
class Answer:
    """What a profession of another agency says to an item; no words where it takes no part."""

    role: Profession
    text: str
    language: str
    at: datetime

    @property
    def in_role(self) -> Words:
        """The profession, by its name."""
        return label(self.role)


@dataclass(frozen=True, slots=True)
class Asked:
    """One agency that was given an item, and what it said, as far as the member may read it."""

    reference: str
    """Of the referral by which it takes part."""
    agency: str
    """Its name, with its country in full."""
    answers: list[Answer]
    is_live: bool
    """Whether anything can still be told to it, or come from it."""
    is_told: bool
    """Whether the decision went to it."""
    trouble: str
    """The code with which its node refused the item; "" where it did not."""

    @property
    def is_missing(self) -> bool:
        """Whether its answer is waited for."""
        return self.is_live and not self.trouble and not self.answers


class Elsewhere(Protocol):
    """What the room above does and knows for a conference."""

    def asked(self, items: Iterable[UUID], by: Member, at: datetime) -> Mapping[UUID, list[Asked]]:
        """The agencies that were given these items, by the item; nothing of an item that is closed to the member."""

    def decided(self, item: UUID, words: str, by: Member, at: datetime) -> None:
        """Tell the decision on an item to those who have it, in this transaction."""

    def minuted(self, item: UUID, words: str, by: Member, at: datetime) -> None:
        """The same with minutes."""

    def met(
        self,
        items: Iterable[UUID],
        meets_at: datetime,
        came: AbstractSet[str] | None,
        by: Member,
        at: datetime,
    ) -> None:
        """Tell when one meets, and who of them (references) was there; `came` is None while nothing is said of it."""


class _Nowhere:
    """Where no room has registered: a conference of one agency."""

    def asked(self, items: Iterable[UUID], by: Member, at: datetime) -> Mapping[UUID, list[Asked]]:  # noqa: ARG002
        return {}

    def decided(self, item: UUID, words: str, by: Member, at: datetime) -> None: ...

    def minuted(self, item: UUID, words: str, by: Member, at: datetime) -> None: ...

    def met(
        self,
        items: Iterable[UUID],
        meets_at: datetime,
        came: AbstractSet[str] | None,
        by: Member,
        at: datetime,
    ) -> None: ...


_registered: list[Elsewhere] = [_Nowhere()]


def register(elsewhere: Elsewhere) -> None:
    """Called once, when the application starts."""
    _registered[:] = [elsewhere]


def elsewhere() -> Elsewhere:
    """The room that knows."""
    return _registered[0]
