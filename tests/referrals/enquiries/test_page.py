"""The page on which services are asked without a name."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.inbound import enquiries as inbound
from safeconduct.vocabulary.languages import LANGUAGES
from tests.conftest import as_process
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes
from tests.site.people import HERE


@pytest.mark.parametrize(("together", "is_round"), [("first", True), ("each", False)])
def test_whoever_asks_several_says_whether_one_of_them_is_enough(
    envelopes: Envelopes, settings: Any, together: str, *, is_round: bool
) -> None:
    desk = Desk(envelopes)
    said = {
        "to": [str(one) for one in desk.entries], "is_child": "no", "urgency": "urgent",
        "part_of_country": "anywhere", "together": together,
    }  # fmt: skip
    settings.DEMO = True
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        page = ana.post("/enquiries/ask/", said)
    assert page.status_code == 302
    assert page["Location"].startswith("/enquiries/rounds/") is is_round
    assert desk.number() == 2


@pytest.mark.parametrize(("together", "led_to"), [("first", "/enquiries/rounds/"), ("each", "/enquiries/")])
def test_a_second_press_asks_nobody_twice_and_leads_to_where_the_first_led(
    envelopes: Envelopes, settings: Any, together: str, led_to: str
) -> None:
    desk = Desk(envelopes)
    said = {
        "to": [str(one) for one in desk.entries], "is_child": "no", "urgency": "urgent",
        "part_of_country": "anywhere", "together": together,
    }  # fmt: skip
    settings.DEMO = True
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        said["key"] = key_in(ana.get("/enquiries/ask/").content.decode())
        slip = ana.post("/enquiries/ask/", {**said, "urgency": ""})
        first, again = (ana.post("/enquiries/ask/", said)["Location"] for _press in range(2))
        number = desk.number(), len(desk.posted())
        ana.post("/enquiries/ask/", {**said, "key": key_in(ana.get("/enquiries/ask/").content.decode())})
    assert key_in(slip.content.decode()) == said["key"], "the form stays the same one"
    assert first == again
    assert first.startswith(led_to)
    assert number == (2, 2)
    assert desk.number() == 4, "a form of its own asks"


@pytest.mark.parametrize("together", ["first", "each"])
def test_two_presses_at_the_same_moment_ask_once(envelopes: Envelopes, settings: Any, together: str) -> None:
    desk = Desk(envelopes)
    said = {
        "to": [str(one) for one in desk.entries], "is_child": "no", "urgency": "urgent",
        "part_of_country": "anywhere", "together": together,
    }  # fmt: skip
    settings.DEMO = True
    with as_process("web"):
        hands = [Client(headers=HERE) for _hand in range(4)]
        for hand in hands:
            hand.post("/sign-in/", {"member": str(envelopes.members["ana"])})
        said["key"] = key_in(hands[0].get("/enquiries/ask/").content.decode())

        def press(hand: Client) -> str:
            try:
                return hand.post("/enquiries/ask/", said)["Location"]
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(hands)) as pool:
            assert len(set(pool.map(press, hands))) == 1
    assert desk.number() == len(desk.posted()) == 2


def key_in(page: str) -> str:
    """That of what the form asks."""
    found = re.search(r'name="key" value="([^"]*)"', page)
    return found[1] if found else ""


def test_one_service_that_was_found_is_asked_alone_and_neither_ones_own_nor_a_wrong_one(
    envelopes: Envelopes, settings: Any
) -> None:
    desk = Desk(envelopes)
    settings.DEMO = True
    wanted, other = desk.entries[:2]
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        page = ana.get(f"/enquiries/ask/?service={wanted}").content.decode()
        nobody = ana.get("/enquiries/ask/?service=00000000-0000-4000-8000-000000000000").content.decode()
        every = ana.get("/enquiries/ask/?service=no-id").content.decode()
        said = {"to": [str(wanted)], "is_child": "no", "urgency": "urgent", "part_of_country": "anywhere"}
        asked = ana.post(f"/enquiries/ask/?service={wanted}", said)
    assert re.findall(r'name="to"[^>]* value="([^"]+)"[^>]* checked', page) == [str(wanted)]
    assert str(other) not in page
    assert "Show all" in page
    assert ("If you ask several" in page, "If you ask several" in every) == (False, True)
    assert "No service fits" in nobody
    assert str(other) in every
    assert " checked" not in re.sub(r'name="(?!to")[^>]*>', "", every)
    assert asked.status_code == 302
    assert desk.number() == 1


def test_a_service_that_was_found_is_asked_with_what_was_looked_for(
    envelopes: Envelopes, settings: Any
) -> None:
    desk = Desk(envelopes)
    settings.DEMO = True
    wanted = desk.entries[0]
    search = (
        "need=legal_aid&need=housing&country=DE&language=uk&takes=women&age=26_35&children=yes&papers=yes"
        "&urgency=urgent&q=Reed&wish=Lumina"
    )
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        page = ana.get(f"/enquiries/ask/?service={wanted}&{search}").content.decode()
        none = ana.get(f"/enquiries/ask/?service={wanted}").content.decode()
    form = page.partition('<form class="card" method="post"')[2].partition("</form>")[0]
    assert re.findall(r'name="to"[^>]* value="([^"]+)"[^>]* checked', form) == [str(wanted)], (
        "it was found already"
    )
    assert re.findall(r'name="constraints" value="([^"]+)" checked', form) == [
        "children_with",
        "no_documents",
    ]
    assert re.findall(r'name="is_child" value="([^"]+)" checked', form) == ["no"]
    assert re.findall(r'<option value="([^"]+)" selected', form) == ["urgent", "anywhere", "en", "f"]
    assert 'name="languages"' in form
    assert 'value="Ukrainian"' in form
    said = re.search(r"You looked for: ([^.]+)\.", form)
    assert said is not None
    assert said.group(1) == (
        "Legal aid, Housing, Germany, Ukrainian, Women, 26 to 35 years, An adult who brings children, Without papers"
    )
    assert "Reed" not in form, "what somebody typed stays in the search"
    assert "Lumina" not in form
    assert "You looked for" not in none


def test_the_languages_that_there_are_stand_beside_the_field_and_others_may_be_typed(
    envelopes: Envelopes, settings: Any
) -> None:
    Desk(envelopes)
    settings.DEMO = True
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        page = ana.get("/enquiries/ask/").content.decode()
    field = re.search(r'<input[^>]*list="languages-list"[^>]*name="languages"', page)
    assert field is not None
    listed = page.partition('<datalist id="languages-list">')[2].partition("</datalist>")[0]
    assert '<option value="Ukrainian" lang="uk">українська</option>' in listed
    assert listed.count("<option") == len(LANGUAGES)


def test_today_counts_an_enquiry_in_an_emergency_where_it_counts_emergencies(
    envelopes: Envelopes, settings: Any
) -> None:
    settings.DEMO = True
    desk = Desk(envelopes)
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
    counted = '<a href="#enquiries"><span>Emergency</span><span class="count alarm">1</span></a>'
    with as_process("web"):
        assert counted not in ana.get("/").content.decode()
    assert desk.arrives(inbound.enquired, desk.question(urgency="emergency"), desk.handle()) == ""

    with as_process("web"):
        page = ana.get("/").content.decode()
    assert counted in page
    assert "1 enquiry in an emergency waits" in page


def answered_with_yes(desk: Desk) -> Enquiry:
    """One that was asked, and to which the other agency says that it is possible."""
    row = desk.ask()[0]
    body = {
        "enquiry": str(row.shared),
        "answer": "possible",
        "possible_from": None,
        "other": None,
        "role": "",
    }
    desk.arrives(inbound.answered, body, row.handle)
    return row


def test_a_heading_of_today_counts_what_waits_and_says_nought_of_nothing(
    envelopes: Envelopes, settings: Any
) -> None:
    settings.DEMO = True
    desk = Desk(envelopes)
    answered_with_yes(desk)
    with as_process("web"):
        ana = Client(headers=HERE)
        ana.post("/sign-in/", {"member": str(envelopes.members["ana"])})
        page = ana.get("/").content.decode()
    assert "<h2>Enquiries without a name</h2>" in page
    assert "1 was answered in the last three days" in page


def test_an_alias_that_is_too_long_opens_no_case_under_another_one(
    envelopes: Envelopes, settings: Any
) -> None:
    settings.DEMO = True
    desk, alias = Desk(envelopes), "Alder by the river and far behind the old mill"
    row = answered_with_yes(desk)
    with as_process("web"):
        ana = Client(headers=HERE)
        ana.post("/sign-in/", {"member": str(envelopes.members["ana"])})
        before = ana.get("/people/").content.decode()
        there = f"/enquiries/{row.shared}/refer/"
        page = ana.post(there, {"person": "new", "pseudonym": alias})
        assert page.status_code == 422
        assert "Shorten this text to 40 characters." in page.content.decode()
        assert f'value="{alias}"' in page.content.decode(), "nothing that was typed is lost"
        assert "Alder by the river" not in before + ana.get("/people/").content.decode()
        assert ana.post(there, {"person": "new", "pseudonym": alias[:40]}).status_code == 302
