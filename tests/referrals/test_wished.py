"""Where a recipient is chosen, what the person wishes stands first; whom they keep out cannot be chosen by a wish."""

import re
from typing import Any

import pytest

from tests.access.world import staff
from tests.conftest import ConnectAs
from tests.directory.shelf import Shelf
from tests.referrals.partners.desk import a_file
from tests.referrals.partners.test_pages import Desk

__all__ = ["staff"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture
def shelf(connect_as: ConnectAs, settings: Any) -> Shelf:
    settings.DEMO = True
    return Shelf(connect_as("owner"))


def offered(page: str) -> list[str]:
    return re.findall(r": Reception, ([^,]+), (?:RO|BG)", page)


def test_what_the_person_wishes_stands_first_also_where_it_fits_less(shelf: Shelf) -> None:
    shelf.service("Casa Tei", takes_children=True)
    shelf.service("Casa Fag", country="BG", service="guardianship")
    page = f"/people/{a_file()}/refer/"
    seen = Desk("ana").see(page)
    assert "Casa Fag" in offered(seen)[1:]
    wished = Desk("ana").see(f"{page}?wish=casa+fag")
    assert offered(wished)[0] == "Casa Fag"
    assert "guardians are for children" in wished, "and the page says why it fits less"
    assert "Casa Tei" in offered(wished)
    unknown = Desk("ana").see(f"{page}?wish=Qwertzu")
    assert "No service or agency here is called “Qwertzu”." in unknown
