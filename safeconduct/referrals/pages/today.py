"""Today: what waits for the member, what waits for others, and "My people" by alias."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.aliases import offered
from safeconduct.cases.forms import questions as section_questions
from safeconduct.cases.queries import my_people
from safeconduct.referrals import queries
from safeconduct.referrals.pages.lines import in_words
from safeconduct.vocabulary.sections import Section


@for_members
def today(request: MemberRequest) -> HttpResponse:
    """What waits for the member, what waits for others, and "My people" by alias."""
    return _today(request)


def _today(
    request: MemberRequest, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    people = my_people(by=request.member, at=request.at)
    lists = queries.lists(by=request.member, at=request.at)
    alias = {"pseudonym": offered({person.alias for person in people})}
    context = {
        "queues": [
            (
                _("Your turn"),
                [in_words(line) for line in lists.your_turn],
                _("Referrals that wait for you appear here."),
            ),
            (
                _("Their turn"),
                [in_words(line) for line in lists.their_turn],
                _("Referrals that wait for others appear here."),
            ),
            (
                _("Drafts"),
                [in_words(line) for line in lists.drafts],
                _("Referrals that you have begun appear here."),
            ),
        ],
        "people": people,
        "questions": section_questions(Section.PROFILE, alias, entered, errors),
        "errors": errors,
    }
    return render(request, "referrals/today.html", context, status=status)
