"""What an administrator says of the agency: facts, teams, services; and who keeps the node adds agencies."""

import re
from typing import Any

from tests.site.administration.conftest import Office, alone, answered, second
from tests.site.administration.test_joining import link, state, use

TEAM = {"name": "First contact", "professions": ["social_worker", "nurse"], "languages": "Romanian, uk"}
SERVICE = {
    "service": "shelter", "needs": ["housing", "safety"], "purpose": "referral_service", "hours": "Mon to Fri, 9 to 17",
    "open_days": ["0", "4"], "opens": "09:00", "closes": "17:00", "takes_children": "yes",
}  # fmt: skip


def test_partners_see_the_telephone_and_the_languages_that_were_entered(office: Office) -> None:
    office.post("agency/facts/", duty_number="+40 000 100 009", languages="Romanian, English")
    facts = office.row("SELECT duty_number, languages FROM agencies.agency WHERE id = %s", office.agency)
    assert facts == ("+40 000 100 009", ["ro", "en"])
    assert b"+40 000 100 009" in office.get("agency/").content
    wrong = office.post("agency/facts/", duty_number="", languages="Klingonese")
    assert wrong.status_code == 422
    assert b"Klingonese" in wrong.content


def test_a_sign_that_cannot_be_kept_is_named_and_nothing_typed_is_lost(office: Office) -> None:
    for path, answers in (
        ("agency/facts/", {"duty_number": "+40\x00721", "languages": "Romanian"}),
        ("agency/teams/new/", {**TEAM, "name": "First\x00contact"}),
        (
            "members/invite/",
            {"name": "Eva\x00", "email": "eva@agency.example", "profession": "social_worker"},
        ),
    ):
        wrong = office.post(path, **answers)
        assert wrong.status_code == 422, path
        assert b"Remove the characters that cannot be shown." in wrong.content
        assert b"Romanian" in wrong.content or b"eva@agency.example" in wrong.content


def team_of(office: Office) -> str:
    """A new team, seen by two; its id."""
    assert office.post("agency/teams/new/", **TEAM).status_code == 302
    team = str(office.row("SELECT id FROM agencies.team WHERE agency_id = %s", office.agency)[0])
    assert answered(second(office)) == [302]
    return team


def test_a_team_begins_without_a_profession_until_a_second_person_has_seen_which(office: Office) -> None:
    office.post("agency/teams/new/", **TEAM)
    assert office.row("SELECT professions FROM agencies.team") == ([],)
    assert b"Waits for a second person" in office.get("agency/").content
    assert answered(second(office)) == [302]
    assert office.row("SELECT professions FROM agencies.team") == (["social_worker", "nurse"],)
    (said,) = office.people.recorded("proposal:confirmed")
    assert said["detail"]["kind"] == "team"


def test_name_languages_and_fewer_professions_take_effect_at_once(office: Office) -> None:
    team = team_of(office)
    office.post(
        f"agency/teams/{team}/", **{**TEAM, "name": "Second contact", "professions": ["social_worker"]}
    )
    row = office.row("SELECT name, professions, languages FROM agencies.team")
    assert row == ("Second contact", ["social_worker"], ["ro", "uk"])
    assert b"Second contact" in office.get("agency/").content
    assert office.row("SELECT count(*) FROM agencies.proposal WHERE outcome = 'waits'") == (0,)


def test_a_seat_waits_for_a_second_person_and_ends_at_once(office: Office) -> None:
    team, dan = team_of(office), office.colleagues["Dan"]
    office.post(f"members/{dan}/teams/", teams=[team])
    assert office.row("SELECT count(*) FROM agencies.seat") == (0,)
    page = office.get(f"members/{dan}/").content
    assert b"A seat in First contact" in page
    assert b"Waits for a second person" in page
    (waits,) = office.row("SELECT id FROM agencies.proposal WHERE outcome = 'waits'")
    assert office.post(f"changes/{waits}/proposed/", answer="yes").status_code == 409  # not by who asked
    assert answered(second(office)) == [302]
    assert office.row("SELECT member_id FROM agencies.seat") == (dan,)
    assert b"First contact" in office.get("members/").content
    office.post(f"members/{dan}/teams/")
    assert office.row("SELECT count(*) FROM agencies.seat") == (0,)
    assert office.post(f"members/{office.administrator}/teams/", teams=[team]).status_code == 409


