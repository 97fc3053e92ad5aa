"""The evaluation: a form behind the secret of a registration, and the results for organisers."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.public.asking import limits
from safeconduct.public.asking.forms import ReadersForm
from safeconduct.public.asking.pages import takes_what_readers_send
from safeconduct.public.asking.rules import Limit
from safeconduct.public.conferences.attending import evaluating
from safeconduct.public.conferences.attending.answers import SCALE
from safeconduct.public.conferences.attending.own import person_of
from safeconduct.public.conferences.attending.pictures import bars
from safeconduct.public.conferences.attending.rules import ANSWERED, JUST_SENT
from safeconduct.public.conferences.models import Edition, Evaluation
from safeconduct.public.conferences.models.attending import SCALED
from safeconduct.public.conferences.organising.access import of_an_edition
from safeconduct.public.conferences.registering.queries import name_of
from safeconduct.vocabulary.decisions import NotPossible, Refused

SENT = Limit("evaluation", of_one=500, of_all=5000)
STEPS = [
    ("1", _("1: not at all")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", _("5: fully")),
]
CHOOSE = _("Choose one.")
LONGEST = 1000
AT_ONCE = 30


class EvaluationForm(ReadersForm):
    """Six sentences from one to five, and two texts."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in SCALED:
            self.fields[name] = forms.TypedChoiceField(
                label=evaluating.question(name), choices=STEPS, coerce=int, widget=forms.RadioSelect
            )
            self.fields[name].error_messages |= {"required": CHOOSE, "invalid_choice": CHOOSE}
        for name in evaluating.TEXTS:
            self.fields[name] = forms.CharField(
                label=evaluating.question(name),
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("Write no names: yours would stand there, too."),
            )

    def answers(self) -> dict[str, Any]:
        """What was answered, by question."""
        return {name: self.cleaned_data[name] for name in (*SCALED, *evaluating.TEXTS)}


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def evaluate(request: HttpRequest, secret: str) -> HttpResponse:
    """The form, once for each who came. Kept is that somebody answered, and apart from it what."""
    person = person_of(secret)
    context: dict[str, Any] = {
        "registration": person,
        "edition": person.edition,
        "called": name_of(person.edition),
        "secret": secret,
        "rest": f"conferences/mine/{secret}/evaluation/",
    }
    decision = evaluating.decide(person)
    if isinstance(decision, Refused):
        why_not = JUST_SENT if decision.reason == ANSWERED and "sent" in request.GET else decision.reason
        return render(request, "attending/evaluation.html", context | {"why_not": why_not})
    form = EvaluationForm(request.POST or None)
    context["form"] = form
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "attending/evaluation.html", context, status=status)
    if form.is_of_a_program:
        return redirect("attending_evaluation", secret)
    taken = limits.take(request, SENT, now=timezone.now())
    if isinstance(taken, Refused):
        context["reason"] = taken.reason
        return render(request, "attending/evaluation.html", context, status=429)
    try:
        evaluating.answer(person, form.answers())
    except NotPossible as fault:
        context = context | {"form": None, "why_not": fault.reason}
        return render(request, "attending/evaluation.html", context, status=409)
    return redirect(f"{reverse('attending_evaluation', args=[secret])}?sent=1")


@require_safe
@of_an_edition
def results(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Each question as a picture and as a table, and the texts in an order that tells nothing."""
    found = evaluating.results_of(edition)
    shown = Evaluation.objects.filter(edition=edition, is_shown=True).exclude(best="", better="")
    context = {
        "edition": edition,
        "results": found,
        "questions": [(each, bars([str(step) for step in SCALE], each.counts)) for each in found.questions],
        "texts": Paginator(shown.order_by("pk"), AT_ONCE).get_page(request.GET.get("page")),
    }
    return render(request, "attending/results.html", context)
