"""Writes the description of the API into the handbook (`./run manage shell -c` with `write`; see the test)."""

import json
from pathlib import Path

PLACE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"


def text() -> str:
    """The description as it is committed."""
    from safeconduct.site.api.all import api

    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, sort_keys=False) + "\n"


if __name__ == "__main__":
    import django

    django.setup()
    PLACE.write_text(text())
