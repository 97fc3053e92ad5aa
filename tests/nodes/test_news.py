"""What members read of the public site's news, and of the law that changed."""

import json
from datetime import date

from safeconduct.site.announcements.reading import FILE
from tests.nodes.town import Town


def test_a_member_reads_what_is_announced_for_their_profession_and_country(town: Town) -> None:
    text = {"introduction": "Two sentences.", "address": "https://site.example/en/news/a/"}
    listed = [
        {
            "day": date.today().isoformat(),  # noqa: DTZ011 - a day of the site
            "professions": professions,
            "countries": countries,
            "texts": {"en": {"title": title, **text}},
        }
        for title, professions, countries in (
            ("For <everybody>", [], []),
            ("For psychologists here", ["psychologist"], ["RO"]),
            ("For judges", ["judge"], []),
            ("For Belgium", [], ["BE"]),
        )
    ]
    file = town.pair.ro.home / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"announcements": listed}))
    try:
        page = town.hands("Ioana Marin").see("/news/").text
    finally:
        file.unlink()
    assert "For <everybody>" in page
    assert "For psychologists here" in page
    assert "For judges" not in page
    assert "For Belgium" not in page
    assert "What changed in the law: Romania" in page
