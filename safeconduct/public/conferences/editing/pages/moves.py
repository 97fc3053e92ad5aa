"""How a conference goes on. What nothing leads back from is asked for once more, on a page that says what it does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.public.conferences.editing import actions
from safeconduct.public.conferences.editing.queries import facts_of
from safeconduct.public.conferences.editing.states import NO_SUCH_MOVE, SAID, Move, is_for_good, may_move
from safeconduct.public.conferences.models import Edition, Registration
from safeconduct.public.conferences.organising.access import of_an_edition
from safeconduct.public.conferences.registering.rounds import TAKING_PART
from safeconduct.vocabulary.decisions import NotPossible, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition
def move(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Open, close, cancel. What a rule refuses is said in its own words."""
    asked = request.POST if request.method == "POST" else request.GET
    try:
        wanted = Move(asked.get("move", ""))
    except ValueError:
        messages.error(request, NO_SUCH_MOVE.sentence)
        return redirect("organisers_edition", edition.code)
    if request.method == "POST":
        return _done(request, edition, wanted)
    return _question(request, edition, wanted)


def _done(request: HttpRequest, edition: Edition, wanted: Move) -> HttpResponse:
    try:
        found = actions.move(edition, wanted, now=timezone.now())
    except NotPossible as fault:
        messages.error(request, fault.reason.whole)
    else:
        messages.success(request, _("It is now: %(state)s.") % {"state": found.get_state_display()})  # type: ignore[attr-defined]
    return redirect("organisers_edition", edition.code)


def _question(request: HttpRequest, edition: Edition, wanted: Move) -> HttpResponse:
    decision = may_move(facts_of(edition), wanted, now=timezone.now())
    if isinstance(decision, Refused):
        messages.error(request, decision.reason.whole)
        return redirect("organisers_edition", edition.code)
    told = 0
    if wanted is Move.CANCEL:
        told = Registration.objects.filter(edition=edition, state__in=TAKING_PART).count()
    context = {
        "edition": edition,
        "move": wanted,
        "said": SAID[wanted],
        "told": told,
        "is_for_good": is_for_good(wanted),
    }
    return render(request, "editing/move.html", context)
