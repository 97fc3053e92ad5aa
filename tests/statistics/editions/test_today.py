"""Today says which edition waits for a second person, and to who prepared one how it stands."""

import psycopg
import pytest

from safeconduct.access.acting import working
from safeconduct.agencies.models import Member
from safeconduct.referrals.daily import Waiting, message
from safeconduct.statistics.editions.officers import waiting_for
from tests.access.names import ID, unforced
from tests.access.rows import insert
from tests.conftest import as_process
from tests.statistics.editions.test_pages import FRONT, see
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, registered, show
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)
TO_READ = f"RO {YEAR} Somebody else has prepared it: read it, and approve it"


def test_a_second_person_is_told_and_who_prepared_it_sees_how_it_stands(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    assert f"RO {YEAR} You have prepared it: choose its layout, and have its tables shown" in see("cora", "/")
    for who in ("rita", "cleo"):
        assert f"RO {YEAR}" not in see(who, "/"), "it is not their turn yet"
    show("cora", path)
    for who in ("rita", "cleo"):
        page = client_of(who).get("/").content.decode()
        assert TO_READ in in_words(page)
        assert f'href="{path}"' in page
        assert 'href="#editions"' in page, "it is counted beside the queues"
    hers = see("cora", "/")
    assert f"RO {YEAR} You have prepared it; it waits for a second person" in hers
    assert TO_READ not in hers
    for who in ("ana", "dan"):
        assert f"RO {YEAR}" not in see(who, "/"), who
    name = approve("rita", path).removeprefix(FRONT).strip("/")
    page = client_of("cora").get("/").content.decode()
    assert f"RO {YEAR} You have prepared it, and it is released" in in_words(page)
    assert f'href="{FRONT}{name}/"' in page
    for who in ("rita", "cleo"):
        assert f"RO {YEAR}" not in see(who, "/")
    with unforced(counted, "statistics.edition"):
        counted.execute("UPDATE statistics.edition SET approved_at = approved_at - interval '8 days'")
    assert f"RO {YEAR}" not in see("cora", "/")


def test_a_correction_is_called_one(counted: psycopg.Connection) -> None:
    approve("rita", prepare("cora"))
    registered(counted, {("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 9})
    path = show("cora", prepare("cora", reason="One agency counted late."))
    assert f"RO {YEAR}, correction Somebody else has prepared it" in see("rita", "/")
    assert f"RO {YEAR}, correction waits for a second person" in see("rita", FRONT)
    assert f"RO {YEAR}, correction You have prepared it; it waits" in see("cora", "/")
    approve("rita", path)
    hers = see("cora", "/")
    assert f"RO {YEAR}, correction You have prepared it, and it is released" in hers
    assert f"RO {YEAR} You have prepared it, and it is released" in hers, (
        "the first one is told apart from it"
    )


def test_what_is_out_of_date_is_said_to_who_prepared_it_and_asks_nobody_to_approve(
    counted: psycopg.Connection,
) -> None:
    prepare("cora")
    insert(counted, "statistics.said", state="answer-one", country="RO", year=YEAR)
    assert f"RO {YEAR} Out of date: prepare it again" in see("cora", "/")
    assert f"RO {YEAR}" not in see("rita", "/")


def test_the_mail_of_a_day_counts_what_waits_for_each(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    assert turns() == {"cora": 1}, "its layout is to be chosen"
    show("cora", path)
    assert turns() == {"rita": 1, "cleo": 1}
    insert(counted, "statistics.said", state="answer-one", country="RO", year=YEAR)
    assert turns() == {"cora": 1}
    prepare("cora", YEAR - 2)
    assert turns() == {"cora": 2}
    assert f"RO {YEAR - 2} It could not be made: see why" in see("cora", "/")
    counted.execute("DELETE FROM agencies.coordination WHERE coordinator_id = %s", [ID("cora")])
    assert turns() == {}
    mail = message(Waiting((), 0, editions=2), to="cora@example.org", front="", refuse="")
    assert mail.subject == "2 editions of figures wait for you"


def turns() -> dict[str, int]:
    """For whom the worker would count how many."""
    with as_process("worker"), working():
        found = {one.name: waiting_for(one) for one in Member.objects.filter(suspended_at=None)}
    return {name: number for name, number in found.items() if number}


def test_figures_are_in_the_menu_of_those_who_see_them(counted: psycopg.Connection) -> None:
    assert '<a href="/figures/">Figures</a>' in client_of("cora").get("/").content.decode()
    assert '<a href="/figures/editions/">Figures</a>' in client_of("rita").get("/").content.decode()
    here = client_of("rita").get(FRONT).content.decode()
    assert '<a href="/figures/editions/" aria-current="page">Figures</a>' in here
    here = client_of("cora").get(FRONT).content.decode()
    assert '<a href="/figures/" aria-current="true">Figures</a>' in here
    assert ">Figures</a>" not in client_of("ana").get("/").content.decode()
