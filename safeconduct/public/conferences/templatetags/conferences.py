"""Codes in words, and texts that say in which language they are."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.models import EditionState, Scope, SessionKind
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.conferences.programme.facts import EditionFacts, Text
from safeconduct.public.conferences.programme.queries import facts_of, public_editions
from safeconduct.public.conferences.programme.rules import Standing, standing
from safeconduct.vocabulary import countries, languages

register = template.Library()
NEXT = 2
OF_SCOPE = {
    Scope.LOCAL: _("a local conference of the network"),
    Scope.TRANSNATIONAL: _("a conference for all countries of the network"),
}
register.filter("country", countries.country_in_full)
register.filter("language", languages.language_in_full)


@register.inclusion_tag("programme/_next.html")
def next_conferences() -> dict[str, Any]:
    """The soonest that readers may know of, for a first page; none that is cancelled."""
    ahead = public_editions().filter(ends_at__gte=timezone.now()).exclude(state=EditionState.CANCELLED)
    return {"editions": facts_of(ahead.order_by("starts_at", "pk")[:NEXT], str(get_language()))}


@register.filter
def in_full(tags: list[str] | tuple[str, ...]) -> str:
    """Languages by their names in the language of the page."""
    return ", ".join(languages.language_in_full(each) for each in tags)


@register.filter
def state(code: str) -> Any:
    """How far an edition is."""
    return EditionState(code).label


@register.filter
def scope(code: str) -> Any:
    """For whom an edition is, for somebody who does not know the network."""
    return OF_SCOPE[Scope(code)]


@register.filter
def stands(edition: EditionFacts) -> Standing:
    """What holds for somebody who wants to come, now."""
    return standing(edition, now=timezone.now())


@register.filter
def for_whom(kinds: tuple[tuple[str, str], ...]) -> str:
    """Professions and countries of quotas in words, as "Lawyer (Romania); Bulgaria"; "" is any."""
    labels = dict(professions())
    return "; ".join(_quota(labels.get(profession), country) for profession, country in kinds)


def _quota(profession: Any, country: str) -> str:
    there = countries.country_in_full(country) if country else ""
    if profession is None:
        return there
    return f"{profession} ({there})" if there else str(profession)


@register.filter
def kind(code: str) -> Any:
    """What happens in a session."""
    return SessionKind(code).label


@register.filter
def said(text: Text) -> SafeString:
    """The words; within an element that names their language where it is not that of the page."""
    if _is_of_the_page(text):
        return format_html("{}", text.words)
    return format_html('<span lang="{}" dir="{}">{}</span>', text.language, _direction(text), text.words)


@register.filter
def paragraphs(text: Text) -> SafeString:
    """The same for a longer text, each line a paragraph."""
    lines = [line for line in text.words.splitlines() if line.strip()]
    body = format_html_join("", "<p>{}</p>", ((line,) for line in lines))
    if _is_of_the_page(text):
        return format_html("<div>{}</div>", body)
    return format_html('<div lang="{}" dir="{}">{}</div>', text.language, _direction(text), body)


def _is_of_the_page(text: Text) -> bool:
    return not text.language or text.language == get_language()


def _direction(text: Text) -> str:
    known = languages.LANGUAGES.get(text.language)
    return known.direction if known else "auto"


@register.filter
def ahead(at: datetime) -> str:
    """How far the clock of a time is ahead of UTC, as UTC+2 or UTC+5:30."""
    minutes = int((at.utcoffset() or at - at).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
