"""Two lawyers of one person: proposed, accepted, said on both sides, ended; and who reads of it what."""

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError

from safeconduct.access import doors
from safeconduct.counsel.channel import actions, rules
from safeconduct.counsel.channel.models import Link
from safeconduct.referrals.moves import Side
from safeconduct.referrals.wire.linking import LinkEnd, LinkSide, LinkStep
from safeconduct.vocabulary.decisions import NotPossible
from tests.counsel.channel.desk import DAY, THEIRS, WORDS, Lawyers
from tests.referrals.envelopes import Envelopes


def test_a_link_is_proposed_accepted_and_both_speak(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.open()

    lawyers.say(link)
    assert lawyers.word(link) == ""

    mine, theirs = lawyers.items(link)
    assert (mine.text, mine.is_mine, mine.outcome) == (WORDS.text, True, "waiting")
    assert (theirs.text, theirs.is_ours) == (THEIRS["text"], False)


def test_the_receiver_of_a_referral_links_a_matter_of_the_file_beside_it(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes, Side.RECEIVER)
    link = lawyers.row.shared  # any name will do
    assert lawyers.says(link, "proposed", agreed_on="2026-03-01") == ""
    assert lawyers.word(link) == "link_not_open"

    lawyers.accept(link)
    assert lawyers.word(link) == ""
    lawyers.say(link, LinkStep.DATE, day=DAY)

    assert [item.text for item in lawyers.items(link)] == [THEIRS["text"], WORDS.text]


def test_nobody_else_of_the_agency_sees_a_link_or_a_word(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.open()
    lawyers.say(link)
    lawyers.word(link)
    with lawyers.acts():
        doors.place(lawyers.case, envelopes.members["leo"])
        doors.place(lawyers.case, envelopes.members["ana"])

    assert lawyers.reads("lena", "counsel.link_item") == 2
    for other in ("leo", "ana", "vlad"):
        assert (lawyers.reads(other, "counsel.link"), lawyers.reads(other, "counsel.link_item")) == (0, 0)


def test_a_proposal_without_an_answer_is_seen_by_who_keeps_legal_matters_of_the_person(
    envelopes: Envelopes,
) -> None:
    lawyers = Lawyers(envelopes, Side.RECEIVER)
    lawyers.says(lawyers.row.shared, "proposed", agreed_on="2026-03-01")

    assert [lawyers.reads(who, "counsel.link") for who in ("lena", "leo", "ana")] == [1, 0, 0]


def test_taking_back_destroys_what_came_and_leaves_what_is_ours(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.open()
    lawyers.say(link)
    lawyers.word(link)
    assert lawyers.keys() == [(1, False), (2, True)]

    assert lawyers.take_back_all() == 1

    assert lawyers.keys() == [(1, False)]
    assert [item.is_ours for item in lawyers.items(link)] == [True]
    assert lawyers.link(link).why == LinkEnd.WITHDRAWN
    assert lawyers.word(link) == "link_not_open"
    with pytest.raises(NotPossible) as refused:
        lawyers.say(link)
    assert refused.value.reason == rules.NOT_OPEN


@pytest.mark.parametrize("is_ours", [True, False])
def test_the_end_of_a_mandate_on_either_side_leaves_what_came(envelopes: Envelopes, is_ours: bool) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.open()
    lawyers.word(link)
    if is_ours:
        lawyers.end_mandate()
    else:
        assert lawyers.says(link, "ended", why="mandate") == ""

    assert len(lawyers.items(link)) == 1
    assert (lawyers.link(link).why, len(lawyers.went())) == ("mandate", 2 if is_ours else 1)
    assert lawyers.word(link) == "link_not_open"


def test_the_person_may_take_it_back_after_another_end(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.open()
    lawyers.word(link)
    for why in (LinkEnd.LAWYER, LinkEnd.WITHDRAWN):
        with lawyers.acts() as (by, at):
            actions.end(lawyers.matter, link, why, by=by, at=at)

    assert lawyers.items(link) == []


def test_a_task_is_done_by_whoever_does_it_once(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.open()
    task = lawyers.say(link, LinkStep.TASK, whose=LinkSide.ACCEPTER)
    with pytest.raises(NotPossible) as refused, lawyers.acts() as (by, at):
        actions.finish(lawyers.matter, link, task, by=by, at=at)
    assert refused.value.reason == rules.NOT_YOUR_TASK

    assert lawyers.says(link, "done", item=str(task)) == ""
    assert lawyers.says(link, "done", item=str(task)) == "already_here"
    assert [item.done_at is not None for item in lawyers.items(link)] == [True]


@pytest.mark.parametrize(
    ("step", "more", "code"),
    [
        ("proposed", {"agreed_on": "2026-03-01"}, "already_here"),
        ("accepted", {"agreed_on": "2026-03-01", "role": "social_worker"}, "link_not_possible"),
        ("said", {"words": THEIRS}, "malformed_body"),
        ("ended", {}, "malformed_body"),
    ],
)
def test_what_is_not_so_is_refused(envelopes: Envelopes, step: str, more: dict[str, Any], code: str) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.propose()

    assert lawyers.says(link, step, **more) == code
    assert lawyers.says(lawyers.matter, "accepted", agreed_on="2026-03-01") == "unknown_link"


def test_a_link_needs_the_persons_yes_and_the_referral(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes)
    with pytest.raises(NotPossible) as refused:
        lawyers.propose(agreed_on=None)
    assert refused.value.reason == rules.NO_YES

    with pytest.raises((IntegrityError, ProgrammingError)), lawyers.acts("leo") as (by, at):
        Link(
            referral_id=lawyers.row.id, agency_id=by.agency_id, shared=by.id, ours="proposer", case_id=lawyers.case,
            matter_id=lawyers.matter, agreed_on=DAY, proposed_at=at,
        ).save(force_insert=True)  # fmt: skip
