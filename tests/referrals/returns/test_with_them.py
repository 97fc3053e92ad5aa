"""A return and the agency there: its words stand in the dossier as its own, the days afterwards are its tasks."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.queries import read_sections
from safeconduct.cases.returning.questions import TOLD
from safeconduct.referrals import texts
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.returns import actions, pages, rules
from safeconduct.referrals.returns.rules import Days, Told, days_to_put
from safeconduct.referrals.tasks.models import Task
from safeconduct.referrals.texts import Kind, Words
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
DAYS = [TODAY + timedelta(days=number) for number in (30, 90, 180, 400)]
PLAN = "A room for three months, then a course; Oksana's cousin is not told."


@pytest.fixture
def row(envelopes: Envelopes) -> Referral:
    """Ana's adult wants to return to Belgium; an agency there has accepted and told of a plan."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        by, at = envelopes.member("ana"), timezone.now()
        case = open_case(by=by, at=at, profile={"pseudonym": "Linden", "is_child": "no"})
        monitoring = [{"on": day.isoformat()} for day in DAYS]
        dossier = {
            "country": "BE",
            "will": "own_will",
            "will_on": TODAY.isoformat(),
            "monitoring": monitoring,
        }
        save_section(case=case, section=Section.RETURN, content=dossier, base=0, by=by, at=at)
        save_section(case=case, section=Section.NEEDS, content={"wish": "A room"}, base=0, by=by, at=at)
    row = envelopes.add(State.ACCEPTED, case=case)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        texts.keep_told(
            row, Words(Kind.NEWS, Section.NEEDS, "en", PLAN), role="social_worker", at=timezone.now()
        )
    return row


def as_ana(envelopes: Envelopes, do: Any, who: str = "ana") -> Any:
    with as_process("web"), acting(MemberId(envelopes.members[who])):
        return do(envelopes.member(who))


def case_of(row: Referral) -> CaseId:
    assert row.case_id is not None
    return CaseId(row.case_id)


def put(envelopes: Envelopes, row: Referral) -> Days:
    found: Days = as_ana(
        envelopes, lambda by: actions.put_days(referral=row.id, case=case_of(row), by=by, at=timezone.now())
    )
    return found


def take(envelopes: Envelopes, row: Referral, told: Told, text: UUID | None = None) -> dict[str, Any]:
    def do(by: Any) -> dict[str, Any]:
        [said] = actions.theirs(row, by=by)
        wanted = text or said.id or UUID(int=0)
        actions.take(referral=row.id, case=case_of(row), text=wanted, told=told, by=by, at=timezone.now())
        return dict(
            read_sections(case_of(row), [Section.RETURN], by=by, at=timezone.now())[Section.RETURN].content
        )

    content: dict[str, Any] = as_ana(envelopes, do)
    return content


def test_the_days_become_tasks_of_the_receiver_in_one_step_and_once(
    envelopes: Envelopes, row: Referral
) -> None:
    assert put(envelopes, row) == Days(tuple(DAYS[:3]), (DAYS[3],)), "one lies after the consent"
    kept = as_ana(
        envelopes, lambda _by: list(Task.objects.order_by("due").values_list("due", "owner", "maker"))
    )
    assert kept == [(day, "receiver", "sender") for day in DAYS[:3]]
    with pytest.raises(NotPossible) as refused:
        put(envelopes, row)
    assert refused.value.reason == rules.NOTHING_TO_PUT


@pytest.mark.parametrize(("told", "named"), [
    (Told.PLAN, {"plan_with": "Agency be, Belgium", "plan_on": TODAY.isoformat()}),
    (Told.RISK, {"there_by": "Agency be, Belgium", "there_on": TODAY.isoformat()}),
    (Told.RECEPTION, {"met_by": "Agency be, Belgium"}),
])  # fmt: skip
def test_what_they_told_stands_as_theirs_with_the_day(
    envelopes: Envelopes, row: Referral, told: Told, named: dict[str, str]
) -> None:
    content = take(envelopes, row, told)
    assert {name: content[name] for name in named} == named
    assert content["told"] == [{"by": "Agency be, Belgium", "on": TODAY.isoformat(), "what": PLAN}]
    assert content["will"] == "own_will", "the rest stays"
    assert len(take(envelopes, row, told)["told"]) == 1, "taken twice it stands once"


def test_words_that_find_no_room_take_the_place_of_no_others(envelopes: Envelopes, row: Referral) -> None:
    stood = [{"by": "Agency be", "on": TODAY.isoformat(), "what": f"Word {n}"} for n in range(TOLD.most)]

    def fill(by: Any) -> None:
        at, case = timezone.now(), case_of(row)
        before = read_sections(case, [Section.RETURN], by=by, at=at)[Section.RETURN]
        full = {**before.content, "told": stood}
        save_section(case=case, section=Section.RETURN, content=full, base=before.version, by=by, at=at)

    as_ana(envelopes, fill)
    with pytest.raises(NotPossible) as refused:
        take(envelopes, row, Told.PLAN)
    assert refused.value.reason == rules.FULL
    assert "There can be 12 rows at most." in refused.value.reason.whole


def test_nothing_is_taken_that_they_did_not_tell(envelopes: Envelopes, row: Referral) -> None:
    with pytest.raises(NotPossible) as refused:
        take(envelopes, row, Told.PLAN, UUID(int=7))
    assert refused.value.reason == rules.NO_SUCH_TEXT


@pytest.mark.parametrize(("days", "theirs", "expected"), [
    ([TODAY], [], Days((TODAY,), ())),
    ([TODAY - timedelta(days=1)], [], Days((), ())),
    ([TODAY], [TODAY], Days((), ())),
    ([DAYS[1], DAYS[0], DAYS[0]], [], Days((DAYS[0], DAYS[1]), ())),
    ([DAYS[2]], [], Days((DAYS[2],), ())),
    ([DAYS[2] + timedelta(days=1)], [], Days((), (DAYS[2] + timedelta(days=1),))),
])  # fmt: skip
def test_only_days_ahead_within_the_consent_that_they_do_not_have(
    days: list[date], theirs: list[date], expected: Days
) -> None:
    assert days_to_put(days, theirs=theirs, today=TODAY, consent_until=DAYS[2]) == expected


def test_the_page_shows_both_and_nobody_without_the_file_sees_it(envelopes: Envelopes, row: Referral) -> None:
    def see(by: Any, **post: str) -> HttpResponse:
        request: Any = RequestFactory().post("/", post) if post else RequestFactory().get("/")
        request.member, request.at, request.session = by, timezone.now(), {}
        answer: HttpResponse = pages.page.__wrapped__(request, case_of(row))  # type: ignore[attr-defined]
        return answer

    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        for number in range(6):
            words = Words(Kind.NEWS, Section.NEEDS, "en", f"News {number} of the garden")
            texts.keep_told(row, words, role="social_worker", at=timezone.now())
    html = as_ana(envelopes, see).content.decode()
    assert PLAN.partition(";")[0] in html, "the oldest of their words can be taken over too"
    assert "Told by Agency be, Belgium on" in html
    assert "Put these days to them as tasks" in html
    put(envelopes, row)
    again = as_ana(envelopes, lambda by: see(by, referral=row.reference, do="days"))
    assert (again.status_code, str(rules.NOTHING_TO_PUT.sentence) in again.content.decode()) == (409, True)
    with pytest.raises(NotFound):
        as_ana(envelopes, see, "vlad")
