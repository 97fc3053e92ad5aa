"""One figure of persons: its definition, and its tables beside the quarter before, with a bar in each line."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.statistics import queries
from safeconduct.statistics.pages import asked_of, let_in
from safeconduct.statistics.periods import before
from safeconduct.statistics.persons_figures import BY_CODE, drawn
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import MemberId


@for_members
def figure_of_persons(request: MemberRequest, code: str) -> HttpResponse:
    """Of the files opened in a quarter, and of those opened in the one before."""
    if code not in BY_CODE:
        raise NotFound(_("There is no such figure."))
    one = BY_CODE[code]
    let_in(request.member, request.at, code)
    asked = asked_of(request)
    now = asked["quarter"]
    with reading(MemberId(request.member.id)) as read:
        found = queries.sums(read, queries.agencies(read), "person", (now, before(now)))
    tables = one.tables(found[now]["all", ""], found[before(now)]["all", ""])
    context = asked | {
        "figure": one,
        "tables": [(title, drawn(lines)) for title, lines in tables if any(any(line[1:]) for line in lines)],
    }
    return render(request, "statistics/figure_of_persons.html", context)
