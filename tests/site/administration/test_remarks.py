"""“This is wrong” of a service: said by anybody, answered by who keeps it."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection

from safeconduct.access.acting import working
from safeconduct.directory.keeping.readers import keep
from safeconduct.vocabulary.remarks import Remark
from tests.conftest import as_process
from tests.site.administration.conftest import second
from tests.site.administration.kept import Kept


def said(kept: Kept) -> UUID:
    found: UUID = kept.office.row("SELECT id FROM directory.wrong WHERE answer = ''")[0]
    return found


def test_anybody_says_that_a_service_is_wrong_and_its_agency_answers(kept: Kept) -> None:
    office, dan = kept.office, second(kept.office, "Dan")
    page = f"/directory/services/{kept.id}/"
    bad = dan.post(f"{page}wrong/", {"part": "reached", "words": "Ask for Maria Ionescu."})
    assert bad.status_code == 422
    assert b"Ask for Maria Ionescu." in bad.content, "what was typed is given back"
    assert office.row("SELECT count(*) FROM directory.wrong") == (0,)
    assert dan.post(f"{page}wrong/", {"part": "reached", "words": "They close at noon."}).status_code == 302
    shown = dan.get(page).content
    assert b"Waits for an answer" in shown
    told = b"Somebody has said that this is wrong"
    number = office.row("SELECT duty_number FROM agencies.agency WHERE id = %s", office.agency)[0].encode()
    assert told in shown
    assert b"call the agency: " + number not in shown, "not the number that was just said to be wrong"
    assert b"ask whoever keeps this node" in shown
    assert told in dan.get("/directory/").content
    assert dan.post(f"/directory/own/{said(kept)}/", {"answer": "stays"}).status_code == 409
    assert b"They close at noon." in office.client.get("/directory/own/").content
    word = said(kept)
    assert office.client.post(f"/directory/own/{word}/", {"answer": "told"}).status_code == 409
    assert office.client.post(f"/directory/own/{word}/", {"answer": "put_right"}).status_code == 302
    assert office.client.post(f"/directory/own/{word}/", {"answer": "stays"}).status_code == 409
    assert b"It was put right" in dan.get(page).content
    assert told not in dan.get(page).content, "what was answered waits no more"
    (record,) = office.people.recorded("service:said_wrong")
    assert record["detail"] == {"service": str(kept.id), "part": "reached"}, "its words are not in the record"
    sent = [
        dan.post(
            f"/directory/services/{kept.id}/wrong/", {"part": "takes", "words": f"no {word}"}
        ).status_code
        for word in ("children", "men", "women", "steps")
    ]
    assert sent == [302, 302, 302, 409]


def brought(kept: Kept, text: str, *, service: UUID | None = None, number: UUID | None = None) -> bool:
    """As the worker brings a reader's remark; whether the node has it."""
    about = service or UUID(str(kept.id))
    remark = Remark(number or uuid4(), about, text, "ro", date(2026, 11, 30))
    with as_process("worker"), working() as at:
        return keep(remark, about, at=at)


def test_what_a_reader_of_the_public_site_says_reaches_the_agency_without_anybody_in_it(kept: Kept) -> None:
    office, dan = kept.office, second(kept.office, "Dan")
    number = uuid4()
    assert brought(kept, "Nu răspunde <nimeni> la prânz.", number=number)
    assert brought(kept, "Nu răspunde <nimeni> la prânz.", number=number), "brought twice it is there once"
    own = office.client.get("/directory/own/").content.decode()
    assert "A reader of the public site" in own
    assert '<span lang="ro">Nu răspunde &lt;nimeni&gt; la prânz.</span>' in own
    page = dan.get(f"/directory/services/{kept.id}/").content
    assert b"Somebody has said that this is wrong" not in page, (
        "nobody is kept from calling by a stranger's word"
    )
    row = office.row("SELECT said_by, said_in, part, is_here FROM directory.wrong")
    assert row == (None, None, "", True)
    assert office.client.post(f"/directory/own/{said(kept)}/", {"answer": "put_right"}).status_code == 302
    (record,) = office.people.recorded("service:readers_said")
    assert record["detail"] == {"service": str(kept.id)}
    assert brought(kept, "Ask for Maria Ionescu, 0721 000 111.")
    own = office.client.get("/directory/own/").content.decode()
    assert "Ionescu" not in own
    assert "stay with the editors of the public site" in own
    assert office.row("SELECT words FROM directory.wrong WHERE answer = ''") == ("",)


def test_readers_fill_nobodys_list_and_reach_nobody_elsewhere(kept: Kept) -> None:
    assert [brought(kept, f"Remark number {number}") for number in range(6)] == [True] * 5 + [False]
    assert not brought(kept, "No such service.", service=uuid4())
    with as_process("web"), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT directory.readers_say(%s, %s, '', '')", [uuid4(), kept.id])


def test_of_a_service_of_another_node_who_keeps_this_one_is_told(kept: Kept) -> None:
    office, dan = kept.office, second(kept.office, "Dan")
    office.people.owner.execute(
        "UPDATE agencies.agency SET node = 'elsewhere' WHERE id = %s", [office.agency]
    )
    there = office.people.agency("Maison Invented")
    office.people.owner.execute(
        "UPDATE agencies.agency SET node = CASE WHEN id = %s THEN 'far' ELSE 'ro' END", [there]
    )
    office.people.owner.execute("UPDATE directory.entry SET agency_id = %s", [there])
    page = f"/directory/services/{kept.id}/"
    assert dan.post(f"{page}wrong/", {"part": "takes", "words": "They take men too."}).status_code == 302
    shown = office.client.get("/directory/own/").content
    assert b"Maison Invented" in shown
    assert b"The agency was told" in shown
    assert b"It was put right" not in shown
    assert office.client.post(f"/directory/own/{said(kept)}/", {"answer": "told"}).status_code == 302
