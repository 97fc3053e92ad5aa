"""A rule is proposed, read, signed and then in force: over HTTP, on one node, without JavaScript."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.commands import rights as command
from safeconduct.rights.deadlines.queries import rules_waiting
from safeconduct.rights.editing import changed, standing
from safeconduct.rights.reading import read
from tests.conftest import ConnectAs, as_process
from tests.rights.editing.desk import RULE, Desk, Someone, fields, words
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "Up to 120 days to recover and reflect, since the new law."


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    settings.DEMO = True
    monkeypatch.setattr(standing, "_kept", type(standing._kept)())
    owner = connect_as("owner")
    return Desk(owner, People(owner))


@pytest.fixture
def editor(desk: Desk) -> Someone:
    return desk.somebody("edo", "editor", keeps="edits")


@pytest.fixture
def lawyer(desk: Desk) -> Someone:
    return desk.somebody("luca", "lawyer", keeps="checks")


@pytest.fixture
def ana(desk: Desk) -> Someone:
    return desk.somebody("ana", "social_worker")


def of_person(who: Someone) -> str:
    made = who.client.post("/people/new/", {"pseudonym": "Linden", "is_child": "no", "citizenships": "UA"})
    return words(who.see(made.headers["Location"] + "rights/"))


def sign(who: Someone, path: str, status: int = 302, **more: Any) -> str:
    found = re.search(r'name="read" value="(\w+)"', who.see(path))
    given = {"act": "sign", "read": found[1] if found else "", "on": timezone.localdate().isoformat()}
    return who.send(path, status, **given | more)


def test_a_change_holds_once_a_lawyer_has_signed_it_and_the_person_s_page_says_who_checked_it(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone
) -> None:
    told: list[frozenset[str]] = []
    changed.register(handler := lambda rules, _at: told.append(rules))
    path = desk.proposed(editor, says=NEW, n="120")
    assert NEW not in of_person(ana)
    page = words(lawyer.see(path))
    assert "Before: 90 Proposed: 120" in page
    sign(lawyer, path)
    changed._handlers.remove(handler)
    after = of_person(ana)
    assert NEW in after
    today = timezone.localdate()
    assert f"Checked on {today:%a} {today.day} {today:%b %Y} by luca, House of luca." in after
    assert "sintact.ro" in after
    assert "A lawyer of the country has checked some of these rules" in after
    assert told == [frozenset({RULE})]
    assert [row[0] for row in desk.recorded("content:proposed")] == ["editor"]
    assert [(role, case) for role, case, _detail in desk.recorded("content:signed")] == [("lawyer", None)]


def test_a_counted_day_says_who_checked_its_rule_and_when(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone
) -> None:
    """Thirty days exactly, by a rule that was signed here: the day stays the earliest reading, and says so."""
    made = ana.client.post("/people/new/", {"pseudonym": "Linden", "is_child": "no", "citizenships": "UA"})
    rights = made.headers["Location"] + "rights/"
    day = timezone.localdate() - timedelta(days=1)

    def counted() -> None:
        given = {"country": "Romania", "reflection_granted": day.isoformat()}
        asked = ana.client.post(f"{rights}known/", given)
        seen = re.search(r'name="seen" value="(\w+)"', asked.content.decode())
        assert (
            ana.client.post(f"{rights}known/", given | {"seen": seen[1] if seen else ""}).status_code == 302
        )

    sign(lawyer, desk.proposed(editor, says=NEW, n="30", kind="exact"))
    counted()
    today = timezone.localdate()
    said = f"The rule was checked on {today:%a} {today.day} {today:%b %Y} by luca, House of luca."
    for path in (rights, f"{rights}deadlines/"):
        page = words(ana.see(path))
        assert said in page
        assert "by the earliest reading" in page
        assert f"{said} Not verified" not in page


def test_a_version_that_begins_later_does_not_show_yet(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone
) -> None:
    begins = timezone.localdate() + timedelta(days=30)
    sign(lawyer, desk.proposed(editor, says=NEW, valid_from=begins.isoformat()))
    page = of_person(ana)
    assert NEW not in page
    assert "Up to 90 days" in page
    assert f"Holds from {begins:%a} {begins.day}" in words(ana.see(f"/rights/rules/{RULE}/"))


def test_what_was_signed_is_looked_at_and_written_out_by_the_command(
    desk: Desk,
    editor: Someone,
    lawyer: Someone,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sign(lawyer, desk.proposed(editor, says=NEW))
    monkeypatch.setattr(command, "choose_node", lambda: None)
    assert command.main(["export", "ro"]) == 0
    written = capsys.readouterr().out
    pack = read("ro", written)
    assert [(rule.says, rule.checked_by) for rule in pack.rules if rule.id == RULE] == [
        (NEW, "luca, House of luca")
    ]
    assert command.main(["check"]) == 0
    assert "1 checked by a lawyer" in capsys.readouterr().out


def test_nobody_signs_their_own_and_an_editor_signs_nothing(
    desk: Desk, editor: Someone, lawyer: Someone
) -> None:
    path = desk.proposed(lawyer, says=NEW)
    desk.forget_confirmation(other := desk.somebody("lena", "lawyer", keeps="checks"))
    assert other.client.get(path).headers["Location"].startswith("/account/confirm/")
    assert "Sign exactly this" not in lawyer.see(path)
    given = {"act": "sign", "read": "0" * 64, "on": timezone.localdate().isoformat()}
    assert "Who proposes does not sign." in words(lawyer.send(path, 409, **given))
    assert "signed by a lawyer who was named" in words(editor.send(path, 409, **given))


def test_what_was_changed_after_it_was_read_is_read_again(
    desk: Desk, editor: Someone, lawyer: Someone
) -> None:
    path = desk.proposed(editor, says=NEW)
    found = re.search(r'name="read" value="(\w+)"', lawyer.see(path))
    assert found
    desk.proposed(editor, says="Something else, slipped in afterwards.")
    today = timezone.localdate().isoformat()
    page = words(lawyer.send(path, 422, act="sign", read=found[1], on=today))
    assert "Read it again. Nothing was signed." in page
    assert "slipped in afterwards" in page
    page = lawyer.send(path, 422, act="decline", read=found[1], answer="It is 90 days.")
    assert "It is 90 days." in page, "nothing that was typed is lost"
    sign(lawyer, path)


WRONG = [
    ({"source": [], "confidence": "verified"}, "Name a source"),
    ({"n": "many"}, "Enter a whole number from 1."),
    ({"unit": "moons"}, "Choose one of the list."),
    ({"rests_on": "RO-RP-01"}, "by way of others on itself"),
    ({"rests_on": "XX-99"}, "rests on a rule that is not there"),
    ({"valid_from": "2027-02-01", "valid_to": "2027-01-01"}, "It ends before it begins."),
    ({"valid_from": "soon"}, "Enter a day, such as"),
    ({"on_cooperation": "true"}, "no service may depend on co-operation"),
    ({"cites": "https://law.example", "read_on": "2999-01-01"}, "This day is still to come."),
    ({"cites": "https://law.example", "read_on": ""}, "Enter a day, such as"),
    ({"instrument": ""}, "Write a text."),
    ({"counting": "regulation_1182_71"}, "counts periods of acts of the European Union only"),
    ({"why": ""}, "Write a text."),
]


@pytest.mark.parametrize("given, said", WRONG)
def test_what_cannot_be_so_is_refused_at_its_field_and_stays(
    desk: Desk, editor: Someone, given: dict[str, Any], said: str
) -> None:
    path = f"/rights/rules/{RULE}/change/"
    page = editor.send(path, 422, **fields(editor.see(path)) | {"why": "W", "says": NEW} | given)
    assert said in words(page)
    assert NEW in page, "nothing that was typed is lost"
    name = next(iter(given)) if said not in words(editor.see(path)) else ""
    assert name


def test_who_was_not_named_proposes_nothing(ana: Someone) -> None:
    assert "Changes here are proposed by those who edit" in words(
        ana.see(f"/rights/rules/{RULE}/change/", 409)
    )
    assert "Propose a change" not in ana.see(f"/rights/rules/{RULE}/")


def test_a_second_proposal_waits_for_the_first_and_what_was_typed_stays(
    desk: Desk, editor: Someone, lawyer: Someone
) -> None:
    path = f"/rights/rules/{RULE}/change/"
    given = fields(lawyer.see(path))
    first = desk.proposed(editor, says=NEW)
    page = lawyer.send(path, 422, **given | {"why": "W", "says": "Mine"})
    assert "A proposal for this waits already." in words(page)
    assert "Mine" in page
    editor.send(first, act="withdraw")
    lawyer.send(path, **given | {"why": "W", "says": "Mine"})


def test_what_stands_is_compared_again_and_is_checked_for_a_year(
    desk: Desk, lawyer: Someone, editor: Someone, ana: Someone
) -> None:
    path = f"/rights/rules/{RULE}/compared/"
    read = fields(lawyer.see(path))["read"]
    ahead = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert "This day is still to come." in words(lawyer.send(path, 422, read=read, on=ahead))
    editor.see(path, 409)
    lawyer.send(path, read=read, on="2026-01-05")
    assert "Checked on Mon 5 Jan 2026 by luca, House of luca." in of_person(ana)
    row = desk.owner.execute("SELECT compared_on FROM agencies.content_compared").fetchone()
    assert row == (date(2026, 1, 5),)


def test_the_worklist_says_what_is_to_be_done_and_narrows_by_country(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone
) -> None:
    desk.proposed(editor, says=NEW)
    page = words(editor.see("/rights/rules/"))
    assert "Never checked" in page
    assert "A change waits to be signed RO-RP-01" in page
    assert RULE not in words(editor.see("/rights/rules/?country=RO&show=remarks"))
    assert "BE-RP" in words(ana.see("/rights/rules/?country=BE"))
    assert "page 2 of" in words(ana.see("/rights/rules/?country=EU&page=2"))


def test_this_is_wrong_goes_to_those_who_keep_the_rule_and_names_no_case(
    desk: Desk, editor: Someone, ana: Someone
) -> None:
    assert f"/rights/rules/{RULE}/wrong/" in ana.see(
        ana.client.post("/people/new/", {"pseudonym": "L", "is_child": "no", "citizenships": "UA"}).headers[
            "Location"
        ]
        + "rights/"
    )
    path = f"/rights/rules/{RULE}/wrong/"
    page = words(ana.send(path, 422, code="law_changed", words="I saw it with Oksana Petrenko on 3 May"))
    assert "looks like a name" in page
    ana.send(path, code="law_changed", words="Law 678/2001 says more since this year")
    page = words(ana.see(f"/rights/rules/{RULE}/"))
    assert "The law has changed" in page
    assert "Told to those who keep this rule" in page
    page = editor.see(f"/rights/rules/{RULE}/")
    answer = re.search(r"/rights/rules/remarks/[\w-]+/", page)
    assert answer
    ana.see(answer[0], 409)
    editor.send(answer[0], words="Thank you. A change is proposed.")
    assert "A change is proposed." in ana.see(f"/rights/rules/{RULE}/")
    columns = desk.owner.execute("SELECT to_jsonb(r) FROM agencies.content_remark r").fetchone()
    assert columns
    assert not any("case" in name or "referral" in name for name in columns[0])
    assert [case for _role, case, _detail in desk.recorded("content:remarked")] == [None]


def test_what_is_said_of_a_rule_that_nobody_keeps_is_kept_and_promises_no_reader(
    desk: Desk, ana: Someone
) -> None:
    ana.send(f"/rights/rules/{RULE}/wrong/", code="law_changed", words="In the text of 2026 I read 60 days")
    page = words(ana.see(f"/rights/rules/{RULE}/"))
    assert "Kept. Nobody keeps this rule on this node yet" in page
    assert "I read 60 days" in page


def test_a_proposal_and_a_remark_stand_on_today_of_who_has_to_act_and_are_a_number_in_the_mail(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone
) -> None:
    path = desk.proposed(editor, says=NEW)
    ana.send(f"/rights/rules/{RULE}/wrong/", code="law_changed", words="")
    elsewhere = desk.somebody("luc", "lawyer", keeps="checks", scope="BE")
    for who, to_sign, waits in (
        (lawyer, True, 2),
        (editor, False, 1),
        (ana, False, 0),
        (elsewhere, False, 0),
    ):
        page, said = who.see("/"), words(who.see("/"))
        assert ("1 proposal to sign" in said, "1 remark to answer" in said) == (to_sign, bool(waits))
        assert ("/rights/rules/?country=RO&amp;show=proposals" in page) is to_sign
        with as_process("worker"), working():
            assert rules_waiting(who.member) == waits
    sign(lawyer, path)
    found = re.search(r"/rights/rules/remarks/[\w-]+/", editor.see(f"/rights/rules/{RULE}/"))
    assert found
    editor.send(found[0], words="Thank you. A change is proposed.")
    assert "Rules of law 1" not in words(lawyer.see("/"))
    with as_process("worker"), working():
        assert rules_waiting(lawyer.member) == rules_waiting(editor.member) == 0


def test_a_new_rule_is_named_after_its_country(desk: Desk, editor: Someone, lawyer: Someone) -> None:
    given = fields(editor.see(f"/rights/rules/{RULE}/change/")) | {"why": "W", "says": NEW}
    path = "/rights/rules/new/RO/"
    assert "Begin with the country" in words(editor.send(path, 422, **given | {"id": "new one"}))
    assert "There is a rule of this name." in words(editor.send(path, 422, **given | {"id": RULE}))
    made = editor.send(path, **given | {"id": "RO-RP-77"})
    assert "RO-RP-77" in editor.see("/rights/rules/")
    assert desk.proposed(editor, "RO-RP-77", note="Written anew") == made
    sign(lawyer, made)
    assert NEW in words(editor.see("/rights/rules/RO-RP-77/"))
    assert editor.client.get("/rights/rules/new/FR/").status_code == 404
