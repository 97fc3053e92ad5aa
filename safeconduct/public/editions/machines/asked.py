"""What a program may ask for: the parameters of each address, and the forms of a table."""

from django.http import HttpRequest

from safeconduct.public import settings
from safeconduct.public.services.machines.asked import CannotAsk

MOST, LONGEST = 100, 9
"""Editions on one page, and digits of a number."""


def asked(request: HttpRequest, *offered: str) -> dict[str, str]:
    """The parameters, each once and none that is not offered. Raises CannotAsk."""
    for name, values in request.GET.lists():
        if name not in offered:
            allowed = ", ".join(offered) or "none"
            raise CannotAsk(name, f"There is no such parameter here. There are: {allowed}.")
        if len(values) != 1:
            raise CannotAsk(name, "Give it once.")
    return {name: request.GET[name] for name in offered if name in request.GET}


def number(given: dict[str, str], name: str, otherwise: int, most: int) -> int:
    """A whole number from 1. Raises CannotAsk."""
    text = given.get(name, str(otherwise))
    if not (text.isascii() and text.isdecimal()) or len(text) > LONGEST or int(text) < 1:
        raise CannotAsk(name, "A whole number from 1.")
    return min(int(text), most)


def language(request: HttpRequest) -> str:
    """In which the words of a file are; the first language of the site where none is named. Raises CannotAsk."""
    tag = asked(request, "language").get("language", settings.LANGUAGE_CODE)
    if tag not in dict(settings.LANGUAGES):
        raise CannotAsk("language", f"One of: {', '.join(dict(settings.LANGUAGES))}.")
    return tag
