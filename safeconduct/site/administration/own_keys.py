"""How this node's keys stand, and changing them: announced for a week, then with an overlap of a month."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.access.ring import ring
from safeconduct.access.shown_keys import own_keys as own_keys_of
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.exchange.own_card import publish
from safeconduct.keys import public, turning
from safeconduct.keys.errors import KeyFileRefused
from safeconduct.keys.public import PublicKeys
from safeconduct.keys.turning import Step
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.site.key_faults import in_words
from safeconduct.vocabulary.statements import fingerprint


@for_keepers
@confirmed
def own_keys(request: MemberRequest) -> HttpResponse:
    """See how they stand, and begin a change."""
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (the web process of a node)
    problem = ""
    if request.method == "POST":
        try:
            publish()  # a node that cannot show a card announces nothing
            turning.announce(settings.KEYS_FOLDER, request.at)
            publish()
            record("keys:announced", by=as_actor(request.member), at=request.at)
            return redirect("administration_keys")
        except KeyFileRefused as no:
            problem = in_words(no)
    keys = public.read(settings.KEYS_FOLDER)
    shown = fingerprint(own_keys_of(ring()))
    context = {
        "print": shown,
        "says": _says(keys),
        "may_begin": turning.step(keys) is Step.AT_REST,
        "problem": problem,
    }
    return render(request, "administration/own_keys.html", context, status=409 if problem else 200)


def standing() -> str:
    """How they stand, for the first page of administration; "" in a process without keys."""
    return _says(public.read(settings.KEYS_FOLDER)) if settings.KEYS_FOLDER is not None else ""


def _says(keys: PublicKeys) -> str:
    due = turning.due(keys)
    day = {"day": date_format(localtime(due), "D j M Y")} if due is not None else {}
    return {
        Step.AT_REST: _("The keys are not being changed."),
        Step.ANNOUNCED: _("The next keys are on our card. They are used from %(day)s on."),
        Step.TURNED: _("The new keys are used. The former ones are believed until %(day)s."),
    }[turning.step(keys)] % day
