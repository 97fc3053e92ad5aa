"""The letter of invitation of a person who has a seat, as a tagged PDF; made now, kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from safeconduct.public.asking import limits
from safeconduct.public.asking.pages import for_one_person, refused
from safeconduct.public.asking.rules import Limit
from safeconduct.public.conferences.registering import queries, rules
from safeconduct.public.conferences.registering.letters import invitation
from safeconduct.public.conferences.registering.own_pages import unknown
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.typesetting.setting import PDF, pdf

MADE = Limit("invitation", of_one=60, of_all=2000)


@require_safe
@for_one_person
def letter(request: HttpRequest, secret: str) -> HttpResponse:
    """In the language of the person's messages. Status 404 for a wrong secret."""
    person, now = queries.of_a_secret(secret), timezone.now()
    if person is None:
        return unknown(request)
    decision = rules.may_have_letter(
        queries.times_of(person.edition), person.state, wants_letter=person.wants_letter, now=now
    )
    if isinstance(decision, Refused):
        return refused(request, decision.reason)
    taken = limits.take(request, MADE, now=now)
    if isinstance(taken, Refused):
        return refused(request, taken.reason, status=429)
    with translation.override(person.language):
        data = pdf(invitation(person))
    named = {"Content-Disposition": 'inline; filename="invitation.pdf"'}
    return HttpResponse(data, content_type=PDF, headers=named)
