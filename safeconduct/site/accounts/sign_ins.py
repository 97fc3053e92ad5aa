"""The life of one sign-in: it begins at a place, is seen again, and ends after some time, used or not.

Real time counts here, never the demonstration's clock.
"""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db.models import OuterRef
from django.http import HttpRequest
from django.utils import timezone

from safeconduct.access.requests import BEGAN, IN_SESSION, sign_in_of
from safeconduct.agencies.models import Member, Seat
from safeconduct.agencies.queries import places_of
from safeconduct.site.accounts import notices, recording
from safeconduct.site.accounts.counters import Counters
from safeconduct.site.accounts.look import look_of
from safeconduct.vocabulary.ready import Ready

SEEN, SEVERAL = "seen_at", "several_places"
LEFT_BEHIND = '"cache", "storage"'
"""What a browser is told to forget when a sign-in ends (Clear-Site-Data)."""
_SEATS = ArraySubquery(Seat.objects.filter(member_id=OuterRef("id")).values("team_id"))
_PLACE = Ready(
    lambda member: (
        Member.objects.select_related("agency")
        .annotate(sits_in=_SEATS)
        .filter(id=member, suspended_at__isnull=True)
    )
)
ENOUGH = 30
"""Seconds between two notes that a sign-in is in use: one write for many pages."""


def begin(request: HttpRequest, account: int) -> None:
    """A sign-in begins; an account with one open place is there at once, with several it chooses."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
    request.session.pop(IN_SESSION, None)
    _forget_old_ones()
    places = places_of(account)
    if len(places) == 1:
        take_place(request, places[0].id)


def keep_note(request: HttpRequest) -> None:
    """Note address and browser, for the member's own list of sign-ins; django-allauth's pages do it themselves."""
    UserSession.objects.create_from_request(request)


def renew(request: HttpRequest) -> None:
    """The sign-in goes on under a new name: who had seen the old one has nothing."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def take_place(request: HttpRequest, place: UUID) -> None:
    """The member acts for this place from now on; recorded."""
    first = IN_SESSION not in request.session
    request.session[IN_SESSION] = str(place)
    request.session[SEVERAL] = len(places_of(request.user.pk or 0)) > 1
    way = _way(request)
    recording.by_member("sign_in:done" if first else "sign_in:changed_place", place, detail={"way": way})
    if first and Authenticator.Type.RECOVERY_CODES in way:
        notices.tell(request.user.pk or 0, notices.BY_RECOVERY)


def _way(request: HttpRequest) -> str:
    account: Any = request.user  # somebody is signed in by now
    ways = [entry.get("type") or entry["method"] for entry in get_authentication_records(request, account)]
    return "+".join(map(str, ways)) or "one_click"


def over(request: HttpRequest) -> str | None:
    """Why this sign-in is over, as a code; None while it lasts. A sign-in whose begin is not known is over."""
    now, began, seen = time.time(), request.session.get(BEGAN), request.session.get(SEEN)
    if began is None or seen is None or now - began > settings.SIGN_IN_LASTS or now < began - ENOUGH:
        return "absolute_limit"
    if now - seen > settings.SIGN_IN_IDLE:
        return "idle_limit"
    return None


def place_of(request: HttpRequest) -> Member | None:
    """The open place that this sign-in acts for; None when it has chosen none, or none that is open."""
    chosen = request.session.get(IN_SESSION)
    if not chosen or request.user.pk is None:
        return None
    found = _place(request, UUID(chosen))
    if found is not None and found.user_id != request.user.pk:
        found = None
    request.found_member = found  # type: ignore[attr-defined]  # for the page: nobody asks twice in a request
    return found


def _place(request: HttpRequest, chosen: UUID) -> Member | None:
    look = look_of(request)
    if look is not None and (seen := look.take_place(chosen)) is not None:
        return seen
    found = _PLACE.first(member=chosen)
    if found is not None:
        found.teams = tuple(found.sits_in)
    return found


def touch(request: HttpRequest) -> None:
    """Somebody uses this sign-in."""
    now = time.time()
    if now - request.session[SEEN] >= ENOUGH:
        request.session[SEEN] = now


def end(request: HttpRequest, why: str) -> int:
    """The sign-in ends here, recorded with its reason; the account it was of."""
    account: int = request.user.pk or 0
    place = request.session.get(IN_SESSION)
    if place:
        recording.by_member("sign_in:ended", place, detail={"why": why}, ending=sign_in_of(request))
    else:
        recording.by_nobody("sign_in:ended", detail={"why": why, "account": account})
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.ended_sign_in = True  # type: ignore[attr-defined]  # so that it is not recorded as left, too
    logout(request)
    return account


def end_others(request: HttpRequest, pk: int | None = None) -> int:
    """End the account's other sign-ins, or the one named; how many. Never this one."""
    others = UserSession.objects.filter(user=request.user.pk).exclude(session_key=request.session.session_key)
    ended = list(others if pk is None else others.filter(pk=pk))
    for one in ended:
        one.end()
    return len(ended)


def _forget_old_ones() -> None:
    """Addresses and browsers of past sign-ins are not kept longer than a sign-in can last."""
    begun_before = timezone.now() - timedelta(seconds=settings.SIGN_IN_LASTS)
    UserSession.objects.filter(created_at__lt=begun_before).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    if isinstance(counters := caches["default"], Counters):
        counters.forget_what_is_over()


def _begun(*, request: HttpRequest, user: Any, **_: Any) -> None:
    begin(request, user.pk)


def _factor_changed(*, request: HttpRequest, **_: Any) -> None:
    """Whoever sits elsewhere with what proved it before must prove it anew, as after a new password."""
    count, place = end_others(request), request.session.get(IN_SESSION)
    if count and place:
        recording.by_member("sign_in:revoked", place, detail={"count": count})


def listen() -> None:
    """Called once, when all applications are there."""
    for changed in (authenticator_added, authenticator_removed, authenticator_reset):
        changed.connect(_factor_changed, dispatch_uid="sign_ins")
    user_logged_in.connect(_begun, dispatch_uid="sign_ins")
