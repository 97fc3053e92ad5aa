"""Draw the marked parts of the protocol's page and the schemas of the bodies: `python -m tests.exchange.make_page`."""

import json
import os
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Write the page and the schemas."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.site.settings")
    import django

    django.setup()
    from safeconduct.referrals.wire.drawing import PAGE, redrawn
    from safeconduct.referrals.wire.schemas import written
    from tests.exchange import make_lanes, make_services
    from tests.exchange.make_course import drawn
    from tests.exchange.make_vectors import FILE

    page = ROOT / PAGE
    more = drawn(json.loads(FILE.read_text(encoding="utf-8")))
    page.write_text(redrawn(page.read_text(encoding="utf-8"), more), encoding="utf-8")
    for name, schema in written().items():
        (page.parent / "exchange" / name).write_text(text_of(schema), encoding="utf-8")
    make_services.write()
    make_lanes.write()


def text_of(schema: object) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
