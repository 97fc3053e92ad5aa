"""Words of a code, and sentences with a place for something, in the language of the page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.translation import get_language

from safeconduct.public.helping import speaking
from safeconduct.public.helping.easy import PICTURE_OF, sentences
from safeconduct.public.helping.finding import Number
from safeconduct.public.helping.listening import is_there

register = template.Library()


@register.filter
def of(words: Mapping[str, str], code: str) -> str:
    """The words of a code; a code of a newer release stands as it is."""
    return words.get(code, code)


@register.filter(name="in")
def in_language(words: Mapping[str, Mapping[str, str]], tag: str) -> Mapping[str, str] | None:
    """What is said in a language; None where nothing is."""
    return words.get(tag)


@register.filter
def picture(right: str) -> str:
    """The picture of a right."""
    return PICTURE_OF.get(right, "")


register.filter("sentences", sentences)


@register.filter
def number(each: Number) -> str:
    """A number of a telephone, from left to right also where the words around it run from right to left."""
    return format_html('<bdi dir="ltr">{}</bdi>', each.shown)


@register.inclusion_tag("helping/_listen.html", takes_context=True)
def listen(context: template.Context, about: str, *parts: str | list[str]) -> dict[str, Any]:
    """The sound of a section, where there is one; lists among its parts are lines."""
    said = [line for part in parts for line in ([part] if isinstance(part, str) else part)]
    return _sound(context, about, speaking.one(said))


@register.inclusion_tag("helping/_listen.html", takes_context=True)
def listen_to_card(context: template.Context, words: Mapping[str, str]) -> dict[str, Any]:
    """The sound of a card of rights, where there is one."""
    return _sound(context, words["title"], speaking.card(context["t"], words))


@register.inclusion_tag("helping/_listen.html", takes_context=True)
def listen_to_lines(
    context: template.Context, about: str, parts: list[Mapping[str, list[str]]]
) -> dict[str, Any]:
    """The sound of an easy page, where there is one."""
    return _sound(context, about, speaking.lines(parts))


def _sound(context: template.Context, about: str, said: str) -> dict[str, Any]:
    name = speaking.name_of(context["tag"], said)
    return {"t": context["t"], "about": about, "name": name if is_there(name) else ""}


DAY = {"de": "j. F Y", "es": r"j \d\e F \d\e Y"}
"""How a language writes a day, where it is not number, month and year alone."""
CAPITAL = ("en", "de")
"""Languages that write days and months with a capital letter, also within a sentence."""


@register.filter
def weekday(number: int) -> str:
    """Monday is 0; as it stands within a sentence."""
    return _within(str(WEEKDAYS[number]))


@register.filter
def week(days: Sequence[int]) -> str:
    """Days as a card of paper has room for: those that follow each other from the first to the last."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        f"{weekday(run[0])}–{weekday(run[-1])}" if len(run) > 2 else ", ".join(map(weekday, run))
        for run in runs
    )


def _within(words: str) -> str:
    return words if get_language() in CAPITAL else words.lower()


@register.filter
def day(each: date | None) -> str:
    """A day in the way of the language of the page."""
    return _within(date_format(each, DAY.get(get_language() or "", "j E Y"))) if each else ""


@register.simple_tag
def said(sentence: str, **what: object) -> str:
    """A sentence with its places filled: a day in the way of the language, everything else as it is."""
    filled = {name: day(each) if isinstance(each, date) else each for name, each in what.items()}
    return format_html(escape(sentence), **filled)
