"""What a partner without a node told, entered by a program as on the page: by whom, how and when."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import NO_NODE, MemberId
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes, S
from tests.site.api.conftest import Make
from tests.site.api.test_door import problem

pytestmark = pytest.mark.django_db(transaction=True)


def by_hand(envelopes: Envelopes, state: State, *flags: Beside) -> Referral:
    """As `Envelopes.add`, to a partner without a node."""
    row = envelopes.add(state, S)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        Referral.objects.filter(id=row.id).update(peer=NO_NODE, flags=sorted({*row.flags, *flags}))
    return row


def told(**more: Any) -> dict[str, Any]:
    at = (timezone.now() + timedelta(seconds=1)).isoformat()
    return {"by": "social_worker", "how": "telephone", "at": at, **more}


def test_a_program_reads_what_can_be_entered_and_enters_it_as_told_by_them(
    program: Make, envelopes: Envelopes
) -> None:
    ana, row = program(), by_hand(envelopes, State.SENT, Beside.TO_HAND_OVER)
    path = f"/referrals/{row.reference}"
    now = ana.ask("GET", path).said
    assert now["told_steps"] == ["left", "received"]
    assert {"acknowledge", "accept", "decline"} <= {one["move"] for one in now["told_moves"]}

    left = {"step": "left", "told": {"how": "paper", "at": told()["at"]}}
    assert ana.ask("POST", f"{path}/told/steps", left).status_code == 201
    answer = ana.ask("POST", f"{path}/told/steps", {"step": "received", "told": told()})
    assert (answer.status_code, answer.said["state"]) == (201, "sent")
    entered = {"move": "decline", "codes": {"reason": "no_capacity"}, "told": told(by="lawyer")}
    answer = ana.ask("POST", f"{path}/told/moves", entered)
    assert (answer.status_code, answer.said["state"]) == (201, "declined")

    after = ana.ask("GET", path).said
    assert [(line["step"], line["how"], line["told_by"]) for line in after["told"]] == [
        ("left", "paper", ""),
        ("received", "telephone", "social_worker"),
    ]
    last = next(made for made in after["moves"] if made["move"] == "decline")
    assert (last["side"], last["role"]) == ("receiver", "lawyer")
    assert (last["codes"]["told_by"], last["codes"]["told_how"]) == ("lawyer", "telephone")


def test_that_they_know_of_a_taking_back_is_entered_once(program: Make, envelopes: Envelopes) -> None:
    ana, row = program(), by_hand(envelopes, State.WITHDRAWN, Beside.NOT_TOLD)
    path = f"/referrals/{row.reference}/told/steps"
    said = {"step": "told_back", "told": told(), "has_erased": True}
    assert ana.ask("POST", path, said).status_code == 201
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        now = Referral.objects.get(id=row.id)
    assert (now.holder_answer, Beside.NOT_TOLD in now.flags) == ("erased", False)
    assert problem(ana.ask("POST", path, said), "not-possible", 409)["code"] == "nothing_untold"


@pytest.mark.parametrize("state, end, body, code", [
    (State.SENT, "steps", {"step": "news"}, "no_news_now"),
    (State.ACKNOWLEDGED, "steps", {"step": "received"}, "has_come_already"),
    (State.ACKNOWLEDGED, "steps", {"step": "left", "told": {}}, "nothing_left_to_hand_over"),
    (State.SENT, "steps", {"step": "told_back"}, "nothing_untold"),
    (State.SENT, "moves", {"move": "withdraw"}, "not_entered_for_a_partner"),
    (State.CLOSED, "moves", {"move": "propose_reopen"}, "partner_referral_not_opened_again"),
    (State.SENT, "moves", {"move": "acknowledge", "told": {"at": "2100-01-01T00:00:00Z"}}, "told_in_the_future"),
    (State.DRAFT, "moves", {"move": "acknowledge"}, "nothing_told_of_a_draft"),
])  # fmt: skip
def test_the_rule_refuses_as_on_the_page(
    program: Make, envelopes: Envelopes, state: State, end: str, body: dict[str, Any], code: str
) -> None:
    row = by_hand(envelopes, state)
    said = {**body, "told": told(**body.get("told", {}))}
    answer = program().ask("POST", f"/referrals/{row.reference}/told/{end}", said)
    assert problem(answer, "not-possible", 409)["code"] == code


def test_an_agency_with_a_node_answers_by_itself(program: Make, envelopes: Envelopes) -> None:
    ana, row = program(), envelopes.add(State.SENT, S)
    path = f"/referrals/{row.reference}"
    for end, body in (("moves", {"move": "acknowledge"}), ("steps", {"step": "received"})):
        answer = ana.ask("POST", f"{path}/told/{end}", {**body, "told": told()})
        assert problem(answer, "not-possible", 409)["code"] == "answers_for_itself"
    now = ana.ask("GET", path).said
    assert (now["told"], now["told_moves"], now["told_steps"]) == ([], [], [])


@pytest.mark.parametrize("body, pointer", [
    ({"step": "received"}, "#/told"),
    ({"step": "received", "told": {"by": None}}, "#/told/by"),
    ({"step": "received", "told": {"by": "administrator"}}, "#/told/by"),
    ({"step": "received", "told": {}, "has_erased": True}, "#/has_erased"),
    ({"step": "left", "told": {}, "words": {"about": "needs", "language": "en", "text": "x"}}, "#/words"),
    ({"step": "told_back"}, "#/told"),
])  # fmt: skip
def test_what_does_not_go_together_is_said_by_its_place(
    program: Make, envelopes: Envelopes, body: dict[str, Any], pointer: str
) -> None:
    row = by_hand(envelopes, State.SENT, Beside.NOT_TOLD)
    said = {**body, "told": told(**body["told"])} if "told" in body else body
    answer = program().ask("POST", f"/referrals/{row.reference}/told/steps", said)
    assert [error["pointer"] for error in problem(answer, "bad-input", 422)["errors"]] == [pointer]


def test_a_program_that_may_only_read_enters_nothing(program: Make, envelopes: Envelopes) -> None:
    row = by_hand(envelopes, State.SENT)
    answer = program(scopes=["read"]).ask(
        "POST", f"/referrals/{row.reference}/told/steps", {"step": "received", "told": told()}
    )
    problem(answer, "scope-missing", 403)
