"""Making a conference, changing it, its other languages, and how it goes on."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.public import settings
from safeconduct.public.conferences.editing import actions, local_times
from safeconduct.public.conferences.editing.forms.editions import CODE_TAKEN, EditionForm, TextForm
from safeconduct.public.conferences.editing.queries import left_out, sessions_outside
from safeconduct.public.conferences.models import Edition, EditionText
from safeconduct.public.conferences.organising.access import for_organisers, of_an_edition_alone
from safeconduct.public.pages.frame import own_name
from safeconduct.vocabulary.decisions import NotPossible


@require_http_methods(["GET", "HEAD", "POST"])
@for_organisers
def new(request: HttpRequest) -> HttpResponse:
    """Make a conference; it is a draft, which readers do not see."""
    return _form(request, EditionForm(request.POST or None), _("A new conference"))


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition_alone
def change(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All its particulars."""
    as_it_is = Edition.objects.get(pk=edition.pk)
    return _form(request, EditionForm(request.POST or None, instance=edition), _("Particulars"), as_it_is)


def _form(
    request: HttpRequest, form: EditionForm, heading: str, edition: Edition | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _is_kept(request, form, edition):
        return redirect("organisers_edition", form.instance.code)
    context = {"form": form, "heading": heading, "edition": edition}
    return render(request, "editing/form.html", context, status=form.status)


def say_left_out(request: HttpRequest, titles: list[str]) -> None:
    """That sessions are an hour later than they were: the clocks go forward in the night to which they were moved."""
    if titles:
        said = _(
            "The clocks go forward in that night, and these sessions would be in the hour that is left out. They are "
            "one hour later now: %(titles)s. Look at the programme."
        )
        named = ", ".join(title or _("No title yet") for title in titles)
        messages.warning(request, said % {"titles": named})


def _moved_into_nothing(form: EditionForm, before: Edition | None) -> list[str]:
    """Asked before it is saved: afterwards the sessions are where they were moved to."""
    if before is None or not form.cleaned_data.get("moves_programme"):
        return []
    first = local_times.as_typed(before.starts_at, before.time_zone).date()
    then = local_times.as_typed(form.cleaned_data["starts_at"], form.cleaned_data["time_zone"]).date()
    return left_out(before, days=(then - first).days, into=form.cleaned_data["time_zone"])


def _is_kept(request: HttpRequest, form: EditionForm, before: Edition | None) -> bool:
    cleaned = form.cleaned_data
    displaced = _moved_into_nothing(form, before)
    try:
        told = actions.save(
            form.save(commit=False),
            introduction=cleaned["introduction"],
            moves_programme=bool(cleaned.get("moves_programme")),
            now=timezone.now(),
        )
    except NotPossible as fault:
        form.add_error("starts_at", fault.reason.whole)
        return False
    except IntegrityError:  # somebody else took the code since the form was read
        form.add_error("code", CODE_TAKEN)
        return False
    messages.success(request, _("Saved."))
    say_left_out(request, displaced)
    if told:
        messages.success(
            request, _("The time or the place changed: everybody who is registered is told of it.")
        )
    if form.instance.pk and sessions_outside(form.instance).exists():
        messages.warning(request, _("Sessions lie outside the new times: look at the programme."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition_alone
def text(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    """The conference in another language; saving it lets its sessions be written in that language too."""
    if language == edition.language:
        return redirect("editing_change", edition.code)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = EditionText.objects.filter(edition=edition, language=language).first()
    form = TextForm(request.POST or None, instance=found or EditionText(edition=edition, language=language))
    if request.method == "POST" and form.is_valid():
        form.save()
        actions.touch(edition)
        messages.success(request, _("Saved."))
        return redirect("organisers_edition", edition.code)
    context: dict[str, Any] = {"form": form, "heading": own_name(language), "edition": edition}
    return render(request, "editing/form.html", context, status=form.status)
