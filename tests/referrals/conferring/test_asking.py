"""The lead asks another agency: what goes there and what does not, what comes back and when it is read."""

import re
from datetime import timedelta
from typing import Any

import pytest

from safeconduct.access.acting import working
from safeconduct.referrals.conferring import actions, rules
from safeconduct.referrals.purge import sweep_texts
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.conferring.desk import AGENDA, Lead, change_sector
from tests.referrals.envelopes import Envelopes


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def lead(envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch) -> Lead:
    return Lead(envelopes, monkeypatch)


def test_what_the_consent_covers_goes_and_of_the_rest_not_even_a_number(lead: Lead) -> None:
    page = lead.see(lead.ask_page())
    assert AGENDA["narrative"] not in page
    lead.ask()

    assert lead.steps() == [("asked", AGENDA["needs"]), ("asked", AGENDA["safety"])]
    assert all(set(parcel.body) == {"referral", "role", "conference", "texts"} for parcel in lead.went)


def test_a_proposal_from_there_is_read_after_the_own_one_with_agency_and_profession(lead: Lead) -> None:
    lead.ask()
    assert lead.answers("proposed", "The shelter: somebody is awake at night.") == ""
    assert lead.answers("no_part") == "already_here"
    assert "somebody is awake" not in lead.see(lead.items["needs"])

    lead.propose()

    page = lead.see(lead.items["needs"])
    assert "somebody is awake" in page
    assert "Agency be, Belgium, Psychologist" in page


def test_nothing_is_decided_before_they_answered_and_what_is_decided_goes_there(lead: Lead) -> None:
    lead.ask()
    lead.wish()
    lead.propose()
    again = lead.send(lead.items["needs"], 422, do="decision", decision="The shelter.", reasons="Her safety.")
    assert "Colleagues still have time to propose." in again

    assert lead.answers("no_part") == ""
    assert "What is decided goes to Agency be, Belgium too" in lead.see(lead.items["needs"])
    lead.send(lead.items["needs"], do="decision", decision="The shelter.", reasons="Her safety.")

    assert lead.steps()[-1] == ("decided", "The shelter.")
    assert "was told what is decided, not why" in lead.see(lead.items["needs"])
    assert lead.answers("proposed", "Too late.", role="nurse") == "item_is_decided"


def test_nobody_asks_an_agency_behind_the_firewall(lead: Lead, envelopes: Envelopes) -> None:
    change_sector(envelopes, envelopes.other, "police")

    assert str(rules.BEHIND_THE_FIREWALL.sentence) in lead.ask(409)
    assert lead.went == []


