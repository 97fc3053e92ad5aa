"""An administrator at a real pair of nodes: a colleague comes, works and goes; and no page of theirs shows a case."""

import json
import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from safeconduct.commands.demonstration.browser import Browser, Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import NAME
from tests.nodes.keepers import confirm_by_one_click
from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, WatchedBrowser, until

ADMINISTRATOR = "Andrei Oprea"
PASSWORD = "a quiet river at noon"
AGENCY = "Casa Salcia"


@pytest.fixture
def andrei(town: Town) -> Hands:
    """The administrator of Casa Salcia, who has just confirmed who he is."""
    hands = town.hands(ADMINISTRATOR)
    confirm_by_one_click(hands, "/administration/")
    return hands


@pytest.fixture
def dan(town: Town) -> Hands:
    """Who supervises at Casa Salcia, and is the second person where there is one administrator."""
    hands = town.hands("Dan Rusu")
    confirm_by_one_click(hands, "/administration/changes/")
    return hands


def agreed(dan: Hands) -> None:
    """The second person agrees to everything that waits."""
    while forms := [form for form in dan.see("/administration/changes/").forms if "/changes/" in form.action]:
        page = dan.see("/administration/changes/")
        assert dan.browser.submit(page, forms[0].action, answer="yes").status == 200


def totp(secret: str) -> str:
    """What an app shows now."""
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def invited(town: Town, andrei: Hands, name: str) -> str:
    """Invite a social worker; the link without its host."""
    page = andrei.see("/administration/members/invite/")
    (team,) = town.agency(AGENCY)["teams"]
    answers: dict[str, str | list[str]] = {
        "name": name,
        "email": f"{name.split(maxsplit=1)[0].lower()}@invited.example",
        "profession": "social_worker",
        "teams": team["id"],
    }
    said = andrei.browser.submit(page, "", **answers)
    found = re.search(r'data-link="https?://[^/]+([^"]+)"', said.html)
    assert found, said.text
    return found[1]


def joined(browser: Browser, link: str) -> Page:
    """Use the link: password, app, and on to Today."""
    page = browser.submit(browser.get(link), "", password1=PASSWORD, password2=PASSWORD)
    assert page.marks["data-missing"][0]["data-missing"] == "no_second_factor"
    assert browser.get("/").path == "/account/"
    app = browser.get("/account/app/add/")
    found = re.search(r"\b[A-Z2-7]{32}\b", app.html)
    assert found, app.text
    browser.submit(app, "/account/app/add/", code=totp(found[0]))
    return browser.get("/")


@pytest.fixture
def vera(town: Town, andrei: Hands, dan: Hands) -> Iterator[Hands]:
    """A colleague who has come by an invitation and stands at a browser."""
    node = town.node("ro")
    browser = WatchedBrowser(node.id, node.ports.web)
    link = invited(town, andrei, "Vera Albu")
    agreed(dan)
    today = joined(browser, link)
    assert (today.status, today.path) == (200, "/")
    assert "Today" in today.text
    member = town.value(
        "ro", "SELECT id::text FROM agencies.member WHERE name = 'Vera Albu' AND left_at IS NULL"
    )
    members = town.agency(AGENCY)["members"]
    members.append({"id": member, "name": "Vera Albu", "profession": "social_worker", "teams": []})
    hands = Hands(town.pair, "Vera Albu")
    hands.browser, hands.is_in = browser, True
    town.people["Vera Albu"] = hands
    yield hands
    members.pop()
    town.people.pop("Vera Albu")


def test_a_colleague_comes_by_a_link_works_and_goes_when_the_work_is_handed_over(
    town: Town, andrei: Hands, vera: Hands
) -> None:
    story = Story(town, sender="Vera Albu").reach("acknowledged")
    place = f"/administration/members/{vera.member}/"
    shown = andrei.see(place)
    assert "1 case led" in shown.text
    assert "1 referral that is not closed" in shown.text
    leaving = andrei.see(f"{place}leave/")
    refused = andrei.browser.submit(leaving, "", remove="yes")
    assert refused.status == 409
    assert "still has open work in hand" in refused.text

    gone = andrei.browser.submit(leaving, "", remove="yes", to=town.pair.member("Mihai Stan"))
    assert gone.marks["data-left"][0]["data-left"] == "removed", gone.text
    assert "Nothing is in hand there any more" in gone.text

    out = vera.browser.get(story.person)
    assert out.status == 403 or out.path.startswith("/sign-in/")
    assert NAME not in out.html
    mihai = town.hands("Mihai Stan")
    assert NAME in mihai.see(story.person).text
    assert story.path.split("/")[2] in mihai.see("/").text
    account = town.ask(
        "ro",
        "SELECT u.is_active, u.email, (SELECT count(*) FROM mfa_authenticator a WHERE a.user_id = u.id) "
        "FROM auth_user u JOIN agencies.member m ON m.user_id = u.id WHERE m.id = %s",
        vera.member,
    )
    assert account == [(False, "", 0)]

    story.ana = mihai
    story.step("accepted")
    until("the colleague sees the acceptance", lambda: mihai.see(story.path).state() == "accepted")
    actions = town.ask(
        "ro",
        "SELECT action FROM audit.record WHERE detail->>'member' = %s AND outcome = 'done' ORDER BY recorded_at",
        vera.member,
    )
    assert [row[0] for row in actions] == ["member:joined", "member:handed_over", "member:removed"]