def test_what_one_person_did_alone_is_in_force_and_taken_back_when_the_second_does_not_agree(
    office: Office,
) -> None:
    alone(office)
    office.post("agency/teams/new/", **TEAM)
    (team,) = office.row("SELECT id FROM agencies.team WHERE professions = '{social_worker,nurse}'")
    office.post(f"members/{office.colleagues['Dan']}/teams/", teams=[team])
    assert office.row("SELECT count(*) FROM agencies.seat") == (1,)
    assert b"seen by one person only" in office.get("").content
    office.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    assert answered(second(office), "no") == [302, 302]
    assert office.row("SELECT count(*) FROM agencies.seat") == (0,)
    assert office.row("SELECT professions FROM agencies.team") == ([],)
    assert len(office.people.recorded("proposal:refused")) == 2


def test_an_age_of_any_length_is_answered_with_a_sentence(office: Office) -> None:
    old = office.post("agency/services/new/", team=team_of(office), **SERVICE, min_age="9" * 5000)
    assert old.status_code == 422
    assert b"Enter an age in years, such as 18." in old.content


def test_a_service_is_entered_changed_and_taken_out(office: Office) -> None:
    team = team_of(office)
    assert office.post("agency/services/new/", team=team, **SERVICE).status_code == 302
    (entry,) = office.row("SELECT id FROM directory.entry WHERE team_id = %s AND open_days = '{0,4}'", team)
    assert office.get(f"agency/services/{entry}/").status_code == 200
    assert office.post("agency/services/new/", team=team, **SERVICE).status_code == 409  # it is there
    office.post(
        f"agency/services/{entry}/", team=team, **{**SERVICE, "hours": "day and night", "open_days": []}
    )
    assert office.row("SELECT hours, open_days FROM directory.entry") == ("day and night", [])
    known = "SELECT jurisdictions, proceeding_types FROM directory.entry"
    assert office.row(known) == ([], []), "not said"
    law = {"jurisdictions": "Romania, BE", "proceeding_types": ["labour", "lottery"]}
    office.post(f"agency/services/{entry}/", team=team, **SERVICE, **law)
    assert office.row(known) == (["RO", "BE"], ["labour"])
    assert b'value="Romania, Belgium"' in office.get(f"agency/services/{entry}/").content
    wrong = office.post(f"agency/services/{entry}/", team=team, **SERVICE, jurisdictions="Atlantis")
    assert wrong.status_code == 422
    assert b'value="Atlantis"' in wrong.content
    for zones in ({"opens": "09:00Z"}, {"opens": "09:00+02:00", "closes": "17:00+02:00"}):
        zoned = office.post("agency/services/new/", team=team, **{**SERVICE, **zones})
        assert zoned.status_code == 422
        assert b"Enter the time as 09:00." in zoned.content
        assert zones["opens"].encode() in zoned.content
    late = office.post("agency/services/new/", team=team, **{**SERVICE, "closes": "08:00"})
    assert late.status_code == 422
    assert b"It closes before it opens" in late.content
    office.post(f"agency/services/{entry}/remove/")
    assert office.row("SELECT count(*) FROM directory.entry") == (0,)
    assert len(office.people.recorded("service:saved")) == 3


def test_what_no_sector_like_this_may_receive_is_not_offered(office: Office) -> None:
    page = office.get("agency/services/new/").content
    assert b'value="referral_service"' in page
    assert b'value="criminal_proceedings"' not in page


def test_teams_and_services_of_another_agency_are_out_of_reach(office: Office) -> None:
    other, team = office.people.agency("Other"), "5a1c0001-0000-4000-8000-0000000000a9"
    office.people.owner.execute(
        "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
        "VALUES (%s, %s, 'T', '{nurse}', '{ro}')",
        [team, other],
    )
    assert office.get(f"agency/teams/{team}/").status_code == 404
    assert office.post(f"agency/teams/{team}/", **TEAM).status_code == 404
    assert office.post("agency/services/new/", team=team, **SERVICE).status_code == 422
    office.post(f"members/{office.colleagues['Dan']}/teams/", teams=[team])
    assert office.row("SELECT count(*) FROM agencies.seat") == (0,)


NEW = {
    "name": "Casa Noua", "country": "Romania", "sector": "shelter", "languages": "ro", "duty_number": "+40 000 100 010",
    "administrator": "Ilie Dima", "email": "ilie@noua.example",
}  # fmt: skip


def test_who_keeps_the_node_adds_an_agency_with_its_first_administrator(office: Office) -> None:
    address = link(office.post("agencies/new/", **NEW))
    assert use(address).status_code == 302
    row = office.row(
        "SELECT a.name, a.node, a.country, m.profession, m.keeps_node FROM agencies.member m "
        "JOIN agencies.agency a ON a.id = m.agency_id WHERE m.name = 'Ilie Dima'"
    )
    assert row == ("Casa Noua", "ro", "RO", "administrator", False)
    assert b"Casa Noua" in office.get("agencies/").content
    assert len(office.people.recorded("agency:added")) == 1
    assert state(office.client.get(address)) == "used"