def test_before_the_acceptance_nobody_is_asked(envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = Lead(envelopes, monkeypatch, is_accepted=False)

    assert str(rules.NOT_TAKEN_ON.sentence) in lead.ask(409)
    assert lead.went == []


def test_nobody_is_asked_by_the_referral_of_another_person(lead: Lead) -> None:
    other = lead.home.draft()
    lead.home.send(other)

    lead.ask(404, referral=other.reference)
    assert lead.went == []


def test_asked_again_only_what_is_new_goes_under_the_same_name_of_the_conference(lead: Lead) -> None:
    lead.ask()
    assert str(rules.NOTHING_NEW.sentence) in lead.ask(409)
    lead.send(f"{lead.talk}items/new/", section="profile", text="In which language?")
    lead.ask()

    assert [text for _step, text in lead.steps()] == [AGENDA["needs"], AGENDA["safety"], "In which language?"]
    assert lead.shared("profile")["conference"] == lead.shared("needs")["conference"]


def test_an_answer_that_came_stands_on_today_of_the_lead_until_it_is_decided(lead: Lead) -> None:
    lead.ask()
    assert lead.answers("proposed", "The shelter.") == ""
    assert "1 answer came from another agency" in lead.see("/")

    lead.wish()
    lead.propose()
    lead.send(lead.items["needs"], do="decision", decision="The shelter.", reasons="Her safety.")

    assert "answer came from another agency" not in lead.see("/")


def test_a_meeting_and_its_minutes_reach_them_for_the_items_that_they_have(lead: Lead) -> None:
    lead.ask()
    with lead.home.ana() as (_by, at):
        met = (at - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    lead.send(f"{lead.talk}meeting/", meets_at=met, where="By telephone", agencies=[lead.row.reference])
    lead.send(lead.items["needs"], do="minutes", minutes="Both agreed.")
    lead.send(lead.items["narrative"], do="minutes", minutes="Of the letters nothing yet.")

    assert [step for step, _text in lead.steps()][2:] == ["met", "minuted"]
    assert lead.said(-2)["came"] is True
    assert lead.steps()[-1] == ("minuted", "Both agreed.")
    assert "Agency be, Belgium" in lead.see(lead.talk)


def test_of_a_section_that_was_taken_back_nothing_more_is_told_and_nothing_is_taken_in(lead: Lead) -> None:
    lead.ask()
    lead.wish("safety")
    lead.narrow("safety")

    assert lead.answers("proposed", "With somebody.", section="safety") == "text_of_a_section_not_shared"
    assert "Agency be, Belgium has it no more" in lead.see(lead.items["safety"])
    lead.propose("safety")
    lead.send(lead.items["safety"], do="decision", decision="With somebody.", reasons="Her safety.")
    assert [step for step, _text in lead.steps()] == ["asked", "asked"]


def test_what_is_decided_becomes_a_task_in_common_by_one_link(lead: Lead) -> None:
    lead.ask()
    assert lead.answers("no_part") == ""
    lead.wish()
    lead.propose()
    lead.send(lead.items["needs"], do="decision", decision="They keep a room for her.", reasons="Her safety.")

    link = re.search(r'href="(/referrals/[^"]+/task/)"', lead.see(lead.items["needs"]))
    assert link
    form = lead.see(link[1])
    assert "They keep a room for her." in form
    assert f'action="/referrals/{lead.row.reference}/tasks/"' in form
    of_another = lead.home.draft()
    lead.home.send(of_another)
    assert "a room for her" not in lead.see(link[1].replace(lead.row.reference, of_another.reference), 404)


def test_two_who_are_asked_the_same_cannot_lay_it_together_by_its_names(lead: Lead) -> None:
    other = lead.another()
    lead.ask()
    lead.ask(referral=other.reference)

    names = [
        name for parcel in range(4) for name in (lead.said(parcel)["conference"], lead.said(parcel)["item"])
    ]
    assert [text for _step, text in lead.steps()] == [AGENDA["needs"], AGENDA["safety"]] * 2
    assert set(names[:4]).isdisjoint(names[4:])


def test_a_node_that_does_not_know_what_a_conference_is_holds_up_nothing(
    lead: Lead, envelopes: Envelopes
) -> None:
    lead.ask()
    with briefly("owner") as owner, owner.transaction():
        owner.execute("ALTER TABLE exchange.outgoing NO FORCE ROW LEVEL SECURITY")
        owner.execute(
            "UPDATE exchange.outgoing SET state = 'refused', answer = 'unknown_type', answered_at = now(), "
            "event = '{}' WHERE type LIKE '%conferred%'"
        )
        owner.execute("ALTER TABLE exchange.outgoing FORCE ROW LEVEL SECURITY")
    lead.wish()
    lead.propose()

    assert "Their node did not take it (unknown_type): telephone Agency be, Belgium." in lead.see(
        lead.items["needs"]
    )
    lead.send(lead.items["needs"], do="decision", decision="The shelter.", reasons="Her safety.")


def test_a_decision_stands_although_it_cannot_be_told_there(
    lead: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead.ask()
    assert lead.answers("no_part") == ""
    lead.wish()
    lead.propose()
    monkeypatch.setattr(actions, "can_seal", lambda _road: False)

    lead.send(lead.items["needs"], do="decision", decision="The shelter.", reasons="Her safety.")

    assert "could not be told what is decided: telephone" in lead.see(lead.items["needs"])
    assert [step for step, _text in lead.steps()] == ["asked", "asked"]


def test_their_answers_are_erased_with_the_section(lead: Lead, envelopes: Envelopes) -> None:
    lead.ask()
    assert lead.answers("proposed", "The shelter.") == ""
    with briefly("owner") as owner:
        owner.execute(
            "DELETE FROM keys.section_key WHERE case_id = %s AND section = 'needs'", [lead.row.case_id]
        )
    with as_process("worker"), working():
        sweep_texts()

    assert left(envelopes, lead) == [("safety", 0)]


def left(envelopes: Envelopes, lead: Lead) -> list[tuple[str, int]]:
    """The items that are kept of the referral, each with how many entries."""
    statement = """
    SELECT i.section, count(e.id) FROM referrals.shared_item i
      LEFT JOIN referrals.shared_entry e ON e.item_id = i.text_id
     WHERE i.referral_id = %s GROUP BY 1 ORDER BY 1
    """
    with briefly("owner") as owner:
        return [(section, n) for section, n in owner.execute(statement, [lead.row.id]).fetchall()]
