"""The door: a ticket or a name, and whether the person is in. Works without scripts, and without a network with one."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeconduct.public.conferences.attending import queries, when
from safeconduct.public.conferences.attending.actions import Entry, let_in, look
from safeconduct.public.conferences.attending.queries import Named
from safeconduct.public.conferences.attending.rules import stands_open
from safeconduct.public.conferences.attending.tickets import code_in
from safeconduct.public.conferences.models import Edition, Session
from safeconduct.public.conferences.organising.access import of_an_edition
from safeconduct.public.reasons import spoken
from safeconduct.vocabulary.decisions import Refused

AT_ONCE = 50
"""So many are sent together once there is a network again; the rest with the next ones."""


class DoorForm(forms.Form):
    """What the hand scanner types, or whom somebody looks for."""

    session = forms.CharField(required=False, max_length=20)
    ticket = forms.CharField(required=False, max_length=300, strip=True)
    name = forms.CharField(required=False, max_length=120, strip=True)


@of_an_edition
def door(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the door; take a ticket; look for a name. A name stands in no address."""
    form = DoorForm(request.POST if request.method == "POST" else request.GET)
    said = form.cleaned_data if form.is_valid() else {"session": "", "ticket": "", "name": ""}
    places, now = queries.sessions_of(edition), timezone.now()
    chosen = _place(places, said["session"])
    first, last = when.days_of(edition)
    context: dict[str, Any] = {
        "edition": edition,
        "sessions": places,
        "chosen": chosen,
        "stands": stands_open(edition.state, now=now, first=first, last=last),
    }
    code = code_in(said["ticket"])
    if request.method == "POST" and code:
        context["entry"] = _shown(_take(request, edition, code, chosen, None), edition, chosen)
    elif request.method == "POST":
        found = queries.found_by_name(edition, said["name"])
        context |= {"sought": said["name"], "found": found[: queries.MOST_FOUND]}
        context["has_more"] = len(found) > queries.MOST_FOUND
    elif code:
        context |= _scanned(edition, code)
    return render(request, "attending/door.html", context)


@require_POST
@of_an_edition
def send(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was scanned without a network, each once however often it is sent: JSON in `entries`, JSON back."""
    try:
        entries = json.loads(request.POST.get("entries", ""))
        waiting = [Waiting.of(entry) for entry in entries[:AT_ONCE]]
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"error": _("This was not understood.")}, status=400)
    places = queries.sessions_of(edition)
    return JsonResponse({"results": [_sent(request, edition, each, places) for each in waiting]})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One scan that waited in a browser. `key` is the browser's own name for it, `at` its clock, in UTC."""

    key: str
    ticket: str
    session: str
    at: datetime | None

    @classmethod
    def of(cls, entry: dict[str, Any]) -> "Waiting":
        """As it was sent. Raises KeyError, TypeError or ValueError; a time that is none is left out."""
        key, ticket, session, at = (str(entry[name])[:300] for name in ("key", "ticket", "session", "at"))
        try:
            claimed = parse_datetime(at)
        except ValueError:
            claimed = None
        return cls(key, ticket, session, claimed if claimed and timezone.is_aware(claimed) else None)


def _sent(request: HttpRequest, edition: Edition, waiting: Waiting, places: list[Named]) -> dict[str, Any]:
    place = _place(places, waiting.session)
    taken = _take(request, edition, code_in(waiting.ticket), place, waiting.at)
    return {"key": waiting.key, **_shown(taken, edition, place)}


def _take(
    request: HttpRequest, edition: Edition, code: str, place: Named | None, claimed: datetime | None
) -> Entry:
    by = request.user.get_username()
    session = Session.objects.filter(pk=place.pk).first() if place is not None else None
    return let_in(
        edition=edition, code=code[:300], session=session, claimed=claimed, by=by, now=timezone.now()
    )


def _shown(entry: Entry, edition: Edition, place: Named | None) -> dict[str, Any]:
    """In words: who it is, what became of it, and in which sessions at the same time they are, too."""
    also = ", ".join(each.title for each in entry.also)
    return {
        "is_here": entry.is_here,
        "name": entry.name,
        "sentence": _sentence(entry, edition, place),
        "also": f"{_('At the same time also in:')} {also}" if also else "",
    }


def _sentence(entry: Entry, edition: Edition, place: Named | None) -> str:
    if not isinstance(entry.decision, Refused):
        return f"{_('Has arrived in:')} {place.title}" if place else _("Has arrived.")
    if not entry.is_here:
        return spoken(entry.decision.reason).whole
    since = when.moment_in_words(entry.since, edition) if entry.since else ""
    sentence = _("Already here since %(since)s.") % {"since": since}
    return f"{place.title}: {sentence}" if place else sentence


def _scanned(edition: Edition, code: str) -> dict[str, Any]:
    """A telephone has opened the address in the picture: the person, and one button. Nothing is written yet."""
    person, entry = look(edition=edition, code=code)
    context: dict[str, Any] = {"is_scanned": True, "found": [person] if person is not None else []}
    return (
        context
        if not isinstance(entry.decision, Refused)
        else context | {"entry": _shown(entry, edition, None)}
    )


def _place(places: list[Named], pk: str) -> Named | None:
    """The session that was chosen; the entrance, too, for one that has gone from the programme since."""
    return next((each for each in places if str(each.pk) == pk), None)
