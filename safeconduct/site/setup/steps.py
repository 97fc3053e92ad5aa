"""The seven steps, their order, and who may look at one: whoever came by the printed link, not before its turn."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hmac import compare_digest
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from safeconduct.keys.setup import mark_of
from safeconduct.site.setup import door
from safeconduct.vocabulary.decisions import Words

IN_SESSION = "setup"

STEPS: dict[str, Words] = {
    "language": _("Language"),
    "agency": _("Agency and country"),
    "administrator": _("Administrator"),
    "mail": _("Mail"),
    "people": _("Invented or real people"),
    "clocks": _("Clocks and how long things are kept"),
    "recovery": _("Recovery key"),
}
"""In their order."""

type Answers = dict[str, door.Answer]
type StepPage = Callable[[HttpRequest, Answers], HttpResponse]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step stands among the seven, for the head of its page."""

    step: str
    title: Words
    number: int
    back: str


def place_of(step: str) -> Place:
    """The step's place; `back` is the address of the one before, or ""."""
    order = list(STEPS)
    number = order.index(step)
    return Place(step, STEPS[step], number + 1, address(order[number - 1]) if number else "")


def address(step: str) -> str:
    """Where a step's page is."""
    return reverse(f"setup_{step}")


def missing_before(step: str, done: Answers) -> str | None:
    """The first step before this one that is not done yet."""
    order = list(STEPS)
    return next((one for one in order[: order.index(step)] if one not in done), None)


def next_after(step: str) -> HttpResponse:
    """On to the following step."""
    order = list(STEPS)
    return redirect(address(order[order.index(step) + 1]))


def has_come_in(request: HttpRequest) -> bool:
    """Whether this browser opened the link of this very run."""
    key = door.key()
    return bool(key) and compare_digest(request.session.get(IN_SESSION, ""), mark_of(key))


def of_step(step: str) -> Callable[[StepPage], Callable[..., HttpResponse]]:
    """Decorate the page of a step: it gets what the steps have kept."""

    def decorate(view: StepPage) -> Callable[..., HttpResponse]:
        @require_http_methods(["GET", "POST"])
        @wraps(view)
        def page(request: HttpRequest) -> HttpResponse:
            if not has_come_in(request):
                return render(request, "setup/by_the_link.html", status=403)
            if not door.is_open():
                raise Http404
            done = door.answers()
            missing = missing_before(step, done)
            if missing is not None:
                context = {"missing": place_of(missing), "address": address(missing)}
                return render(request, "setup/not_yet.html", context, status=409)
            return view(request, done)

        return page

    return decorate


def show(
    request: HttpRequest, step: str, errors: dict[str, Words] | None = None, **more: Any
) -> HttpResponse:
    """The page of a step, with what is wrong in it."""
    context = {"place": place_of(step), "errors": errors or {}, "total": len(STEPS), **more}
    return render(request, f"setup/{step}.html", context, status=422 if errors else 200)
