"""What of a file is opened by a number of its own, and not by the case's or a referral's: nobody else opens it.

A question of an authority, which shows a section to the police, and a word of the person's; and what is written below a
case under a name that each case has, a follow-up.
"""

import re
from typing import Any

import pytest
from django.utils import timezone

from tests.access.addresses import Visitor, below
from tests.referrals.authorities.desk import asked, opened, reads
from tests.referrals.partners.desk import ALIAS, NAME, NEED, PHONE, a_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

WORDS = "Nobody asked me about the house"
MARKERS = (NAME, NEED, PHONE, WORDS, ALIAS)
OTHERS = ("bea", "cora", "dan", "nora", "sara")
"""A stranger, and members of the agency itself, one who supervises among them, without a grant."""


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Signed in by one click."""
    settings.DEMO = True


def following_up() -> list[str]:
    return [path for path in below("case", {"after": "month_1"}) if "/follow-up/" in path]


def is_nothing(who: str, path: str, **given: str) -> bool:
    """Whether this member is told that it is not there, however it is asked, and nothing besides.

    Whoever opens an address that only takes forms is led to its page, before anything is looked at.
    """
    visitor = Visitor(who)
    (status, words), answer = visitor.asks(path), visitor.asks(path, "POST", given)
    is_closed = answer[0] == 404 and (status == 404 or (status, words) == (302, parent(path)))
    return is_closed and not [one for one in MARKERS if one in words + answer[1]]


def parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def test_what_an_authority_reads_is_opened_by_whoever_asked_and_by_nobody_else() -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    path = f"/authorities/{ask}/"
    assert PHONE in Visitor("pavel").asks(path)[1]
    assert [who for who in (*OTHERS, "ana") if not is_nothing(who, path)] == []
    for who in OTHERS:
        assert Visitor(who).asks(f"{path}give-back/", "POST")[0] == 404, who
    assert reads(ask), "it is still open to whoever asked"


def test_the_question_of_an_authority_is_shown_and_answered_by_who_works_with_the_person() -> None:
    case = a_file()
    path = f"/people/{case}/authorities/{asked(case)}/"
    assert Visitor("ana").asks(path)[0] == 200
    for who in (*OTHERS, "pavel"):
        assert is_nothing(who, path, answer="no", reason="not_safe"), who
        assert Visitor(who).asks(f"{path}end/", "POST")[0] == 404, who


def test_a_word_of_the_persons_is_read_and_answered_by_who_works_with_the_person() -> None:
    case, ana = a_file(), Visitor("ana")
    said = ana.asks(f"/people/{case}/with-the-person/wrong/plan/", "POST", {"words": WORDS, "language": "en"})
    assert said[0] == 302
    found = re.search(r"/words/[0-9a-f-]+/", ana.asks("/")[1])
    assert found
    assert WORDS in ana.asks(found[0])[1]
    for who in (*OTHERS, "pavel"):
        assert is_nothing(who, found[0], answer="put_right", knows="yes"), who
    assert "It was put right." not in ana.asks(f"/people/{case}/with-the-person/?language=en")[1]


def test_a_follow_up_that_took_place_is_read_and_changed_by_who_works_with_the_person() -> None:
    case, ana = a_file(), Visitor("ana")
    today = timezone.localdate().isoformat()
    front = f"/people/{case}/follow-up/"
    assert ana.asks(front, "POST", {"start": today})[0] == 302
    early = {"early": "yes", "early_why": "She moves away tomorrow."}
    done = {"on": today, "view": WORDS, "how": "in_person", "contact": "yes", **early}
    assert ana.asks(f"{front}month_1/done/", "POST", done)[0] == 302
    assert WORDS in ana.asks(front)[1]
    before = ana.asks(front)
    for who in (*OTHERS, "pavel"):
        open_to_them = [
            path for path in following_up() if not is_nothing(who, path.format(case=case), **done)
        ]
        assert open_to_them == [], who
    assert ana.asks(front) == before
    assert len(following_up()) >= 6
