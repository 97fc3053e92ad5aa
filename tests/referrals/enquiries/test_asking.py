"""Asking services without a name: what is kept, what leaves, what a referral takes over."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from safeconduct.access.acting import acting
from safeconduct.cases import actions as cases
from safeconduct.cases.queries import read_sections
from safeconduct.exchange.handlers import Handler
from safeconduct.referrals.enquiries.message import Question, asked
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.proposals import Part
from safeconduct.referrals.inbound import enquiries as inbound
from safeconduct.referrals.purge import forget_enquiries
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.referrals.enquiries.desk import QUESTION, Desk
from tests.referrals.envelopes import Envelopes


@pytest.fixture
def desk(envelopes: Envelopes) -> Desk:
    return Desk(envelopes)


def test_each_service_is_asked_by_itself_and_learns_of_no_other(desk: Desk) -> None:
    one, other = desk.ask(*desk.entries)

    assert one.together == other.together, "on our side they stand together"
    assert one.handle != other.handle
    assert one.shared != other.shared
    assert one.reference != other.reference
    for row, its_other in ((one, other), (other, one)):
        told = str(asked(row))
        for secret in (
            its_other.shared,
            its_other.handle,
            its_other.reference,
            its_other.team_id,
            row.together,
        ):
            assert str(secret) not in told or secret == row.team_id
    assert [message.type for message in desk.posted()] == ["safeconduct.referral.enquired.v1"] * 2
    assert {message.handle for message in desk.posted()} == {one.handle, other.handle}


def test_a_service_reads_what_else_is_wanted_and_not_what_another_is_asked_for(desk: Desk) -> None:
    """Or one who is asked for a shelter would know that somebody else was asked for a midwife."""
    for row in desk.ask(*desk.entries, question=replace(QUESTION, services=(Service.LEGAL_ADVICE,))):
        assert row.services == list(dict.fromkeys([row.service, "legal_advice"]))


def test_nothing_of_an_enquiry_names_a_person_a_case_or_its_author(desk: Desk) -> None:
    row = desk.ask()[0]

    assert str(desk.envelopes.members["ana"]) not in str(asked(row))
    message = desk.posted()[0]
    assert (message.case_id, message.referral_id, message.sections) == (None, None, [])
    assert desk.audited() == [("enquiry:asked", None)]


def test_its_time_follows_from_its_urgency(desk: Desk) -> None:
    row = desk.ask()[0]

    assert row.until == row.asked_at + timedelta(hours=72)


@pytest.mark.parametrize(("question", "code"), [
    (replace(QUESTION, note="A bed for Zdravka"), "personal_data"),
    (replace(QUESTION, note="a" * 301), "note_too_long"),
])  # fmt: skip
def test_what_the_rule_refuses_leaves_nothing(desk: Desk, question: Question, code: str) -> None:
    with pytest.raises(NotPossible) as refused:
        desk.ask(question=question)

    assert refused.value.reason.code == code
    assert (desk.number(), desk.posted(), desk.audited()) == (0, [], [])


def test_without_its_record_nothing_is_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise RuntimeError("no record")

    monkeypatch.setattr("safeconduct.referrals.enquiries.actions.record", fails)
    with pytest.raises(RuntimeError):
        desk.ask()

    assert (desk.number(), desk.posted()) == (0, [])


def answered(row: Enquiry, answer: str = "possible", day: str | None = None) -> dict[str, object]:
    body = {"enquiry": str(row.shared), "role": "social_worker", "answer": answer, "possible_from": day}
    return {**body, "other": None}


def test_their_answer_is_kept_once(desk: Desk) -> None:
    row = desk.ask()[0]

    assert desk.arrives(inbound.answered, answered(row, "possible_from", "2030-01-31"), row.handle) == ""
    assert desk.arrives(inbound.answered, answered(row, "not_possible"), row.handle) == "already_here"
    kept = desk.kept(row.shared)
    assert kept is not None
    assert (kept.answer, str(kept.possible_from), kept.answered_by) == ("possible_from", "2030-01-31", None)


@pytest.mark.parametrize(("changed", "code"), [
    ({"answer": "perhaps"}, "malformed_body"),
    ({"possible_from": "2030-01-31"}, "malformed_body"),
    ({"answer": "possible_from"}, "malformed_body"),
    ({"answer": "possible_from", "possible_from": "soon"}, "malformed_body"),
    ({"answer": "ask_other"}, "malformed_body"),
    ({"other": {"team": "x", "service": "shelter"}}, "malformed_body"),
    ({"enquiry": "018f3c00-0000-4000-8000-0000000d0001"}, "unknown_enquiry"),
    ({"role": "friend"}, "malformed_body"),
])  # fmt: skip
def test_what_is_no_answer_is_refused(desk: Desk, changed: dict[str, object], code: str) -> None:
    row = desk.ask()[0]

    assert desk.arrives(inbound.answered, {**answered(row), **changed}, row.handle) == code
    kept = desk.kept(row.shared)
    assert kept is not None
    assert kept.answer == ""


@pytest.mark.parametrize(("answer", "day", "is_doubted"), [
    ("possible", None, False), ("possible_from", "2030-01-31", True), ("not_possible", None, True),
])  # fmt: skip
def test_a_plain_yes_ends_the_doubt_about_their_places(
    desk: Desk, answer: str, day: str | None, is_doubted: bool
) -> None:
    row = desk.ask()[0]
    desk.doubt(desk.entries[0])
    desk.doubt(desk.entries[1])

    assert desk.arrives(inbound.answered, answered(row, answer, day), row.handle) == ""
    assert desk.is_doubted(desk.entries[0]) is is_doubted
    assert desk.is_doubted(desk.entries[1]), "of another service nothing was said"


def test_an_answer_on_another_road_is_refused(desk: Desk) -> None:
    row = desk.ask()[0]

    assert desk.arrives(inbound.answered, answered(row), desk.handle()) == "unknown_enquiry"


@pytest.mark.parametrize("handler", [inbound.withdrawn])
def test_what_only_the_asker_says_is_not_the_peers_to_say(desk: Desk, handler: Handler) -> None:
    row = desk.ask()[0]

    assert desk.arrives(handler, {"enquiry": str(row.shared)}, row.handle) == "not_your_side"


def test_a_referral_takes_over_what_was_asked_and_nothing_leaves(desk: Desk) -> None:
    row = desk.ask()[0]
    desk.arrives(inbound.answered, answered(row), row.handle)
    before = len(desk.posted())

    made = desk.convert(row, alias="Maria")

    assert (made.team_id, made.service, made.urgency, made.state) == (
        row.team_id,
        "shelter",
        "urgent",
        "draft",
    )
    with as_process("web"), acting(MemberId(desk.envelopes.members["ana"])) as at:
        by = desk.envelopes.member("ana")
        found = read_sections(made.case_id, [Section.PROFILE, Section.NEEDS], by=by, at=at)
    assert found[Section.PROFILE].content == {
        "pseudonym": "Maria", "is_child": "no", "languages": ["uk", "ro"], "sex": "f",
    }  # fmt: skip
    assert found[Section.NEEDS].content == {"needs": ["housing", "legal_aid"]}
    assert len(desk.posted()) == before, "the other side is told nothing"
    kept = desk.kept(row.shared)
    assert kept is not None
    assert kept.converted_at is not None
    named = str(list(vars(kept).values()))
    assert not [one for one in (made.id, made.shared, made.case_id) if str(one) in named]


@pytest.mark.parametrize("answer", ["", "not_possible"])
def test_no_referral_is_made_without_a_yes(desk: Desk, answer: str) -> None:
    row = desk.ask()[0]
    if answer:
        desk.arrives(inbound.answered, answered(row, answer), row.handle)

    with pytest.raises(NotPossible) as refused:
        desk.convert(row)
    assert refused.value.reason.code == "enquiry_not_a_yes"


def test_what_was_said_of_the_situation_is_added_to_a_file_that_is_there_and_never_twice(desk: Desk) -> None:
    ana = MemberId(desk.envelopes.members["ana"])
    with as_process("web"), acting(ana) as at:
        by = desk.envelopes.member("ana")
        profile = {"pseudonym": "Alder", "is_child": "no", "languages": ["ro"]}
        case = cases.open_case(by=by, at=at, profile=profile)
        cases.save_section(
            case=case,
            section=Section.NEEDS,
            content={"needs": ["housing"], "details": "A bed."},
            base=0,
            by=by,
            at=at,
        )
    for _time in range(2):
        row = desk.ask()[0]
        desk.arrives(inbound.answered, answered(row), row.handle)
        desk.convert(row, case=case, parts=frozenset(Part))

    with as_process("web"), acting(ana) as at:
        found = read_sections(case, [Section.PROFILE, Section.NEEDS], by=desk.envelopes.member("ana"), at=at)
    assert found[Section.PROFILE].content["languages"] == ["ro", "uk"]
    needs = found[Section.NEEDS].content
    assert needs["needs"] == ["housing"]
    first, second = needs["details"].split("\n")
    assert first == "A bed."
    assert "Children come along" in second
    assert second.endswith("Needs a ramp.")


def test_what_does_not_fit_into_the_needs_begins_no_referral_and_can_be_left_out(desk: Desk) -> None:
    """Stored longer than the form takes, it would keep the section from being saved until somebody shortens it."""
    ana, full = MemberId(desk.envelopes.members["ana"]), "x" * 1990
    with as_process("web"), acting(ana) as at:
        by = desk.envelopes.member("ana")
        case = cases.open_case(by=by, at=at, profile={"pseudonym": "Alder", "is_child": "no"})
        content = {"details": full}
        cases.save_section(case=case, section=Section.NEEDS, content=content, base=0, by=by, at=at)
    row = desk.ask()[0]
    desk.arrives(inbound.answered, answered(row), row.handle)
    with pytest.raises(NotPossible) as refused:
        desk.convert(row, case=case, parts=frozenset(Part))
    assert refused.value.reason.code == "enquiry_no_room"
    desk.convert(row, case=case, parts=frozenset({Part.LANGUAGES}))
    with as_process("web"), acting(ana) as at:
        found = read_sections(case, [Section.PROFILE, Section.NEEDS], by=desk.envelopes.member("ana"), at=at)
    assert found[Section.NEEDS].content == {"details": full}
    assert found[Section.PROFILE].content["languages"] == ["uk", "ro"]


def test_what_is_not_ticked_stays_out_of_the_file(desk: Desk) -> None:
    row = desk.ask()[0]
    desk.arrives(inbound.answered, answered(row), row.handle)
    made = desk.convert(row)

    with as_process("web"), acting(MemberId(desk.envelopes.members["ana"])) as at:
        found = read_sections(made.case_id, [Section.NEEDS], by=desk.envelopes.member("ana"), at=at)
    assert "details" not in found[Section.NEEDS].content


def test_it_is_converted_once(desk: Desk) -> None:
    row = desk.ask()[0]
    desk.arrives(inbound.answered, answered(row), row.handle)
    desk.convert(row)

    with pytest.raises(NotPossible):
        desk.convert(row)


def test_nobody_converts_for_a_case_that_is_not_theirs(desk: Desk) -> None:
    row = desk.ask()[0]
    desk.arrives(inbound.answered, answered(row), row.handle)

    with pytest.raises(NotFound):
        desk.convert(row, case=UUID(int=7))
    kept = desk.kept(row.shared)
    assert kept is not None
    assert kept.converted_at is None


def test_taken_back_it_is_told_and_a_late_answer_changes_nothing(desk: Desk) -> None:
    row = desk.ask()[0]
    desk.withdraw(row, by="vlad")  # a colleague can
    assert [message.type for message in desk.posted()][-1] == "safeconduct.referral.enquiry_withdrawn.v1"

    assert desk.arrives(inbound.answered, answered(row), row.handle) == "", "it has crossed"
    with pytest.raises(NotPossible):
        desk.convert(row)


def test_thirty_days_after_its_last_change_it_is_gone(desk: Desk) -> None:
    row = desk.ask()[0]
    desk.envelopes.move_clock(timedelta(days=32))
    with as_process("worker"):
        assert forget_enquiries() == 0, "its time ended three days after it was asked"
    desk.envelopes.move_clock(timedelta(days=2))
    with as_process("worker"):
        assert forget_enquiries() == 1
    assert desk.kept(row.shared) is None


@pytest.mark.parametrize(("is_child", "refused"), [("no", False), ("yes", True), ("unknown", True)])
def test_for_a_file_that_is_there_its_own_word_about_a_child_counts(
    desk: Desk, is_child: str, refused: bool
) -> None:
    """The enquiry said that it is about an adult, and the service takes adults only."""
    adults = desk.add_entry(
        desk.envelopes.other_team, desk.envelopes.other, "crisis_shelter", takes_children=False
    )
    row = desk.ask(adults)[0]
    desk.arrives(inbound.answered, answered(row), row.handle)
    with as_process("web"), acting(MemberId(desk.envelopes.members["ana"])) as at:
        profile = {"pseudonym": "Alder", "is_child": is_child}
        case = cases.open_case(by=desk.envelopes.member("ana"), at=at, profile=profile)

    if refused:
        with pytest.raises(NotPossible, match="has not said that it takes a child"):
            desk.convert(row, case=case)
    else:
        assert desk.convert(row, case=case).case_id == case
    kept = desk.kept(row.shared)
    assert kept is not None
    assert (kept.converted_at is None) is refused
