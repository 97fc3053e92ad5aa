"""Ways through the site, and what stands at the foot of a page."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from wagtail.models import Page

from safeconduct.public import settings
from safeconduct.public.conferences.programme.queries import public_editions
from safeconduct.public.editions.models import Edition
from safeconduct.public.pages.data import json_ld
from safeconduct.public.pages.frame import own_name
from safeconduct.public.pages.views import first_pages
from safeconduct.public.services.models import Taken
from safeconduct.public.uploads.drawing import NARROW
from safeconduct.public.uploads.pictures import size_of

register = template.Library()


@register.simple_tag(takes_context=True)
def languages_of(context: dict[str, Any]) -> list[dict[str, Any]]:
    """This page in each language that has it: address, tag, own name, and whether it is the one that is read.

    A page that no editor writes names its address below the language in `rest`; it is there in all languages. Where its
    words are ours in languages in which editors wrote nothing, it names these in `spoken_in`.
    """
    page = context.get("page") or context.get("self")
    if "rest" in context:
        here = str(context.get("LANGUAGE_CODE"))
        spoken = context.get("spoken_in", ())
        tags = sorted({here, *spoken, *(first.locale.language_code for first in first_pages())})
        return [_way_to(tag, context["rest"], here) for tag in tags]
    if not isinstance(page, Page):
        return [_choice(first, None) for first in first_pages()]
    found = [page, *page.get_translations().live().select_related("locale")]
    return [_choice(each, page) for each in sorted(found, key=lambda each: each.locale.language_code)]


def _choice(page: Page, shown: Page | None) -> dict[str, Any]:
    tag = page.locale.language_code
    is_shown = shown is not None and page.pk == shown.pk
    return {"url": page.url, "tag": tag, "name": own_name(tag), "is_shown": is_shown}


def _way_to(tag: str, rest: str, shown: Any) -> dict[str, Any]:
    return {"url": f"/{tag}/{rest}", "tag": tag, "name": own_name(tag), "is_shown": tag == shown}


@register.simple_tag(takes_context=True)
def in_first_language(context: dict[str, Any]) -> Page | None:
    """The page of this address in the first language of the site, if there is one: most pages have no translation."""
    path = getattr(context.get("request"), "path", "").replace("\0", "")
    language, _slash, rest = path.strip("/").partition("/")
    tag = settings.LANGUAGE_CODE
    if language == tag or language != context.get("LANGUAGE_CODE") or not rest:
        return None
    home = next((each for each in first_pages() if each.locale.language_code == tag), None)
    if home is None:
        return None
    found = Page.objects.live().public().filter(url_path=f"{home.url_path}{rest}/").first()
    is_there = found is not None and not found.get_ancestors().filter(depth__gt=1, live=False).exists()
    return found if is_there else None


@register.simple_tag(takes_context=True)
def shown_picture(context: dict[str, Any], block: Any) -> dict[str, Any] | None:
    """Where both widths of a picture are, and how large it is; None when its file was taken away.

    In the editor's preview it is where editors have it: readers have none that no approved page names.
    """
    size = size_of(block["file"].file) if block["file"] is not None else None
    if size is None:
        return None
    document, (width, height) = block["file"], size
    if getattr(context.get("request"), "is_preview", False):
        address = reverse("file_for_editors", args=[document.pk])
        return {"address": address, "narrow": "", "width": width, "height": height}
    address = reverse("narrow_picture", args=[document.pk, document.filename])
    narrow = address if width > NARROW else ""
    return {"address": document.url, "narrow": narrow, "width": width, "height": height}


@register.simple_tag
def filled_elsewhere(page: Page) -> list[dict[str, Any]]:
    """In which languages there is something in this list, and how much; two queries for each language that has it."""
    found = page.get_translations().live().select_related("locale").order_by("locale__language_code")
    counted = [(each, each.get_children().live().count()) for each in found]
    return [_choice(each, None) | {"many": many} for each, many in counted if many]


@register.simple_tag
def name_of_site() -> str:
    """Where Wagtail says another one: the host, to somebody who is not signed in."""
    return str(settings.WAGTAIL_SITE_NAME)


@register.simple_tag
def data_of(page: Page) -> SafeString:
    """What the page says of itself to programs."""
    return json_ld(page)


@register.simple_tag(takes_context=True)
def ways(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages right below the first page of this language, and rooms that have something to show."""
    home = home_of(context)
    if home is None:
        return []
    found = [_way(each.title, each.url) for each in home.get_children().live().in_menu()]
    if public_editions().exists():
        with override(home.locale.language_code):
            found.append(_way(gettext("Conferences"), reverse("programme_conferences")))
    if Taken.objects.exclude(offered={}).exists():
        with override(home.locale.language_code):
            found.append(_way(gettext("Services"), reverse("services")))
    if Edition.objects.exists():
        with override(home.locale.language_code):
            found.append(_way(gettext("Statistics"), reverse("statistics")))
    here = getattr(context.get("request"), "path", "")
    return [each | {"is_here": each["url"] == here} for each in found]


def _way(title: str, url: str) -> dict[str, Any]:
    return {"title": title, "url": url}


@register.simple_tag(takes_context=True)
def home_of(context: dict[str, Any]) -> Page | None:
    """The first page of the language of this page; of an address without a page, that of the language spoken."""
    page = context.get("page") or context.get("self")
    language = page.locale.language_code if isinstance(page, Page) else context.get("LANGUAGE_CODE")
    return next((each for each in first_pages() if each.locale.language_code == language), None)
