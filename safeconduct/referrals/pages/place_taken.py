"""After an acceptance: whether a place less is free. Asked of whoever says how many are, with the page to say it on."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.access.requests import MemberRequest
from safeconduct.directory.queries import entry_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event


def ask(request: MemberRequest, row: Referral, made: Event) -> None:
    """A message for the next page, where the team of the service has said that places are free; one question."""
    if made is not Event.ACCEPT:
        return
    entry = entry_of(row.team_id, row.service)
    if entry is None or not entry.places_free or entry.team_id not in request.member.teams:
        return
    words = ngettext(
        "Accepted. You said that %(n)d place is free: is it taken now?",
        "Accepted. You said that %(n)d places are free: is one less free now?",
        entry.places_free,
    )
    address = reverse("service_places", kwargs={"entry": entry.id})
    messages.success(
        request,
        format_html('{} <a href="{}">{}</a>', words % {"n": entry.places_free}, address, _("Say it anew")),
    )
