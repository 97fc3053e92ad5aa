"""What the page of a translation offers, and to whom."""

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.models import Page

from safeconduct.public.pages.rules import may_be_made_a_copy
from safeconduct.public.pages.sending_in import may_be_sent_in, may_be_taken_back
from safeconduct.public.pages.translating import progress_of, translation_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Stands:
    """How far it is, and what this person may do with it."""

    texts: int
    missing: int
    waits: bool
    may_be_sent_in: bool
    may_be_taken_back: bool
    may_be_taken_away: bool
    may_be_made_a_copy: bool
    may_be_deleted: bool


@register.simple_tag
def standing_of(page: Page, user: Any) -> Stands:
    """Of a page that is kept in step with its source."""
    texts, translated = progress_of(translation_of(page, enabled=True))
    may, waits = page.permissions_for_user(user), page.workflow_in_progress
    may_delete = may.can_delete()
    return Stands(
        texts=texts,
        missing=texts - translated,
        waits=waits,
        may_be_sent_in=may_be_sent_in(page),
        may_be_taken_back=may_be_taken_back(page, user),
        may_be_taken_away=may.can_unpublish(),
        may_be_made_a_copy=bool(may_be_made_a_copy(waits=waits, is_live=page.live, may_take_away=may_delete)),
        may_be_deleted=may_delete and not waits,
    )
