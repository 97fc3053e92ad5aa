"""What every page of the site shows around its text."""

from typing import Any

from django.http import HttpRequest

from safeconduct.public import settings
from safeconduct.vocabulary.languages import LANGUAGES


def frame(request: HttpRequest) -> dict[str, Any]:
    """The site's name, and whether it belongs to a demonstration."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "is_demo": settings.DEMO,
        "is_scanned": settings.CLAMAV is not None,
        "site_address": settings.WAGTAILADMIN_BASE_URL,
    }


def own_name(tag: str) -> str:
    """What a language calls itself."""
    return LANGUAGES[tag].own if tag in LANGUAGES else tag
