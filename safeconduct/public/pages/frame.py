"""What every page of the site shows around its text."""

from typing import Any

from django.http import HttpRequest

from safeconduct.public import settings
from safeconduct.public.headers import is_for_editors
from safeconduct.vocabulary.languages import LANGUAGES


def frame(request: HttpRequest) -> dict[str, Any]:
    """The site's name, whether it belongs to a demonstration, and whether this address is the editors'."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "is_demo": settings.DEMO,
        "is_scanned": settings.CLAMAV is not None,
        "is_for_editors": is_for_editors(request),
        "site_address": settings.WAGTAILADMIN_BASE_URL,
    }


def own_name(tag: str) -> str:
    """What a language calls itself."""
    return LANGUAGES[tag].own if tag in LANGUAGES else tag
