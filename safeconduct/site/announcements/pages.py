"""News for a member: what the public site announces for their profession and country, and what changed in the law."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights.codes import label
from safeconduct.rights.editing.standing import book
from safeconduct.rights.editing.words import scope_in_full
from safeconduct.site.announcements.reading import announcements
from safeconduct.site.announcements.rules import is_for, is_new

MOST = 25


@require_safe
@for_members
def news(request: MemberRequest) -> HttpResponse:
    """Both lists; no statement of its own but those of every page."""
    member, today = request.member, today_of(request.at)
    country = member.agency.country
    found = announcements(settings.NODE_HOME)
    mine = [each for each in found if is_for(each, profession=member.profession, country=country)]
    rules = [
        rule
        for pack in book().layers(country)
        for rule in pack.rules
        if is_new([rule.valid_from, rule.valid_to, rule.checked_on], today=today)
    ]
    context = {
        "listed": [(each.day, *each.text(str(get_language()))) for each in mine[:MOST]],
        "rules": [(rule, label(rule.right), scope_in_full(rule.jurisdiction)) for rule in rules[:MOST]],
        "has_more": len(rules) > MOST,
        "country": scope_in_full(country),
        "scope": country,
    }
    return render(request, "site/announcements.html", context)
