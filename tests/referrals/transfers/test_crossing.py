"""Nothing leaves the Union without a ground: asked below the page, of a referral, a text, a task, an enquiry."""

from datetime import timedelta

import pytest

from safeconduct.cases.actions import save_section
from safeconduct.referrals import actions
from safeconduct.referrals.elsewhere.actions import give_htcds
from safeconduct.referrals.lists.spreadsheet import new_password
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.sharing import tell_change
from safeconduct.referrals.tasks import actions as tasks
from safeconduct.referrals.texts import Kind, Words
from safeconduct.referrals.transfers import rules
from safeconduct.vocabulary.codes import TransferGround
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.referrals.envelopes import Envelopes
from tests.referrals.transfers.desk import Abroad

G = TransferGround
NEWS = Words(Kind.NEWS, Section.NEEDS, "en", "She asked for a language course.")
TASK = Words(Kind.TASK, Section.NEEDS, "en", "Call the school.")


@pytest.fixture
def abroad(envelopes: Envelopes) -> Abroad:
    return Abroad(envelopes)


def refused(what: object, *args: object, **kwargs: object) -> Reason:
    assert callable(what)
    with pytest.raises(NotPossible) as no:
        what(*args, **kwargs)
    return no.value.reason


def test_a_referral_to_ukraine_stays_until_its_ground_is_recorded(abroad: Abroad) -> None:
    row = abroad.draft()
    assert refused(abroad.send, row) == rules.NO_GROUND
    assert (abroad.posted(), abroad.now(row).state) == ([], State.DRAFT)
    abroad.rest_on(row, G.CLAUSES, "SCC 12/2026")
    abroad.send(row)
    assert abroad.posted() == ["offered"]
    kept = abroad.now(row)
    assert (kept.transfer_ground, kept.transfer_number) == ("clauses", "SCC 12/2026")


def test_the_ground_is_recorded_with_country_sections_and_that_the_person_was_told(abroad: Abroad) -> None:
    abroad.rest_on(abroad.draft(), G.EXPLICIT_CONSENT)
    ((reason, detail),) = abroad.recorded("referral:transfer_ground")
    assert reason == ""
    assert detail == {
        "ground": "explicit_consent", "number": "", "country": "UA", "told": True,
        "sections": ["profile", "safety", "needs"],
    }  # fmt: skip


def test_inside_the_union_no_ground_is_asked_and_none_is_taken(envelopes: Envelopes) -> None:
    at_home = Abroad(envelopes, "BE")
    row = at_home.draft()
    assert refused(at_home.rest_on, row, G.CLAUSES, "1") == rules.NOT_ASKED_HERE
    at_home.send(row)
    assert at_home.posted() == ["offered"]


def given_as_a_file(abroad: Abroad, row: Referral) -> bytes:
    """A spreadsheet for another system, on the consent that this referral rests on."""
    assert row.case_id is not None
    assert row.consent_id is not None
    with abroad.ana() as (by, at):
        return give_htcds(
            case=row.case_id,
            consent=row.consent_id,
            chosen=[Section.NEEDS],
            password=new_password(),
            by=by,
            at=at,
        )


def test_a_file_for_another_system_leaves_on_no_other_ground_than_a_referral(abroad: Abroad) -> None:
    row = abroad.now(abroad.draft())
    assert refused(given_as_a_file, abroad, row) == rules.NO_GROUND
    abroad.rest_on(row, G.CLAUSES, "SCC 12/2026")
    assert given_as_a_file(abroad, row)


def test_a_file_for_another_system_inside_the_union_asks_for_no_ground(envelopes: Envelopes) -> None:
    at_home = Abroad(envelopes, "BE")
    assert given_as_a_file(at_home, at_home.now(at_home.draft()))


def test_another_talk_is_another_yes(abroad: Abroad) -> None:
    """An explicit consent goes with the talk in which it was said; clauses between agencies stay."""
    row = abroad.draft()
    abroad.rest_on(row, G.EXPLICIT_CONSENT)
    abroad.agree(abroad.now(row))
    assert refused(abroad.send, row) == rules.NO_GROUND
    abroad.rest_on(row, G.CLAUSES, "1")
    abroad.agree(abroad.now(row))
    abroad.send(row)


