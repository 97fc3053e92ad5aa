"""A team through the pages: places given and ended, the lead offered and accepted, a case taken over, all recorded."""

from collections.abc import Iterator

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from tests.nodes.story import Story
from tests.nodes.test_emergencies import at
from tests.nodes.test_queries import OF_A_PERSON, counts
from tests.nodes.town import Town

LEAD, DEPUTY, SUPERVISOR, PSYCHOLOGIST, OTHER = (
    "Ana Pop", "Mihai Stan", "Dan Rusu", "Ioana Marin", "Teodora Vlad",
)  # fmt: skip


@pytest.fixture(scope="module")
def sent(town: Town) -> Story:
    """A case of Ana's with a referral that is under way, and a draft."""
    return Story(town).sent()


@pytest.fixture
def story(town: Town, sent: Story) -> Iterator[Story]:
    """The same, led by Ana, and nobody has a place before and after."""
    grants = town.ask("ro", "SELECT id FROM access.grants WHERE ended_at IS NULL AND basis = 'lead'")
    yield sent
    town.ask("ro", "DELETE FROM access.lead_offer")
    town.ask("ro", "DELETE FROM access.taken_over")
    town.ask("ro", "DELETE FROM access.grants WHERE basis = 'place'")
    kept = [row[0] for row in grants]
    town.ask("ro", "DELETE FROM access.grants WHERE basis = 'lead' AND NOT id = ANY (%s)", kept)
    town.ask("ro", "UPDATE access.grants SET ended_at = NULL, ended_why = NULL WHERE id = ANY (%s)", kept)
    town.ask(
        "ro",
        "UPDATE referrals.referral SET worker_id = %s WHERE case_id = %s",
        town.pair.member(LEAD),
        case_of(sent),
    )


def case_of(story: Story) -> str:
    return story.person.split("/")[2]


def team(story: Story, who: str = LEAD) -> Page:
    return story.town.hands(who).see(f"{story.person}team/")


def placing(story: Story, to: str) -> Page:
    """The page that says what opens to this colleague."""
    return story.ana.see(f"{story.person}team/place/?member={story.town.pair.member(to)}")


def placed(story: Story, to: str = DEPUTY, **answers: str) -> Page:
    return story.ana.browser.submit(
        placing(story, to), f"{story.person}team/place/", **{"told": "yes", **answers}
    )


def offered(story: Story, to: str = DEPUTY, after: str = "stays") -> Page:
    page = story.ana.see(f"{story.person}team/lead/")
    member = story.town.pair.member(to)
    return story.ana.browser.submit(page, f"{story.person}team/lead/", member=member, after=after, told="yes")


def answered(story: Story, who: str, does: str) -> Page:
    hands = story.town.hands(who)
    return hands.browser.submit(team(story, who), f"{story.person}team/answer/", do=does)


def recorded(story: Story, action: str, refused: str = "") -> int:
    found: int = story.town.value(
        "ro",
        "SELECT count(*) FROM audit.record WHERE case_id = %s AND action = %s AND reason = %s",
        case_of(story),
        action,
        refused,
    )
    return found


def workers(story: Story) -> set[str]:
    rows = story.town.ask(
        "ro", "SELECT DISTINCT worker_id::text FROM referrals.referral WHERE case_id = %s", case_of(story)
    )
    return {row[0] for row in rows}


# --- Places -------------------------------------------------------------------------------------------------


def test_the_lead_sees_what_opens_before_a_place_is_given_and_the_colleague_opens_that(story: Story) -> None:
    mihai = story.town.hands(DEPUTY)
    assert mihai.see(story.person).status == 404
    page = placing(story, DEPUTY)
    assert "This opens at once" in page.text
    assert "Safety" in page.text.split("This opens at once")[1]
    before = recorded(story, "place:given")
    given = placed(story)
    assert (given.path, "has a place now" in given.text) == (f"{story.person}team/", True)
    assert mihai.see(story.person).status == 200
    assert "Level of risk" in mihai.see(story.person).text
    assert recorded(story, "place:given") == before + 1


def test_without_the_persons_knowing_nothing_opens_and_nothing_typed_is_lost(story: Story) -> None:
    page = placing(story, DEPUTY)
    before = recorded(story, "place:given", "person_does_not_know")
    said = story.ana.browser.submit(page, f"{story.person}team/place/", until="2099-01-31")
    assert said.status == 422
    assert "Talk with the person, then tick that they know" in said.text
    assert ("until", "2099-01-31") in said.form(f"{story.person}team/place/").fields
    assert recorded(story, "place:given", "person_does_not_know") == before + 1
    assert story.town.hands(DEPUTY).see(story.person).status == 404


