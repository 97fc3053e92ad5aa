"""What a reader of the public site says is wrong with a card reaches those who keep its rule, and nobody leads back."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection

from safeconduct.access.acting import working
from safeconduct.rights.deadlines.queries import rules_waiting
from safeconduct.rights.editing import standing
from safeconduct.rights.editing.readers import keep
from safeconduct.vocabulary.remarks import Remark
from tests.conftest import ConnectAs, as_process
from tests.rights.editing.desk import RULE, Desk, words
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Тут не <90> днів, Law 678/2001."


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    settings.DEMO = True
    monkeypatch.setattr(standing, "_kept", type(standing._kept)())
    owner = connect_as("owner")
    return Desk(owner, People(owner))


def brought(text: str, *, rule: str = RULE, number: UUID | None = None) -> bool:
    """As the worker brings it; whether somebody of the node has it."""
    remark = Remark(number or uuid4(), rule, text, "uk", date(2026, 11, 30))
    with as_process("worker"), working() as at:
        return keep(remark, rule, at=at)


def test_it_stands_beside_the_rule_and_on_today_of_who_keeps_it_and_is_answered_there(desk: Desk) -> None:
    editor, ana = desk.somebody("edo", "editor", keeps="edits"), desk.somebody("ana", "social_worker")
    number = uuid4()
    assert brought(SAID, number=number)
    assert brought(SAID, number=number), "brought twice it is there once"
    page = editor.see(f"/rights/rules/{RULE}/")
    assert page.count('<p lang="uk">Тут не &lt;90&gt; днів, Law 678/2001.</p>') == 1
    assert "A reader of the public site" in page
    assert "1 remark to answer" in words(editor.see("/"))
    with as_process("worker"), working():
        assert rules_waiting(editor.member) == 1
    assert "Тут не" not in ana.see(f"/rights/rules/{RULE}/"), "a stranger's word is shown to nobody else"
    answer = re.search(r"/rights/rules/remarks/[\w-]+/", page)
    assert answer
    assert "Nobody can be answered" in editor.see(answer[0])
    editor.send(answer[0], words="It is 90 days in the law of today.")
    with as_process("worker"), working():
        assert rules_waiting(editor.member) == 0
    assert [detail for _role, _case, detail in desk.recorded("content:reader_remarked")] == [
        {"subject": "rule", "key": RULE}
    ]


def test_words_with_somebody_in_them_stay_with_the_editors_of_the_site(desk: Desk) -> None:
    editor = desk.somebody("edo", "editor", keeps="edits")
    assert brought("Ask Maria Ionescu, 0721 000 111.")
    page = editor.see(f"/rights/rules/{RULE}/")
    assert "Ionescu" not in page
    assert "stay with the editors of the public site" in page
    assert desk.owner.execute("SELECT words FROM agencies.content_remark").fetchall() == [("",)]


def test_what_nobody_keeps_and_more_than_five_are_not_taken(desk: Desk) -> None:
    assert not brought("Nobody keeps the rules here."), "so the editors of the site are told to decide"
    desk.somebody("edo", "editor", keeps="edits")
    assert not brought("There is no such rule.", rule="RO-XX-99")
    assert [brought(f"Remark number {number}") for number in range(6)] == [True] * 5 + [False]
    with as_process("web"), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT agencies.reader_remarks(%s, 'rule', '', 'RO', '', '')", [uuid4()])
