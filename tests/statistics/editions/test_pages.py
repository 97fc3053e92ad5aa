"""An edition from the list of what is missing to the signed document, over HTTP."""

import psycopg
import pytest

from tests.statistics.editions.year import YEAR, approve, client_of, prepare
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)


def see(who: str, path: str, status: int = 200) -> str:
    answer = client_of(who).get(path)
    assert answer.status_code == status, (path, answer.status_code, answer.content.decode()[:3000])
    return in_words(answer.content.decode())


def test_a_coordinator_prepares_an_edition_and_the_rapporteur_releases_it(
    counted: psycopg.Connection,
) -> None:
    page = see("cora", f"/figures/editions/year/{YEAR}/")
    assert "Registered in this year: 72." in page
    path = prepare("cora", rung="status")
    page = see("cora", path)
    assert "It waits for a second person." in page
    released = approve("rita", path)
    page = see("rita", released)
    print(page)
    assert "Edition 19a-RO" in page or "Edition 19a" in page
