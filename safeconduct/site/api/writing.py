"""The description of the API as the handbook holds it; a test compares the two and says how it is written anew."""

import json
from pathlib import Path

PLACE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"


def text() -> str:
    """As it is committed."""
    from safeconduct.site.api.all import api

    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"


def write() -> None:
    """Write it anew."""
    PLACE.write_text(text(), encoding="utf-8")
