"""What readers see before they are registered: the form, and where to look then."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.public.asking import limits
from safeconduct.public.asking.pages import for_one_person, takes_what_readers_send
from safeconduct.public.asking.rules import Limit
from safeconduct.public.conferences.models import Edition, EditionState
from safeconduct.public.conferences.programme.rules import standing
from safeconduct.public.conferences.registering import actions, queries, rules
from safeconduct.public.conferences.registering.forms import RegisterForm
from safeconduct.public.conferences.registering.fullness import facts_with_seats
from safeconduct.public.post.sending import is_sent_here
from safeconduct.vocabulary.decisions import Reason, Refused
from safeconduct.vocabulary.errors import NotPossible

REGISTRATIONS = Limit("registration", of_one=30, of_all=3000)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The form. Whatever is wrong, what was typed is shown again."""
    edition, now = _announced(code), timezone.now()
    if request.method != "POST":
        decision = rules.may_register(queries.times_of(edition), now=now, sends_mail=is_sent_here())
        if isinstance(decision, Refused):
            return _form(request, edition, None, _with_its_day(decision.reason, edition))
        return _form(request, edition, RegisterForm(initial={"language": request.LANGUAGE_CODE}), None)
    form = RegisterForm(request.POST)
    if form.is_of_a_program:
        return redirect("registering_sent", code)
    if not form.is_valid():
        return _form(request, edition, form, None, status=422)
    taken = limits.take(request, REGISTRATIONS, now=now)
    if isinstance(taken, Refused):
        return _form(request, edition, form, taken.reason, status=429)
    try:
        actions.register(edition, form.entered(), now=now)
    except NotPossible as fault:
        return _form(request, edition, form, _with_its_day(fault.reason, edition), status=409)
    return redirect("registering_sent", code)


@require_safe
@for_one_person
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """The same for everybody: whoever is registered already learns it by mail."""
    edition = _announced(code)
    rest = f"conferences/{code}/register/sent/"
    shown = {"edition": edition, "called": queries.name_of(edition), "rest": rest}
    return render(request, "registering/sent.html", shown)


def _form(
    request: HttpRequest,
    edition: Edition,
    form: RegisterForm | None,
    why: Reason | None,
    *,
    status: int = 200,
) -> HttpResponse:
    [facts] = facts_with_seats([edition], str(get_language()))
    shown = {
        "edition": edition,
        "facts": facts,
        "stands": standing(facts, now=timezone.now()),
        "tongues": queries.tongues_for(edition, facts, str(get_language())),
        "called": facts.name,
        "form": form,
        "reason": why,
        "zone": ZoneInfo(edition.time_zone),
        "erased_on": rules.registrations_end(edition.ends_at, edition.keeps_days),
        "rest": f"conferences/{edition.code}/register/",
    }
    return render(request, "registering/register.html", shown, status=status)


def _with_its_day(reason: Reason, edition: Edition) -> Reason:
    """The same; of what is not open yet, when it opens."""
    if reason != rules.NOT_OPEN_YET:
        return reason
    opens = date_format(edition.opens_at.astimezone(ZoneInfo(edition.time_zone)), "j F Y, H:i")
    said = _("Registration opens on %(from)s (%(zone)s).") % {"from": opens, "zone": edition.time_zone}
    return Reason(reason.code, reason.sentence, said)


def _announced(code: str) -> Edition:
    """Raises Http404 for one that is being prepared: its readers do not know of it yet."""
    return get_object_or_404(Edition.objects.exclude(state=EditionState.DRAFT), code=code)