@pytest.mark.parametrize("until, words", [
    ("2020-01-31", "This day is over"), ("31st", "Enter a day, such as"),
])  # fmt: skip
def test_an_end_that_is_none_is_said_so(story: Story, until: str, words: str) -> None:
    said = placed(story, until=until)
    assert (said.status, words in said.text) == (422, True)


def test_who_cannot_have_a_place_is_listed_with_the_reason(story: Story) -> None:
    placed(story)
    page = story.ana.see(f"{story.person}team/place/")
    possible, others = page.html.split("Not possible")
    assert PSYCHOLOGIST in possible
    assert DEPUTY not in possible
    assert DEPUTY in others
    assert "Has a place on the case already" in others
    assert LEAD in others
    assert "Leads the case already" in others
    again = story.ana.see(f"{story.person}team/place/?member={story.town.pair.member(DEPUTY)}")
    assert again.status == 422


def test_only_the_lead_gives_places_and_offers_the_lead(story: Story) -> None:
    placed(story)
    for path in ("team/place/", "team/lead/"):
        for who in (DEPUTY, SUPERVISOR, OTHER):
            page = story.town.hands(who).see(f"{story.person}{path}")
            assert page.status == (409 if who == DEPUTY else 404)


@pytest.mark.parametrize("who, lands", [(LEAD, "team/"), (DEPUTY, ""), (SUPERVISOR, "take-over/")])
def test_a_place_ends_at_once(story: Story, who: str, lands: str) -> None:
    placed(story)
    hands, before = story.town.hands(who), recorded(story, "place:ended")
    page = at(hands, f"{story.person}{lands if who == SUPERVISOR else 'team/'}")
    said = hands.browser.submit(page, f"{story.person}team/end/")
    assert said.path == (f"{story.person}{lands}" if lands else "/")
    assert "The place has ended" in said.text
    assert story.town.hands(DEPUTY).see(story.person).status == 404
    assert recorded(story, "place:ended") == before + 1
    assert "Ended lately" in team(story).text


def test_a_colleague_with_a_place_ends_nobody_elses(story: Story) -> None:
    placed(story, PSYCHOLOGIST)
    placed(story, DEPUTY)
    hands = story.town.hands(PSYCHOLOGIST)
    form = hands.see(f"{story.person}team/")
    assert form.text.count("End the place") == 0
    said = hands.browser.submit(form, f"{story.person}team/end/", member=story.town.pair.member(DEPUTY))
    assert said.status == 409
    assert story.town.hands(DEPUTY).see(story.person).status == 200


# --- The page -----------------------------------------------------------------------------------------------


def test_the_page_says_who_has_what_inside_and_outside(story: Story) -> None:
    placed(story, PSYCHOLOGIST, until="2099-01-31")
    for who in (LEAD, PSYCHOLOGIST):
        text = team(story, who).text
        for words in (
            LEAD, "Leads the case", PSYCHOLOGIST, "until Sat 31 Jan 2099", "Maison Lierre, Belgium", "Reception team",
            "Opens when they accept", "Who sees what",
        ):  # fmt: skip
            assert words in text, (who, words)
    assert team(story, OTHER).status == 404
    assert story.town.hands("Sofie Maes").see(f"{story.person}team/").status == 404
    assert 'href="' + f"{story.person}team/" in story.ana.see(story.person).html


def test_the_page_asks_no_more_for_more_people(story: Story) -> None:
    node, paths = story.town.pair.ro, [f"{story.person}team/"]
    before = counts(story.town, node, LEAD, paths)
    placed(story, PSYCHOLOGIST)
    placed(story, DEPUTY)
    Story(story.town).posted(story.person)
    after = counts(story.town, node, LEAD, paths)
    assert after == before
    assert max(after.values()) <= OF_A_PERSON


# --- The lead -----------------------------------------------------------------------------------------------


def test_the_offered_colleague_finds_it_reads_and_leads_and_the_referrals_follow(story: Story) -> None:
    offered(story)
    mihai = story.town.hands(DEPUTY)
    today = mihai.see("/")
    assert "The lead is offered to you" in today.text
    assert f'href="{story.person}team/"' in today.html
    assert "offers you the lead" in mihai.see(story.person).text
    assert workers(story) == {story.ana.member}
    said = answered(story, DEPUTY, "accept")
    assert "You lead the case now" in said.text
    assert workers(story) == {mihai.member}
    assert mihai.see(story.path).status == 200
    assert "Names" in mihai.see(story.person).text, "identity is open to the lead"
    assert story.ana.see(f"{story.person}team/place/").status == 409
    assert story.ana.see(story.person).status == 200, "and keeps a place"
    assert "The lead is offered to you" not in mihai.see("/").text
    assert (recorded(story, "lead:offered") > 0, recorded(story, "lead:accepted") > 0) == (True, True)


