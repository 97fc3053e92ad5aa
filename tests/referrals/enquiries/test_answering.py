"""Asked by a peer: kept for the agency that was asked, scanned again, answered once."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.referrals.enquiries.message import Answer, answered
from safeconduct.referrals.inbound import enquiries as inbound
from safeconduct.vocabulary.codes import Feasibility
from safeconduct.vocabulary.errors import NotFound, NotPossible
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes


@pytest.fixture
def desk(envelopes: Envelopes) -> Desk:
    return Desk(envelopes)


def asked(desk: Desk, **changed: Any) -> UUID:
    body = desk.question(**changed)
    assert desk.arrives(inbound.enquired, body, desk.handle()) == ""
    return UUID(body["enquiry"]["id"])


def test_a_question_stands_in_the_agencys_list(desk: Desk) -> None:
    kept = desk.kept(asked(desk), by="vlad")

    assert kept is not None
    assert (kept.side, kept.team_id, kept.services, kept.note) == (
        "receiver", desk.envelopes.team, ["shelter"], "Needs a ramp.",
    )  # fmt: skip
    assert (kept.asked_by, kept.together, kept.message) == (None, None, None)
    assert desk.audited() == [("enquiry:asked", None)]


@pytest.mark.parametrize(("changed", "code"), [
    ({"note": {"language": "en", "text": "A bed for Zdravka"}}, "personal_data"),
    ({"note": {"language": "en", "text": "call 0722 123 456"}}, "personal_data"),
    ({"note": {"language": "en", "text": "a" * 301}}, "malformed_body"),
    ({"note": {"language": "en", "text": "so\u200bft"}}, "malformed_body"),
    ({"note": {"language": "", "text": "soft"}}, "malformed_body"),
    ({"note": "soft"}, "malformed_body"),
    ({"team": str(uuid4())}, "no_such_team"),
    ({"services": []}, "malformed_body"),
    ({"services": ["Zdravka"]}, "malformed_body"),
    ({"languages": ["Zdravka"]}, "malformed_body"),
    ({"constraints": ["tall"]}, "malformed_body"),
    ({"part_of_country": "Cluj"}, "malformed_body"),
    ({"is_child": "perhaps"}, "malformed_body"),
    ({"sex": "woman"}, "malformed_body"),
    ({"role": "friend"}, "malformed_body"),
    ({"country": "Belgium"}, "malformed_body"),
    ({"reference": "Zdravka"}, "malformed_body"),
    ({"urgency": "now"}, "malformed_body"),
    ({"until": "2099-01-01T00:00:00.000000Z"}, "malformed_body"),
    ({"until": "soon"}, "malformed_body"),
])  # fmt: skip
def test_what_could_be_about_a_person_or_is_no_code_is_refused_and_leaves_nothing(
    desk: Desk, changed: dict[str, Any], code: str
) -> None:
    assert desk.arrives(inbound.enquired, desk.question(**changed), desk.handle()) == code
    assert (desk.number(), desk.audited()) == (0, [])


@pytest.mark.parametrize("body", [{}, {"enquiry": None}, {"enquiry": []}, {"enquiry": {"id": 1}}])
def test_what_is_no_question_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    assert desk.arrives(inbound.enquired, body, desk.handle()) == "malformed_body"


def test_the_service_answers_once_and_the_asker_is_told(desk: Desk) -> None:
    shared = asked(desk)
    desk.answer(shared, by="vlad")

    kept = desk.kept(shared)
    assert kept is not None
    assert (kept.answer, kept.answered_by) == ("possible", desk.envelopes.members["vlad"])
    assert [message.type for message in desk.posted()] == ["safeconduct.referral.enquiry_answered.v1"]
    told = str(answered(kept, "social_worker"))
    assert str(kept.answered_by) not in told, "who answered stays here"
    with pytest.raises(NotPossible) as refused:
        desk.answer(shared)
    assert refused.value.reason.code == "enquiry_answered_already"


def test_our_own_yes_ends_the_doubt_about_our_places(desk: Desk) -> None:
    ours = desk.add_entry(desk.envelopes.team, desk.envelopes.own, "shelter")
    desk.doubt(ours)
    desk.answer(asked(desk), Answer(Feasibility.NOT_POSSIBLE))
    assert desk.is_doubted(ours)

    desk.answer(asked(desk))
    assert not desk.is_doubted(ours)


@pytest.mark.parametrize("days", [None, -1, 400])
def test_possible_from_needs_a_day_that_can_be(desk: Desk, days: int | None) -> None:
    shared = asked(desk)
    day = None if days is None else desk.now().date() + timedelta(days=days)

    with pytest.raises(NotPossible):
        desk.answer(shared, Answer(Feasibility.POSSIBLE_FROM, day))
    kept = desk.kept(shared)
    assert kept is not None
    assert kept.answer == ""


def test_an_answer_may_name_another_service(desk: Desk) -> None:
    shared = asked(desk)
    desk.answer(shared, Answer(Feasibility.ASK_OTHER, None, desk.envelopes.other_team, "shelter"))

    kept = desk.kept(shared)
    assert kept is not None
    assert answered(kept, "")["other"] == {"team": str(desk.envelopes.other_team), "service": "shelter"}


def test_taken_back_there_it_is_over_here(desk: Desk) -> None:
    body = desk.question()
    handle, shared = desk.handle(), UUID(body["enquiry"]["id"])
    desk.arrives(inbound.enquired, body, handle)

    assert desk.arrives(inbound.withdrawn, {"enquiry": str(shared)}, handle) == ""
    with pytest.raises(NotPossible) as refused:
        desk.answer(shared)
    assert refused.value.reason.code == "enquiry_is_over"


def test_late_is_better_than_never(desk: Desk) -> None:
    shared = asked(desk)
    desk.envelopes.move_clock(timedelta(days=5))

    desk.answer(shared)
    kept = desk.kept(shared)
    assert kept is not None
    assert kept.answer == "possible"


def test_nobody_answers_what_was_never_asked_of_them(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.answer(uuid4())


def test_an_administrator_sees_no_enquiry(desk: Desk) -> None:
    desk.envelopes.add_member("adam", "administrator")

    assert desk.kept(asked(desk), by="adam") is None


def test_a_day_is_a_day() -> None:
    assert Answer(Feasibility.POSSIBLE_FROM, date(2030, 1, 31)).columns()["possible_from"] == date(
        2030, 1, 31
    )
