"""A new edition after an old one."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.public.conferences.editing import cloning
from safeconduct.public.conferences.editing.forms.cloning import CloneForm
from safeconduct.public.conferences.editing.forms.editions import CODE_TAKEN
from safeconduct.public.conferences.editing.local_times import as_typed
from safeconduct.public.conferences.editing.pages.editions import say_left_out
from safeconduct.public.conferences.editing.queries import left_out
from safeconduct.public.conferences.models import Edition
from safeconduct.public.conferences.organising.access import of_an_edition


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition
def clone(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Ask for name, code and first day; the new edition is a draft."""
    form = CloneForm(request.POST or None, initial={"name": edition.name})
    new = _cloned(edition, form) if request.method == "POST" and form.is_valid() else None
    if new is not None:
        first = as_typed(edition.starts_at, edition.time_zone).date()
        say_left_out(request, left_out(edition, days=(form.cleaned_data["first_day"] - first).days))
        messages.success(
            request,
            _(
                "This is the new edition, a draft. Look at its particulars, and at its names in other languages."
            ),
        )
        return redirect("organisers_edition", new.code)
    context = {
        "form": form,
        "edition": edition,
        "heading": _("A new edition after this one"),
        "press": _("Make it"),
    }
    return render(request, "editing/form.html", context, status=form.status)


def _cloned(edition: Edition, form: CloneForm) -> Edition | None:
    try:
        return cloning.clone(edition, **form.cleaned_data)
    except IntegrityError:  # somebody else took the code since the form was read
        form.add_error("code", CODE_TAKEN)
        return None
