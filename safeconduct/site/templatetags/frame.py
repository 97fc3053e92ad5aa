"""The frame of every page: head, ways, foot. All that a reader shares with others is written once for a process.

What a piece of it (`templates/site/frame/`) may depend on is `Facts`, and it sees nothing else, so nothing of one
reader can stand on the page of another. What is the reader's own, or of this moment, is a place in the kept text that
is filled for each page: names, marks of forms, the way back. Of a case nothing stands in the frame.
"""

from dataclasses import dataclass, fields
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from safeconduct.agencies.models import Member
from safeconduct.agencies.reading import offered
from safeconduct.site.filling import filled
from safeconduct.site.theme import THEMES

register = template.Library()

KEPT = 2048
"""Pieces that a process keeps: four for each language, theme, profession and marked way."""
PLACES = ("csrf_token", "nonce", "agency", "country", "name", "here", "back", "exercise", "hour", "idle")
_MARKS = {place: chr(0xE000 + number) for number, place in enumerate(PLACES)}
"""Signs that nobody writes and no list has; each stands where the place is."""
MARKED_WAYS = frozenset(
    {"today", "referral", "person", "directory", "lists", "figures", "editions", "my_matters", "mfa_index"}
)
"""Pages that the ways of the frame mark as the one that is open."""
BELOW = {"/people/": "person", "/referrals/": "referral"}
"""All that stands below such an address marks the same way, also where a form is shown again with what is wrong."""
_SHOWN = "frame"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a kept piece depends on. `profession` is "" where no member acts."""

    language: str | None
    theme: str
    demo: bool
    zone: str
    profession: str
    has_lists: bool
    shortcuts: bool
    several_places: bool
    has_exercise: bool
    is_signed_in: bool
    page: str
    in_figures: bool


@register.simple_tag(takes_context=True)
def frame(context: Context, piece: str) -> SafeString:
    """One of the four pieces: "top", "links", "head" or "foot"."""
    shown: tuple[Facts, dict[str, object]] | None = context.render_context.get(_SHOWN)
    if shown is None:
        shown = context.render_context[_SHOWN] = _shown(context)
    facts, values = shown
    return filled(_kept(piece, facts), **values)


@lru_cache(KEPT)
def _kept(piece: str, facts: Facts) -> str:
    seen = {one.name: getattr(facts, one.name) for one in fields(facts)}
    around = {"languages": offered(), "themes": THEMES}
    text = str(render_to_string(f"site/frame/{piece}.html", {**seen, **around, **_MARKS}))
    text = text.replace("{", "{{").replace("}", "}}")
    for place, mark in _MARKS.items():
        text = text.replace(mark, f"{{{place}}}")
    return text


def _shown(context: Context) -> tuple[Facts, dict[str, object]]:
    request: HttpRequest = context["request"]
    member: Member | None = getattr(request, "member", None)
    session = request.session if member else {}
    facts = Facts(
        language=get_language(),
        theme=context["theme"],
        demo=context["demo"],
        zone=timezone.get_current_timezone_name(),
        profession=member.profession if member else "",
        has_lists=bool(member and member.has_lists),
        shortcuts=bool(member and member.shortcuts),
        several_places=bool(session.get("several_places")),
        has_exercise=bool(session.get("exercise")),
        is_signed_in=not member and _is_somebody(request),
        page=_page_of(request),
        in_figures=request.path.startswith("/figures/"),
    )
    here = request.get_full_path()
    values = dict.fromkeys(PLACES, "") | _of_member(context, member, str(session.get("exercise", "")))
    back = here if request.method == "GET" else "/"
    return facts, values | {"csrf_token": context["csrf_token"], "here": here, "back": back}


def _is_somebody(request: HttpRequest) -> bool:
    """Whether an account is signed in; no account is known yet where a request was refused at the door."""
    return hasattr(request, "user") and request.user.is_authenticated


def _of_member(context: Context, member: Member | None, exercise: str) -> dict[str, object]:
    """What only the page of a member shows; a nonce that is looked at stands in the header of the answer, too."""
    if member is None:
        return {}
    agency = member.agency
    return {
        "nonce": context["csp_nonce"],
        "agency": agency.name,
        "country": agency.country,
        "name": member.name,
        "exercise": exercise,
        "hour": f"{timezone.localtime():%H:%M}",
        "idle": context["idle"],
    }


def _page_of(request: HttpRequest) -> str:
    """The name of the page, as far as it changes the frame."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if "administration" in name:
        return "administration"
    for below, page in BELOW.items():
        if request.path.startswith(below):
            return page
    return name if name in MARKED_WAYS else ""
