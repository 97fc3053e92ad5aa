"""Ways through the site, and what stands at the foot of a page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from safeconduct.public.pages.data import json_ld
from safeconduct.public.pages.frame import own_name
from safeconduct.public.pages.views import first_pages

register = template.Library()


@register.simple_tag(takes_context=True)
def languages_of(context: dict[str, Any]) -> list[dict[str, Any]]:
    """This page in each language that has it: address, tag, own name, and whether it is the one that is read."""
    page = context.get("page") or context.get("self")
    if not isinstance(page, Page):
        return [_choice(first, None) for first in first_pages()]
    found = [page, *page.get_translations().live().select_related("locale")]
    return [_choice(each, page) for each in sorted(found, key=lambda each: each.locale.language_code)]


def _choice(page: Page, shown: Page | None) -> dict[str, Any]:
    tag = page.locale.language_code
    is_shown = shown is not None and page.pk == shown.pk
    return {"page": page, "tag": tag, "name": own_name(tag), "is_shown": is_shown}


@register.simple_tag
def data_of(page: Page) -> SafeString:
    """What the page says of itself to programs."""
    return json_ld(page)


@register.simple_tag(takes_context=True)
def ways(context: dict[str, Any]) -> list[Page]:
    """The pages right below the first page of this language."""
    home = home_of(context)
    return list(home.get_children().live().in_menu()) if home is not None else []


@register.simple_tag(takes_context=True)
def home_of(context: dict[str, Any]) -> Page | None:
    """The first page of the language of this page; of an address without a page, that of the language spoken."""
    page = context.get("page") or context.get("self")
    language = page.locale.language_code if isinstance(page, Page) else context.get("LANGUAGE_CODE")
    return next((each for each in first_pages() if each.locale.language_code == language), None)
