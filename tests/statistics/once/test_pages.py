"""The pages of counting once over HTTP: agreeing, being asked, answering, and the coordinator's look at a code."""

from typing import Any

import pytest

from safeconduct.vocabulary.together import asked
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.statistics.once.files import IN_CYRILLIC, OLHA, a_file, counted, look, marks, pairs
from tests.statistics.once.test_pairs import a_pair
from tests.statistics.test_pages import client_of, in_words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PAGE = "/counted-once/"


@pytest.fixture
def owner(owner: Any, settings: Any) -> Any:
    settings.DEMO = True
    return owner


def see(who: str, path: str = PAGE) -> str:
    answer = client_of(who).get(path)
    assert answer.status_code == 200
    return in_words(answer.content.decode())


def test_the_person_agrees_and_no_longer_on_the_page_of_figures(owner: Any) -> None:
    case = a_file("ana", OLHA, agrees=False)
    path, ana = f"/people/{case}/figures/", client_of("ana")
    assert "not compared" in in_words(ana.get(path).content.decode())
    assert marks(owner) == []
    ana.post(path, {"compared": "yes"})
    assert "agrees that this file is compared" in in_words(ana.get(path).content.decode())
    assert len(marks(owner)) == 2
    ana.post(path, {"compared": "no"})
    assert marks(owner) == []
    assert client_of("dan").post(path, {"compared": "yes"}).status_code == 404
    ana.post(path, {"says": "no"})
    assert "is not compared" not in in_words(ana.get(path).content.decode())


def test_both_leads_are_asked_by_the_same_code_and_no_agency_is_named(owner: Any) -> None:
    code = a_pair()
    case = pairs("ana")[0].case
    hers = see("ana")
    assert f"{code} Perhaps this person is also counted by another agency" in hers
    assert "Linden" in hers
    assert "You are asked about this file" in see("ana", f"/people/{case}/figures/")
    assert code in see("bea")
    assert "beta" not in hers.lower()
    for who in ("dan", "sara"):
        assert "You are asked about no file." in see(who)
    assert code not in see("cora")


def test_today_says_that_a_pair_waits_until_it_is_answered(owner: Any) -> None:
    code = a_pair()
    asks = "1 file of yours may be of somebody whom another agency has registered too"
    assert asks in see("ana", "/")
    assert asks in see("bea", "/")
    for who in ("dan", "sara", "cora"):
        assert asks not in see(who, "/"), who
    client_of("ana").post(PAGE, {"code": code, "says": "cannot_say"})
    assert asks not in see("ana", "/")
    assert asks in see("bea", "/")


def test_of_another_agency_than_ones_own_today_learns_nothing(owner: Any) -> None:
    """The agency is given by whoever asks: what is no own one has no pair, whatever waits there."""
    a_pair()
    with member_acts("ana"):
        found = {
            name: asked("SELECT statistics.pairs_for_me(%s)", [ID(name)])
            for name in ("alfa", "beta", "police")
        }
    assert found == {"alfa": [(1,)], "beta": [(0,)], "police": [(0,)]}


def test_an_answer_is_written_down_and_decides_with_the_other_one(owner: Any) -> None:
    code = a_pair()
    for who in ("ana", "bea"):
        client = client_of(who)
        assert client.post(PAGE, {"code": code, "says": "yes, surely"}).status_code == 302
        assert client.post(PAGE, {"code": code, "says": "same"}).status_code == 302
        assert "You said: The same person" in in_words(client.get(PAGE).content.decode())
    assert counted().pairs_decided == 1
    said = "SELECT detail FROM audit.record WHERE action = 'once:answered' AND actor_id = %s"
    with unforced(owner, "audit.record"):
        assert owner.execute(said, [str(ID("ana"))]).fetchall() == [({"code": code, "says": "same"},)]


def test_who_leads_neither_file_answers_nothing(owner: Any) -> None:
    code = a_pair()
    for who in ("dan", "sara", "cora", "pavel"):
        assert client_of(who).post(PAGE, {"code": code, "says": "same"}).status_code == 404
    (row,) = marks(owner, "pair")
    assert (row["one_says"], row["other_says"]) == (None, None)


def test_a_coordinator_of_both_finds_the_agencies_by_the_code_and_nobody_else_looks(owner: Any) -> None:
    code = a_pair()
    client_of("ana").post(PAGE, {"code": code, "says": "cannot_say"})
    cora = client_of("cora")
    found = in_words(cora.post(PAGE, {"code": f" {code[:4].lower()} {code[4:]}"}).content.decode())
    assert "alfa has answered beta has not answered yet" in found
    wrong = cora.post(PAGE, {"code": "22222222"})
    assert (wrong.status_code, "No open question has this code" in wrong.content.decode()) == (422, True)
    for who in ("ana", "kim"):
        assert client_of(who).post(PAGE, {"code": code}).status_code == 409
    owner.execute("DELETE FROM agencies.coordination WHERE agency_id = %s", [ID("alfa")])
    assert cora.post(PAGE, {"code": code}).status_code == 422


def test_nothing_in_either_file_changes_when_a_pair_is_decided(owner: Any) -> None:
    hers, his = a_file("ana", OLHA), a_file("bea", IN_CYRILLIC)
    kept = "SELECT to_jsonb(v)::text FROM cases.section_version v WHERE case_id = ANY (%s) ORDER BY id"
    before = owner.execute(kept, [[hers, his]]).fetchall()
    look()
    code = pairs("ana")[0].code
    for who in ("ana", "bea"):
        client_of(who).post(PAGE, {"code": code, "says": "same"})
    assert owner.execute(kept, [[hers, his]]).fetchall() == before