def test_a_suspended_colleague_is_out_with_the_next_page(town: Town, andrei: Hands, vera: Hands) -> None:
    place = f"/administration/members/{vera.member}/"
    andrei.browser.submit(andrei.see(place), f"{place}suspend/")
    out = vera.browser.get("/")
    assert out.status == 403 or out.path.startswith("/sign-in/")
    again = andrei.see(f"{place}leave/")
    assert andrei.browser.submit(again, "", remove="yes").marks["data-left"][0]["data-left"] == "removed"


def test_the_mail_says_a_reference_and_the_link_and_nothing_else(town: Town, andrei: Hands) -> None:
    link = invited(town, andrei, "Ruxandra Ilie")
    mails = [path.read_text() for path in (town.node("ro").home / "mails").glob("*.json")]
    (mail,) = [text for text in mails if link in text]
    for word in ("Ruxandra Ilie", AGENCY, "Safeconduct", "social"):
        assert word not in mail


def test_what_partners_are_told_follows_what_was_entered(town: Town, andrei: Hands) -> None:
    told = "SELECT card->'agencies' @> %s::jsonb FROM exchange.peer WHERE node = 'ro'"
    before = town.agency(AGENCY)["duty_number"]
    for number in ("+40 000 100 099", before):
        page = andrei.see("/administration/agency/facts/")
        assert andrei.browser.submit(page, "", duty_number=number).path == "/administration/agency/"
        assert town.value("ro", told, json.dumps([{"name": AGENCY, "duty_number": number}])) is True


# --- No case, ever ----------------------------------------------------------------------------------------------


def addresses(story: Story, town: Town) -> list[str]:
    """Every address of the web process, with the ids of what is really there."""
    case = story.person.strip("/").split("/")[1]
    given = {
        "case": case,
        "reference": story.path.split("/")[2],
        "event": "acknowledge",
        "member": town.pair.member("Ana Pop"),
        "agency": town.agency(AGENCY)["id"],
        "team": town.agency(AGENCY)["teams"][0]["id"],
        "entry": town.agency(AGENCY)["services"][0]["id"],
    }
    found = []
    for route in routes(get_resolver("safeconduct.site.urls").url_patterns):
        if route.startswith(
            ("sign-out", "account/", "sign-in", "api/")
        ):  # the API takes tokens only: test_software.py
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda one: str(given.get(one[1], case)), route)
        found.append(f"/{path}")
    return found


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The routes as they are written."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_no_page_shows_an_administrator_anything_of_a_case(town: Town, andrei: Hands) -> None:
    story = Story(town).reach("acknowledged")
    reference = story.path.split("/")[2]
    alias = town.hands("Ana Pop").see(story.person).text
    found = re.search(r"<h1[^>]*>([^<]+)</h1>", town.hands("Ana Pop").see(story.person).html)
    assert found, alias
    forbidden = (*SECRETS, found[1].strip(), "shelter</td>", "Room near")
    walked = addresses(story, town)
    assert len(walked) > 50
    for path in walked:
        page = andrei.see(path)
        assert page.status in (200, 302, 404, 405, 409), path
        assert not [word for word in forbidden if word in page.html], path
        if path.startswith("/administration/") or page.path == "/":
            assert reference not in page.text, path
    assert "leads no case" in andrei.see("/people/new/").text
    assert andrei.see(story.person).status == 404
    assert andrei.see(story.path).status == 404
    today = andrei.see("/").text
    assert "not checked for too long" in today, (
        "what waits for an administrator are the agency's own services"
    )
