"""What every page of this room is made with, and the two that refuse."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from safeconduct.public import settings
from safeconduct.public.asked_for import asked_for
from safeconduct.public.helping.languages import SOURCE
from safeconduct.public.helping.leaving import leads_to
from safeconduct.public.helping.reviewed import easy, said
from safeconduct.public.questions import desks
from safeconduct.public.questions.texts import Tongue, tongues

EASY = "easy/"
"""Behind the language in an address, and the folder of the templates."""
OK = 200
EASY_PARTS = ("unnamed", "writing", "code", "reading")
EASY_PAGES = ("first", "ask", "code", "read")


def shown(
    request: HttpRequest, tongue: Tongue, template: str, rest: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of the room, easy where its address says so; `rest` is its address behind the room it stands in."""
    room = reverse("questions_ask", args=[tongue.tag])
    is_easy = request.path.startswith(room + EASY)
    below = EASY if is_easy else ""
    short = easy(tongue.tag)
    folder = EASY if is_easy and template in EASY_PAGES else ""
    context = {
        "t": tongue.texts,
        "tongue": tongue,
        "is_easy": is_easy,
        "room": room + below,
        "here": rest,
        "rest": below + rest,
        "easy": short.text if short else None,
        "is_easy_checked": short is not None and short.is_checked(*EASY_PARTS),
        "choices": list(tongues().values()),
        "leave_to": leads_to(_country(), chosen=settings.LEAVE_TO),
        "demo": said(tongue.tag).text["frame"]["demo"] if settings.DEMO else "",
        **more,
    }
    return render(request, f"questions/{folder}{template}.html", context, status=status)


def not_taken(request: HttpRequest, tongue: Tongue) -> HttpResponse:
    """A form that a page of another host has sent."""
    return shown(request, tongue, "refused", "", 403, why=tongue.say("from_elsewhere"))


def no_such_language(request: HttpRequest) -> HttpResponse:
    """The languages that there are, by their own names; none is guessed."""
    return languages_page(request, status=404)


def not_here(request: HttpRequest, tongue: Tongue) -> HttpResponse:
    """No such page in this room: in its frame and its language, with the way out."""
    return shown(request, tongue, "nothing", "", 404, nothing=said(tongue.tag).text["nothing"])


def languages_page(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """The languages of this room by their own names, with the way out; what the browser asks for stands first."""
    known = tongues()
    offered = known.get(asked_for(request.headers.get("Accept-Language", ""), known))
    speaks = offered or known[SOURCE]
    context = {
        "choices": list(known.values()),
        "offered": offered,
        "speaks": speaks,
        "missing": [(each, said(each.tag).text["nothing"]) for each in known.values()]
        if status != OK
        else [],
        "leave_to": leads_to(_country(), chosen=settings.LEAVE_TO),
        "exit_word": speaks.say("leave"),
    }
    answer = render(request, "questions/languages.html", context, status=status)
    answer.headers["Content-Language"] = speaks.tag
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def _country() -> str:
    """Of the first who answers: the exit leads to the weather there."""
    known = desks.opened()
    return known.desks[0].country if known and known.desks else ""
