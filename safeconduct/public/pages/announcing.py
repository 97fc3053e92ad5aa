"""Handing news over to the members of the node: one file of public words, one way."""

import json
import os
import secrets
from datetime import datetime
from typing import Any

from safeconduct.public import settings
from safeconduct.public.pages.models import NewsPage

MOST = 50
FILE = "announcements.json"


def hand_over(*, now: datetime) -> None:
    """Write what readers see now, if it is not what stands there."""
    if settings.HOME is None:
        return
    lay(FILE, json.dumps({"announcements": _listed()}, ensure_ascii=False, indent=1))


def lay(name: str, text: str) -> None:
    """Lay a file for the node into the site's folder, whole, if it is not what stands there."""
    assert settings.HOME is not None  # noqa: S101  (whoever calls has looked)
    path = settings.HOME / name
    if path.exists() and path.read_text() == text:
        return
    half = path.with_name(f"{name}.{secrets.token_hex(4)}")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    half.replace(path)


def _listed() -> list[dict[str, Any]]:
    found = NewsPage.objects.live().public().select_related("locale").order_by("-day", "-pk")
    by_key: dict[str, dict[str, Any]] = {}
    for page in found[: MOST * len(settings.LANGUAGES)]:
        key = str(page.translation_key)
        if key not in by_key and len(by_key) == MOST:
            continue
        if key not in by_key:
            audience = [(block.block_type, block.value) for block in page.for_whom]
            by_key[key] = {
                "day": page.day.isoformat(),
                "professions": [code for kind, code in audience if kind == "profession"],
                "countries": [code for kind, code in audience if kind == "country"],
                "texts": {},
            }
        by_key[key]["texts"][page.locale.language_code] = {
            "title": page.title,
            "introduction": page.introduction,
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{page.url}",
        }
    return list(by_key.values())
