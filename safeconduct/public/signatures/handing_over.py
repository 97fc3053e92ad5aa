"""Telling the node which texts its agencies can sign, and its clocks follow: one file of public words."""

import json
from datetime import datetime
from typing import Any

from safeconduct.public import settings
from safeconduct.public.pages.announcing import lay
from safeconduct.public.signatures.models import OtherText
from safeconduct.public.signatures.rules import MOST_TEXTS
from safeconduct.public.signatures.texts import own_texts

FILE = "texts.json"


def hand_over_texts(*, now: datetime) -> None:
    """Write our texts and those of the sites that we listen to, if it is not what stands there."""
    if settings.HOME is not None:
        lay(FILE, json.dumps({"texts": [*_ours(), *_others()]}, ensure_ascii=False, indent=1))


def _ours() -> list[dict[str, Any]]:
    return [
        {name: each[name] for name in NAMES} | {"origin": "", "levels": each.get("levels", [])}
        for each in own_texts()
    ]


NAMES = ("kind", "code", "version", "digest", "opens", "in_force", "texts")


def _others() -> list[dict[str, Any]]:
    found = OtherText.objects.select_related("source").exclude(source__confirmed_at=None)
    return [
        {name: getattr(each, name) for name in NAMES} | {"origin": each.source.name}
        for each in found.order_by("source_id", "code", "-version")[:MOST_TEXTS]
    ]
