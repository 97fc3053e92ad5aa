"""The person's copy in one step, an order through two people, and what nobody gets by this way."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.giving_out import actions
from safeconduct.cases.giving_out.models import Given, Giving
from safeconduct.cases.giving_out.rules import Asked
from safeconduct.vocabulary.codes import GivingKind, TakeOverReason
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.connections import briefly
from tests.site.people import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

WISH, NUMBER = "To learn carpentry.", "+40 700 000 000"


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """Signed in by one click, as in the demonstration."""
    settings.DEMO = True


def at_the_desk(who: str) -> Client:
    client = Client(headers=HERE)
    assert client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
    session = client.session
    session["stepped_up_at"] = timezone.now().timestamp()
    session.save()
    return client


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return str(answer.content.decode())


def a_file(who: str = "ana") -> CaseId:
    with member_acts(who) as by:
        at = timezone.now()
        case = open_case(by=by, at=at, profile={"pseudonym": "Linden", "is_child": "no"})
        for section, content in (
            (Section.NEEDS, {"needs": ["housing"], "wish": WISH}),
            (Section.SAFE_CONTACT, {"safe_number": NUMBER}),
        ):
            save_section(case=case, section=section, content=content, base=0, by=by, at=at)
    return case


def form_of(who: Client, case: CaseId, **changed: str) -> dict[str, str]:
    """The form that stands there now, as a browser sends it."""
    page = text(who.get(f"/people/{case}/given-out/person/"))
    return {
        "on": today(),
        "language": "en",
        **dict.fromkeys(re.findall(r'name="(out-[^"]+)"', page), ""),
    } | changed


def answered(case: CaseId, section: Section, content: dict[str, object], who: str = "ana") -> None:
    with member_acts(who) as by:
        save_section(case=case, section=section, content=content, base=0, by=by, at=timezone.now())


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def the_one() -> UUID:
    with member_acts("ana"):
        return Giving.objects.get().id


ORDER = {"kind": "court_order", "number": "12/P/2026", "on": today(), "until": today(3)}


def recorded(connect_as: ConnectAs, action: str) -> list[dict[str, Any]]:
    with briefly("owner") as owner, owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        rows = owner.execute(
            "SELECT detail FROM audit.record WHERE action = %s ORDER BY recorded_at", [action]
        )
        return [row[0] for row in rows.fetchall()]


# --- The person ---------------------------------------------------------------------------------------------


def test_the_person_gets_everything_in_one_step_and_the_copy_says_when(connect_as: ConnectAs) -> None:
    case, ana = a_file(), at_the_desk("ana")
    assert "A copy of everything" in text(ana.get(f"/people/{case}/"))
    page = text(ana.get(f"/people/{case}/given-out/person/"))
    assert "It is given" in page
    copy = text(ana.post(f"/people/{case}/given-out/person/", form_of(ana, case)))
    for said in (WISH, NUMBER, "Linden", "What is kept about you", "Copy 1, made on", "Who saw my data"):
        assert said in copy
    assert "Left out" not in copy
    (printed,) = recorded(connect_as, "giving:printed")
    assert printed["copy"] == 1
    assert "needs.wish" in printed["fields"]
    assert WISH not in str(printed)
    again = text(ana.post(f"/given-out/{the_one()}/copy/"))
    assert "Copy 2, made on" in again
    assert "2 copies" in text(ana.get(f"/people/{case}/given-out/"))


def test_its_headings_stand_in_the_persons_language() -> None:
    case, ana = a_file(), at_the_desk("ana")
    copy = text(ana.post(f"/people/{case}/given-out/person/", form_of(ana, case, language="ro")))
    assert "What is kept about you" not in copy
    assert WISH in copy, "answers stand as they were written"


def test_what_is_left_out_is_seen_by_a_second_person_first_and_said_on_the_paper() -> None:
    case, ana, sara = a_file(), at_the_desk("ana"), at_the_desk("sara")
    entered = form_of(ana, case, **{"out-needs.wish": "third_person"})
    assert ana.post(f"/people/{case}/given-out/person/", entered).status_code == 302
    giving = the_one()
    assert text(ana.post(f"/given-out/{giving}/copy/"), 409)
    assert ana.post(f"/given-out/{giving}/", {"do": "agree"}).status_code == 409
    assert "Somebody asks for what is kept" in text(sara.get("/"))
    shown = text(sara.get(f"/given-out/{giving}/"))
    assert "It is about somebody else" in shown
    assert WISH not in shown, "whoever decides sees which answers, not what they say"
    assert sara.post(f"/given-out/{giving}/copy/").status_code == 404
    assert sara.post(f"/given-out/{giving}/", {"do": "agree"}).status_code == 302
    copy = text(ana.post(f"/given-out/{giving}/copy/"))
    assert WISH not in copy
    assert "It is about somebody else" in copy
    assert NUMBER in copy


def test_a_slip_loses_nothing() -> None:
    case, ana = a_file(), at_the_desk("ana")
    page = f"/people/{case}/given-out/person/"
    wrong = ana.post(page, form_of(ana, case, on=today(4), **{"out-needs.wish": "danger"}))
    assert "This day lies ahead." in text(wrong, 422)
    assert '<option value="danger" selected>' in wrong.content.decode()
    text(ana.post(page, {"on": "soon", "language": "xx", "out-needs.wish": "whatever"}), 422)


def test_what_is_answered_while_the_form_is_open_is_given_only_after_somebody_looked_at_it() -> None:
    case, ana = a_file(), at_the_desk("ana")
    form = form_of(ana, case)
    answered(case, Section.RETURN, {"contacts": "Her sister Irina"})
    again = text(ana.post(f"/people/{case}/given-out/person/", form), 422)
    assert "Somebody else saved this section while you were writing." in again
    assert "Irina" not in again
    with member_acts("ana"):
        assert not Giving.objects.exists()
    assert "Irina" in text(ana.post(f"/people/{case}/given-out/person/", form_of(ana, case)))


def test_what_is_answered_after_the_decision_is_on_no_copy_of_it() -> None:
    case, ana, sara = a_file(), at_the_desk("ana"), at_the_desk("sara")
    entered = form_of(ana, case, **{"out-needs.wish": "third_person"})
    assert ana.post(f"/people/{case}/given-out/person/", entered).status_code == 302
    giving = the_one()
    assert "Safe number" not in text(sara.get(f"/given-out/{giving}/")), "only what is left out is named"
    assert sara.post(f"/given-out/{giving}/", {"do": "agree"}).status_code == 302
    answered(case, Section.RETURN, {"contacts": "Her sister Irina"})
    copy = text(ana.post(f"/given-out/{giving}/copy/"))
    assert "Irina" not in copy
    assert "Answered since this was asked for, and not on this copy." in copy
    assert NUMBER in copy
    assert WISH not in copy


def test_a_request_that_an_earlier_release_kept_is_printed_as_it_was() -> None:
    case, ana = a_file(), at_the_desk("ana")
    with member_acts("ana") as by:
        asked = Asked(GivingKind.PERSON, timezone.localdate())
        giving = actions.enter(case, asked, by=by, at=timezone.now())
    assert NUMBER in text(ana.post(f"/given-out/{giving}/copy/"))


# --- An authority -------------------------------------------------------------------------------------------


def test_an_order_is_entered_by_one_decided_by_another_and_gives_what_was_ticked(
    connect_as: ConnectAs,
) -> None:
    case, ana, sara = a_file(), at_the_desk("ana"), at_the_desk("sara")
    page = f"/people/{case}/given-out/order/"
    assert '" checked' not in text(ana.get(page)), "nothing is ticked beforehand"
    assert "Tick what the order names" in text(ana.post(page, ORDER), 422)
    named = {**ORDER, "fields": ["needs.wish", "needs.needs"]}
    assert ana.post(page, named).status_code == 302
    giving = the_one()
    assert (
        ana.post(
            f"/given-out/{giving}/", {"do": "agree", "fields": "needs.needs", "lawyer": "no_lawyer"}
        ).status_code
        == 409
    )
    shown = text(sara.get(f"/given-out/{giving}/"))
    assert '" checked' not in shown
    assert WISH not in shown
    silent = sara.post(f"/given-out/{giving}/", {"do": "agree", "fields": "needs.needs"})
    assert "Tell the lawyer" in text(silent, 409)
    wider = {"do": "agree", "fields": ["needs.needs", "identity.names"], "lawyer": "no_lawyer"}
    assert "cannot be given" in text(sara.post(f"/given-out/{giving}/", wider), 409)
    untrue = {"do": "agree", "fields": ["needs.needs"], "lawyer": "on_today"}
    assert "No lawyer has a place on this case" in text(sara.post(f"/given-out/{giving}/", untrue), 409)
    agreed = {"do": "agree", "fields": ["needs.needs"], "lawyer": "no_lawyer"}
    assert sara.post(f"/given-out/{giving}/", agreed).status_code == 302
    assert "Somebody asks for what is kept" in text(ana.get("/")), "decided, and not printed yet"
    copy = text(ana.post(f"/given-out/{giving}/copy/"))
    assert "12/P/2026" in copy
    for hidden in (WISH, NUMBER, "Linden"):
        assert hidden not in copy
    assert [one["fields"] for one in recorded(connect_as, "giving:printed")] == [["needs.needs"]]
    assert recorded(connect_as, "giving:agreed")[0]["lawyer"] == "no_lawyer"
    assert "Somebody asks for what is kept" not in text(ana.get("/"))


def test_without_an_order_nothing_is_given_and_the_refusal_is_kept(connect_as: ConnectAs) -> None:
    case, ana, sara = a_file(), at_the_desk("ana"), at_the_desk("sara")
    asked = {**ORDER, "kind": "request", "number": "", "fields": ["needs.wish"]}
    assert ana.post(f"/people/{case}/given-out/order/", asked).status_code == 302
    giving = the_one()
    shown = text(sara.get(f"/given-out/{giving}/"))
    assert "Nothing is given without an order" in shown
    assert "I agree to it" not in shown
    forced = {"do": "agree", "fields": ["needs.wish"], "lawyer": "no_lawyer"}
    assert sara.post(f"/given-out/{giving}/", forced).status_code == 409
    assert sara.post(f"/given-out/{giving}/", {"do": "refuse"}).status_code == 409
    assert sara.post(f"/given-out/{giving}/", {"do": "refuse", "why": "no_order"}).status_code == 302
    assert ana.post(f"/given-out/{giving}/copy/").status_code == 409
    assert "There is no order that obliges us" in text(ana.get(f"/people/{case}/given-out/"))
    assert recorded(connect_as, "giving:refused")[0]["why"] == "no_order"
    with member_acts("ana"):
        assert not Given.objects.exists()


def test_the_lawyer_of_the_case_sees_it_on_today_and_nobody_beside_it_does() -> None:
    case, ana = a_file(), at_the_desk("ana")
    with member_acts("ana") as by:
        doors.place(case, ID("lea"), until=timezone.now() + timedelta(days=9))
        assert by.profession == "social_worker"
    named = {**ORDER, "fields": ["needs.wish"]}
    assert ana.post(f"/people/{case}/given-out/order/", named).status_code == 302
    lawyer = text(at_the_desk("lea").get("/"))
    assert "An order of a court" in lawyer
    for who in ("dan", "nora", "bea", "pavel"):
        assert "An order of a court" not in text(at_the_desk(who).get("/"))
        text(at_the_desk(who).get(f"/given-out/{the_one()}/"), 404)
        text(at_the_desk(who).get(f"/people/{case}/given-out/"), 404)


def test_an_authoritys_paper_asks_who_prints_it_again() -> None:
    case, ana, sara = a_file(), at_the_desk("ana"), at_the_desk("sara")
    assert (
        ana.post(f"/people/{case}/given-out/order/", {**ORDER, "fields": ["needs.wish"]}).status_code == 302
    )
    giving = the_one()
    agreed = {"do": "agree", "fields": ["needs.wish"], "lawyer": "no_lawyer"}
    assert sara.post(f"/given-out/{giving}/", agreed).status_code == 302
    session = ana.session
    session.pop("stepped_up_at")
    session.save()
    assert "confirmation" in text(ana.post(f"/given-out/{giving}/copy/"), 409)
    assert ana.get(f"/given-out/{giving}/copy/").status_code == 302


def test_a_decided_order_waits_for_whoever_leads_the_case_now() -> None:
    case, ana, sara = a_file(), at_the_desk("ana"), at_the_desk("sara")
    named = {**ORDER, "fields": ["needs.wish"]}
    assert ana.post(f"/people/{case}/given-out/order/", named).status_code == 302
    agreed = {"do": "agree", "fields": ["needs.wish"], "lawyer": "no_lawyer"}
    assert sara.post(f"/given-out/{the_one()}/", agreed).status_code == 302
    assert "An order of a court" not in text(sara.get("/")), "whoever decided it has done their part"
    with member_acts("sara"):
        doors.take_over(case, TakeOverReason.LEAD_ABSENT)
    assert "An order of a court" in text(sara.get("/"))
