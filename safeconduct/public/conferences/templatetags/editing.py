"""What the organisers' page of a conference shows of this room: its other languages, and how it goes on."""

from typing import Any

from django import template
from django.utils import timezone

from safeconduct.public import settings
from safeconduct.public.conferences.editing.queries import facts_of, languages_of
from safeconduct.public.conferences.editing.states import MOVES, SAID, Facts, State, is_for_good, may_move
from safeconduct.public.conferences.models import Edition
from safeconduct.public.conferences.organising.access import edits_pages
from safeconduct.vocabulary.decisions import Refused

register = template.Library()
register.filter("edits_pages", edits_pages)


@register.filter
def is_to_open(edition: Edition) -> bool:
    """Whether readers know of it and cannot register yet."""
    return edition.state == State.OPEN and timezone.now() < edition.opens_at


@register.simple_tag
def other_languages(edition: Edition) -> list[dict[str, Any]]:
    """The languages of the site but the first one of this conference, and whether a text is written."""
    written = languages_of(edition)
    return [
        {"tag": tag, "name": name, "is_written": tag in written}
        for tag, name in settings.LANGUAGES
        if tag != edition.language
    ]


@register.simple_tag
def moves_of(edition: Edition) -> list[dict[str, Any]]:
    """What can be done in this state; what a rule refuses with its reason."""
    facts, now = facts_of(edition), timezone.now()
    return [
        {
            "code": move,
            "said": SAID[move],
            "refused": _why_not(facts, move, now),
            "is_for_good": is_for_good(move),
        }
        for move in MOVES[facts.state]
    ]


def _why_not(facts: Facts, move: Any, now: Any) -> Any:
    decision = may_move(facts, move, now=now)
    return decision.reason if isinstance(decision, Refused) else None
