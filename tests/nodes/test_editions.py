"""A year's edition on running nodes: Corina prepares it, a thread of the node counts it, Relu releases it."""

import re
from datetime import UTC, date, datetime

from tests.nodes.town import Town, until

PEOPLE = {"F|Y_GE18|NAT|SEX": 14, "F|Y_GE18|EU|LAB": 9, "M|Y_GE18|NEU|LAB": 21, "M|Y_LT18|NEU|OTH": 3}
"""Of each of two agencies: sex, age, citizenship and form."""
TALLY = """
    INSERT INTO statistics.tally (agency_id, side, quarter, dim, value, part, number)
    VALUES (%s, 'person', %s, 'registered', %s, 'registered', %s)
"""


def test_an_edition_is_counted_in_the_background_and_released_by_a_second_person(town: Town) -> None:
    year = datetime.now(UTC).year - 2
    agencies = [
        row[0] for row in town.ask("ro", "SELECT DISTINCT agency_id FROM agencies.coordination ORDER BY 1")
    ]
    for agency in agencies[:2]:
        for value, number in PEOPLE.items():
            town.ask("ro", TALLY, agency, date(year, 1, 1), f"identified|ngo|{value}", number)
    corina, relu = town.hands("Corina Matei"), town.hands("Relu Manea")
    page = corina.see(f"/figures/editions/year/{year}/")
    assert "Registered in this year: 94." in page.text
    path = corina.browser.submit(page, page.path, rung="status").path
    until("it is counted", lambda: "waits for a second person" in corina.see(path).text)
    assert "hidden" in corina.see(path).text

    assert path in {
        link.rstrip() for link in re.findall(r'href="([^"]+)"', relu.see("/figures/editions/").html)
    }
    page = relu.see(path)
    assert "Release this edition" not in page.text, "nobody has read it yet"
    corina.browser.submit(corina.see(path), f"{path}show/")
    page = relu.see(path)
    released = relu.browser.submit(page, f"{path}approve/", sure="yes")
    assert f"19a-RO-{year}-1" in released.text
    assert "Total 94" in released.text
