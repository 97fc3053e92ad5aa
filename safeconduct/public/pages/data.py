"""What a page says of itself to programs: JSON-LD in the words of schema.org."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from safeconduct.public import settings

KINDS = {"newspage": "NewsArticle", "publicationpage": "Report"}
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def described(page: Page) -> dict[str, Any]:
    """The page as schema.org names things; days that are not known are left out."""
    days = {
        "dateModified": page.last_published_at,
        "lastReviewed": page.reviewed_on if page.is_reviewed_itself else None,
        "datePublished": getattr(page, "day", None) or page.first_published_at,
    }
    return {
        "@context": "https://schema.org",
        "@type": KINDS.get(page._meta.model_name, "WebPage"),
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{page.url}",
        "name": page.title,
        "description": page.introduction,
        "inLanguage": page.locale.language_code,
        "publisher": {"@type": "Organization", "name": page.answers_for_it},
        **{name: day.isoformat() for name, day in days.items() if day is not None},
    }


def json_ld(page: Page) -> SafeString:
    """What a page says of itself, as it stands in it."""
    return as_element(described(page))


def as_element(data: dict[str, Any]) -> SafeString:
    """As it stands in a page: no text of an editor can end the element that it stands in."""
    text = json.dumps(data, ensure_ascii=False).translate(_UNSAFE)
    part = f'<script type="application/ld+json">{text}</script>'
    return mark_safe(part)  # noqa: S308 - escaped above  # nosec B308 B703  # nosemgrep: text-that-is-not-escaped
