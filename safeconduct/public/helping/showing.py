"""How every page for the person is put together: its language, its languages, its exit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from safeconduct.public import settings
from safeconduct.public.helping import languages, reviewed
from safeconduct.public.helping.calling import numbers
from safeconduct.public.helping.file import handed
from safeconduct.public.helping.finding import not_closed
from safeconduct.public.helping.leaving import leads_to

UNNAMED = "questions_ask"
"""The address of the room in which a question is asked without a name, where the site has it."""
UNNAMED_EASY = "questions_easy"
UNNAMED_IN_ANY = "questions_languages"
WITH_EASY = frozenset({"start", "near", "questions", "asking", "telephone"})
"""Pages that lead to an easy one."""
MOST_WITHOUT_WORDS = 3


def page(request: HttpRequest, tag: str, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of this name in this language; where the language has no text, the page that says so."""
    if not _is_known(tag):
        return nothing(request, tag)
    frame = _frame(tag, [(each, _address(request, tag, each.tag)) for each in languages.listed()])
    if not languages.is_written(tag):
        written = [(each, _address(request, tag, each.tag)) for each in languages.other_written(tag)]
        return _not_yet(request, tag, frame | {"written": written}, status=status)
    return _written(request, tag, name, frame | more, status=status)


def nothing(request: HttpRequest, tag: str) -> HttpResponse:
    """No such page: in the frame of this room, in the language of the address or in all that are written."""
    known = tag if _is_known(tag) else languages.SOURCE
    frame = _frame(known, [(each, _start(each.tag)) for each in languages.listed()])
    if not languages.is_written(known):
        written = [(each, _start(each.tag)) for each in languages.other_written(known)]
        return _not_yet(request, known, frame | {"written": written}, status=404)
    said = [tag] if languages.is_written(known) and tag == known else languages.WRITTEN
    answers = [(languages.language(each), reviewed.said(each).text) for each in said]
    more = {"answers": answers, "is_unchosen": tag != known}
    return _written(request, known, "nothing", frame | more, status=404)


def way_out() -> str:
    """Where the exit of this site leads."""
    return leads_to(_first_country(), chosen=settings.LEAVE_TO)


def _is_known(tag: str) -> bool:
    return tag in languages.known(is_demo=settings.DEMO)


def _frame(tag: str, choices: list[Any]) -> dict[str, Any]:
    return {
        "tag": tag,
        "direction": languages.language(tag).direction,
        "choices": choices,
        "tongue_words": [
            (each, languages.text(each.tag)["frame"]["languages"]) for each in languages.listed()
        ],
        "leave_to": way_out(),
        "is_demo": settings.DEMO,
    }


def _written(
    request: HttpRequest, tag: str, name: str, frame: dict[str, Any], *, status: int
) -> HttpResponse:
    words, short = reviewed.said(tag), reviewed.easy(tag)
    said = {
        "t": words.text,
        "easy": short.text if short else None,
        "is_unreviewed": not (
            words.is_checked(name) and _is_reviewed(short, name, frame.get("easy_part", ""))
        ),
        "unnamed": _unnamed(UNNAMED, tag),
        "unnamed_easy": _unnamed(UNNAMED_EASY, tag),
    }
    return _rendered(request, tag, name, frame | said, status=status)


def _is_reviewed(short: reviewed.Easy | None, name: str, part: str) -> bool:
    """An easy page shows a part of a file of its own, and a page that leads to one the words of its link."""
    if short is None or not (part or name in WITH_EASY):
        return True
    return short.is_checked(*([part] if part else []))


def _not_yet(request: HttpRequest, tag: str, frame: dict[str, Any], *, status: int) -> HttpResponse:
    said = {
        "said": languages.not_yet(tag),
        "t": languages.text(languages.SOURCE),
        "frame_in": languages.SOURCE,
        "is_unreviewed": True,
        "talk": not_closed(numbers("", MOST_WITHOUT_WORDS)),
        "warned": [
            (each, languages.text(each.tag)["near"]["warning"]) for each in languages.other_written(tag)
        ],
        "unnamed": _reversed(UNNAMED_IN_ANY),
    }
    return _rendered(request, tag, "not_yet", frame | said, status=status)


def _rendered(
    request: HttpRequest, tag: str, name: str, shown: dict[str, Any], *, status: int
) -> HttpResponse:
    with translation.override(tag):
        answer = render(request, f"helping/{name}.html", shown, status=status)
    answer.headers["Content-Language"] = tag
    return answer


def _address(request: HttpRequest, tag: str, other: str) -> str:
    """The same page in another language: what was chosen on it stays."""
    if f"/{tag}/" not in request.path:
        return _start(other)
    return request.get_full_path().replace(f"/{tag}/", f"/{other}/", 1)


def _start(tag: str) -> str:
    return reverse("helping_start", args=[tag])


def _first_country() -> str:
    countries = handed().countries
    return countries[0].code if countries else ""


def _unnamed(name: str, tag: str) -> str:
    return _reversed(name, tag) if tag in languages.TEN else _reversed(UNNAMED_IN_ANY)


def _reversed(name: str, *arguments: str) -> str:
    """The address; "" where this site has no such room."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
