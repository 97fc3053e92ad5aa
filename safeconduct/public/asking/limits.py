"""How much may be sent in an hour: by one address and by all together. No puzzle, no third party.

Addresses are counted under a keyed hash with the hour in it; a day later the counts go. An office behind one address
is many people, so the limit of an address is wide and what is refused says when to come back.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.db import connection
from django.http import HttpRequest

from safeconduct.public import settings
from safeconduct.public.asking.models import Sent
from safeconduct.public.asking.rules import TOO_MUCH, Limit, may_send, network_of
from safeconduct.vocabulary.decisions import Decision, Refused

KEPT = timedelta(days=1)
COUNT = """
    INSERT INTO asking_sent (hour, under, times) VALUES (%s, %s, 1)
    ON CONFLICT (under, hour) DO UPDATE SET times = asking_sent.times + 1 RETURNING times
"""


def take(request: HttpRequest, limit: Limit, *, now: datetime) -> Decision:
    """Count one more and say whether it is taken. Two statements; refused ones of an address do not count for all."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    by_one = _count(limit.kind, place_of(request), hour)
    if by_one > limit.of_one:
        return Refused(TOO_MUCH)
    return may_send(by_one=by_one, by_all=_count(limit.kind, "", hour), limit=limit)


def forget_counts(*, now: datetime) -> int:
    """What is older than a day goes; how many rows."""
    return Sent.objects.filter(hour__lt=now - KEPT).delete()[0]


def place_of(request: HttpRequest) -> str:
    """The address it came from; of one with 128 bits the network, as one house has 2^64 of them."""
    return network_of(address_of(request))


def address_of(request: HttpRequest) -> str:
    """Whence it came: as many steps back as the operator has proxies, and no step that a stranger could write."""
    proxies = settings.PROXIES
    steps = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if proxies and len(steps) >= proxies:
        return steps[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _count(kind: str, address: str, hour: datetime) -> int:
    said = "\0".join((kind, address, hour.isoformat())).encode()
    under = hmac.digest(settings.SECRET_KEY.encode(), said, hashlib.sha256)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [hour, under])
        times: int = cursor.fetchone()[0]
    return times