def test_who_leaves_opens_nothing_of_it_any_more(story: Story) -> None:
    offered(story, after="leaves")
    answered(story, DEPUTY, "accept")
    assert story.ana.see(story.person).status == 404


def test_referrals_of_a_colleague_on_the_team_stay_with_them(story: Story) -> None:
    placed(story, OTHER)
    teodora = story.town.pair.member(OTHER)
    story.town.ask(
        "ro", "UPDATE referrals.referral SET worker_id = %s WHERE reference = %s", teodora, story.reference
    )
    offered(story)
    answered(story, DEPUTY, "accept")
    assert teodora in workers(story)
    assert story.ana.member not in workers(story)


@pytest.mark.parametrize("who, does, words", [
    (DEPUTY, "decline", "You have declined"), (LEAD, "take_back", "The offer is taken back"),
])  # fmt: skip
def test_an_offer_is_declined_or_taken_back_and_the_place_goes_with_it(
    story: Story, who: str, does: str, words: str
) -> None:
    offered(story)
    assert story.town.hands(DEPUTY).see(story.person).status == 200
    assert words in answered(story, who, does).text
    assert story.town.hands(DEPUTY).see(story.person).status == 404
    assert "Offer the lead" in team(story).text
    action = "lead:declined" if does == "decline" else "lead:taken_back"
    assert recorded(story, action) > 0


def test_a_second_offer_waits_and_a_stale_answer_is_refused(story: Story) -> None:
    offered(story)
    assert story.ana.see(f"{story.person}team/lead/").status == 409
    mihai = story.town.hands(DEPUTY)
    stale = team(story, DEPUTY)
    answered(story, LEAD, "take_back")
    said = mihai.browser.submit(stale, f"{story.person}team/answer/", do="accept")
    assert said.status == 409
    assert "This offer is over" in said.text


def test_all_slips_of_an_offer_are_said_at_once(story: Story) -> None:
    page = story.ana.see(f"{story.person}team/lead/")
    said = story.ana.browser.submit(page, f"{story.person}team/lead/")
    assert said.status == 422
    assert "Choose a colleague" in said.text
    assert "Choose whether you keep a place" in said.text


# --- Taken over ---------------------------------------------------------------------------------------------


def found(hands: Hands, text: str) -> Page:
    return at(hands, f"/people/take-over/?number={text}")


def test_a_supervisor_takes_a_case_over_after_a_confirmation_and_the_person_reads_why(story: Story) -> None:
    dan = story.town.hands(SUPERVISOR)
    assert "Take over a case" in dan.see("/").text
    assert dan.see(story.person).status == 404
    number = case_of(story).replace("-", "")[:12]
    page = found(dan, number)
    assert page.path == f"{story.person}take-over/"
    assert LEAD in page.text
    wrong = dan.browser.submit(page, "")
    assert (wrong.status, "Choose why nobody can hand over" in wrong.text) == (422, True)
    said = dan.browser.submit(wrong, "", reason="lead_absent")
    assert (said.path, "You lead the case now" in said.text) == (f"{story.person}team/", True)
    assert story.ana.see(story.person).status == 404
    assert workers(story) == {dan.member}
    seen = dan.see(f"{story.person}seen/").text
    assert "Taken over" in seen
    assert "ill or away for a long time" in seen
    assert "Dan Rusu" not in seen.split("Taken over")[1].split("Who")[0]
    assert recorded(story, "lead:taken_over") > 0


def test_nobody_else_takes_it_over_and_a_reference_finds_it_too(story: Story) -> None:
    dan = story.town.hands(SUPERVISOR)
    assert found(dan, story.reference).path == f"{story.person}take-over/"
    assert dan.see("/people/take-over/?number=000000000000").status == 404
    assert "Take over a case" not in story.ana.see("/").text
    for who in (LEAD, DEPUTY, PSYCHOLOGIST):
        hands = story.town.hands(who)
        assert hands.see("/people/take-over/").status == 409
        assert hands.see(f"{story.person}take-over/").status == 409
    for who in ("Radu Ene", "Karim Haddad"):
        assert at(story.town.hands(who), f"{story.person}take-over/").status == 404, who


def test_an_act_without_a_fresh_confirmation_takes_nothing_over(story: Story) -> None:
    elsewhere = Hands(story.town.pair, SUPERVISOR)
    assert elsewhere.see(f"{story.person}take-over/").path.startswith("/account/confirm/")
