"""Tries to sign in, counted before they are looked at, so that many at once are no way round the limit."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import ngettext

from safeconduct.public.asking.limits import place_of
from safeconduct.public.editors.hashing import hashed
from safeconduct.public.editors.models import Editor, KnownPlace, Tries
from safeconduct.public.editors.rules import Counted, Limit, may_try
from safeconduct.vocabulary.decisions import Decision, Refused

KNOWN_FOR = timedelta(days=30)
COUNT = """
    INSERT INTO editors_tries (under, ends_at, times) VALUES (%s, %s, 1)
    ON CONFLICT (under) DO UPDATE SET times = editors_tries.times + 1 RETURNING times
"""


@dataclass(frozen=True)
class Try:
    """One try at an account from an address, under one limit."""

    limit: Limit
    name: str
    place: str
    now: datetime

    @property
    def ends_at(self) -> datetime:
        """When the time ends in which it counts: times follow one another without a gap, the same for all."""
        gone = (self.now - datetime(2000, 1, 1, tzinfo=UTC)) % self.limit.span
        return self.now - gone + self.limit.span

    def under(self, what: str) -> bytes:
        """Where it is counted: for `address`, `both` or `account`."""
        place = "" if what == "account" else self.place
        name = "" if what == "address" else self.name
        return hashed("tries", self.limit.kind, what, name, place, self.ends_at.isoformat())


def try_of(request: HttpRequest, name: str, limit: Limit, *, now: datetime) -> Try:
    """What is counted, whether or not there is an account of this name."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("\0", "")
    return Try(limit, plain, place_of(request), now)


def take(it: Try) -> Decision:
    """Count it, and say whether it is looked at; refused with the minutes to wait.

    What one address is refused does not count against the account, so one address alone locks nobody out elsewhere.
    """
    for counted in _counts(it):
        decision = may_try(counted, it.limit)
        if isinstance(decision, Refused):
            return Refused(replace(decision.reason, instead=_when(it)))
    return decision


def give_back(it: Try) -> None:
    """It was right, so it does not count."""
    unders = [it.under(what) for what in ("address", "both", "account")]
    Tries.objects.filter(under__in=unders).update(times=F("times") - 1)


def know(editor: Editor, request: HttpRequest, *, now: datetime) -> None:
    """This editor signed in from here, by everything that is asked of them. Old counts and places go meanwhile."""
    under = _place(editor.username, place_of(request))
    KnownPlace.objects.update_or_create(under=under, defaults={"editor": editor, "last_at": now})
    KnownPlace.objects.filter(last_at__lt=now - KNOWN_FOR).delete()
    Tries.objects.filter(ends_at__lt=now).delete()


def forget(editor: Editor) -> None:
    """No place is known any more from which this editor signs in."""
    KnownPlace.objects.filter(editor=editor).delete()


def _counts(it: Try) -> Iterator[Counted]:
    """One count after the other: the next one is not touched when one is full."""
    yield (counted := Counted(of_address=_count(it, "address")))
    yield (counted := replace(counted, of_both=_count(it, "both")))
    known = KnownPlace.objects.filter(under=_place(it.name, it.place), last_at__gte=it.now - KNOWN_FOR)
    yield replace(counted, of_account=_count(it, "account"), is_known=known.exists())


def _place(name: str, place: str) -> bytes:
    return hashed("places", unicodedata.normalize("NFKC", name).casefold(), place)


def _count(it: Try, what: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [it.under(what), it.ends_at])
        times: int = cursor.fetchone()[0]
    return times


def _when(it: Try) -> str:
    minutes = (it.ends_at - it.now) // timedelta(minutes=1) + 1
    return ngettext("Come back in %(minutes)d minute.", "Come back in %(minutes)d minutes.", minutes) % {
        "minutes": minutes
    }