def test_a_second_press_adds_no_second_agency_and_shows_the_link_of_the_first(
    office: Office, settings: Any, mailoutbox: Any
) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    found = re.search(r'name="token" value="([^"]+)"', office.get("agencies/new/").content.decode())
    form = {**NEW, "token": found[1] if found else ""}
    wrong = office.post("agencies/new/", **{**form, "email": ""})
    assert wrong.status_code == 422
    assert form["token"] in wrong.content.decode(), "the form stays the same one"
    first, again = office.post("agencies/new/", **form), office.post("agencies/new/", **form)
    assert link(first) == link(again)
    assert office.row("SELECT count(*) FROM agencies.agency WHERE name = 'Casa Noua'") == (1,)
    assert office.row("SELECT count(*) FROM agencies.invitation") == (1,)
    assert len(mailoutbox) == 1
    assert use(link(again)).status_code == 302


def test_a_link_has_no_token_that_somebody_could_guess(office: Office) -> None:
    assert "guess" not in link(office.post("agencies/new/", **NEW, token="guess"))


def test_an_administrator_who_does_not_keep_the_node_adds_none(office: Office) -> None:
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert office.get("agencies/").status_code == 404
    assert office.post("agencies/new/", **NEW).status_code == 404
    assert office.row("SELECT count(*) FROM agencies.agency") == (1,)


# --- Changed, and gone --------------------------------------------------------------------------------------------


def test_name_country_and_sector_of_an_agency_change_once_a_second_person_has_seen_it(office: Office) -> None:
    page = f"agencies/{office.agency}/"
    answer = office.post(page, name="Casa Salciei", country="Moldova", sector="shelter")
    assert answer.status_code == 302
    assert b"Casa Salcia before, Casa Salciei afterwards" in office.get(page).content
    stands = "SELECT name, country, sector FROM agencies.agency WHERE id = %s"
    assert office.row(stands, office.agency) == ("Casa Salcia", "RO", "ngo")
    assert answered(second(office)) == [302]
    assert office.row(stands, office.agency) == ("Casa Salciei", "MD", "shelter")
    assert office.post(page, name="", country="Atlantis", sector="court").status_code == 422


def test_a_sector_does_not_change_while_anything_is_in_hand(office: Office) -> None:
    office.people.owner.execute(
        "INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, valid_from) "
        "VALUES (gen_random_uuid(), %s, 'needs', %s, 'assessment', 'lead', now())",
        [office.agency, office.colleagues["Dan"]],
    )
    page = f"agencies/{office.agency}/"
    answer = office.post(page, name="Casa Salcia", country="Romania", sector="police")
    assert answer.status_code == 409
    assert b"cases or referrals in hand" in answer.content
    assert office.post(page, name="Casa Salcia", country="Moldova", sector="ngo").status_code == 302


def test_a_team_goes_when_nothing_hangs_on_it_and_else_the_page_says_what(office: Office) -> None:
    team = team_of(office)
    office.post("agency/services/new/", team=team, **SERVICE)
    page = office.get(f"agency/teams/{team}/").content
    assert b"It cannot be removed: 1 service is its own" in page
    assert office.post(f"agency/teams/{team}/remove/").status_code == 409
    (entry,) = office.row("SELECT id FROM directory.entry")
    office.post(f"agency/services/{entry}/remove/")
    assert office.post(f"agency/teams/{team}/remove/").status_code == 302
    assert office.row("SELECT count(*) FROM agencies.team") == (0,)
    assert len(office.people.recorded("team:removed")) == 1


def test_an_agency_goes_when_nobody_ever_came_and_else_the_page_says_what(office: Office) -> None:
    office.post("agencies/new/", **NEW)
    (agency,) = office.row("SELECT id FROM agencies.agency WHERE name = 'Casa Noua'")
    own = office.get(f"agencies/{office.agency}/").content
    assert b"3 members have, or had, a place in it" in own
    assert office.post(f"agencies/{office.agency}/remove/").status_code == 409
    assert office.post(f"agencies/{agency}/remove/").status_code == 302
    assert office.row("SELECT count(*) FROM agencies.agency") == (1,)
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert office.get(f"agencies/{office.agency}/").status_code == 404
    assert office.post(f"agencies/{office.agency}/remove/").status_code == 404