def test_a_colleague_who_has_nothing_of_the_case_records_no_ground(abroad: Abroad) -> None:
    row = abroad.draft()
    abroad.envelopes.members["ana"], abroad.envelopes.members["vlad"] = (
        abroad.envelopes.members["vlad"], abroad.envelopes.members["ana"],
    )  # fmt: skip
    with pytest.raises(NotFound):
        abroad.rest_on(row, G.CLAUSES, "1")


def test_news_a_task_and_a_new_version_stay_too_when_the_ground_is_gone(abroad: Abroad) -> None:
    """As for a referral that went before grounds were asked."""
    row = abroad.draft()
    abroad.rest_on(row, G.CLAUSES, "1")
    abroad.send(row)
    accepted(abroad, row)
    without_ground(abroad, row)
    with abroad.ana() as (by, at):
        assert refused(actions.tell, referral=row.id, words=NEWS, by=by, at=at) == rules.NO_GROUND
    with abroad.ana() as (by, at):
        add = {"referral": row.id, "words": TASK, "owner": Side.SENDER, "due": None, "by": by, "at": at}
        assert refused(tasks.add, **add) == rules.NO_GROUND
    with abroad.ana() as (by, at):
        assert row.case_id is not None
        save_section(
            case=CaseId(row.case_id),
            section=Section.NEEDS,
            content={"needs": ["safety"]},
            base=1,
            by=by,
            at=at,
        )
        assert tell_change(case=row.case_id, section=Section.NEEDS, by=by, at=at) == 0
    assert abroad.posted() == ["offered"]
    assert ("no_transfer_ground", {}) in [
        (why, detail or {}) for why, detail in abroad.recorded("section:told")
    ]

    abroad.rest_on(row, G.CLAUSES, "1")
    with abroad.ana() as (by, at):
        actions.tell(referral=row.id, words=NEWS, by=by, at=at)
        tasks.add(referral=row.id, words=TASK, owner=Side.SENDER, due=None, by=by, at=at)
        assert tell_change(case=row.case_id, section=Section.NEEDS, by=by, at=at) == 1
    assert abroad.posted() == ["offered", "told", "task", "updated"]


def test_taking_back_asks_for_no_ground(abroad: Abroad) -> None:
    """Ending never runs through the checks that granted."""
    from safeconduct.consent.rules import Channel
    from safeconduct.vocabulary.codes import Withdrawal

    row = abroad.draft()
    abroad.rest_on(row, G.CLAUSES, "1")
    abroad.send(row)
    without_ground(abroad, row)
    with abroad.ana() as (by, at):
        actions.withdraw(
            referral=row.id, reason=Withdrawal.CONSENT_WITHDRAWN, channel=Channel.PERSON, by=by, at=at
        )
    assert "withdrawn" in abroad.posted()


def test_an_enquiry_to_ukraine_says_its_ground_although_it_names_nobody(abroad: Abroad) -> None:
    from safeconduct.directory.models import Entry
    from safeconduct.referrals.enquiries import actions as enquiries
    from tests.referrals.enquiries.desk import QUESTION

    def ask(transfer: rules.Transfer) -> None:
        with abroad.ana() as (by, at):
            services = [Entry.objects.select_related("agency").get(id=one) for one in abroad.desk.entries]
            enquiries.ask(services=services, question=QUESTION, transfer=transfer, by=by, at=at)

    assert refused(ask, rules.NO_TRANSFER) == rules.NO_GROUND_HERE
    assert refused(ask, rules.Transfer(G.EXPLICIT_CONSENT, "", True)) == rules.CONSENT_MISSING
    assert abroad.posted() == []
    ask(rules.Transfer(G.CLAUSES, "SCC 12/2026"))
    assert abroad.posted() == ["enquired", "enquired"]
    assert {detail["ground"] for _why, detail in abroad.recorded("enquiry:asked")} == {"clauses"}


def accepted(abroad: Abroad, row: Referral) -> None:
    """The other side has accepted."""
    from safeconduct.referrals.moves import Event

    with abroad.ana() as (_by, at):
        now = Referral.objects.get(id=row.id)
        abroad.envelopes._step(now, Event.ACCEPT, Side.RECEIVER, at + timedelta(seconds=1))


def without_ground(abroad: Abroad, row: Referral) -> None:
    with abroad.ana():
        Referral.objects.filter(id=row.id).update(transfer_ground="", transfer_number="")
