"""What every page of this room is made with, and the two that refuse."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeconduct.public.questions.texts import Tongue, tongues


def shown(
    request: HttpRequest, tongue: Tongue, template: str, rest: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of the room; `rest` is its address behind the language, for the links to the other ones."""
    context = {
        "t": tongue.texts,
        "tongue": tongue,
        "rest": rest,
        "choices": list(tongues().values()),
        "is_right_to_left": False,
        **more,
    }
    return render(request, f"questions/{template}.html", context, status=status)


def not_taken(request: HttpRequest, tongue: Tongue) -> HttpResponse:
    """A form that a page of another host has sent."""
    return shown(request, tongue, "refused", "", 403, why=tongue.say("from_elsewhere"))


def no_such_language(request: HttpRequest) -> HttpResponse:
    """The languages that there are, by their own names; none is guessed."""
    return render(request, "questions/languages.html", {"choices": list(tongues().values())}, status=404)
